"""Where and when somebody offers to be met on a date: overrides, the school year, posts, painted hours, and the campus's own."""

from datetime import timedelta

from hallway.schooltime import clock
from hallway.schooltime.daytypes import PLAIN

from .offers import in_force
from .spans import joined, spans_of


def offered(person, asked, day):
    """The minutes of ``day`` at which they offer to be met there: [(start, end)]; from afar wherever they are."""
    if not asked.remote:
        walls, _code = presence(person, asked.place, day)
        return spans_of(asked.place.zone, day, walls)
    whole = spans_of(asked.place.zone, day, None)
    found = []
    for place in person.places.values():
        for near in (day - timedelta(days=1), day, day + timedelta(days=1)):
            walls, _code = presence(person, place, near)
            found += [(max(a, c), min(b, d)) for a, b in spans_of(place.zone, near, walls) for c, d in whole]
    return joined([(a, b) for a, b in found if a < b])


def presence(person, place, day):
    """(wall-clock spans at which they are to be met at ``place`` on ``day``, code): the code says why there are none."""
    if any(first <= day <= last for first, last in person.out):
        return (), "out"
    said = [each for each in person.overrides if each.date == day]
    usual, there = service_hours(place.calendar, day), [each for each in said if each.campus is not None]
    if there:
        spans = [
            span
            for o in there
            if o.campus == place.pk
            for span in ([(o.start, o.end)] if o.start is not None else usual)
        ]
        code = "elsewhere"
    elif not clock.is_worked(place.calendar, day):
        return (), "no_school"
    elif not any(post.serves(place.pk, day) for post in person.posts):
        return (), "not_here"
    else:
        spans, code = _painted(person, place, day, usual), "not_painted"
    for each in said:
        if each.campus is None:
            if each.start is None:
                return (), "away"
            spans, code = walls_less(spans, each.start, each.end), "away"
    return tuple(spans), "" if spans else code


def _painted(person, place, day, usual):
    """The painted hours of the weekday; none painted for this campus: the campus's own. A short day shortens them."""
    painted = [w for w in person.windows if w.campus == place.pk and in_force(w, day)]
    if not painted:
        return list(usual)
    spans = [(w.start, w.end) for w in painted if w.weekday == day.weekday()]
    special = place.calendar.special.get(day)
    if special is not None and special.type != PLAIN and special.spans:
        spans = [(max(a, c), min(b, d)) for a, b in spans for c, d in special.spans]
    return sorted(span for span in spans if span[0] < span[1])


def walls_less(spans, start, end):
    """Wall-clock spans without [start, end)."""
    cut = [piece for a, b in spans for piece in ((a, min(b, start)), (max(a, end), b))]
    return [(a, b) for a, b in cut if a < b]


def service_hours(calendar, day):
    """The day's hours on the wall clock; on a day for teachers only on which no promise runs, those of the weekday."""
    return calendar.walls(day) or (calendar.week[day.weekday()] if clock.is_worked(calendar, day) else ())
