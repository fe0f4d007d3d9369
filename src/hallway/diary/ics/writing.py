"""One function writes every calendar file: an invitation, what takes it back, a download, a feed.

Strict out: UTC only (no zone to be misread), no recurrence, no alarm, CRLF, lines of at most 75 octets that never break within a
letter nor after a blank (a stripped blank would swallow the next line), no control characters, texts that name nobody but the
people invited. icalendar escapes and quotes; breaking lines is ours.
"""

from datetime import UTC

import icalendar

from hallway.core.now import now
from hallway.core.text import clean, one_line

REQUEST, CANCEL = "REQUEST", "CANCEL"
PRODID = "-//Hallway//Hallway calendar//EN"
OCTETS = 75
TEXT, NAME = 250, 120
ANSWERS = {"none": "NEEDS-ACTION", "accepted": "ACCEPTED", "declined": "DECLINED", "tentative": "TENTATIVE"}
STATUS = {"confirmed": "CONFIRMED", "tentative": "TENTATIVE", "cancelled": "CANCELLED"}


def raises_sequence(before, after):
    """Whether what changed between two ``Entry``s makes another version of the event: its time or its status."""
    return any(getattr(before, name) != getattr(after, name) for name in ("start", "end", "status"))


def calendar(entries, *, method="", organizer=None, name="", refresh=None):
    """The bytes of one VCALENDAR.

    ``method``: ``REQUEST`` or ``CANCEL`` of exactly one entry with ``organizer`` (a ``Person``) and the entry's people; none for
    what is downloaded or kept (no METHOD, nobody named). ``name``: of a feed; ``refresh``: a timedelta, how often to look again.
    Raises ValueError for an invitation that mail programs would refuse.
    """
    if method:
        _fit_to_send(entries, method, organizer)
    made = icalendar.Calendar()
    made.add("prodid", PRODID)
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    if method:
        made.add("method", method)
    if name:
        made.add("name", _said(name, NAME))
        made.add("x-wr-calname", _said(name, NAME))
    if refresh:
        made.add("refresh-interval", refresh, parameters={"VALUE": "DURATION"})
        made.add("x-published-ttl", icalendar.vDuration(refresh).to_ical().decode())
    for entry in entries:
        made.add_component(_event(entry, method, organizer))
    return _folded(made.to_ical())


def _fit_to_send(entries, method, organizer):
    if method not in (REQUEST, CANCEL):
        raise ValueError(f"no letter has the method {method}")
    if len(entries) != 1 or organizer is None:
        raise ValueError("one letter invites to one event, in the name of somebody")
    people = entries[0].people
    if not people:
        raise ValueError("an invitation names whom it invites")
    if organizer.email.lower() in {person.email.lower() for person in people}:
        raise ValueError("who organizes is not invited; Outlook would find no meeting")


def _event(entry, method, organizer):
    event = icalendar.Event()
    event.add("uid", one_line(entry.uid, TEXT))
    stamp = now() if method or not entry.updated else entry.updated  # of what is kept: when it was written last
    event.add("dtstamp", _utc(stamp))
    event.add("dtstart", _utc(entry.start))
    event.add("dtend", _utc(entry.end))
    event.add("sequence", entry.sequence)
    event.add("summary", _said(entry.title))
    cancelled = method == CANCEL or entry.status == "cancelled"
    event.add("status", "CANCELLED" if cancelled else STATUS[entry.status])
    event.add("transp", "TRANSPARENT" if cancelled else "OPAQUE")
    event.add("class", "PRIVATE")
    if entry.place:
        event.add("location", _said(entry.place))
    if entry.url.startswith(("https://", "http://")):
        event.add("url", one_line(entry.url, 1000))
        event.add("description", one_line(entry.url, 1000))
    if entry.updated:
        event.add("last-modified", _utc(entry.updated))
    if method:
        event.add("organizer", _address(organizer))
        for person in entry.people:
            event.add("attendee", _invited(person, method))
    return event


def _invited(person, method):
    said = _address(person)
    said.params["CUTYPE"] = "INDIVIDUAL"
    said.params["ROLE"] = "REQ-PARTICIPANT"
    said.params["PARTSTAT"] = ANSWERS[person.answer]
    if method == REQUEST:
        said.params["RSVP"] = "TRUE"
    return said


def _address(person):
    said = icalendar.vCalAddress(f"mailto:{one_line(person.email, 254)}")
    said.params["CN"] = _said(person.name, NAME).replace('"', "'") or one_line(person.email, NAME)
    return said


def _said(text, limit=TEXT):
    """One line without controls, whatever it came from; no blank at its ends."""
    return one_line(clean(text), limit).strip()


def _utc(moment):
    return moment.astimezone(UTC).replace(microsecond=0)


def _folded(raw):
    lines = raw.replace(b"\r\n ", b"").replace(b"\r\n\t", b"").split(b"\r\n")
    return b"\r\n".join(piece for line in lines for piece in _pieces(line.rstrip()))


def _pieces(line):
    """A content line as lines of at most 75 octets, each but the first beginning with a blank."""
    rest, room, out = line, OCTETS, []
    while len(rest) > room:
        end = room
        while end > 1 and (rest[end] & 0xC0 == 0x80 or rest[end - 1 : end] in (b" ", b"\\")):
            end -= 1
        out.append((b" " if out else b"") + rest[:end])
        rest, room = rest[end:], OCTETS - 1
    out.append((b" " if out else b"") + rest)
    return out
