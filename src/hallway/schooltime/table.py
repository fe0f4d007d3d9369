"""A stretch of a calendar as sorted numbers, so that the clock asks by bisection instead of walking days.

Instants are whole seconds since 1970 in UTC; a rest of microseconds is carried along by the callers.
"""

from bisect import bisect_left, bisect_right
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
EPOCH_DAY = EPOCH.toordinal()
FIRST_DAY, LAST_DAY = date.min.toordinal() + 2, date.max.toordinal() - 2  # somebody types the year 9999
DAY = 86_400
BLOCK = 128  # days whose questions one table answers …
AHEAD = 160  # … and how far it looks past them; whoever needs more walks
BEFORE = 3


def seconds(at):
    """(whole seconds since 1970, microseconds) of an aware instant."""
    since = at - EPOCH
    return since.days * DAY + since.seconds, since.microseconds


def instant(whole, micro=0):
    return EPOCH + timedelta(0, whole, micro)


@lru_cache(maxsize=20_000)
def _offset(zone, ordinal):
    """Seconds that the zone is ahead of UTC all through this local day; None when it changes."""
    tz, midnight = ZoneInfo(zone), datetime.fromordinal(ordinal)
    first = midnight.replace(tzinfo=tz).utcoffset()
    last = (midnight + timedelta(hours=23, minutes=59)).replace(tzinfo=tz).utcoffset()
    return first.days * DAY + first.seconds if first == last else None


def _on_wall(time):
    return time.hour * 3600 + time.minute * 60 + time.second


class Table:
    """``starts`` and ``ends`` of all spans, ``before`` (open seconds before each span, with the total at the end) and
    ``until`` (open seconds before each span's end); ``day_of`` (index into ``days``) of each span. ``days``: ordinals of the
    days that have spans, with ``first`` and ``last`` (span indexes) and ``offsets`` (see ``_offset``) of each."""

    def __init__(self, calendar, block):
        self.low = max(block * BLOCK + EPOCH_DAY - BEFORE, FIRST_DAY)
        self.high = min((block + 1) * BLOCK + EPOCH_DAY + AHEAD, LAST_DAY)
        self.starts: list = []
        self.ends: list = []
        self.day_of: list = []
        self.days: list = []
        self.first: list = []
        self.last: list = []
        self.offsets: list = []
        for ordinal in range(self.low, self.high):
            self._add(calendar, ordinal)
        self.before, self.until, total = [], [], 0
        for start, end in zip(self.starts, self.ends, strict=True):
            self.before.append(total)
            total += end - start
            self.until.append(total)
        self.horizon = (self.high - EPOCH_DAY - 1) * DAY  # everything before it is in the table, whatever the zone

    def _add(self, calendar, ordinal):
        day = date.fromordinal(ordinal)
        walls = calendar.walls(day)
        if not walls:
            return
        offset = _offset(calendar.zone, ordinal)
        if offset is None:
            spans = [(seconds(a)[0], seconds(b)[0]) for a, b in calendar.spans(day)]
        else:
            midnight = (ordinal - EPOCH_DAY) * DAY - offset
            spans = [(midnight + _on_wall(a), midnight + _on_wall(b)) for a, b in walls]
        if not spans:
            return
        self.first.append(len(self.starts))
        for start, end in spans:
            self.starts.append(start)
            self.ends.append(end)
            self.day_of.append(len(self.days))
        self.last.append(len(self.starts) - 1)
        self.days.append(ordinal)
        self.offsets.append(offset)

    def forward(self, whole, micro, more):
        """``more`` open seconds after an instant: (whole, micro), or None when that lies beyond this table."""
        i = bisect_right(self.ends, whole)
        if i == len(self.ends):
            return None
        if whole < self.starts[i]:
            whole, micro = self.starts[i], 0
        if not more:
            return whole, micro
        target = self.before[i] + whole - self.starts[i] + more
        j = bisect_right(self.until, target, i) if micro else bisect_left(self.until, target, i)
        if j == len(self.until):
            return None
        return self.starts[j] + target - self.before[j], micro

    def days_on(self, whole, micro, days):
        """The same place on the clock ``days`` school days later, or None when it is not simple to say."""
        i = bisect_right(self.ends, whole)
        if i == len(self.ends):
            return None
        if whole < self.starts[i]:
            whole, micro = self.starts[i], 0
        here = self.day_of[i]
        there = here + days
        if there >= len(self.days) or self.offsets[here] is None or self.offsets[there] is None:
            return None
        target = whole + (self.days[there] - self.days[here]) * DAY - self.offsets[there] + self.offsets[here]
        for k in range(self.first[there], self.last[there] + 1):
            if target < self.ends[k] or (target == self.ends[k] and not micro):
                return (target, micro) if target >= self.starts[k] else (self.starts[k], 0)
        return self.ends[self.last[there]], 0

    def passed(self, whole, micro):
        """Open time before an instant inside this table: (whole seconds, microseconds)."""
        i = bisect_right(self.ends, whole)
        if i == len(self.ends):
            return (self.until[-1] if self.until else 0), 0
        if whole < self.starts[i]:
            return self.before[i], 0
        return self.before[i] + whole - self.starts[i], micro
