"""What availability is reckoned from, compiled: people, their terms and hours, what takes their time, and what is looked for."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from typing import NamedTuple

from hallway.schooltime import clock
from hallway.schooltime.clock import Calendar

from .bells import segments_on, starts_on
from .spans import joined


@dataclass(frozen=True)
class Place:
    """A campus with its compiled calendar."""

    pk: int
    name: str
    calendar: Calendar

    @property
    def zone(self):
        return self.calendar.zone


@dataclass(frozen=True)
class Terms:
    """How somebody wants to be met. Minutes, but for ``most`` (meetings a day, 0 for any) and ``horizon`` (days)."""

    notice: int = 120
    before: int = 0
    after: int = 0
    most: int = 0
    horizon: int = 28
    lengths: tuple = (30, 45, 60)
    remote: bool = True
    offered: bool = True


@dataclass(frozen=True)
class Taking:
    """A stretch of minutes that something takes. ``met``: a meeting, which has buffers and counts for the day; ``campus``: where, None
    when nobody need travel for it."""

    start: int
    end: int
    met: bool = False
    campus: int | None = None


@dataclass(frozen=True)
class Post:
    campus: int | None
    weekdays: tuple = ()
    since: date | None = None
    until: date | None = None

    def serves(self, campus, day):
        return (
            self.campus in (None, campus)
            and in_force(self, day)
            and (not self.weekdays or day.weekday() in self.weekdays)
        )


@dataclass(frozen=True)
class Window:
    """Painted hours of a weekday at a campus; wall-clock times."""

    campus: int
    weekday: int
    start: object
    end: object
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True)
class Override:
    """What is otherwise on one date: at a campus (its service hours without times), or away (the whole day without times)."""

    date: date
    campus: int | None
    start: object = None
    end: object = None


@dataclass(frozen=True)
class OwnClass:
    """A period that a lab teacher teaches; no letters: every day."""

    campus: int
    label: str
    letters: frozenset = frozenset()


@dataclass(frozen=True)
class Person:
    """Somebody whose time is offered. ``out``: ((first, last) dates) · ``places``: {campus: ``Place``} they may be at."""

    pk: int
    terms: Terms = Terms()
    posts: tuple = ()
    out: tuple = ()
    windows: tuple = ()
    overrides: tuple = ()
    classes: tuple = ()
    taken: tuple = ()
    busy: tuple = ()
    places: dict = field(default_factory=dict, hash=False)


@dataclass(frozen=True)
class Guest:
    """Somebody who comes. ``planning``: {(campus, letter, label): whether others may book it}; letter "" is every day."""

    pk: int
    taken: tuple = ()
    busy: tuple = ()
    planning: dict = field(default_factory=dict, hash=False)


@dataclass(frozen=True)
class Asked:
    """What is looked for: ``length`` minutes at ``place``, from ``first`` to ``last`` (dates there), seen from ``now`` (minute).

    ``own``: a guest looks for themselves; others are not offered planning periods that are closed to them (``planning_open``: the
    campus's switch). ``travel``: {(campus, campus): minutes}, both ways round. ``freely``: a host enters what was agreed, so that
    only their time counts, not what they offer.
    """

    length: int
    place: Place
    first: date
    last: date
    now: int
    remote: bool = False
    guests: tuple = ()
    own: bool = True
    planning_open: bool = True
    travel: dict = field(default_factory=dict, hash=False)
    travel_usual: int = 0

    def between(self, one, other):
        """Minutes on the way between two campuses."""
        if one == other:
            return 0
        return self.travel.get((one, other), self.travel_usual)

    @cached_property
    def days(self):
        return [self.first + timedelta(days=n) for n in range((self.last - self.first).days + 1)]

    @cached_property
    def starts(self):
        """{day: [(minute, label, whether a guest plans then)]} of every start that the bells give."""
        return {day: list(self._starts_on(day)) for day in self.days}

    def _starts_on(self, day):
        letter, known = clock.letter_on(self.place.calendar, day), {"": False}
        for at, label in starts_on(self.place, day, self.length):
            if label not in known:
                said = (planning_of(guest, self.place.pk, letter, label) for guest in self.guests)
                known[label] = any(each is not None for each in said)
            yield at, label, known[label]

    @cached_property
    def shut(self):
        """What of the days no guest can: merged (start, end)."""
        spans = [(t.start, t.end) for guest in self.guests for t in guest.taken]
        spans += [span for guest in self.guests for span in guest.busy]
        return joined(spans + ([] if self.own else self.closed_planning))

    def planning_at(self, at, length):
        """Whether a guest plans within [at, at + length): None for no; else whether all who do let others ask for it."""
        found = []
        for day in self.days:
            letter = clock.letter_on(self.place.calendar, day)
            for a, b, period in segments_on(self.place, day):
                if period is not None and a < at + length and b > at:
                    found += [planning_of(guest, self.place.pk, letter, period.label) for guest in self.guests]
        said = [each for each in found if each is not None]
        return all(said) and self.planning_open if said else None

    @cached_property
    def closed_planning(self):
        """Planning periods of guests that others may not book."""
        found = []
        for day in self.days:
            letter = clock.letter_on(self.place.calendar, day)
            for a, b, period in segments_on(self.place, day):
                if period is not None and any(self._closed(guest, letter, period.label) for guest in self.guests):
                    found.append((a, b))
        return found

    def _closed(self, guest, letter, label):
        said = planning_of(guest, self.place.pk, letter, label)
        return said is not None and not (said and self.planning_open)


class Slot(NamedTuple):
    """One time that can be booked. ``person``: whose; ``planning``: it lies in a planning period of a guest."""

    minute: int
    length: int
    person: int
    campus: int
    label: str = ""
    planning: bool = False
    remote: bool = False

    @property
    def start(self):
        return datetime.fromtimestamp(self.minute * 60, UTC)

    @property
    def end(self):
        return datetime.fromtimestamp((self.minute + self.length) * 60, UTC)


def planning_of(guest, campus, letter, label):
    """Whether others may book this planning period of a guest: True or False, None when it is none of theirs."""
    for key in ((campus, letter, label), (campus, "", label)):
        if key in guest.planning:
            return guest.planning[key]
    return None


def in_force(row, day):
    return (row.since is None or row.since <= day) and (row.until is None or day <= row.until)
