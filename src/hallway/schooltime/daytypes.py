"""The seven kinds of day a school year is made of, in one list; Ed-Fi's words, said plainly."""

import datetime
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

PLAIN = "instructional"
TEACHER_ONLY = "teacher_only"
HOLIDAY = "holiday"
WEATHER = "weather"
MAKE_UP = "make_up"


@dataclass(frozen=True)
class DayType:
    """``sign``: the letters that stand in a small box beside the colour. ``counts``: whether the clock runs, True, False
    or None (the school year says so). ``hint``: one line for whoever chooses."""

    name: str
    words: object
    sign: object
    counts: object
    hint: object = ""


ALL = (
    DayType(PLAIN, _("School day"), "", True),
    DayType("early_release", _("Early release"), pgettext_lazy("day sign", "ER"), True, _("School ends early")),
    DayType("late_start", _("Late start"), pgettext_lazy("day sign", "LS"), True, _("School begins late")),
    DayType(
        TEACHER_ONLY, _("Teachers only"), pgettext_lazy("day sign", "T"), None, _("Workday or training, no students")
    ),
    DayType(HOLIDAY, _("No school"), pgettext_lazy("day sign", "H"), False, _("Holiday or break")),
    DayType(WEATHER, _("Weather day"), pgettext_lazy("day sign", "W"), False, _("Closed at short notice")),
    DayType(MAKE_UP, _("Make-up day"), pgettext_lazy("day sign", "M"), True, _("School on a day that was free")),
)
BY_NAME = {each.name: each for each in ALL}
CHOICES = [(each.name, each.words) for each in ALL]
AGAIN = 7  # stretches of one kind without a name that are told in one line
WITH_HOURS = [each for each in ALL if each.counts is not False]


@dataclass(frozen=True)
class Look:
    """What is entered for one date, without its row: the same four words that ``Day`` keeps."""

    type: str = PLAIN
    letter: str = ""
    label: str = ""
    schedule: int | None = None

    @property
    def about(self):
        return BY_NAME[self.type]


def runs(days):
    """[(first, last)] of an iterable of dates: neighbours, and neighbours over a weekend, stand together."""
    found: list = []
    for day in sorted(days):
        if found and (day - found[-1][1]).days <= (3 if day.weekday() == 0 and found[-1][1].weekday() == 4 else 1):
            found[-1][1] = day
        else:
            found.append([day, day])
    return [(first, last) for first, last in found]


def told_apart(days, label):
    """[(first, last, many)]: ``runs``, with ``many`` 0; but days without a name that come again and again (every Wednesday)
    are told in one, with how many they are."""
    found = runs(days)
    if label or len(found) < AGAIN:
        return [(first, last, 0) for first, last in found]
    return [(found[0][0], found[-1][1], len(days))]


def each_day(first, last):
    """Every date from ``first`` to ``last``, both included."""
    return [first + datetime.timedelta(days=n) for n in range((last - first).days + 1)]
