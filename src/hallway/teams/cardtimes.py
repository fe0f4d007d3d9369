"""When cards are delivered: on a school morning, on the clock of the campus."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from hallway.core.now import now
from hallway.schooltime import clock
from hallway.schooltime.calendars import calendar_of

MORNING = time(7)
SIGNED_FOR = 3  # school days in which a card is signed that somebody opens, or that says welcome
BEFORE = 5  # school days before a birthday on which its card opens
KEPT = timedelta(days=30)  # for so long somebody reads what they wrote on a card that was put away
AHEAD = 14  # days in which those are looked for


def morning(calendar, day):
    return datetime.combine(day, MORNING, ZoneInfo(calendar.zone))


def after_school_days(team, n=SIGNED_FOR):
    """The morning ``n`` school days from today where ``team`` works."""
    calendar = calendar_of(team.campus_id)
    day = calendar.local_day(now())
    for _n in range(n):
        day = clock.next_school_day(calendar, day)
    return morning(calendar, day)


def next_morning(calendar):
    """The first morning of school that is still to come."""
    day = calendar.local_day(now())
    if morning(calendar, day) <= now() or not clock.is_school_day(calendar, day):
        day = clock.next_school_day(calendar, day)
    return morning(calendar, day)


def opens_today(calendar, day, today):
    """Whether a card that is delivered on ``day`` is open for signing ``today``."""
    return len(clock.school_days(calendar, today + timedelta(days=1), day)) <= BEFORE
