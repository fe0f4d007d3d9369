"""What other programs understand of our calendar files: three libraries, and the bytes themselves."""

import icalendar
import vobject
from ical.calendar_stream import IcsCalendarStream


def lines(raw):
    """The content lines, unfolded; fails on what the format forbids."""
    text = raw.decode("utf-8")
    assert text.endswith("\r\n")
    assert "\r" not in text.replace("\r\n", ""), "a lone carriage return"
    assert "\n" not in text.replace("\r\n", ""), "a lone line feed"
    physical = raw.split(b"\r\n")[:-1]
    for line in physical:
        assert len(line) <= 75, line
        line.decode("utf-8")  # no letter is torn
        assert line == line.rstrip(), "a blank at the end of a line"
        assert line.strip(), "an empty line"
        assert not any(byte < 32 or byte == 127 for byte in line), line
    return text.replace("\r\n ", "").split("\r\n")[:-1]


def values(raw, name):
    return [line.partition(":")[2] for line in lines(raw) if line.partition(":")[0].partition(";")[0] == name]


def understood(raw):
    """[{uid, start, end, title, sequence, status, attendees}] as each of three libraries reads it; fails when they differ."""
    lines(raw)
    one, two, three = _icalendar(raw), _ical(raw), _vobject(raw)
    assert one == two == three
    return one


def _icalendar(raw):
    found = []
    for event in icalendar.Calendar.from_ical(raw).walk("VEVENT"):
        people = event.get("attendee", [])
        people = people if isinstance(people, list) else [people]
        found.append(
            {
                "uid": str(event["uid"]),
                "start": event.decoded("dtstart"),
                "end": event.decoded("dtend"),
                "title": str(event["summary"]),
                "sequence": int(event["sequence"]),
                "status": str(event["status"]),
                "attendees": sorted(str(each).removeprefix("mailto:") for each in people),
            }
        )
    return found


def _ical(raw):
    return [
        {
            "uid": event.uid,
            "start": event.dtstart,
            "end": event.dtend,
            "title": event.summary,
            "sequence": event.sequence,
            "status": event.status.value,
            "attendees": sorted(str(each.uri).removeprefix("mailto:") for each in event.attendees),
        }
        for event in IcsCalendarStream.calendar_from_ics(raw.decode()).events
    ]


def _vobject(raw):
    whole = vobject.readOne(raw.decode())
    return [
        {
            "uid": event.uid.value,
            "start": event.dtstart.value,
            "end": event.dtend.value,
            "title": event.summary.value,
            "sequence": int(event.sequence.value),
            "status": event.status.value,
            "attendees": sorted(each.value.removeprefix("mailto:") for each in event.contents.get("attendee", [])),
        }
        for event in whole.contents.get("vevent", [])
    ]
