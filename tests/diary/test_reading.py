"""Reading other people's calendars: lenient, bounded, and one event's trouble is its own."""

import json
import os
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hallway.diary.ics import lines, reading
from hallway.diary.ics.alone import busy_of
from hallway.diary.ics.reading import PROBLEMS, busy_in, joined

from . import hostile

FIRST, LAST = datetime(2026, 5, 4, 5, tzinfo=UTC), datetime(2026, 5, 11, 5, tzinfo=UTC)
TESS = ("tess@cedar.example",)


def words(busy):
    out = []
    for start, end in busy:
        same = f"{end:%H:%M}" if end - start < timedelta(hours=24) else f"{end:%d %H:%M}"
        out.append(f"{start:%d %H:%M}-{same}")
    return ", ".join(out)


@pytest.mark.parametrize("name", hostile.EVERY)
def test_as_calendars_come(name):
    data, busy, codes = hostile.EVERY[name]
    if len(data) > 5 * 1024 * 1024:
        found = busy_of(data, FIRST, LAST)
        said, problems = found.busy, found.problems
    else:
        said, problems = busy_in(data, FIRST, LAST, "America/Chicago", TESS)
    assert words(said) == busy
    assert [code for _line, code in problems] == codes
    assert set(codes) <= set(PROBLEMS)


def test_there_are_enough_of_them():
    assert len(hostile.EVERY) >= 80


def test_in_the_child_it_reads_the_same():
    data, busy, _codes = hostile.EVERY["customized zone that is described"]
    found = busy_of(data, FIRST, LAST, "America/Chicago", TESS)
    assert (words(found.busy), found.problems, found.whole) == (busy, [], True)
    assert busy_of(b"", FIRST, LAST).whole is False


def test_one_files_zones_are_not_the_next_ones():
    mine = hostile.FAR.format(name="Customized Time Zone 1")
    other = mine.replace("-0400", "+0200").replace("-0500", "+0100")
    read = [
        words(busy_of(hostile.ics(zone, hostile.zoned("Customized Time Zone 1")), FIRST, LAST).busy)
        for zone in (mine, other)
    ]
    assert read == ["05 14:00-15:00", "05 08:00-09:00"]


@pytest.mark.parametrize(
    ("start", "lasts", "found"),
    [
        ("20260308T010000", "PT2H", "08 07:00-09:00"),
        ("20260308T023000", "PT1H", "08 08:30-09:30"),  # an hour that the clocks skip
        ("20261101T003000", "PT3H", "01 05:30-08:30"),
        ("20260308T010000", "P1D", "08 07:00-06:00"),
    ],
)
def test_hours_are_hours_and_a_day_is_a_day_where_clocks_change(start, lasts, found):
    data = hostile.ics(hostile.event(hostile.CHICAGO + start, f"DURATION:{lasts}"))
    year = datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC)
    assert words(busy_in(data, *year, "America/Chicago")[0]) == found


def test_which_line_it_was():
    data = hostile.ics(hostile.OK, hostile.event("DTSTART:soon"))
    assert busy_in(data, FIRST, LAST, "UTC")[1] == [(9, "bad-date")]
    assert data.split(b"\r\n")[8] == b"BEGIN:VEVENT"


def test_many_slow_ones_end_together_and_what_was_found_stays():
    bomb = hostile.event("DTSTART:00010101T000000Z", "DURATION:PT1S", "RRULE:FREQ=HOURLY", uid="UID:{n}")
    data = hostile.ics(hostile.OK, *[bomb.replace("{n}", str(n)) for n in range(200)])
    before = time.monotonic()
    found = busy_of(data, FIRST, LAST, "America/Chicago")
    assert time.monotonic() - before < 60
    assert words(found.busy) == hostile.AT_TEN
    assert {code for _line, code in found.problems} == {"too-slow"}
    assert found.whole


class Stuck(BaseException):
    pass


def _described(rules, since, name="Ours"):
    """A zone that changes its clocks by so many rules."""
    one = (
        f"BEGIN:STANDARD\nDTSTART:{since:04}0101T000000\nRRULE:FREQ=YEARLY;BYMONTH={{n}};BYDAY=1SU\n"
        "TZOFFSETFROM:-0500\nTZOFFSETTO:-0600\nEND:STANDARD\n"
    )
    return (
        f"BEGIN:VTIMEZONE\nTZID:{name}\n"
        + "".join(one.replace("{n}", str(n % 12 + 1)) for n in range(rules))
        + "END:VTIMEZONE\n"
    )


def test_a_described_zone_that_was_cut_off_holds_nobody_up(monkeypatch):
    def stuck(_number, _frame):
        raise Stuck

    monkeypatch.setattr(reading, "SERIES_SECONDS", 0.05)
    before = signal.signal(signal.SIGALRM, stuck)
    signal.alarm(30)
    try:
        data = hostile.ics(_described(60, 1), *[hostile.zoned("Ours", str(10 + n)) for n in range(4)], hostile.OK)
        found, problems = busy_in(data, FIRST, LAST, "America/Chicago")
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)
    assert hostile.AT_TEN in words(found)
    assert "too-slow" in {code for _line, code in problems}


def test_a_zone_described_by_hundreds_of_rules_is_none():
    before = time.process_time()
    data = hostile.ics(
        _described(3000, 1970), hostile.zoned("Ours"), hostile.event("DTSTART:20260507T150000Z", "DURATION:PT1H")
    )
    found, problems = busy_in(data, FIRST, LAST, "America/Chicago")
    assert time.process_time() - before < 2
    assert len(found) == 2
    assert {code for _line, code in problems} == {"zone-unknown"}


def test_the_child_is_ended_by_its_own_limits():
    data = hostile.ics(hostile.OK) + b"X" * 4_000_000
    assert busy_of(data, FIRST, LAST, memory=8 * 1024 * 1024).problems == [(None, "reader-died")]
    bomb = hostile.ics(
        *[
            hostile.event("DTSTART:00010101T000000Z", "DURATION:PT1S", "RRULE:FREQ=HOURLY", uid=f"UID:{n}")
            for n in range(9)
        ]
    )
    assert busy_of(bomb, FIRST, LAST, seconds=2).problems == [(None, "too-slow")]
    assert busy_of(bomb, FIRST, LAST, patience=0.5).problems == [(None, "too-slow")]


def test_the_child_learns_no_secret(monkeypatch):
    monkeypatch.setenv("HALLWAY_SECRET_KEY", "very secret")
    told = subprocess.run(
        [sys.executable, "-c", "import os, json; from hallway.core.bounded import bare; print(json.dumps(bare(os.environ)))"],
        capture_output=True, text=True, check=True, env={**os.environ, "PYTHONPATH": "src"},
    )  # fmt: skip
    assert "very secret" not in told.stdout
    assert "PYTHONPATH" in json.loads(told.stdout)


def test_no_title_is_looked_at_twice():
    file = lines.read(
        hostile.ics(hostile.event(hostile.TEN, "SUMMARY:dentist", "DESCRIPTION:dentist", "LOCATION:dentist"))
    )
    assert "dentist" not in repr(file)


def test_a_large_calendar_takes_seconds():
    one = hostile.event(
        "DTSTART;TZID=America/Chicago:20{y}0505T100000",
        "DTEND;TZID=America/Chicago:20{y}0505T110000",
        "DESCRIPTION:" + "x" * 300,
    )
    data = hostile.ics(*[one.replace("UID:1", f"UID:{n}").replace("{y}", f"{n % 27:02}") for n in range(10_000)])
    assert len(data) > 4_000_000
    before = time.monotonic()
    found = busy_of(data, FIRST, LAST, "America/Chicago")
    assert time.monotonic() - before < 20
    assert words(found.busy) == hostile.AT_TEN


def test_what_touches_stays_apart_and_what_overlaps_is_one():
    hour = [FIRST + timedelta(hours=n) for n in range(5)]
    assert joined([(hour[1], hour[2]), (hour[0], hour[1])]) == [(hour[0], hour[1]), (hour[1], hour[2])]
    assert joined([(hour[0], hour[3]), (hour[1], hour[2]), (hour[2], hour[4])]) == [(hour[0], hour[4])]


@settings(deadline=None, max_examples=150)
@given(st.lists(st.sampled_from([
    "BEGIN:VEVENT", "END:VEVENT", "BEGIN:VALARM", "END:VALARM", "UID:1", "UID:", "DTSTART:20260505T100000", "DTSTART;VALUE=DATE:20260505",
    "DTEND:20260505T100000Z", "DTEND;VALUE=DATE:20260501", "RRULE:FREQ=DAILY", "RRULE:FREQ=WEEKLY;BYDAY=8MO", "RDATE:x", "EXDATE:20260505",
    "RECURRENCE-ID:20260505T100000", "DURATION:-P1D", "DURATION:P9999999999D", "STATUS:CANCELLED", "BEGIN:VTIMEZONE", "TZID:x",
    "END:VTIMEZONE",
    "DTSTART;TZID=x:20260505T100000", "SEQUENCE:9", "END:VCALENDAR", "BEGIN:VCALENDAR", " folded", "", "BEGIN:VFREEBUSY", "FREEBUSY:1/2",
]), max_size=40))  # fmt: skip
def test_lines_in_any_order(every):
    busy, problems = busy_in("\r\n".join(["BEGIN:VCALENDAR", *every]).encode(), FIRST, LAST, "America/Chicago")
    assert all(start < end and start < LAST and end > FIRST for start, end in busy)
    assert {code for _line, code in problems} <= set(PROBLEMS)


@settings(deadline=None, max_examples=150)
@given(st.binary(max_size=300))
def test_any_bytes(data):
    busy_in(b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n" + data + b"\r\nEND:VEVENT", FIRST, LAST, "America/Chicago")
