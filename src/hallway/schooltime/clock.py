"""The school clock: pure functions over a compiled calendar. All instants are aware; minutes are whole school minutes.

A calendar is a week of spans on the wall clock of one zone, less its closed days. Daylight-saving days are handled by
making each span's two ends instants of their own: a span that loses an hour is an hour shorter.
"""

from bisect import bisect_right
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property, lru_cache
from zoneinfo import ZoneInfo

HORIZON_DAYS = 800  # far enough for any promise; a calendar with no hours at all ends here


@dataclass(frozen=True)
class Calendar:
    """zone: IANA name · week: seven tuples of (start, end) times, Monday first · closed: dates without school."""

    zone: str
    week: tuple
    closed: frozenset = frozenset()

    def spans(self, day: date):
        """The day's spans as UTC instants [(start, end)], empty when closed."""
        if day in self.closed or not self.week[day.weekday()]:
            return ()
        return _spans(self.zone, self.week[day.weekday()], day)

    @cached_property
    def opens(self):
        """Whether a weekday has hours at all, Monday first: seven booleans."""
        return tuple(bool(spans) for spans in self.week)

    @cached_property
    def shut(self):
        """Ordinals of the closed days that would have had hours, in order."""
        return sorted(day.toordinal() for day in self.closed if self.opens[day.weekday()])

    def local_day(self, at: datetime) -> date:
        return at.astimezone(ZoneInfo(self.zone)).date()


@lru_cache(maxsize=20_000)
def _spans(zone, spans, day):
    tz = ZoneInfo(zone)
    made = []
    for start, end in spans:
        a = datetime.combine(day, start, tz).astimezone(UTC)
        b = datetime.combine(day, end, tz).astimezone(UTC)
        if b > a:
            made.append((a, b))
    return tuple(made)


def is_open(calendar: Calendar, at: datetime) -> bool:
    """Whether the help team works at this instant."""
    return any(a <= at < b for a, b in calendar.spans(calendar.local_day(at)))


def is_school_day(calendar: Calendar, day: date) -> bool:
    return bool(calendar.spans(day))


def next_school_day(calendar: Calendar, day: date) -> date:
    """The first school day after ``day``; with no hours at all, the next weekday."""
    for ahead in range(1, HORIZON_DAYS):
        that = day + timedelta(days=ahead)
        if is_school_day(calendar, that):
            return that
    return day + timedelta(days=1)


def after_minutes(calendar: Calendar, at: datetime, minutes: int) -> datetime:
    """The instant ``minutes`` school minutes after ``at``; outside hours the clock stands still.

    Zero minutes give the first open instant at or after ``at``. With no hours at all: ``at`` plus the plain minutes.
    """
    left = timedelta(minutes=minutes)
    day = calendar.local_day(at)
    for ahead in range(HORIZON_DAYS):
        for a, b in calendar.spans(day + timedelta(days=ahead)):
            start = max(a, at)
            if start >= b:
                continue
            if left <= b - start:
                return start + left
            left -= b - start
    return at + timedelta(minutes=minutes)


def after_days(calendar: Calendar, at: datetime, days: int) -> datetime:
    """The same clock position ``days`` counted school days later, clamped into that day's hours."""
    start = after_minutes(calendar, at, 0)
    day = calendar.local_day(start)
    tz = ZoneInfo(calendar.zone)
    position = start.astimezone(tz).time().replace(tzinfo=None)
    for _ in range(days):
        day = next_school_day(calendar, day)
    spans = calendar.spans(day)
    target = datetime.combine(day, position, tz).astimezone(UTC)
    if not spans:
        return target
    for a, b in spans:
        if target <= b:
            return max(a, target)
    return spans[-1][1]


def minutes_between(calendar: Calendar, a: datetime, b: datetime) -> int:
    """Whole school minutes from ``a`` to ``b`` (negative when ``b`` is earlier)."""
    if b < a:
        return -minutes_between(calendar, b, a)
    total = timedelta()
    day, last = calendar.local_day(a), calendar.local_day(b)
    while day <= last:
        for start, end in calendar.spans(day):
            start, end = max(start, a), min(end, b)
            if end > start:
                total += end - start
        day += timedelta(days=1)
    return int(total.total_seconds() // 60)


def days_between(calendar: Calendar, a: datetime, b: datetime) -> int:
    """School days begun after the day of ``a`` up to the day of ``b``: "asked 3 school days ago".

    Whole weeks are multiplied, not walked: a help list asks this for every row, and some rows are old.
    """
    first, last = calendar.local_day(a).toordinal(), calendar.local_day(b).toordinal()
    if last <= first:
        return 0
    opens = calendar.opens
    weeks, rest = divmod(last - first, 7)
    n = weeks * sum(opens) + sum(opens[(first + step) % 7] for step in range(rest))
    return n - bisect_right(calendar.shut, last) + bisect_right(calendar.shut, first)


DEFAULT_WEEK = tuple(((time(7, 30), time(16, 0)),) if d < 5 else () for d in range(7))
