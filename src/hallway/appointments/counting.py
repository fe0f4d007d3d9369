"""What leaders may know of consults and visits: how many, of whole months that are over, and only behind enough people.

A figure needs five teachers and three ITS behind it, and is cut to fives, so that no two looks tell of one person.
"""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db.models import Count

from hallway.core.now import now
from hallway.schooltime.calendars import calendar_of

from .models import Consult, Visit

TEACHERS, ITS, STEP = 5, 3, 5
YEAR_BEGINS = 8  # August


@dataclass(frozen=True)
class Counts:
    """``consults``, ``visits``: at least so many since ``since`` and before ``until`` (dates), None when too few people are behind."""

    since: date
    until: date
    consults: int | None
    visits: int | None


def counts(campuses):
    """The ``Counts`` of these campus ids (None: of all) for the school year so far. Two statements."""
    zone = ZoneInfo(calendar_of(None).zone)
    today = now().astimezone(zone).date()
    until = today.replace(day=1)
    since = date(until.year if until.month > YEAR_BEGINS else until.year - 1, YEAR_BEGINS, 1)
    span = [datetime(day.year, day.month, day.day, tzinfo=zone) for day in (since, until)]
    # Asked is asked: what becomes of one later must not change a figure, or the change would tell of one person.
    consults = Consult.objects.filter(asked_at__gte=span[0], asked_at__lt=span[1])
    visits = Visit.objects.filter(state="done", done_at__gte=span[0], done_at__lt=span[1])
    return Counts(since, until, *(_figure(rows, campuses) for rows in (consults, visits)))


def _figure(rows, campuses):
    if campuses is not None:
        rows = rows.filter(campus__in=campuses)
    about = rows.order_by().aggregate(
        n=Count("pk"), teachers=Count("teacher", distinct=True), its=Count("its", distinct=True)
    )
    if about["teachers"] < TEACHERS or about["its"] < ITS:
        return None
    return about["n"] // STEP * STEP
