"""The school clock against a slow oracle that walks every minute, daylight-saving days and odd zones among them."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hallway.schooltime import clock
from hallway.schooltime.clock import DEFAULT_WEEK, Calendar

from . import oracle

ZONES = ["America/Chicago", "America/New_York", "America/Phoenix", "Pacific/Honolulu", "America/St_Johns", "UTC"]
# Days around both changes of 2026 and 2027, the turn of a year, a leap day, and a plain week
DAYS = [
    date(2026, 3, 6),
    date(2026, 10, 30),
    date(2026, 12, 30),
    date(2027, 3, 12),
    date(2028, 2, 27),
    date(2026, 4, 13),
]
SPANS = [
    (),
    ((time(7, 30), time(16, 0)),),
    ((time(8, 0), time(11, 30)), (time(12, 15), time(15, 0))),
    ((time(0, 0), time(3, 30)),),  # across the hour that daylight saving skips or repeats
    ((time(1, 30), time(2, 30)), (time(22, 0), time(23, 59))),
]


@st.composite
def calendars(draw):
    week = tuple(draw(st.sampled_from(SPANS)) for _ in range(7))
    if not any(week):
        week = (SPANS[1], *week[1:])
    near = draw(st.sampled_from(DAYS))
    closed = draw(st.frozensets(st.integers(0, 5).map(lambda n: near + timedelta(days=n)), max_size=3))
    return Calendar(draw(st.sampled_from(ZONES)), week, closed), near


def moments(near):
    base = datetime(near.year, near.month, near.day, tzinfo=UTC)
    return st.integers(0, 4 * 24 * 60).map(lambda n: base + timedelta(minutes=n))


@settings(max_examples=120, deadline=None)
@given(st.data())
def test_after_minutes_is_what_walking_gives(data):
    calendar, near = data.draw(calendars())
    at, minutes = data.draw(moments(near)), data.draw(st.integers(0, 900))
    expected = oracle.after_minutes(calendar, at, minutes)
    found = clock.after_minutes(calendar, at, minutes)
    if expected is not None:
        assert found == expected


@settings(max_examples=120, deadline=None)
@given(st.data())
def test_minutes_between_is_what_counting_gives(data):
    calendar, near = data.draw(calendars())
    a, b = data.draw(moments(near)), data.draw(moments(near))
    expected = oracle.minutes_between(calendar, *sorted((a, b)))
    assert clock.minutes_between(calendar, a, b) == (expected if a <= b else -expected)


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_there_and_back(data):
    calendar, near = data.draw(calendars())
    at, minutes = data.draw(moments(near)), data.draw(st.integers(0, 2000))
    there = clock.after_minutes(calendar, at, minutes)
    assert clock.minutes_between(calendar, at, there) == minutes


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_time_only_goes_on(data):
    calendar, near = data.draw(calendars())
    at = data.draw(moments(near))
    few, more = sorted((data.draw(st.integers(0, 900)), data.draw(st.integers(0, 900))))
    assert at <= clock.after_minutes(calendar, at, few) <= clock.after_minutes(calendar, at, more)
    days = data.draw(st.integers(0, 6))
    assert clock.after_days(calendar, at, days) <= clock.after_days(calendar, at, days + 1)


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_days_later_is_a_school_day_that_many_on(data):
    calendar, near = data.draw(calendars())
    at, days = data.draw(moments(near)), data.draw(st.integers(0, 8))
    start = calendar.local_day(clock.after_minutes(calendar, at, 0))
    then = clock.after_days(calendar, at, days)
    end = calendar.local_day(then)
    school = [start + timedelta(days=n) for n in range(1, (end - start).days + 1)]
    assert sum(clock.is_school_day(calendar, day) for day in school) == days
    assert clock.is_school_day(calendar, end)
    assert clock.days_between(calendar, clock.after_minutes(calendar, at, 0), then) == days


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_open_is_open(data):
    calendar, near = data.draw(calendars())
    at = data.draw(moments(near))
    assert clock.is_open(calendar, at) == oracle.is_open(calendar, at)


CHICAGO = Calendar("America/Chicago", DEFAULT_WEEK)


def local(*parts):
    return datetime(*parts, tzinfo=ZoneInfo("America/Chicago"))


@pytest.mark.parametrize(
    ("asked", "minutes", "expected"),
    [
        (local(2026, 3, 6, 15, 30), 60, local(2026, 3, 9, 8, 0)),  # a Friday afternoon, over the spring change
        (local(2026, 10, 30, 15, 30), 60, local(2026, 11, 2, 8, 0)),  # over the autumn change
        (local(2026, 3, 4, 22, 0), 0, local(2026, 3, 5, 7, 30)),  # at night nothing counts
        (local(2026, 3, 4, 15, 0), 60, local(2026, 3, 4, 16, 0)),  # to the last minute of the day
    ],
)
def test_known_days(asked, minutes, expected):
    assert clock.after_minutes(CHICAGO, asked, minutes) == expected


def test_a_span_that_loses_an_hour_is_an_hour_shorter():
    night = Calendar("America/Chicago", tuple(((time(1, 0), time(4, 0)),) for _ in range(7)))
    assert clock.minutes_between(night, local(2026, 3, 8, 0, 0), local(2026, 3, 8, 12, 0)) == 120
    assert clock.minutes_between(night, local(2026, 11, 1, 0, 0), local(2026, 11, 1, 12, 0)) == 240


def test_a_break_stops_the_clock():
    days = frozenset(date(2026, 3, 16) + timedelta(days=n) for n in range(5))
    spring = Calendar("America/Chicago", DEFAULT_WEEK, days)
    assert clock.after_days(spring, local(2026, 3, 13, 10, 0), 1) == local(2026, 3, 23, 10, 0)


def test_hours_that_never_come_end_somewhere():
    never = Calendar("America/Chicago", ((),) * 7)
    at = local(2026, 3, 2, 9, 0)
    assert clock.after_minutes(never, at, 30) == at + timedelta(minutes=30)
    assert clock.after_days(never, at, 2) > at
