"""The school clock against a slow oracle that walks every minute: daylight-saving days both ways, zones that never change,
a leap day, the turn of a year, a summer, special days and a weather day entered afterwards."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from hallway.schooltime import clock
from hallway.schooltime.clock import DEFAULT_WEEK, Calendar, Special

from .oracle import Scenario


def at(text):
    return time.fromisoformat(text)


def spans(*texts):
    return tuple(tuple(at(part) for part in text.split("-")) for text in texts)


BROKEN = tuple(spans("08:00-11:30", "12:15-15:00") if d < 5 else () for d in range(7))
NIGHT = tuple(spans("00:00-03:30") for _ in range(7))  # across the hour that daylight saving skips or repeats
EDGES = tuple(spans("01:30-02:30", "03:00-04:00", "22:00-23:59") for _ in range(7))
FEW = ((), spans("09:00-10:00"), (), (), spans("07:30-16:00"), (), ())


def days(first, *looks):
    """{date: Special} from ``first`` on; None leaves a day plain."""
    return {first + timedelta(days=n): look for n, look in enumerate(looks) if look}


HOLIDAY, EARLY, MAKE_UP = (
    Special((), "holiday"),
    Special(spans("07:30-12:00"), "early_release"),
    Special(spans("07:30-16:00"), "make_up"),
)
MIXED = days(date(2026, 3, 5), EARLY, HOLIDAY, MAKE_UP, None, None, HOLIDAY, None, EARLY)
SUMMER = ((date(2026, 6, 6), date(2026, 6, 14)),)
SCENARIOS = [
    Scenario("Chicago in spring", Calendar("America/Chicago", DEFAULT_WEEK), date(2026, 3, 5)),
    Scenario("Chicago in autumn", Calendar("America/Chicago", BROKEN), date(2026, 10, 29)),
    Scenario("Chicago by night in spring", Calendar("America/Chicago", NIGHT), date(2026, 3, 5)),
    Scenario("Chicago by night in autumn", Calendar("America/Chicago", NIGHT), date(2026, 10, 29)),
    Scenario("on the edge of the lost hour", Calendar("America/Chicago", EDGES), date(2026, 3, 5)),
    Scenario("on the edge of the hour that comes twice", Calendar("America/Chicago", EDGES), date(2026, 10, 29)),
    Scenario("Phoenix in spring", Calendar("America/Phoenix", BROKEN), date(2026, 3, 5)),
    Scenario("Phoenix by night in autumn", Calendar("America/Phoenix", NIGHT), date(2026, 10, 29)),
    Scenario("Honolulu by night in spring", Calendar("Pacific/Honolulu", NIGHT), date(2026, 3, 5)),
    Scenario("Honolulu in autumn", Calendar("Pacific/Honolulu", DEFAULT_WEEK), date(2026, 10, 29)),
    Scenario("Saint John's", Calendar("America/St_Johns", NIGHT), date(2027, 3, 10)),
    Scenario("a leap day", Calendar("America/Chicago", DEFAULT_WEEK), date(2028, 2, 24)),
    Scenario(
        "the turn of a year",
        Calendar("America/New_York", BROKEN, frozenset({date(2027, 1, 1), date(2026, 12, 31)})),
        date(2026, 12, 24),
    ),
    Scenario("a summer", Calendar("America/Chicago", DEFAULT_WEEK, summers=SUMMER), date(2026, 6, 1)),
    Scenario("special days", Calendar("America/Chicago", DEFAULT_WEEK, special=MIXED), date(2026, 3, 2)),
    Scenario("two short days a week", Calendar("America/Denver", FEW), date(2026, 3, 2)),
]
scenarios = st.sampled_from(SCENARIOS)


@st.composite
def moments(draw, scenario, last=9):
    """An instant in the scenario's first days, on any second of a minute."""
    minute = draw(st.integers(0, last * 24 * 60))
    return scenario.begin + timedelta(minutes=minute, seconds=draw(st.sampled_from([0, 0, 1, 59])))


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_after_minutes_is_what_walking_gives(data):
    scenario = data.draw(scenarios)
    moment, minutes = data.draw(moments(scenario)), data.draw(st.integers(0, 1500))
    expected = scenario.after_minutes(moment, minutes)
    assume(expected is not None)
    assert clock.after_minutes(scenario.calendar, moment, minutes) == expected
    assert clock._walk_minutes(scenario.calendar, moment, minutes) == expected
    if minutes % 60 == 0:
        assert clock.after_hours(scenario.calendar, moment, minutes // 60) == expected


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_minutes_between_is_what_counting_gives(data):
    scenario = data.draw(scenarios)
    a, b = sorted((data.draw(moments(scenario, 16)), data.draw(moments(scenario, 16))))
    a, b = a.replace(second=0), b.replace(second=0)
    expected = scenario.minutes_between(a, b)
    assert clock.minutes_between(scenario.calendar, a, b) == expected
    assert clock.minutes_between(scenario.calendar, b, a) == -expected


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_after_days_is_what_walking_gives(data):
    scenario = data.draw(scenarios)
    moment, many = data.draw(moments(scenario)), data.draw(st.integers(0, 6))
    expected = scenario.after_days(moment, many)
    assume(expected is not None)
    assert clock.after_days(scenario.calendar, moment, many) == expected
    assert clock._walk_days(scenario.calendar, moment, many) == expected


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_days_between_is_what_counting_gives(data):
    scenario = data.draw(scenarios)
    a, b = data.draw(moments(scenario, 16)), data.draw(moments(scenario, 16))
    assert clock.days_between(scenario.calendar, a, b) == scenario.days_between(a, b)
    first, last = scenario.calendar.local_day(a), scenario.calendar.local_day(b)
    assert len(clock.school_days(scenario.calendar, first + timedelta(days=1), last)) == scenario.days_between(a, b)


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_there_and_back(data):
    scenario = data.draw(scenarios)
    moment, minutes = data.draw(moments(scenario)), data.draw(st.integers(0, 4000))
    there = clock.after_minutes(scenario.calendar, moment, minutes)
    assert clock.minutes_between(scenario.calendar, moment, there) == minutes


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_minutes_add_up(data):
    """First some, then some more, is all of them at once."""
    scenario = data.draw(scenarios)
    moment, some, more = (
        data.draw(moments(scenario)),
        data.draw(st.integers(0, 900)),
        data.draw(st.integers(1, 900)),
    )
    once = clock.after_minutes(scenario.calendar, moment, some + more)
    assert clock.after_minutes(scenario.calendar, clock.after_minutes(scenario.calendar, moment, some), more) == once


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_time_only_goes_on(data):
    scenario = data.draw(scenarios)
    early, late = sorted((data.draw(moments(scenario)), data.draw(moments(scenario))))
    few, more = sorted((data.draw(st.integers(0, 900)), data.draw(st.integers(0, 900))))
    assert early <= clock.after_minutes(scenario.calendar, early, few)
    assert clock.after_minutes(scenario.calendar, early, few) <= clock.after_minutes(scenario.calendar, early, more)
    assert clock.after_minutes(scenario.calendar, early, few) <= clock.after_minutes(scenario.calendar, late, few)
    many = data.draw(st.integers(0, 6))
    assert clock.after_days(scenario.calendar, early, many) <= clock.after_days(scenario.calendar, early, many + 1)


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_a_weather_day_entered_afterwards_only_gives_more_time(data):
    """What was due before that day stays; what was due on it or later comes later, never earlier."""
    scenario = data.draw(scenarios)
    moment, minutes = data.draw(moments(scenario)), data.draw(st.integers(0, 1200))
    snow = scenario.day + timedelta(days=data.draw(st.integers(0, 12)))
    closed = replace(scenario.calendar, special=scenario.calendar.special | {snow: Special((), "weather")})
    before, after = (clock.after_minutes(each, moment, minutes) for each in (scenario.calendar, closed))
    assert after >= before
    if closed.local_day(before) < snow or closed.local_day(moment) > snow:
        assert after == before
    assert clock.minutes_between(closed, moment, after) == minutes


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_open_is_open(data):
    scenario = data.draw(scenarios)
    moment = data.draw(moments(scenario)).replace(second=0)
    assert clock.is_open(scenario.calendar, moment) == (moment in set(scenario.minutes))


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
        (local(2026, 3, 4, 9, 0, 0, 7), 60, local(2026, 3, 4, 10, 0, 0, 7)),  # to the microsecond
    ],
)
def test_known_days(asked, minutes, expected):
    assert clock.after_minutes(CHICAGO, asked, minutes) == expected


def test_a_span_that_loses_an_hour_is_an_hour_shorter():
    night = Calendar("America/Chicago", tuple(spans("01:00-04:00") for _ in range(7)))
    assert clock.minutes_between(night, local(2026, 3, 8, 0, 0), local(2026, 3, 8, 12, 0)) == 120
    assert clock.minutes_between(night, local(2026, 11, 1, 0, 0), local(2026, 11, 1, 12, 0)) == 240


def test_a_break_stops_the_clock():
    spring = replace(CHICAGO, closed=frozenset(date(2026, 3, 16) + timedelta(days=n) for n in range(5)))
    assert clock.after_days(spring, local(2026, 3, 13, 10, 0), 1) == local(2026, 3, 23, 10, 0)


def test_a_summer_longer_than_the_table():
    """From the last days of one year into the next, over ten weeks; and many days at once, by walking."""
    long = replace(CHICAGO, summers=((date(2026, 5, 30), date(2026, 8, 16)),))
    assert clock.after_minutes(long, local(2026, 5, 29, 15, 0), 120) == local(2026, 8, 17, 8, 30)
    assert clock.after_days(long, local(2026, 5, 29, 10, 0), 1) == local(2026, 8, 17, 10, 0)
    far = clock.after_days(long, local(2026, 3, 2, 10, 0), 300)
    assert clock.days_between(long, local(2026, 3, 2, 10, 0), far) == 300
    assert clock.minutes_between(long, local(2026, 5, 29, 15, 0), local(2027, 5, 28, 15, 0)) == 205 * 510


def test_hours_that_never_come_end_somewhere():
    never = Calendar("America/Chicago", ((),) * 7)
    moment = local(2026, 3, 2, 9, 0)
    assert clock.after_minutes(never, moment, 30) == moment + timedelta(minutes=30)
    assert clock.after_days(never, moment, 2) > moment


BELLS = (
    clock.Period(at("08:05"), at("08:50"), "First period"),
    clock.Period(at("08:55"), at("10:30"), "Second period", "A lunch"),
    clock.Period(at("09:30"), at("10:30"), "Second period", "B lunch"),
)


def test_which_period_it_is():
    special = {date(2026, 3, 3): EARLY, date(2026, 3, 4): Special(DEFAULT_WEEK[0], letter="B", periods=BELLS[:1])}
    oak = Calendar("America/Chicago", DEFAULT_WEEK, special=special, periods=BELLS)
    assert clock.period_at(oak, local(2026, 3, 2, 8, 5)) == BELLS[0]
    assert clock.period_at(oak, local(2026, 3, 2, 8, 50)) is None
    assert clock.period_at(oak, local(2026, 3, 2, 9, 0)).lunch == "A lunch"
    assert clock.period_at(oak, local(2026, 3, 2, 9, 45)).lunch == "B lunch"
    assert clock.period_at(oak, local(2026, 3, 3, 9, 0)) is None  # a day whose bells nobody entered
    assert clock.period_at(oak, local(2026, 3, 4, 9, 0)) is None
    assert clock.period_at(oak, local(2026, 3, 7, 9, 0)) is None
    assert (clock.letter_on(oak, date(2026, 3, 4)), clock.letter_on(oak, date(2026, 3, 5))) == ("B", "")


def test_school_is_on_between_the_first_bell_and_the_last():
    oak = Calendar("America/Chicago", DEFAULT_WEEK, periods=BELLS)
    assert not clock.is_school_on(oak, local(2026, 3, 2, 8, 0))
    assert clock.is_school_on(oak, local(2026, 3, 2, 8, 52))  # between two periods, still school
    assert not clock.is_school_on(oak, local(2026, 3, 2, 10, 30))
    assert not clock.is_school_on(oak, local(2026, 3, 7, 9, 0))
    assert clock.is_school_on(CHICAGO, local(2026, 3, 2, 8, 0))  # without bells: in the hours


def test_any_zone_may_ask():
    asked = datetime(2026, 3, 4, 15, 0, tzinfo=UTC)
    assert clock.after_minutes(CHICAGO, asked, 60) == clock.after_minutes(CHICAGO, asked.astimezone(), 60)
