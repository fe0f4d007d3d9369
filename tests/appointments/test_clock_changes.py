"""A meeting lasts as long as was said, also across the hour that is lost in spring and the one that comes twice in fall."""

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hallway.appointments.forms.booking import Enter, Slot
from hallway.appointments.models import Appointment
from hallway.core.now import moved
from hallway.core.verb import Refused

CHANGES = [
    ("America/Chicago", date(2026, 3, 8)),
    ("America/Chicago", date(2026, 11, 1)),
    ("Europe/Madrid", date(2026, 10, 25)),
]


def passed(about):
    return about["end"].astimezone(UTC) - about["start"].astimezone(UTC)


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(CHANGES), st.integers(0, 8 * 60), st.integers(5, 600), st.integers(0, 1))
def test_it_lasts_as_long_as_was_said(change, minute, length, fold):
    zone, day = ZoneInfo(change[0]), change[1]
    begin = datetime(day.year, day.month, day.day, minute // 60, minute % 60, fold=fold)
    said = {"date": day, "time": begin.timetz(), "length": length, "key": None, "campus": None, "person": None}
    said |= {"topic": "", "agreed": True, "remote": False, "host": None, "slot": (begin.replace(tzinfo=zone), 1)}
    for form, way in ((Enter, zone), (Slot, None)):
        found = form.about(SimpleNamespace(member=None, cleaned_data=said), way)
        assert passed(found) == timedelta(minutes=length)
        assert found["start"] == begin.replace(tzinfo=zone).astimezone(UTC)


@pytest.mark.parametrize("day", [date(2026, 3, 8), date(2026, 11, 1)])
def test_what_is_entered_and_moved_across_the_change(cast, book, as_, monday, day):
    with moved(datetime(2026, 3, 2, 16, tzinfo=UTC)):
        row = book(by=cast.ivan)
        words = {"date": day.isoformat(), "time": "01:45", "length": "30", "agreed": "on"}
        assert as_(cast.ivan).post(f"/appointments/{row.pk}/move/", words).status_code in (302, 303)
    row.refresh_from_db()
    assert row.end - row.start == timedelta(minutes=30)
    assert row.start.astimezone(row.zone).strftime("%H:%M") == "01:45"


def test_ten_hours_are_ten_hours(cast, monday):
    """On the night of the change the wall clock counts an hour less."""
    zone = ZoneInfo("America/Chicago")
    start, end = datetime(2026, 10, 31, 21, tzinfo=zone), datetime(2026, 11, 1, 7, tzinfo=zone)
    with pytest.raises(Refused, match="ten hours"):
        Appointment.book(by=cast.ivan, campus=cast.oak, hosts=[cast.ivan], guests=[cast.tess], start=start, end=end)
