"""What we write for calendars, point by point as calendars are known to fail (the numbers are those of the research)."""

import re
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hallway.core.now import moved
from hallway.diary import ics
from hallway.diary.showing import Entry, Person

from .reading import lines, understood, values

US = Person("Cedar Valley", "help+cal.q2w3@cedar.example")
IVAN, TESS = Person("Iván Núñez", "ivan@cedar.example"), Person("Tess Tanaka", "tess@cedar.example", "accepted")
TEN = datetime(2026, 5, 12, 10, 0, tzinfo=ZoneInfo("America/Chicago"))
MEETING = Entry(
    uid="5b0d@hallway", sequence=2, start=TEN, end=TEN + timedelta(minutes=30), title="Meeting", place="Oak Elementary, 12",
    url="https://hallway.cedar.example/appointments/7/", people=(IVAN, TESS), zone="America/Chicago", updated=TEN - timedelta(days=3),
)  # fmt: skip
INVITES = ics.calendar([MEETING], method="REQUEST", organizer=US)
TAKES_BACK = ics.calendar([replace(MEETING, sequence=3, people=(TESS,))], method="CANCEL", organizer=US)
KEPT = ics.calendar([replace(MEETING, people=())])


def feed(*entries):
    return ics.calendar(entries, name="Tess in Hallway", refresh=timedelta(hours=1))


EVERY = {
    "invites": INVITES,
    "takes back": TAKES_BACK,
    "kept": KEPT,
    "feed": feed(MEETING, replace(MEETING, uid="2@hallway")),
}


@pytest.mark.parametrize("raw", EVERY.values(), ids=EVERY)
def test_every_file_is_read_the_same_by_three_libraries(raw):
    first = understood(raw)[0]
    assert first["uid"] == MEETING.uid
    assert first["start"] == TEN
    assert first["end"] - first["start"] == timedelta(minutes=30)
    assert first["title"] == "Meeting"


def test_03_one_method_and_one_uid_and_the_method_belongs_to_the_calendar():
    for raw, method in ((INVITES, "REQUEST"), (TAKES_BACK, "CANCEL")):
        every = lines(raw)
        assert [line for line in every if line.startswith("METHOD")] == [f"METHOD:{method}"]
        assert every.index(f"METHOD:{method}") < every.index("BEGIN:VEVENT")
        assert values(raw, "UID") == [MEETING.uid]
    for wrong in ([MEETING, replace(MEETING, uid="2@hallway")], []):
        with pytest.raises(ValueError, match="one event"):
            ics.calendar(wrong, method="REQUEST", organizer=US)
    with pytest.raises(ValueError, match="no letter"):
        ics.calendar([MEETING], method="PUBLISH", organizer=US)


def test_06_who_organizes_is_not_who_is_invited():
    for email in (US.email, US.email.upper()):
        with pytest.raises(ValueError, match="Outlook"):
            ics.calendar([replace(MEETING, people=(TESS, Person("Us", email)))], method="REQUEST", organizer=US)
    with pytest.raises(ValueError, match="whom"):
        ics.calendar([replace(MEETING, people=())], method="REQUEST", organizer=US)


def test_07_the_agent_organizes_and_the_real_people_attend():
    assert [line for line in lines(INVITES) if line.startswith("ORGANIZER")] == [
        'ORGANIZER;CN="Cedar Valley":mailto:help+cal.q2w3@cedar.example'
    ]
    assert understood(INVITES)[0]["attendees"] == ["ivan@cedar.example", "tess@cedar.example"]
    ivan, tess = (line for line in lines(INVITES) if line.startswith("ATTENDEE"))
    assert "PARTSTAT=NEEDS-ACTION" in ivan
    assert "RSVP=TRUE" in ivan
    assert 'CN="Iván Núñez"' in ivan
    assert "PARTSTAT=ACCEPTED" in tess


def test_09_buttons_only_where_an_answer_is_wanted():
    """What is downloaded asks nobody for an answer."""
    for raw in (KEPT, EVERY["feed"]):
        assert not values(raw, "METHOD")
        assert not values(raw, "ATTENDEE")


def test_10_what_is_kept_carries_no_method_and_names_nobody():
    for raw in (ics.calendar([MEETING]), feed(MEETING)):
        assert not values(raw, "METHOD") + values(raw, "ATTENDEE") + values(raw, "ORGANIZER")
        assert b"ivan" not in raw.lower()


def test_11_no_alarm_rings():
    assert not [raw for raw in EVERY.values() if b"VALARM" in raw]


def test_12_the_uid_is_chance_and_stays():
    assert len({ics.fresh_uid() for _n in range(1000)}) == 1000
    assert re.fullmatch(r"[0-9a-f-]{36}@hallway", ics.fresh_uid())
    moved_on = replace(MEETING, start=TEN + timedelta(days=1), title="Other", sequence=3)
    assert values(ics.calendar([moved_on], method="REQUEST", organizer=US), "UID") == [MEETING.uid]


def test_13_the_sequence_is_the_stored_counter_and_the_stamp_is_now():
    with moved(TEN):
        raw = ics.calendar([MEETING], method="REQUEST", organizer=US)
    assert values(raw, "SEQUENCE") == ["2"]
    assert values(raw, "DTSTAMP") == ["20260512T150000Z"]
    assert values(raw, "LAST-MODIFIED") == ["20260509T150000Z"]
    assert ics.raises_sequence(MEETING, replace(MEETING, end=MEETING.end + timedelta(minutes=5)))
    assert ics.raises_sequence(MEETING, replace(MEETING, start=TEN - timedelta(minutes=5)))
    assert ics.raises_sequence(MEETING, replace(MEETING, status="cancelled"))
    assert not ics.raises_sequence(MEETING, replace(MEETING, place="12", people=(TESS,), updated=None))


def test_14_what_takes_back_names_who_is_removed():
    event = understood(TAKES_BACK)[0]
    assert event["status"] == "CANCELLED"
    assert event["sequence"] == 3
    assert event["attendees"] == ["tess@cedar.example"]
    assert values(TAKES_BACK, "ORGANIZER") == ["mailto:help+cal.q2w3@cedar.example"]
    assert b"RSVP" not in TAKES_BACK
    standing = ics.calendar([replace(MEETING, people=(TESS,))], method="CANCEL", organizer=US)
    assert understood(standing)[0]["status"] == "CANCELLED", "also for somebody removed from what goes on"


def test_16_single_events_only():
    for raw in EVERY.values():
        assert not [line for line in lines(raw) if line.startswith(("RRULE", "RDATE", "EXDATE", "RECURRENCE-ID"))]


def test_17_a_file_opened_by_hand_keeps_its_uid():
    """Outlook gives what is published a UID of its own and shows it twice; nothing of ours is published, and each copy has one UID."""
    for raw in EVERY.values():
        assert "PUBLISH" not in values(raw, "METHOD")
    assert {uid for raw in (KEPT, INVITES, TAKES_BACK) for uid in values(raw, "UID")} == {MEETING.uid}


def test_18_times_are_utc():
    assert values(INVITES, "DTSTART") == ["20260512T150000Z"]
    for raw in EVERY.values():
        assert b"TZID" not in raw
        for name in ("DTSTART", "DTEND", "DTSTAMP", "LAST-MODIFIED"):
            assert all(re.fullmatch(r"\d{8}T\d{6}Z", said) for said in values(raw, name))


def test_19_no_zone_is_described():
    assert not [raw for raw in EVERY.values() if b"VTIMEZONE" in raw]


@pytest.mark.parametrize(
    ("day", "hour"), [((2026, 3, 8), "T140000Z"), ((2026, 3, 7), "T150000Z"), ((2026, 11, 1), "T150000Z")]
)
def test_23_the_wall_clock_says_when_also_where_clocks_change(day, hour):
    nine = datetime(*day, 9, 0, tzinfo=ZoneInfo("America/Chicago"))
    raw = ics.calendar([replace(MEETING, start=nine, end=nine + timedelta(hours=1))])
    assert values(raw, "DTSTART")[0].endswith(hour)
    one = datetime(*day, 13, 0, tzinfo=ZoneInfo("America/Chicago"))
    assert understood(ics.calendar([replace(MEETING, start=one, end=one + timedelta(hours=1))]))[0]["start"] == one


NASTY = "Méeting; \\ with,\r\nATTACH:x\x00\x07\u2028 \ud800 " + "ñ" * 60 + " \U0001f600" * 20


def test_24_lines_escapes_and_what_tries_to_be_another_line():
    nasty = replace(MEETING, title=NASTY, place=NASTY, people=(Person('Zoë "Z"\r\nX-A: 1; y, z', "zoe@cedar.example"),))
    for raw in (ics.calendar([nasty], method="REQUEST", organizer=US), feed(nasty)):
        event = understood(raw)[0]
        assert event["title"].startswith("Méeting; \\ with, ATTACH:x ? ñ") or event["title"].startswith(
            "Méeting; \\ with,"
        )
        assert not [line for line in lines(raw) if line.startswith(("ATTACH", "X-A"))]


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=300), st.text(max_size=200))
def test_24_any_text_makes_a_file_that_three_libraries_read(title, place):
    raw = ics.calendar(
        [replace(MEETING, title=title or "x", place=place, people=(Person(place, "a@b.example"),))],
        method="REQUEST",
        organizer=US,
    )
    assert understood(raw)[0]["uid"] == MEETING.uid
    kinds = [line.partition(":")[0].partition(";")[0] for line in lines(raw)]
    assert len(kinds) == len(lines(INVITES)) - 1 - (not values(raw, "LOCATION"))


def test_25_what_strict_servers_ask_for():
    for raw in EVERY.values():
        count = values(raw, "BEGIN").count("VEVENT")
        assert len(values(raw, "UID")) == len(values(raw, "DTSTAMP")) == count
        assert values(raw, "PRODID") == ["-//Hallway//Hallway calendar//EN"]
        assert values(raw, "VERSION") == ["2.0"]


def test_26_nothing_private_stands_in_it():
    for raw in EVERY.values():
        assert set(values(raw, "CLASS")) == {"PRIVATE"}
        assert set(values(raw, "DESCRIPTION")) == {MEETING.url}, "a door that asks who one is, no words"


def test_28_how_often_to_look_again():
    raw = feed(MEETING, replace(MEETING, uid="2@hallway", status="cancelled", sequence=5))
    assert "REFRESH-INTERVAL;VALUE=DURATION:PT1H" in lines(raw)
    assert values(raw, "X-PUBLISHED-TTL") == ["PT1H"]
    gone = understood(raw)[1]
    assert (gone["status"], gone["sequence"]) == ("CANCELLED", 5)
    assert values(raw, "TRANSP") == ["OPAQUE", "TRANSPARENT"]


def test_31_a_feed_holds_single_events_in_utc():
    raw = feed(*[replace(MEETING, uid=f"{n}@hallway", start=TEN + timedelta(days=n)) for n in range(30)])
    assert len(understood(raw)) == 30
    assert not [line for line in lines(raw) if line.startswith(("RRULE", "BEGIN:VTIMEZONE"))]
