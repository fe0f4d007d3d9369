"""The school clock: pure functions over a compiled calendar. All instants are aware; minutes are whole school minutes.

A calendar is a week of spans on the wall clock of one zone, and what differs from it: special days, and the summers
between its school years. Daylight-saving days are handled by making each span's two ends instants of their own: a span
that loses an hour is an hour shorter. The common questions are answered from a table of numbers (``table.py``); the
rare ones (far ahead, days on which the clocks change) by walking days.
"""

from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property, lru_cache
from itertools import accumulate
from zoneinfo import ZoneInfo

from .daytypes import TEACHER_ONLY
from .table import BLOCK, DAY, Table, instant, seconds

HORIZON_DAYS = 800  # far enough for any promise; a calendar with no hours at all ends here
TABLES = 12  # kept of one calendar


@dataclass(frozen=True)
class Period:
    """One line of a bell schedule: wall-clock ``start`` and ``end``, ``label``, ``lunch`` (the variant in words, or empty)."""

    start: time
    end: time
    label: str
    lunch: str = ""


@dataclass(frozen=True)
class Special:
    """A date that is entered: its service hours as wall-clock ``spans`` (empty: the clock stands still), its type, its
    letter, what it is called, and its bell schedule's periods."""

    spans: tuple
    type: str = "instructional"
    letter: str = ""
    label: str = ""
    periods: tuple = ()


@dataclass(frozen=True)
class Calendar:
    """zone: IANA name · week: seven tuples of (start, end) times, Monday first · closed: dates without school ·
    special: {date: ``Special``}, beats all others · summers: ((first, last), …) dates between two school years ·
    periods: of a plain school day.
    """

    zone: str
    week: tuple
    closed: frozenset = frozenset()
    special: dict = field(default_factory=dict, hash=False)
    summers: tuple = ()
    periods: tuple = ()

    def walls(self, day: date):
        """The day's spans on the wall clock, empty when there is no school."""
        found = self.special.get(day)
        if found is not None:
            return found.spans
        if day in self.closed or self.in_summer(day):
            return ()
        return self.week[day.weekday()]

    def spans(self, day: date):
        """The day's spans as UTC instants [(start, end)], empty when closed."""
        walls = self.walls(day)
        return _spans(self.zone, walls, day) if walls else ()

    def in_summer(self, day: date) -> bool:
        """Whether the day lies between two entered school years."""
        return any(first <= day <= last for first, last in self.summers)

    def names(self, day: date) -> bool:
        """Whether something was entered about the day, so that it is not simply a day of the plain week."""
        return day in self.special or day in self.closed or self.in_summer(day)

    @cached_property
    def opens(self):
        """Whether a weekday has hours at all, Monday first: seven booleans."""
        return tuple(bool(spans) for spans in self.week)

    @cached_property
    def opened(self):
        """How many of the first n days of two plain weeks have hours: fifteen numbers."""
        return tuple(accumulate((self.opens * 2), initial=0))

    @cached_property
    def unlike(self):
        """Ordinals of the days that differ from the plain week, in order: (school falls away, school is added)."""
        days = set(self.closed) | set(self.special)
        for first, last in self.summers:
            days.update(first + timedelta(days=n) for n in range((last - first).days + 1))
        lost, won = [], []
        for day in sorted(days):
            plain, real = self.opens[day.weekday()], bool(self.walls(day))
            if plain != real:
                (lost if plain else won).append(day.toordinal())
        return lost, won

    @cached_property
    def _tables(self):
        return {}

    def table(self, whole: int) -> Table:
        """The numbers around an instant (whole seconds since 1970), made when first asked for."""
        block = whole // (BLOCK * DAY)
        found = self._tables.get(block)
        if found is None:
            if len(self._tables) >= TABLES:
                self._tables.clear()
            found = self._tables[block] = Table(self, block)
        return found

    def local_day(self, at: datetime) -> date:
        return at.astimezone(ZoneInfo(self.zone)).date()


@lru_cache(maxsize=20_000)
def _spans(zone, spans, day):
    tz = ZoneInfo(zone)
    made: list = []
    for start, end in spans:
        a = datetime.combine(day, start, tz).astimezone(UTC)
        b = datetime.combine(day, end, tz).astimezone(UTC)
        if made:  # a lost hour may push one span into the next
            a = max(a, made[-1][1])
        if b > a:
            made.append((a, b))
    return tuple(made)


def is_open(calendar: Calendar, at: datetime) -> bool:
    """Whether the help team works at this instant."""
    return any(a <= at < b for a, b in calendar.spans(calendar.local_day(at)))


def is_school_on(calendar: Calendar, at: datetime) -> bool:
    """Whether lessons are on: inside the first and last bell of the day, or its hours where no bells are entered."""
    local = at.astimezone(ZoneInfo(calendar.zone))
    if not is_school_day(calendar, local.date()):
        return False
    periods = periods_on(calendar, local.date())
    if not periods:
        return is_open(calendar, at)
    return min(p.start for p in periods) <= local.time() < max(p.end for p in periods)


def is_school_day(calendar: Calendar, day: date) -> bool:
    return bool(calendar.spans(day))


def is_worked(calendar: Calendar, day: date) -> bool:
    """Whether staff are at school: on school days, and on days for teachers only even where no promise runs on them."""
    special = calendar.special.get(day)
    return is_school_day(calendar, day) or (special is not None and special.type == TEACHER_ONLY)


def periods_on(calendar: Calendar, day: date) -> tuple:
    """The day's periods in order; empty without school or where no bells are entered."""
    if not calendar.walls(day):
        return ()
    special = calendar.special.get(day)
    return special.periods if special is not None else calendar.periods


def period_at(calendar: Calendar, at: datetime) -> Period | None:
    """The period that runs at this instant; of several (lunch variants) the one that began last. None between bells."""
    local = at.astimezone(ZoneInfo(calendar.zone))
    wall = local.time()
    found = [p for p in periods_on(calendar, local.date()) if p.start <= wall < p.end]
    return max(found, key=lambda p: p.start, default=None)


def letter_on(calendar: Calendar, day: date) -> str:
    """The day's letter as it was entered (A, B, 1 to 6); never worked out."""
    special = calendar.special.get(day)
    return special.letter if special is not None else ""


def school_days(calendar: Calendar, first: date, last: date) -> list:
    """The school days from ``first`` to ``last``, both included."""
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return [day for day in days if is_school_day(calendar, day)]


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
    whole, micro = seconds(at)
    found = calendar.table(whole).forward(whole, micro, minutes * 60)
    return instant(*found) if found else _walk_minutes(calendar, at, minutes)


def _walk_minutes(calendar, at, minutes):
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


def after_hours(calendar: Calendar, at: datetime, hours: float) -> datetime:
    """The instant ``hours`` school hours after ``at``: service hours are summed, whatever days they lie on."""
    return after_minutes(calendar, at, round(hours * 60))


def after_days(calendar: Calendar, at: datetime, days: int) -> datetime:
    """The same clock position ``days`` counted school days later, clamped into that day's hours."""
    whole, micro = seconds(at)
    found = calendar.table(whole).days_on(whole, micro, days)
    return instant(*found) if found else _walk_days(calendar, at, days)


def _walk_days(calendar, at, days):
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
    (begin, rest), (end, more) = seconds(a), seconds(b)
    table = calendar.table(begin)
    if end < table.horizon:
        (first, micro), (last, more) = table.passed(begin, rest), table.passed(end, more)
        return (last - first - (more < micro)) // 60
    total = timedelta()
    day, last_day = calendar.local_day(a), calendar.local_day(b)
    while day <= last_day:
        for start, stop in calendar.spans(day):
            start, stop = max(start, a), min(stop, b)
            if stop > start:
                total += stop - start
        day += timedelta(days=1)
    return int(total.total_seconds() // 60)


def days_between(calendar: Calendar, a: datetime, b: datetime) -> int:
    """School days begun after the day of ``a`` up to the day of ``b``: "asked 3 school days ago".

    Whole weeks are multiplied, not walked: a help list asks this for every row, and some rows are old.
    """
    first, last = calendar.local_day(a).toordinal(), calendar.local_day(b).toordinal()
    if last <= first:
        return 0
    opened, weekday = calendar.opened, first % 7
    weeks, rest = divmod(last - first, 7)
    n = weeks * opened[7] + opened[weekday + rest] - opened[weekday]
    lost, won = calendar.unlike
    n -= bisect_right(lost, last) - bisect_right(lost, first)
    return n + bisect_right(won, last) - bisect_right(won, first)


DEFAULT_WEEK = tuple(((time(7, 30), time(16, 0)),) if d < 5 else () for d in range(7))
