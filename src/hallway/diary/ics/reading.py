"""When somebody is busy, by their own calendar file: intervals and nothing else. Runs in a bounded child (``alone``).

Each series is worked by itself with a budget of its own, so that a broken or malicious event costs only itself. What blocks:
opaque, not cancelled, not declined by its owner, not shown as free, not one of our own meetings come back.
"""

import signal
import time
from collections import defaultdict
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import icalendar
import recurring_ical_events

from . import lines, rules, zones
from .rules import WHEN, Wrong
from .uids import is_ours

SERIES_SECONDS, ALL_SECONDS = 2.0, 12.0  # of computing: for one series, for all of them
HITS = 20_000  # intervals of one file
LONGEST = timedelta(days=400)
PAD = timedelta(days=2)


class Slow(BaseException):
    """A series took too long. No library catches it."""


PROBLEMS = {
    "not-a-calendar": "it is not a calendar file",
    "too-many": "it has more events than are read",
    "too-often": "it repeats every minute or second, which is not read",
    "too-slow": "working out its times takes too long",
    "bad-date": "its date cannot be read",
    "bad-rule": "how it repeats cannot be read",
    "bad-event": "it cannot be read",
    "backwards": "it ends before it begins",
    "too-long": "it is longer than a year",
    "zone-unknown": "its time zone is not known, so the clock there is taken for the owner's",
    "too-large": "the file is too large",
    "reader-died": "reading it took too much memory",
}


def busy_in(data, first, last, zone, own=()):
    """``([(start, end)], [(line, code)])``: UTC instants that meet [first, last), ordered, those that overlap joined.

    ``zone``: name of the owner's, for what says none; ``own``: their mail addresses, lower case.
    """
    return _File(data, first, last, zone, own).read()


class _File:
    def __init__(self, data, first, last, zone, own):
        self.file = lines.read(data)
        self.first, self.last = first, last
        self.said = zones.named(self.file.zone) if self.file.zone else None
        self.home = self.said or ZoneInfo(zone)
        self.own = {*own, self.file.name.lower()} if "@" in self.file.name else set(own)
        self.problems, self.found, self.known = [], [], {}
        self.began = time.process_time()

    def read(self):
        file = self.file
        if not file.found:
            return [], [(None, "not-a-calendar")]
        if file.more:
            self.problems.append((None, "too-many"))
        for number, kind, value in file.busy:
            self._guarded(number, self._free_busy, kind, value)
        for group in self._groups():
            if time.process_time() - self.began > ALL_SECONDS or len(self.found) > HITS:
                self.problems.append((group[0].line, "too-slow" if len(self.found) <= HITS else "too-many"))
                break
            self._guarded(group[0].line, self._series if self._repeats(group) else self._single, group)
        return joined(self.found), list(dict.fromkeys(self.problems))

    def _groups(self):
        """The events, those of one UID together where they are versions or parts of one series."""
        groups = defaultdict(list)
        for number, event in enumerate(self.file.events):
            if is_ours(event.uid):
                continue
            groups[event.uid or number].append(event)
        for group in groups.values():
            masters = [event for event in group if "RECURRENCE-ID" not in event.times]
            if len(group) == 1 or len(masters) <= 1:
                yield group
            elif len(masters) == len(group) and len({event.word("SEQUENCE") for event in group}) == 1:
                yield from ([event] for event in group)  # one UID for everything: a program that knows no better
            else:
                newest = max(masters, key=_sequence)
                yield [newest, *(event for event in group if "RECURRENCE-ID" in event.times)]

    def _repeats(self, group):
        master = next((event for event in group if "RECURRENCE-ID" not in event.times), None)
        return master is not None and ("RRULE" in master.words or "RDATE" in master.times)

    def _guarded(self, number, work, *about):
        before = len(self.found)
        try:
            with _budget(SERIES_SECONDS):
                work(*about)
        except Wrong as wrong:
            self.problems.append((number, str(wrong)))
        except Slow:
            del self.found[before:]
            self.problems.append((number, "too-slow"))
            self._anew()
        except MemoryError:
            raise
        except Exception:  # whatever a stranger's event does to a library
            del self.found[before:]
            self.problems.append((number, "bad-event"))

    def _anew(self):
        """Zones that the file describes are made again when they are needed: the one that was cut off may hold a lock for ever."""
        self.known = {text: zone for text, zone in self.known.items() if isinstance(zone, ZoneInfo | timezone)}

    # one event after the other

    def _single(self, group):
        for event in group:
            if self._blocks(event):
                self._add(*self._ends(event))

    def _series(self, group):
        made = icalendar.Calendar()
        for event in group:
            made.add_component(self._component(event, repeats="RECURRENCE-ID" not in event.times))
        for each in recurring_ical_events.of(made).between(self.first - PAD, self.last + PAD):
            if each.get("x-blocks") == "1":
                self._add(each.decoded("dtstart"), each.decoded("dtend"))

    def _component(self, event, repeats):
        made, (start, end) = icalendar.Event(), self._ends(event, shown=repeats)
        made.add("uid", "one")
        made.add("x-blocks", "1" if self._blocks(event) else "0")
        made.add("dtstart", start)
        made.add("dtend", end)
        made.add("sequence", _sequence(event))
        if repeats:
            if "RRULE" in event.words:
                made["RRULE"] = rules.rule(event.words["RRULE"], start)
            for name in ("EXDATE", "RDATE"):
                times = [self._moment(each, start) for each in event.times.get(name, [])]
                if times:
                    made.add(name, times)
        else:
            (said,) = event.times["RECURRENCE-ID"][:1]
            made.add("recurrence-id", self._moment(said, None), {"RANGE": said.more} if said.more else None)
        return made

    def _blocks(self, event):
        if event.canceled or event.word("STATUS") == "CANCELLED" or event.word("TRANSP") == "TRANSPARENT":
            return False
        if event.word("X-MICROSOFT-CDO-BUSYSTATUS") == "FREE":
            return False
        mine = [said for address, said in event.answers.items() if address in self.own]
        said = mine or (list(event.answers.values()) if len(event.answers) == 1 else [])
        return "DECLINED" not in said

    def _ends(self, event, shown=True):
        """(start, end) as dates or as instants with a zone."""
        times = event.times
        if "DTSTART" not in times:
            raise Wrong("bad-date")
        start = self._moment(times["DTSTART"][0], None, event.line)
        if "DTEND" in times:
            end = self._moment(times["DTEND"][0], start, event.line)
        elif event.words.get("DURATION"):
            end = _after(start, event.words["DURATION"].strip())
        else:
            end = start if isinstance(start, datetime) else start + timedelta(days=1)
        if not isinstance(start, datetime) and end == start:
            end = start + timedelta(days=1)  # equal dates, as some write a single day
        if end < start:
            raise Wrong("backwards")
        if end - start > LONGEST:
            raise Wrong("too-long")
        return start, end

    def _moment(self, time, like, number=None):
        """A date, or an instant on its own clock. ``like``: of the same kind as this one (a start), where it has to be."""
        found = WHEN.fullmatch(time.text)
        if not found:
            raise Wrong("bad-date")
        year, month, day, hour, minute, second, utc = found.groups()
        try:
            whole = date(int(year), int(month), int(day))
            if like is not None and not isinstance(like, datetime):
                return whole
            if hour is None and like is None:
                return whole
            over = timedelta(days=1) if hour == "24" else timedelta(0)
            clock = (int(hour or 0) % 24, int(minute or 0), min(int(second or 0), 59))
            zone = UTC if utc else self._zone(time.zone, number)
            made = datetime(whole.year, whole.month, whole.day, *clock, tzinfo=zone) + over
        except (ValueError, OverflowError) as error:
            raise Wrong("bad-date") from error
        return made.astimezone(self.said) if utc and self.said and made.year > 1 else made

    def _zone(self, text, number):
        """The zone of a TZID; the owner's for none, and with a problem noted for one that nobody knows."""
        if not text:
            return self.home
        if text not in self.known:
            found = zones.named(text)
            if found is None and text in self.file.zones:
                try:
                    found = zones.described(self.file.zones[text])
                except Exception:  # described in whatever way
                    found = None
            if found is None:
                self.problems.append((number, "zone-unknown"))
            self.known[text] = found or self.home
        return self.known[text]

    def _free_busy(self, kind, value):
        if kind == "FREE":
            return
        for piece in value.split(","):
            start, _slash, end = piece.strip().partition("/")
            begin = self._moment(lines.Time(start), None)
            if not isinstance(begin, datetime):
                raise Wrong("bad-date")
            until = (
                begin + icalendar.vDuration.from_ical(end)
                if "P" in end.upper()
                else self._moment(lines.Time(end), begin)
            )
            self._add(begin, until)

    def _add(self, start, end):
        """Keep what meets the window, as instants; a whole day is the owner's from midnight to midnight."""
        start, end = (
            each if isinstance(each, datetime) else datetime(each.year, each.month, each.day, tzinfo=self.home)
            for each in (start, end)
        )
        start, end = (each.replace(tzinfo=each.tzinfo or self.home).astimezone(UTC) for each in (start, end))
        if start < self.last and end > self.first and start < end:
            self.found.append((start, end))


def _sequence(event):
    said = event.word("SEQUENCE")
    return int(said) if said.isdecimal() and len(said) < 10 else 0


def _after(start, lasts):
    """``start`` and a DURATION: hours are what has passed, days what the wall clock shows (RFC 5545, 3.3.6)."""
    long = icalendar.vDuration.from_ical(lasts)
    if not isinstance(start, datetime) or "T" not in lasts.upper() or long.days:
        return start + long
    return (start.astimezone(UTC) + long).astimezone(start.tzinfo)


def joined(intervals):
    """Intervals in order; those that overlap are one, those that only touch stay two."""
    out = []
    for start, end in sorted(intervals):
        if out and start < out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return out


@contextmanager
def _budget(seconds):
    """So much computing for what is inside; then ``Slow``. In the main thread only, as in the child."""

    def over(_number, _frame):
        raise Slow

    before = signal.signal(signal.SIGVTALRM, over)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
