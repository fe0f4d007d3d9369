"""A request as one line of a helper's list. The line is a pure function of what it shows, so a line that shows the same as
before is not made again: fifty of them cost a list page less than its frame."""

from functools import lru_cache
from types import SimpleNamespace
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from hallway.core.components import row
from hallway.core.now import now
from hallway.schooltime import clock

from . import pressing

KEPT = 4000  # lines, about a kilobyte each
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


def line(ask, moment, *, pick=False, promise=True):
    """The line of ``ask`` (from ``for_list``) at ``moment``, as safe HTML. ``pick``: with a tick box for several at once."""
    calendar, who = ask.calendar, ask.requester
    opened = ask.is_open
    return _line(
        get_language(),
        calendar.local_day(moment),
        ask.pk,
        ask.line,
        (who.pk, who.full_name, who.initials, who.photo),
        " · ".join(part for part in (ask.where, ask.campus.name) if part),
        tuple((code, minutes) for code, minutes in ask.reasons),
        ask.deadline,
        clock.days_between(calendar, ask.opened_at, moment) if opened else 0,
        ask.next_at if promise else None,
        ask.step,
        bool(opened and ask.next_at and ask.next_at < moment),
        ask.holder.short_name if ask.holder_id else "",
        ask.status,
        bool(ask.answered_at),
        ask.confidential,
        calendar.zone,
        pick,
    )


@lru_cache(maxsize=KEPT)
def _line(language, today, pk, words, who, where, reasons, deadline, asked, due, step, late, holder, status, answered,
          confidential, zone, pick):  # fmt: skip
    unanswered = status == "open" and step == "answer"
    state = STATES[status]() if status in STATES else _("the teacher wrote back") if unanswered and answered else ""
    stopped = any(code == "stopped" for code, _minutes in reasons)
    person = SimpleNamespace(pk=who[0], full_name=who[1], initials=who[2], photo=who[3])
    return row(
        reverse("asks:ask", args=[pk]),
        words,
        number=pk,
        who=person,
        where=where,
        reasons=pressing.reasons_said(reasons, deadline) + pressing.asked_said(asked),
        due=due,
        due_word=STEPS[step](),
        late=late,
        holder=holder or _("nobody yet"),
        state=state,
        tone="alert" if stopped or late else "wait" if status == "waiting_you" else "",
        new=unanswered,
        pick=pk if pick else None,
        confidential=confidential,
        now=now(),
        zone=ZoneInfo(zone),
    )
