"""What most school years in the United States have in common: the usual days off with their dates, and letters in turn."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

from .daytypes import BY_NAME, HOLIDAY, PLAIN, Look, each_day

MONDAY, THURSDAY, FRIDAY = 0, 3, 4
TICKED = {"labor", "thanksgiving", "winter", "mlk", "presidents", "spring", "memorial"}


@dataclass(frozen=True)
class Usual:
    """``code``: what the form sends; ``first`` to ``last``: its dates in this school year."""

    code: str
    label: object
    first: date
    last: date


def _nth(year, month, weekday, n):
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (n - 1))


def _monday_of(day):
    return day - timedelta(days=day.weekday())


def _easter(year):
    """Easter Sunday in the Gregorian calendar (the usual computus of the moon's nineteen years)."""
    century, golden = year // 100, year % 19
    moon = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (year % 100 // 4) - moon - year % 4) % 7
    late = (golden + 11 * moon + 22 * weekday) // 451
    months, days = divmod(moon + weekday - 7 * late + 114, 31)
    return date(year, months, days + 1)


def usual(first: date, last: date):
    """The usual days off of a school year that begins on ``first``, in order; only those that touch it."""
    fall = first.year if first.month > 5 else first.year - 1
    spring = fall + 1
    thursday = _nth(fall, 11, THURSDAY, 4)
    winter = _monday_of(date(fall, 12, 25))
    march = _monday_of(date(spring, 3, 17))
    memorial = _nth(spring, 6, MONDAY, 1) - timedelta(days=7)
    found = [
        Usual("labor", _("Labor Day"), d := _nth(fall, 9, MONDAY, 1), d),
        Usual("october", _("Indigenous Peoples’ Day"), d := _nth(fall, 10, MONDAY, 2), d),
        Usual("veterans", _("Veterans Day"), d := date(fall, 11, 11), d),
        Usual("thanksgiving_week", _("Thanksgiving week"), thursday - timedelta(days=3), thursday - timedelta(days=1)),
        Usual("thanksgiving", _("Thanksgiving"), thursday, thursday + timedelta(days=1)),
        Usual("winter", _("Winter break"), winter, winter + timedelta(days=11)),
        Usual("mlk", _("Martin Luther King Jr. Day"), d := _nth(spring, 1, MONDAY, 3), d),
        Usual("presidents", _("Presidents’ Day"), d := _nth(spring, 2, MONDAY, 3), d),
        Usual("spring", _("Spring break"), march, march + timedelta(days=4)),
        Usual("good_friday", _("Good Friday"), d := _easter(spring) - timedelta(days=2), d),
        Usual("memorial", _("Memorial Day"), memorial, memorial),
        Usual("juneteenth", _("Juneteenth"), d := date(spring, 6, 19), d),
    ]
    return sorted((each for each in found if each.first <= last and each.last >= first), key=lambda each: each.first)


def guess(today: date, years):
    """(label, first, last) of the year that somebody probably wants to make: after the last one, else the one around now."""
    if years:
        weeks = timedelta(weeks=52)
        first, last = years[-1].first + weeks, years[-1].last + weeks
    else:
        fall = today.year if today.month > 5 else today.year - 1
        first = _monday_of(date(fall, 8, 19))
        last = _nth(fall + 1, 6, MONDAY, 1) - timedelta(days=10)
    return f"{first.year}–{last.year % 100:02}", first, last


def year_days(first, last, opens, *, off, early=None, letters=(), there=None):
    """{date: ``Look``} of a school year. ``opens``: seven booleans, Monday first; ``off``: [(label, first, last)];
    ``early``: the weekday of the early releases; ``letters``: given in turn to the days with school, skipping the others;
    ``there``: {date: ``Look``} already entered, which stay unless they are off.
    """
    days = {day: look for day, look in (there or {}).items() if first <= day <= last}
    for label, begin, end in off:
        for day in each_day(max(begin, first), min(end, last)):
            if opens[day.weekday()]:
                days[day] = Look(HOLIDAY, "", str(label))
    turn = 0
    for day in each_day(first, last):
        look = days.get(day)
        if look is None and not opens[day.weekday()]:
            continue
        look = look or Look("early_release" if day.weekday() == early else PLAIN)
        if BY_NAME[look.type].counts is True and letters:
            look = Look(look.type, letters[turn % len(letters)], look.label, look.schedule)
            turn += 1
        if look != Look():
            days[day] = look
    return days


def moved(special, source, first, last):
    """Last year's days in a new year: usual days off keep their name, all others their weekday.

    ``special``: {date: something with type, letter, label}; ``source``: (first, last) of the year they are in.
    """
    shift = timedelta(days=round((first - source[0]).days / 7) * 7)
    new = {each.code: each for each in usual(first, last)}
    known = {}
    for each in usual(*source):
        for n, day in enumerate(each_day(each.first, each.last)):
            if each.code in new:
                known[day] = new[each.code].first + timedelta(days=n)
    found: dict = {}
    ordered = sorted(special.items(), key=lambda item: BY_NAME[item[1].type].counts is False)  # a day off wins a place
    for day, look in ordered:
        if source[0] <= day <= source[1]:
            off = BY_NAME[look.type].counts is False
            there = known.get(day, day + shift) if off and shift else day + shift
            if first <= there <= last and look.type != "weather":
                found[there] = Look(look.type, look.letter, look.label)
    return found
