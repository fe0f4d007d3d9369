"""Somebody's calendar file as events, read as leniently as calendars are written: only the lines that say when, never the titles.

Own code, because one broken line must cost one event and no more: no library sees a file of strangers whole.
"""

import re
from dataclasses import dataclass, field

TIMES = {"DTSTART", "DTEND", "RECURRENCE-ID", "EXDATE", "RDATE"}
WORDS = {"UID", "DURATION", "RRULE", "STATUS", "TRANSP", "SEQUENCE", "X-MICROSOFT-CDO-BUSYSTATUS"}
MOST = 20_000  # events of one file
LINE = 20_000  # characters of one unfolded line that are looked at
NAME = re.compile(r"[A-Za-z0-9-]{1,40}(?=[;:])")
ZONE = re.compile(r';TZID=("[^"]*"|.*?)(?=;[A-Za-z-]+=|$)', re.IGNORECASE)
CANCELED = re.compile(
    r"\s*(?:cancell?ed|cancelad[oa]|annul[ée]e?|abgesagt|afgelast|annullat[oa])\s*(?:event|evento)?\s*[:：]",
    re.IGNORECASE,
)
MAIL = re.compile(r"mailto:\s*([^\s;:>\"]{3,254})", re.IGNORECASE)
PARTSTAT = re.compile(r';PARTSTAT="?([A-Za-z-]{1,20})', re.IGNORECASE)


@dataclass
class Time:
    """One value of a time: ``text`` as it stands, ``zone``: its TZID or "", ``more``: a recurrence id's RANGE."""

    text: str
    zone: str = ""
    more: str = ""


@dataclass
class Event:
    """One VEVENT. ``line``: where it begins. ``times``: {name: [Time]}; ``words``: {name: value}; ``answers``: {address: PARTSTAT};
    ``canceled``: its title says so."""

    line: int
    times: dict = field(default_factory=dict)
    words: dict = field(default_factory=dict)
    answers: dict = field(default_factory=dict)
    canceled: bool = False

    def word(self, name):
        return self.words.get(name, "").strip().upper()

    @property
    def uid(self):
        return self.words.get("UID", "").strip()


@dataclass
class File:
    """``events``; ``busy``: [(line, type, value)] of VFREEBUSY; ``zones``: {TZID: lines of its VTIMEZONE}; ``zone``, ``name``: what
    the file says of itself; ``found``: whether there is a calendar in it at all; ``more``: events beyond ``MOST``."""

    events: list = field(default_factory=list)
    busy: list = field(default_factory=list)
    zones: dict = field(default_factory=dict)
    zone: str = ""
    name: str = ""
    found: bool = False
    more: int = 0


def text_of(data):
    """Bytes as text, in whatever alphabet."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def unfolded(text):
    """(number of the line, content line) of each, folded ones put together."""
    start, pieces = 0, []
    for number, line in enumerate(re.split(r"\r\n|\n|\r", text), 1):
        if line[:1] in (" ", "\t") and pieces:
            pieces.append(line[1:])
            continue
        if pieces:
            yield start, "".join(pieces)[:LINE]
        start, pieces = number, [line]
    if pieces:
        yield start, "".join(pieces)[:LINE]


def read(data):
    """The ``File`` in any bytes. Never raises."""
    file, inside, event, zone = File(), [], None, None
    for number, line in unfolded(text_of(data).replace("\x00", "")):
        name = (NAME.match(line) or [""])[0].upper()
        if name == "BEGIN":
            what = line.partition(":")[2].strip().upper()
            if what == "VEVENT":
                inside, event, zone = [each for each in inside if each == "VCALENDAR"], Event(number), None
                _keep(file, event)
            elif what == "VTIMEZONE":
                zone = []
            file.found |= what == "VCALENDAR"
            inside.append(what)
        elif name == "END":
            what = line.partition(":")[2].strip().upper()
            if what in inside:
                del inside[len(inside) - 1 - inside[::-1].index(what) :]
            if zone is not None:
                zone.append(line)
            if what == "VTIMEZONE" and zone is not None:
                _described(file, zone)
                zone = None
            continue
        if zone is not None:
            zone.append(line)
        elif inside[-1:] == ["VEVENT"]:
            _line(event, name, line)
        elif inside[-1:] == ["VFREEBUSY"] and name == "FREEBUSY":
            kind = re.search(r";FBTYPE=\"?([A-Za-z-]+)", line.rpartition(":")[0], re.IGNORECASE)
            file.busy.append((number, kind[1].upper() if kind else "BUSY", line.rpartition(":")[2]))
        elif name in ("X-WR-TIMEZONE", "X-WR-CALNAME"):
            setattr(file, "zone" if name == "X-WR-TIMEZONE" else "name", line.partition(":")[2].strip())
    return file


def _keep(file, event):
    if len(file.events) < MOST:
        file.events.append(event)
    else:
        file.more += 1


def _line(event, name, line):
    head, _colon, value = line.rpartition(":")
    if name in TIMES:
        zone = ZONE.search(head)
        more = "THISANDFUTURE" if name == "RECURRENCE-ID" and "THISANDFUTURE" in head.upper() else ""
        zone = zone[1].strip().strip('"').strip() if zone else ""
        event.times.setdefault(name, []).extend(
            Time(each.strip(), zone, more) for each in value.split(",") if each.strip()
        )
    elif name in WORDS:
        event.words.setdefault(name, value)
    elif name == "SUMMARY":
        event.canceled = bool(CANCELED.match(line.partition(":")[2]))
    elif name == "ATTENDEE":
        said, address = PARTSTAT.search(line), MAIL.search(line)
        event.answers[address[1].lower() if address else line[-100:]] = said[1].upper() if said else ""


def _described(file, lines):
    named = next((line.partition(":")[2].strip() for line in lines if line[:5].upper() == "TZID:"), "")
    if named and len(file.zones) < 200:
        file.zones.setdefault(named.strip('"'), lines)
