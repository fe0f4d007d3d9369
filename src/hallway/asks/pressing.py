"""Why a request stands where it stands: the declared list of reasons, each worth school minutes, and the sort key.

The key is the instant of the next step less the minutes of the reasons. Waiting needs no term: an older instant comes
first by itself, so quiet requests rise. A nudge is worth less than the step between priorities, so the pushy do not win:
where a procedure tells more priorities apart than these reasons do, each step above the usual is worth a minute more than a nudge.

"adopted" is no reason among these: it is a tie-break that a district may switch on, worth no time. Of the requests whose key
falls into the same minute, one from a team that has adopted its holder stands first, and says so; it passes no earlier minute.
"""

from datetime import datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from hallway.core.now import now
from hallway.core.wall import readers_zone
from hallway.core.words import when_words
from hallway.schooltime import clock

WORTH = {"stopped": 1440, "wide": 600, "escalated": 480, "deadline": 240, "nudged": 120, "known": 60}
DEADLINE_DAYS = 3
ADOPTED = "adopted"


def settle(ask, worth=None):
    """Set ``ask.reasons`` ([[code, minutes], …]) and ``ask.rank`` (instant). Not saved. ``worth``: {reason: minutes}, with
    "adopted" in it while the tie-break is on."""
    worth, reasons = worth or WORTH, []
    if ask.status == "open":
        if ask.teaching_stopped or ask.emergency:
            reasons.append(["stopped", worth["stopped"]])
        elif ask.affected in ("several", "campus"):
            reasons.append(["wide", worth["wide"]])
        if steps := ask.steps_above_usual():
            reasons.append(["pressing", steps * (worth["nudged"] + 1)])
        if ask.escalated_at:
            reasons.append(["escalated", worth["escalated"]])
        if ask.deadline:
            end = datetime.combine(ask.deadline, time(23, 59), ZoneInfo(ask.calendar.zone))
            if clock.days_between(ask.calendar, now(), end) <= DEADLINE_DAYS:
                reasons.append(["deadline", worth["deadline"]])
        if ask.nudges:
            reasons.append(["nudged", worth["nudged"]])
        if ask.known_issue:
            reasons.append(["known", worth["known"]])
        if ask.is_unsaid:
            reasons.append(["unsaid", 0])
        if ADOPTED in worth and ask.adopted_here():
            reasons.append([ADOPTED, 0])
    ask.reasons = reasons
    base = ask.next_at or ask.closed_at or ask.solved_at or ask.promised_at
    ask.rank = base - timedelta(minutes=sum(minutes for _code, minutes in reasons))
    if [ADOPTED, 0] in reasons:
        ask.rank = ask.rank.replace(second=0, microsecond=0) - timedelta(microseconds=1)


def parts(ask, promise=True, own=False):
    """Why it stands there, in the reader's language, most worth first: [(name, text)].

    ``promise=False`` leaves the next step out, for a list that shows it in a column of its own. ``own``: told to its asker.
    """
    who = (ask.requester.short_name, ask.holder.short_name) if [ADOPTED, 0] in ask.reasons and ask.holder_id else None
    said = reasons_said(ask.reasons, ask.deadline, ask.severity_said, who, own)
    if not ask.is_open:
        return said
    if promise and ask.next_at:
        said.append(("late" if ask.next_at < now() else "promise", step_words(ask)))
    return said + asked_said(clock.days_between(ask.calendar, ask.opened_at, now()))


def reasons_said(reasons, deadline, severity="", who=None, own=False):
    """[(name, text)] of stored reasons, most worth first. ``severity``: how bad it counts as, in words, where that is known;
    ``who``: short names of asker and holder, for the tie-break; ``own``: told to its asker.
    """
    said = []
    for code, _minutes in sorted(reasons, key=lambda reason: -reason[1]):
        if code != ADOPTED:
            said.append((code, _said(code, deadline, severity)))
        elif who:
            text = _("your team adopted %(holder)s") if own else _("%(asker)s’s team adopted %(holder)s")
            said.append((code, text % {"asker": who[0], "holder": who[1]}))
    return said


def asked_said(days):
    """[("asked", text)] for so many school days; nothing on the day itself."""
    if not days:
        return []
    return [("asked", ngettext("asked %(n)s school day ago", "asked %(n)s school days ago", days) % {"n": days})]


def _said(code, deadline, severity):
    if code == "unsaid" and severity:
        return _("taken as “%(severity)s”: nobody said how bad it is") % {"severity": severity}
    if code == "deadline":
        return _("deadline %(day)s") % {"day": date_format(deadline, "WEEKDAY_FORMAT")}
    return {
        "stopped": _("teaching stopped now"),
        "wide": _("several classes affected"),
        "pressing": _("more pressing than usual"),
        "escalated": _("escalated to the district"),
        "nudged": _("nudged"),
        "known": _("others have it too"),
        "unsaid": _("nobody said how bad it is"),
    }.get(code, code)


def step_words(ask):
    """The next step and its moment, on the requester's clock: "answer promised Tuesday 10:40"."""
    when = promise_words(ask.next_at, ask.calendar.zone)
    late = ask.next_at < now()
    if ask.step == "answer":
        text = _("answer was promised %(when)s") if late else _("answer promised %(when)s")
    elif ask.step == "remind":
        text = _("we ask again %(when)s")
    elif ask.step == "check":
        text = _("we check %(when)s")
    elif ask.step == "close":
        text = _("closes %(when)s")
    else:
        text = _("next step was %(when)s") if late else _("next step %(when)s")
    return text % {"when": when}


def promise_words(at, zone):
    """ "Tuesday 10:40" on the wall clock of ``zone`` (a name); kept, since a list says the same moments again and again."""
    reader = readers_zone()
    today = now().astimezone(reader or ZoneInfo(zone)).date()
    return _kept_words(at.replace(second=0, microsecond=0), zone, today, reader, get_language())


@lru_cache(maxsize=20_000)
def _kept_words(at, zone, _today, _reader, _language):
    return when_words(at, now=now(), zone=ZoneInfo(zone), exact=True)


def sentences(ask, own=False):
    """The reasons as short sentences, for a text without icons. ``own``: told to its asker."""
    return [text for _name, text in parts(ask, own=own)]
