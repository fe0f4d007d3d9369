"""When a training fits: the periods of a campus's day, with how many teachers plan then, and the hour after the last bell.

Who plans when is known two floors above, which registers itself here.
"""

from collections import namedtuple
from datetime import date, time

from django.utils.translation import gettext as _

from hallway.schooltime import clock
from hallway.schooltime.calendars import calendar_of

Slot = namedtuple("Slot", "start end label planning after")
AFTER = 60  # minutes that an hour after school is long
LATER, ROUND = 10, 5  # minutes from the last bell, and to which it is rounded up
_planners: list = []


def planners(function):
    """Ask ``function(campus, letter) -> {label: how many teachers plan in it}``."""
    if function not in _planners:
        _planners.append(function)


def slots_on(campus, day):
    """[``Slot``] of a date at a campus, wall-clock times; empty without school. ``planning``: how many teachers plan then."""
    calendar = calendar_of(campus.pk)
    walls = calendar.walls(day)
    if not walls:
        return []
    counts: dict = {}
    for function in _planners:
        counts |= function(campus, clock.letter_on(calendar, day))
    periods = clock.periods_on(calendar, day)
    found = [Slot(p.start, p.end, p.label, counts.get(p.label, 0), False) for p in periods]
    found = list(dict.fromkeys(found))  # two lunches at one time are one choice
    last = max([p.end for p in periods] or [walls[-1][1]])
    start = _later(last, LATER if periods else 0)
    if start is not None and (end := _later(start, AFTER)) is not None:
        found.append(Slot(start, end, _("After school"), 0, True))
    return found


def _later(at, minutes):
    whole = at.hour * 60 + at.minute + minutes
    whole = -(-whole // ROUND) * ROUND
    return time(whole // 60, whole % 60) if whole < 24 * 60 else None


def next_school_day(campus, after):
    """The first school day after a date: what the form begins with."""
    return clock.next_school_day(calendar_of(campus.pk), after)


def readable(text):
    """A date out of an address, or None."""
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return found if 2000 < found.year < 2200 else None


def label_of(campus, day, start, end):
    """What the campus calls this time of ``day``, when it is one of its slots; empty else."""
    return next((slot.label for slot in slots_on(campus, day) if (slot.start, slot.end) == (start, end)), "")
