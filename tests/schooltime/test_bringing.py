"""Days from a calendar file or a list: read, previewed, and laid exactly so. Feeds are fetched from a real server."""

import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given, settings
from hypothesis import strategies as st

from hallway.people.tables import Unreadable
from hallway.schooltime.bringing import read
from hallway.schooltime.clock import DEFAULT_WEEK, Calendar, Special
from hallway.schooltime.daytypes import Look
from hallway.schooltime.models import Day

IN, LAY = "/settings/calendar/bring_in/", "/settings/calendar/lay/"
TODAY = date(2026, 8, 1)
PLAIN = Calendar("America/Chicago", DEFAULT_WEEK)


def ics(*events):
    body = "".join(
        f"BEGIN:VEVENT\r\nUID:{n}@school.example\r\n{event}\r\nEND:VEVENT\r\n" for n, event in enumerate(events)
    )
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//EN\r\n{body}END:VCALENDAR\r\n".encode()


def entry(title, start, end=None, *more):
    lines = [f"SUMMARY:{title}", f"DTSTART;VALUE=DATE:{start}"]
    return "\r\n".join([*lines, *([f"DTEND;VALUE=DATE:{end}"] if end else []), *more])


def found(*events, calendar=PLAIN):
    return read(ics(*events), calendar, TODAY).looks(calendar)


def test_holidays_and_letters_of_a_file():
    days = found(
        entry("No School – Labor Day", "20260907"),
        entry("Winter Break", "20261221", "20270104"),
        entry("A Day", "20260908", "20260909"),
        entry("Early Release", "20260909"),
        entry("B Day", "20260909"),
        "SUMMARY:Early dismissal\r\nDTSTART:20260911T170000Z",
        "SUMMARY:Winter Break Camp\r\nDTSTART:20261222T150000Z",
        entry("Board meeting", "20260910"),
    )
    assert days[date(2026, 9, 7)] == Look("holiday", "", "Labor Day")
    assert days[date(2026, 9, 8)] == Look("instructional", "A")
    assert days[date(2026, 9, 9)] == Look("early_release", "B", "Early Release")
    assert days[date(2026, 9, 11)].type == "early_release"
    winter = [day for day, look in days.items() if look.label == "Winter Break"]
    assert (min(winter), max(winter), len(winter)) == (date(2026, 12, 21), date(2027, 1, 1), 10)
    assert date(2026, 9, 10) not in days


def test_rows_that_come_again():
    days = found(
        entry(
            "Early Release", "20260902", None, "RRULE:FREQ=WEEKLY;BYDAY=WE;UNTIL=20260930", "EXDATE;VALUE=DATE:20260916"
        ),
        entry("A Day", "20261001", None, "RRULE:FREQ=DAILY;INTERVAL=2;COUNT=3"),
    )
    assert [day.day for day in sorted(days) if day.month == 9] == [2, 9, 23, 30]
    assert [day.day for day in sorted(days) if day.month == 10] == [1, 3, 5]


@pytest.mark.parametrize(
    ("zone", "start", "until", "without", "last"),
    [
        (
            "America/Chicago",
            "20260902T233000Z",
            "20260910T000000Z",
            "20260903T233000Z",
            9,
        ),  # 6:30 p.m., in UTC the next day
        (
            "Pacific/Guam",
            "20260901T223000Z",
            "20260907T223000Z",
            "20260902T223000Z",
            8,
        ),  # 8:30 a.m., in UTC the day before
        ("America/Chicago", "20260902T180000Z", "20260909", "20260903T180000Z", 9),  # an end of the wrong kind
    ],
)
def test_a_rule_ends_on_the_schools_clock(zone, start, until, without, last):
    rule = f"SUMMARY:Early release\r\nDTSTART:{start}\r\nRRULE:FREQ=DAILY;UNTIL={until}\r\nEXDATE:{without}"
    days = found(rule, calendar=Calendar(zone, DEFAULT_WEEK))
    assert [day.day for day in sorted(days)] == [2, *range(4, last + 1)]


def test_equal_dates_are_one_day():
    assert set(found(entry("No School", "20260907", "20260907"))) == {date(2026, 9, 7)}


def test_several_calendars_in_one_file():
    file = ics(entry("No School", "20260907")) + ics(entry("A Day", "20260908"))
    assert set(read(file, PLAIN, TODAY).looks(PLAIN)) == {date(2026, 9, 7), date(2026, 9, 8)}


@pytest.mark.parametrize(
    "event",
    [
        entry("Early Release", "20260902", None, "RRULE:FREQ=SECONDLY"),
        entry("Early Release", "20260902", None, "RRULE:FREQ=MONTHLY;BYDAY=1WE"),
        entry("Spring break", "20260302", "20280302"),
        "SUMMARY:No school",
        "SUMMARY:No school\r\nDTSTART;VALUE=DATE:20261399",
    ],
)
def test_what_is_not_understood_is_said(event):
    seen = read(ics(event), PLAIN, TODAY)
    assert seen.problems or not seen.types
    assert not seen.looks(PLAIN)


def test_only_what_is_new():
    known = Calendar(
        "America/Chicago", DEFAULT_WEEK, special={date(2026, 9, 7): Special((), "holiday", label="Labor Day")}
    )
    assert not found(entry("No School - Labor Day", "20260907"), calendar=known)


def test_a_letter_keeps_the_kind_of_day():
    known = Calendar("America/Chicago", DEFAULT_WEEK, special={date(2026, 9, 9): Special((), "early_release")})
    assert found(entry("B Day", "20260909"), calendar=known) == {date(2026, 9, 9): Look("early_release", "B")}


def test_a_list():
    text = (
        "Date,Until,Kind,Letter,Description\r\n9/7/2026,,No school,,Labor Day\r\n2026-12-21,2027-01-01,holiday,,Break\r\n"
        "2026-09-08,,,B,\r\nsoon,,holiday,,x\r\n2026-09-10,,party,,x\r\n2026-09-11,,,,\r\n2026-10-09,,,,Staff development\r\n"
    )
    seen = read(text.encode(), PLAIN, TODAY)
    days = seen.looks(PLAIN)
    assert days[date(2026, 9, 7)] == Look("holiday", "", "Labor Day")
    assert days[date(2026, 9, 8)] == Look("instructional", "B")
    assert days[date(2026, 10, 9)].type == "teacher_only"
    assert sum(look.label == "Break" for look in days.values()) == 10
    assert [line for line, _sentence in seen.problems] == [5, 6, 7]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\0\1",
        b"<!DOCTYPE html><p>Hi",
        b"name,other\r\n1,2",
        b"BEGIN:VCALENDAR\r\nBEGIN:X",
        b"x" * (1024 * 1024 + 1),
    ],
)
def test_what_is_no_calendar(data):
    with pytest.raises(Unreadable):
        read(data, PLAIN, TODAY)


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_damaged_files_are_refused_or_read(data):
    whole = ics(entry("A Day", "20260909", "20260911", "RRULE:FREQ=WEEKLY;COUNT=3"), entry("No School", "20260907"))
    at = data.draw(st.integers(0, len(whole) - 1))
    junk = data.draw(
        st.binary(max_size=12) | st.sampled_from([b"\r\nEND:VEVENT\r\n", b";X=", b"99999999", b'"', b"\r\n "])
    )
    cut = data.draw(st.integers(0, 20))
    try:
        read(whole[:at] + junk + whole[at + cut :], PLAIN, TODAY).looks(PLAIN)
    except Unreadable as told:
        assert str(told)  # noqa: PT017 - most damage is read all the same


def send(client, data, name="days.ics", **more):
    return client.post(IN, {"file": SimpleUploadedFile(name, data), **more})


def sealed(answer):
    return re.search(r'name="plan" value="([^"]+)"', answer.content.decode()).group(1)


def test_seen_then_done_then_undone(cast, as_, monday):
    client = as_(cast.opal)
    data = ics(entry("No School - Labor Day", "20260907"), entry("A Day", "20260908"), entry("Football", "20260909"))
    answer = send(client, data, campus=cast.oak.pk)
    page = answer.content.decode()
    assert "Labor Day" in page
    assert "1 day gets another letter" in page
    assert "Football" in page
    assert not Day.objects.exists()
    done = client.post(LAY, {"plan": sealed(answer)}, follow=True)
    assert Day.objects.filter(campus=cast.oak).count() == 2
    undo = re.search(r'action="(/settings/calendar/undo/\d+/)"', done.content.decode()).group(1)
    client.post(undo)
    assert not Day.objects.exists()


def test_the_same_file_again_changes_nothing(cast, as_, monday):
    client, data = as_(cast.ada), ics(entry("No School - Labor Day", "20260907"))
    client.post(LAY, {"plan": sealed(send(client, data))})
    assert "Nothing would change" in send(client, data).content.decode()


def test_what_is_wrong_is_said_at_the_field(cast, as_, monday):
    client = as_(cast.ada)
    assert client.post(IN, {}).status_code == 422
    answer = send(client, b"<html>")
    assert answer.status_code == 422
    assert "web page" in answer.content.decode()
    assert as_(cast.opal).get(IN).status_code == 403
    assert client.get(IN).status_code == 200
