"""What calendars answer, as their programs write it, and any bytes."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hallway.diary.ics.answer import answer_in


def reply(*lines, method="REPLY", head=()):
    every = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Somebody//EN",
        *([f"METHOD:{method}"] if method else []),
        *head,
    ]
    return "\r\n".join([*every, "BEGIN:VEVENT", *lines, "END:VEVENT", "END:VCALENDAR", ""]).encode()


UID, WHEN = "UID:fixed@hallway", "DTSTART:20260512T150000Z"
QUOTED = 'ATTENDEE;CN="Tanaka, Tess";PARTSTAT=declined:MAILTO:Tess@Cedar.example'
FOLDED = (
    "ATTENDEE;PARTSTAT=ACCEPTED;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;CN=tess@c\r\n edar.example;X-NUM-GUESTS=0:mai\r\n"
    " lto:tess@cedar.example"
)
TESS = "ATTENDEE;PARTSTAT=ACCEPTED;CN=Tess:mailto:tess@cedar.example"


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        ([UID, WHEN, TESS, "SEQUENCE:3"], ("fixed@hallway", 3, "tess@cedar.example", "accepted")),
        ([UID, QUOTED], ("fixed@hallway", 0, "tess@cedar.example", "declined")),
        ([UID, "attendee;partstat=TENTATIVE:tess@cedar.example", "SEQUENCE:x"], None),
        ([UID, FOLDED, "SEQUENCE:1"], ("fixed@hallway", 1, "tess@cedar.example", "accepted")),
        ([UID, "SEQUENCE:1"], ("fixed@hallway", 1, "", "")),
        ([UID, TESS, "SEQUENCE:-4"], ("fixed@hallway", 0, "tess@cedar.example", "accepted")),
        ([UID, TESS, TESS.replace("tess", "olga")], None),
        ([UID, TESS, "RECURRENCE-ID:20260512T150000Z"], None),
        ([TESS], None),
        (["UID:" + "x" * 300, TESS], None),
        ([UID, TESS, "END:VEVENT", "BEGIN:VEVENT", "UID:other@hallway"], None),
        ([UID, TESS, "DTSTART;TZID=Nowhere/Atall:20260512T100000"], ("fixed@hallway", 0, "tess@cedar.example", "accepted")),
        ([UID, TESS, "COMMENT:I am with the dentist"], ("fixed@hallway", 0, "tess@cedar.example", "accepted")),
    ],
)  # fmt: skip
def test_who_answers_what(lines, found):
    said = answer_in(reply(*lines))
    assert (said and (said["uid"], said["sequence"], said["attendee"], said["partstat"])) == found


def test_what_was_typed_with_it():
    assert answer_in(reply(UID, TESS))["words"] == ""
    assert (
        answer_in(reply(UID, TESS, "COMMENT:I am with\\, say\\, the dentist"))["words"] == "I am with, say, the dentist"
    )
    google = TESS.replace(";CN=", ';X-RESPONSE-COMMENT="With the dentist";CN=')
    assert answer_in(reply(UID, google, "COMMENT:With the dentist"))["words"] == "With the dentist"
    assert answer_in(reply(UID, google, "COMMENT:So sorry"))["words"] == "So sorry\nWith the dentist"
    assert len(answer_in(reply(UID, TESS, "COMMENT:" + "x" * 90_000))["words"]) == 4000


@pytest.mark.parametrize("method", ["REQUEST", "PUBLISH", "CANCEL", "ADD", "", "REPLYX"])
def test_what_is_no_answer(method):
    assert answer_in(reply(UID, TESS, method=method)) is None


def test_another_time_is_proposed():
    said = answer_in(reply(UID, TESS, WHEN, "DTEND:20260512T160000Z", method="counter"))
    assert (said["method"], said["start"], said["end"]) == (
        "counter", "2026-05-12T15:00:00+00:00", "2026-05-12T16:00:00+00:00",
    )  # fmt: skip
    assert answer_in(reply(UID, TESS, "DTSTART:20260512T150000", method="COUNTER"))["start"] is None


def test_several_calendars_or_none_are_no_answer():
    assert answer_in(reply(UID, TESS) + reply("UID:other@hallway", TESS)) is None
    assert answer_in(b"") is None
    assert answer_in(b"BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nEND:VCALENDAR\r\n") is None


def test_larger_than_any_answer():
    assert answer_in(reply(UID, TESS, "X-MORE:" + "x" * 300_000)) is None


@settings(deadline=None, max_examples=200)
@given(st.binary(max_size=400), st.sampled_from(["inside", "alone"]))
def test_any_bytes(data, where):
    if where == "inside":
        data = reply(UID).replace(b"UID:fixed", data)
    said = answer_in(data)
    assert said is None or said["uid"]


def test_the_child_that_reads_mail_needs_no_settings():
    text = Path(answer_in.__code__.co_filename).read_text()
    assert "import hallway" not in text
    assert "from hallway" not in text
