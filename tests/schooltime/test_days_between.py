"""Counting school days by arithmetic gives what walking them gives."""

from datetime import UTC, date, datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from hallway.schooltime import clock

SPAN = ((time(7, 30), time(16, 0)),)
weeks = st.tuples(*[st.sampled_from([SPAN, ()])] * 7)
days = st.dates(date(2025, 1, 1), date(2027, 12, 31))


def walked(calendar, a, b):
    day, last, n = calendar.local_day(a), calendar.local_day(b), 0
    while day < last:
        day += timedelta(days=1)
        n += clock.is_school_day(calendar, day)
    return n


@given(
    weeks,
    st.frozensets(days, max_size=30),
    st.datetimes(datetime(2025, 1, 1), datetime(2027, 12, 1)),
    st.integers(-40, 400 * 24),
)
def test_as_walked(week, closed, start, hours):
    calendar = clock.Calendar("America/Chicago", week, closed)
    a = start.replace(tzinfo=UTC)
    b = a + timedelta(hours=hours)
    assert clock.days_between(calendar, a, b) == walked(calendar, a, b)
