"""A day of a campus cut by its bells, and when a meeting can begin in it."""

from hallway.schooltime import clock

from .spans import minute, runs, segments

STEP = 15  # minutes from one start to the next within a period


def segments_on(place, day):
    """The day cut by its bells: [(start, end, ``Period`` or None)] in minutes, in order."""
    return segments(place.zone, day, clock.periods_on(place.calendar, day))


def starts_on(place, day, length):
    """[(minute, label)] at which a meeting of ``length`` can begin: each quarter of an hour of a period in which it fits, the
    beginning of a period that is too short for it, and full quarters between the bells."""
    found = []
    for a, b, period in segments_on(place, day):
        if period is None:
            found += [(at, "") for at in runs(place.zone, a, b, 0, STEP) if at + length <= b]
            continue
        begin = period.start.hour * 60 + period.start.minute
        whole = (period.end.hour * 60 + period.end.minute) - begin
        for at in runs(place.zone, a, b, begin, STEP):
            if at + length <= b or (length > whole and minute(place.zone, at) == begin):
                found.append((at, period.label))
    return found
