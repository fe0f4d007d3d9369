"""Stretches of minutes, and what the wall clock of a zone makes of a day. Minutes are whole ones since 1970 (UTC)."""

from bisect import bisect_right
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from itertools import pairwise
from zoneinfo import ZoneInfo

DAY = 24 * 60


def minutes(at):
    """The minute that an instant lies in."""
    return int(at.timestamp() // 60)


def minutes_up(at):
    """The first minute that does not begin before an instant."""
    return int(-(-at.timestamp() // 60))


def lasting(start, length):
    """(start, end) in UTC of what begins at ``start`` (an instant) and lasts ``length`` minutes, also when the clocks change within."""
    begin = start.astimezone(UTC)
    return begin, begin + timedelta(minutes=length)


@lru_cache(maxsize=50_000)
def _edges(zone, day):
    """(first minute, first minute of the next day, whether every hour is there once)."""
    tz = ZoneInfo(zone)
    begin, after = datetime(day.year, day.month, day.day, tzinfo=tz), day + timedelta(days=1)
    finish = datetime(after.year, after.month, after.day, tzinfo=tz)
    a, b = minutes(begin), minutes(finish)
    noon = datetime(day.year, day.month, day.day, 12, tzinfo=tz)
    plain = b - a == DAY and minutes(noon) - a == DAY // 2
    return a, b, plain


def free_of(zone, day):
    """The first minute of a date there."""
    return _edges(zone, day)[0]


@lru_cache(maxsize=50_000)
def day_of(zone, at):
    """The date there at a minute."""
    return datetime.fromtimestamp(at * 60, UTC).astimezone(ZoneInfo(zone)).date()


def minute(zone, at):
    """What the wall clock there shows at a minute, as minutes of its day."""
    first, _after, plain = _edges(zone, day_of(zone, at))
    return at - first if plain else _shown(zone, at)


@lru_cache(maxsize=20_000)
def _shown(zone, at):
    wall = datetime.fromtimestamp(at * 60, UTC).astimezone(ZoneInfo(zone))
    return wall.hour * 60 + wall.minute


def _of(time):
    return time.hour * 60 + time.minute


def spans_of(zone, day: date, walls):
    """The minutes at which the wall clock of that day shows a time within ``walls`` ((start, end) times; None: all day), as
    merged [(start, end)]. On a day without changes of the clocks that is plain arithmetic; else minute by minute."""
    first, after, plain = _edges(zone, day)
    if walls is None:
        return [(first, after)]
    if plain:
        return joined([(first + _of(a), first + _of(b)) for a, b in walls])
    inside = [(_of(a), _of(b)) for a, b in walls]
    there = [at for at in range(first, after) if any(a <= _shown(zone, at) < b for a, b in inside)]
    return joined([(at, at + 1) for at in there])


@lru_cache(maxsize=50_000)
def segments(zone, day, periods):
    """The day cut by its periods: [(start, end, period or None)]; of several at once the one that began last counts."""
    edges = sorted({0, DAY, *(_of(t) for p in periods for t in (p.start, p.end))})
    walls: list = []
    for a, b in pairwise(edges):
        there = [p for p in periods if _of(p.start) <= a < _of(p.end)]
        walls.append((a, b, max(there, key=lambda p: p.start, default=None)))
    first, after, plain = _edges(zone, day)
    if plain:
        pieces = [(first + a, first + b, period) for a, b, period in walls]
    else:
        starts = [a for a, _b, _period in walls]
        pieces = [(at, at + 1, walls[bisect_right(starts, _shown(zone, at)) - 1][2]) for at in range(first, after)]
    found: list = []
    for a, b, period in pieces:
        if found and found[-1][2] is period and found[-1][1] == a:
            found[-1] = (found[-1][0], b, period)
        else:
            found.append((a, b, period))
    return found


def runs(zone, a, b, anchor, step):
    """Minutes of [a, b) at which the wall clock shows ``anchor`` plus a multiple of ``step``."""
    first, after, plain = _edges(zone, day_of(zone, a))
    if plain and b <= after:
        return range(a + (anchor - (a - first)) % step, b, step)
    return [at for at in range(a, b) if (_shown(zone, at) - anchor) % step == 0]


def joined(spans):
    """Spans in order, those that touch or overlap made one."""
    found: list = []
    for a, b in sorted(spans):
        if found and a <= found[-1][1]:
            if b > found[-1][1]:
                found[-1] = (found[-1][0], b)
        elif a < b:
            found.append((a, b))
    return found


def less(spans, shut):
    """``spans`` without ``shut`` (merged)."""
    found, ends = [], [b for _a, b in shut]
    for a, b in spans:
        for n in range(bisect_right(ends, a), len(shut)):
            c, d = shut[n]
            if c >= b:
                break
            if c > a:
                found.append((a, c))
            a = max(a, d)
        if a < b:
            found.append((a, b))
    return found


def meets(spans, a, b):
    """Whether one of ``spans`` (any order) shares a minute with [a, b)."""
    return any(c < b and d > a for c, d in spans)
