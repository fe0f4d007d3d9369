"""Rows to compiled calendars, kept in the process for a minute: hours and closed days change rarely."""

import time

from django.db.models import Q

from hallway.core import kept
from hallway.people.models import Campus, District

from .clock import DEFAULT_WEEK, Calendar
from .models import ClosedDay, Hours

KEEP_SECONDS = 60
_kept: dict = {}


def forget():
    """Read the rows again at the next call (after a change in this process, and between tests)."""
    _kept.clear()
    kept.clear()


def calendar_of(campus_id) -> Calendar:
    """The compiled calendar of a campus (its own hours, else the district's, else 7:30–16:00 on weekdays)."""
    found = _kept.get(campus_id)
    if found and found[0] > time.monotonic():
        return found[1]
    calendar = _compile(campus_id)
    _kept[campus_id] = (time.monotonic() + KEEP_SECONDS, calendar)
    return calendar


def warm(campuses):
    """Make sure that the calendars of these campuses (rows) are kept: two statements for all of them, none when they are."""
    cold = {c.pk: c for c in campuses if not (c.pk in _kept and _kept[c.pk][0] > time.monotonic())}
    if not cold:
        return
    hours = list(Hours.objects.filter(Q(campus__in=cold) | Q(campus=None)))
    closed = list(ClosedDay.objects.filter(Q(campus__in=cold) | Q(campus=None)).values_list("campus_id", "date"))
    until = time.monotonic() + KEEP_SECONDS
    for pk, campus in cold.items():
        _kept[pk] = (until, _made(pk, campus.time_zone, hours, closed))


def _compile(campus_id):
    campus = Campus.objects.filter(pk=campus_id).first()
    zone = campus.time_zone if campus else District.get().time_zone
    here = Q(campus=campus_id) | Q(campus=None)
    closed = ClosedDay.objects.filter(here).values_list("campus_id", "date")
    return _made(campus_id, zone, list(Hours.objects.filter(here)), closed)


def _made(campus_id, zone, hours, closed):
    own = [r for r in hours if r.campus_id == campus_id and campus_id is not None]
    own = own or [r for r in hours if r.campus_id is None]
    week = (
        tuple(tuple(sorted((r.start, r.end) for r in own if r.weekday == d)) for d in range(7)) if own else DEFAULT_WEEK
    )
    return Calendar(zone, week, frozenset(day for campus, day in closed if campus in (campus_id, None)))
