"""What somebody's calendar answers (RFC 5546): REPLY, COUNTER, REFRESH. Reading only; it runs where mail is read, in the child."""

from datetime import UTC, datetime

import icalendar

METHODS = ("REPLY", "COUNTER", "REFRESH")
BYTES = 256 * 1024
UID, ADDRESS, WORDS = 255, 254, 4000
BIGGEST = 2**31 - 1


def answer_in(data):
    """``{method, uid, sequence, attendee, partstat, start, end, words}`` of a part; None for what is no answer, or cannot be read.

    ``method``, ``partstat``: lower case; ``attendee``: a plain address or ""; ``start``, ``end``: ISO instants in UTC, or None;
    ``words``: what they typed with it, or "". Several people in one answer are no answer: it is not known who gave it. Never raises.
    """
    if len(data) > BYTES or b"VCALENDAR" not in data[:2000].upper():
        return None
    try:
        return _answer(data)
    except Exception:  # any bytes: what cannot be read is a file like any other
        return None


def _answer(data):
    whole = icalendar.Calendar.from_ical(data)
    method = str(whole.get("method", "")).strip().upper()
    events = [part for part in whole.subcomponents if part.name == "VEVENT"]
    uids = {str(event.get("uid", "")).strip() for event in events}
    if method not in METHODS or len(uids) != 1 or not 0 < len(uid := uids.pop()) <= UID:
        return None
    event = events[0]
    people = event.get("attendee", [])
    people = people if isinstance(people, list) else [people]
    if len(people) > 1 or "recurrence-id" in event:
        return None
    said = people[0].params.get("PARTSTAT", "") if people else ""
    sequence = int(event.get("sequence", 0))
    return {
        "method": method.lower(),
        "uid": uid,
        "sequence": sequence if 0 <= sequence <= BIGGEST else 0,
        "attendee": _address(str(people[0])) if people else "",
        "partstat": str(said).lower()[:20],
        "start": _moment(event, "dtstart"),
        "end": _moment(event, "dtend"),
        "words": _words(event, people),
    }


def _address(text):
    text = text.strip()
    text = text[7:] if text[:7].lower() == "mailto:" else text
    return text.strip().lower() if "@" in text and len(text) <= ADDRESS else ""


def _words(event, people):
    """The comment, where RFC 5546 has it or where Google and Apple put it, each once."""
    comments = event.get("comment", [])
    comments = comments if isinstance(comments, list) else [comments]
    if people:
        comments = [*comments, people[0].params.get("X-RESPONSE-COMMENT", "")]
    said = dict.fromkeys(_plain(str(each)) for each in comments[:5])
    return "\n".join(each for each in said if each)[:WORDS]


def _plain(text):
    """As a row of the database can hold it."""
    return text.replace("\0", "").encode("utf-8", "replace").decode("utf-8").strip()


def _moment(event, name):
    try:
        found = event.decoded(name)
    except Exception:
        return None
    return found.astimezone(UTC).isoformat() if isinstance(found, datetime) and found.tzinfo else None
