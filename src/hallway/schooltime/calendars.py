"""Rows to compiled calendars, kept in the process for a minute: hours and closed days change rarely."""

import time

from hallway.people.models import Campus, District

from .clock import DEFAULT_WEEK, Calendar
from .models import ClosedDay, Hours

KEEP_SECONDS = 60
_kept: dict = {}


def forget():
    """Read the rows again at the next call (after a change in this process, and between tests)."""
    _kept.clear()


def calendar_of(campus_id) -> Calendar:
    """The compiled calendar of a campus (its own hours, else the district's, else 7:30–16:00 on weekdays)."""
    found = _kept.get(campus_id)
    if found and found[0] > time.monotonic():
        return found[1]
    calendar = _compile(campus_id)
    _kept[campus_id] = (time.monotonic() + KEEP_SECONDS, calendar)
    return calendar


def _compile(campus_id):
    from django.db.models import Q

    campus = Campus.objects.filter(pk=campus_id).first()
    zone = campus.time_zone if campus else District.get().time_zone
    rows = list(Hours.objects.filter(Q(campus=campus_id) | Q(campus=None)))
    own = [r for r in rows if r.campus_id == campus_id and campus_id is not None] or [
        r for r in rows if r.campus_id is None
    ]
    week = (
        tuple(tuple(sorted((r.start, r.end) for r in own if r.weekday == d)) for d in range(7)) if own else DEFAULT_WEEK
    )
    closed = frozenset(ClosedDay.objects.filter(Q(campus=campus_id) | Q(campus=None)).values_list("date", flat=True))
    return Calendar(zone, week, closed)
