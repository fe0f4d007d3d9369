"""Why a request stands where it stands: the declared list of reasons, each worth school minutes, and the sort key.

The key is the instant of the next step less the minutes of the reasons. Waiting needs no term: an older instant comes
first by itself, so quiet requests rise. A nudge is worth less than the step between priorities, so the pushy do not win.
"""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hallway.core.now import now
from hallway.schooltime import clock

WORTH = {"stopped": 1440, "wide": 600, "escalated": 480, "deadline": 240, "nudged": 120, "known": 60}
DEADLINE_DAYS = 3


def settle(ask):
    """Set ``ask.reasons`` ([[code, minutes], …]) and ``ask.rank`` (instant). Not saved."""
    reasons = []
    if ask.status == "open":
        if ask.priority != "usual":
            reasons.append([ask.priority, WORTH[ask.priority]])
        if ask.escalated_at:
            reasons.append(["escalated", WORTH["escalated"]])
        if ask.deadline:
            end = datetime.combine(ask.deadline, time(23, 59), ZoneInfo(ask.calendar.zone))
            if clock.days_between(ask.calendar, now(), end) <= DEADLINE_DAYS:
                reasons.append(["deadline", WORTH["deadline"]])
        if ask.nudges:
            reasons.append(["nudged", WORTH["nudged"]])
        if ask.known_issue:
            reasons.append(["known", WORTH["known"]])
    ask.reasons = reasons
    base = ask.next_at or ask.closed_at or ask.solved_at or ask.promised_at
    ask.rank = base - timedelta(minutes=sum(minutes for _code, minutes in reasons))


def sentences(ask):
    """The reasons as short sentences in the reader's language, the promise last."""
    zone = ZoneInfo(ask.calendar.zone)
    said = []
    for code, _minutes in sorted(ask.reasons, key=lambda reason: -reason[1]):
        if code == "stopped":
            said.append(_("teaching stopped now"))
        elif code == "wide":
            said.append(_("several classes affected"))
        elif code == "escalated":
            said.append(_("escalated to the district"))
        elif code == "deadline":
            said.append(_("deadline %(day)s") % {"day": date_format(ask.deadline, "D, M j")})
        elif code == "nudged":
            said.append(_("nudged"))
        elif code == "known":
            said.append(_("others have it too"))
    if ask.next_at and ask.is_open:
        when = ask.next_at.astimezone(zone)
        text = {
            "answer": _("answer promised %(when)s"),
            "work": _("next step %(when)s"),
            "remind": _("we ask again %(when)s"),
            "check": _("we check %(when)s"),
        }.get(ask.step, _("next step %(when)s"))
        said.append(text % {"when": date_format(when, "D M j, H:i")})
    asked = clock.days_between(ask.calendar, ask.opened_at, now())
    if ask.is_open and asked:
        said.append(ngettext("asked %(n)s school day ago", "asked %(n)s school days ago", asked) % {"n": asked})
    return said
