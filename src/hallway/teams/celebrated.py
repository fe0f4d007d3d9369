"""On which day a birthday is celebrated, and on whose calendar. Month and day come from whoever may read them."""

from datetime import date as Date
from datetime import timedelta

from django.contrib.postgres.expressions import ArraySubquery

from hallway.people.models import Post
from hallway.schooltime import clock
from hallway.schooltime.calendars import calendar_of, warm_up

WEEKEND = 3  # days off before it: then it is said on the last day of school, as a weekend's
NEAR = 14  # days from a school day; a birthday in the depth of summer is announced on its own day


def announced_on(day, calendar):
    """The working day on which a birthday on ``day`` is announced: itself, or of a weekend the last day at work before, of a
    break the nearer of the last before and the first after it."""
    before = next((n for n in range(NEAR + 1) if clock.is_worked(calendar, day - timedelta(days=n))), None)
    after = next((n for n in range(NEAR + 1) if clock.is_worked(calendar, day + timedelta(days=n))), None)
    if before is not None and (before <= WEEKEND or after is None or before <= after):
        return day - timedelta(days=before)
    return day if after is None else day + timedelta(days=after)


def coming(celebrated, today):
    """The date of (month, day, leap) that comes next, or that has just been (``NEAR`` days back at most)."""
    days = (_in_year(year, *celebrated) for year in range(today.year - 1, today.year + 2))
    return next(day for day in days if day >= today - timedelta(days=NEAR))


def _in_year(year, month, day, leap):
    if (month, day) == (2, 29) and not leaps(year):
        month, day = (2, 28) if leap == "28" else (3, 1)
    return Date(year, month, day)


def leaps(year):
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def places(member):
    """Ids of the campuses at which ``member`` (a reference of a statement) works today, as a part of that statement."""
    return ArraySubquery(Post.objects.filter(member=member).in_force_now().exclude(campus=None).values("campus"))


def calendars_of(pairs):
    """{member id: the calendar their day runs on} of [(member, ids of the campuses where they work)]: their room's campus, else the
    first they work at, else the district's. No statement, when the calendars are warm."""
    found = {member.pk: _campus(member, there) for member, there in pairs}
    warm_up({campus for campus in found.values() if campus is not None})
    return {pk: calendar_of(campus) for pk, campus in found.items()}


def _campus(member, there):
    if member.room_id and member.room.campus_id in there:
        return member.room.campus_id
    return min(there, default=None)
