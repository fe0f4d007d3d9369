"""A school year as twelve small months, worked out from a compiled calendar: what the year's page and its previews show."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import dates, formats
from django.utils.translation import gettext as _

from .clock import Calendar
from .daytypes import BY_NAME, PLAIN, told_apart

FREE, OUT = "free", "out"


@dataclass(frozen=True)
class Cell:
    """A date in a month. ``kind``: a day type's name, ``free`` (the week has no hours) or ``out`` (not in the year);
    ``sign``: what stands below the number; ``words``: the same for whoever cannot see the colour."""

    date: date
    kind: str
    sign: str
    words: str
    marked: bool = False

    @property
    def number(self):
        return self.date.day


@dataclass(frozen=True)
class Month:
    name: str
    weeks: list


def kind_of(calendar: Calendar, day: date, first: date, last: date):
    special = calendar.special.get(day)
    if special is not None:
        return special.type
    if not first <= day <= last or calendar.in_summer(day):
        return OUT
    return PLAIN if calendar.week[day.weekday()] else FREE


def cell(calendar, day, first, last, marked=frozenset()):
    kind = kind_of(calendar, day, first, last)
    special = calendar.special.get(day)
    about = BY_NAME.get(kind)
    letter = special.letter if special else ""
    sign = " ".join(part for part in (str(about.sign) if about else "", letter) if part)
    words = []
    if about and kind != PLAIN:
        words.append(str(about.words))
    if special and special.label:
        words.append(special.label)
    if letter:
        words.append(_("%(letter)s day") % {"letter": letter})
    return Cell(day, kind, sign, ", ".join(words), day in marked)


def months(calendar: Calendar, first: date, last: date, marked=frozenset()):
    """Twelve ``Month`` from the month of ``first``; weeks are lists of seven cells, None outside the month.

    ``marked``: dates that a preview points at.
    """
    begins = (formats.get_format("FIRST_DAY_OF_WEEK") - 1) % 7
    found = []
    for step in range(12):
        year, month = divmod(first.year * 12 + first.month - 1 + step, 12)
        start = date(year, month + 1, 1)
        weeks, row = [], [None] * ((start.weekday() - begins) % 7)
        day = start
        while day.month == start.month:
            row.append(cell(calendar, day, first, last, marked))
            if len(row) == 7:
                weeks.append(row)
                row = []
            day += timedelta(days=1)
        if row:
            weeks.append(row + [None] * (7 - len(row)))
        found.append(
            Month(_("%(month)s %(year)s") % {"month": dates.MONTHS[start.month].capitalize(), "year": year}, weeks)
        )
    return found


def weekday_heads():
    """[(one letter or two, whole name)] in the order of the reader's week."""
    begins = (formats.get_format("FIRST_DAY_OF_WEEK") - 1) % 7
    order = [(begins + n) % 7 for n in range(7)]
    return [(str(dates.WEEKDAYS_ABBR[d])[:2], str(dates.WEEKDAYS[d]).capitalize()) for d in order]


def counts(calendar: Calendar, first: date, last: date):
    """[(``DayType``, how many days of the year)] of the kinds that occur, in their usual order."""
    found: Counter = Counter()
    day = first
    while day <= last:
        found[kind_of(calendar, day, first, last)] += 1
        day += timedelta(days=1)
    return [(about, found[name]) for name, about in BY_NAME.items() if found[name]]


@dataclass(frozen=True)
class Entry:
    """Neighbouring dates of one kind and name, as a line of a list; or ``many`` of them that come again and again."""

    first: date
    last: date
    about: object
    label: str
    many: int = 0


def entries(special: dict, first: date, last: date):
    """The days of a year that are not plain, as ``Entry`` in order; letters alone make no entry.

    ``special``: {date: something with ``type`` and ``label``}.
    """
    kinds: dict = {}
    for day, look in special.items():
        if first <= day <= last and (look.type != PLAIN or look.label):
            kinds.setdefault((look.type, look.label), []).append(day)
    found = [
        Entry(begin, end, BY_NAME[type], label, many)
        for (type, label), days in kinds.items()
        for begin, end, many in told_apart(days, label)
    ]
    return sorted(found, key=lambda entry: entry.first)
