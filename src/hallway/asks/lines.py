"""Requests as lines of a helper's list. A line is a pure function of what it shows, so a line that shows the same as before
is not made again: fifty of them cost a list page less than its frame. Lists read columns, not rows of five tables."""

import json
from functools import lru_cache
from types import SimpleNamespace
from zoneinfo import ZoneInfo

from django.db.models import TextField
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from hallway.core.components import row
from hallway.core.now import now
from hallway.core.wall import readers_zone
from hallway.people.models import Member
from hallway.schooltime import clock
from hallway.schooltime.calendars import calendar_of, warm

from . import pressing

KEPT = 4000  # lines, about a kilobyte each
COLUMNS = (
    "rank", "opened_at", "campus", "campus__time_zone",  # what the line is computed with
    "pk", "line", "status", "step", "next_at", "why", "answered_at", "deadline", "confidential", "place", "room__name",
    "campus__name", "requester", "requester__name", "requester__preferred_name", "requester__photo", "holder__name",
    "holder__preferred_name",
)  # fmt: skip
STEPS = {
    "answer": lambda: _("Answer by"),
    "work": lambda: _("Next step"),
    "remind": lambda: _("Ask again"),
    "check": lambda: _("Check"),
    "close": lambda: _("Closes"),
}
STATES = {
    "waiting_you": lambda: _("waiting on the teacher"),
    "waiting_other": lambda: _("waiting on somebody else"),
    "solved": lambda: _("solved"),
    "closed": lambda: _("closed"),
}


def lines(asks, *, pick=False):
    """(lines as safe HTML, [(rank, id)]) of a page of requests (a sliced queryset), most pressing first, in one statement.

    ``pick``: with a tick box for doing something to several at once. The page is chosen first and its people and places
    are joined to it, never to the whole list.
    """
    moment, language = now(), get_language()
    reader = readers_zone(), timezone.localdate(moment)
    chosen = asks.model.objects.filter(pk__in=asks.values("pk")).pressing()
    found = [*chosen.annotate(why=Cast("reasons", TextField())).values_list(*COLUMNS)]
    warm({one[2]: SimpleNamespace(pk=one[2], time_zone=one[3]) for one in found}.values())
    made = []
    for one in found:
        calendar, due = calendar_of(one[2]), one[8]
        asked = clock.days_between(calendar, one[1], moment)
        late = due is not None and due < moment
        made.append(_line(language, reader, calendar.local_day(moment), calendar.zone, asked, late, pick, *one[4:]))
    return made, [(one[0], one[4]) for one in found]


@lru_cache(maxsize=KEPT)
def _line(language, reader, today, zone, asked, late, pick, pk, words, status, step, due, why, answered, deadline,
          confidential, place, room, campus, who, name, preferred, photo, holder_name, holder_preferred):  # fmt: skip
    """``language``, ``reader`` (their zone and date) and ``today`` are not read: they are what the words below are made in."""
    opened, unanswered = status not in ("solved", "closed"), status == "open" and step == "answer"
    reasons, late = json.loads(why), late and opened
    stopped = any(code == "stopped" for code, _minutes in reasons)
    asker = Member(pk=who, name=name, preferred_name=preferred, photo=photo)
    holder = Member(name=holder_name, preferred_name=holder_preferred).short_name if holder_name else _("nobody yet")
    both = (asker.short_name, holder) if holder_name else None
    state = STATES[status]() if status in STATES else _("the teacher wrote back") if unanswered and answered else ""
    return row(
        reverse("asks:ask", args=[pk]),
        words,
        number=pk,
        who=asker,
        where=" · ".join(part for part in (room or place, campus) if part),
        reasons=pressing.reasons_said(reasons, deadline, who=both) + pressing.asked_said(asked if opened else 0),
        due=due,
        due_word=STEPS[step](),
        late=late,
        holder=holder,
        state=state,
        tone="alert" if stopped or late else "wait" if status == "waiting_you" else "",
        new=unanswered,
        pick=pk if pick else None,
        confidential=confidential,
        now=now(),
        zone=ZoneInfo(zone),
    )
