"""The school year that is played: its calendar as somebody at the district enters it, and when people ask.

Everything here is known without Hallway: the play compares what Hallway does with it.
"""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("America/Chicago")
FIRST, LAST = date(2026, 8, 12), date(2027, 5, 27)
SETUP = date(2026, 8, 3)
BREAKS = {
    "Labor Day": (date(2026, 9, 7), date(2026, 9, 7)),
    "Fall break": (date(2026, 10, 12), date(2026, 10, 13)),
    "Thanksgiving": (date(2026, 11, 23), date(2026, 11, 27)),
    "Winter break": (date(2026, 12, 21), date(2027, 1, 1)),
    "Dr. King’s day": (date(2027, 1, 18), date(2027, 1, 18)),
    "Presidents’ day": (date(2027, 2, 15), date(2027, 2, 15)),
    "Spring break": (date(2027, 3, 15), date(2027, 3, 19)),
}
TEACHERS_ONLY = [date(2026, 8, 12), date(2026, 8, 13), date(2027, 1, 4), date(2027, 2, 12)]
EARLY = [date(2026, 9, 9) + timedelta(days=28 * n) for n in range(9)]
LATE_START = [date(2026, 10, 21)]
MAKE_UP = [date(2027, 3, 6)]
# day: when somebody enters it (none of them was a school day for the people)
WEATHER = {
    date(2027, 1, 13): datetime(2027, 1, 13, 5, 20, tzinfo=ZONE),
    date(2027, 2, 3): datetime(2027, 2, 3, 10, 5, tzinfo=ZONE),
    date(2027, 2, 24): datetime(2027, 2, 26, 8, 10, tzinfo=ZONE),
}
ONE_CAMPUS = date(2027, 4, 14)  # a water main breaks; entered that morning
HOURS = {
    "instructional": (time(7, 30), time(16, 0)),
    "early_release": (time(7, 30), time(13, 0)),
    "late_start": (time(9, 30), time(16, 0)),
}


def at(day, clock):
    """The instant of a wall clock time."""
    return datetime.combine(day, clock, ZONE)


def each(first, last):
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


OFF = {day for first, last in BREAKS.values() for day in each(first, last)}
WORKDAYS = [
    day for day in each(FIRST, LAST) if (day.weekday() < 5 and day not in OFF and day not in WEATHER) or day in MAKE_UP
]  # when people are really there
IS_WORKDAY = set(WORKDAYS)


def is_there(day, number=0):
    """Whether the people of campus ``number`` work on ``day``."""
    return day in IS_WORKDAY and not (day == ONE_CAMPUS and number == 3)


def ends(day):
    """When people go home."""
    return time(13, 0) if day in EARLY else time(16, 0)


def days_to_enter():
    """{date: kind} of the days that are known when the year is made."""
    from hallway.schooltime.daytypes import Look

    known = {day: Look("holiday", label=name) for name, (first, last) in BREAKS.items() for day in each(first, last)}
    for kind, days in (("teacher_only", TEACHERS_ONLY), ("early_release", EARLY), ("late_start", LATE_START)):
        known |= {day: Look(kind) for day in days if day.weekday() < 5 and day not in known}
    return known | {day: Look("make_up") for day in MAKE_UP}


def enter(by):
    """Make this year and the next one, the hours and the slower first weeks, by verbs."""
    from hallway.schooltime.models import Hours, Season, Year

    for kind, span in HOURS.items():
        Hours.set_week(by=by, campus=None, week={day: [span] for day in range(5)}, type=kind)
    Year.make(
        by=by, campus=None, label="2026–27", first=FIRST, last=LAST, teacher_only_counts=True, days=days_to_enter()
    )
    Year.make(by=by, campus=None, label="2027–28", first=date(2027, 8, 11), last=date(2028, 5, 25))
    Season.add(by=by, campus=None, first=FIRST, last=date(2026, 8, 28), percent=150, words="The first weeks are full")


def arrivals(chance, requests, last=LAST):
    """The instants at which ``requests`` requests are asked, in order: a spike in August, more after breaks and on
    Mondays, most of them in the morning, a few at night and at weekends."""
    weights, days = [], [day for day in WORKDAYS if day <= last]
    for number, day in enumerate(days):
        weight = (1.25, 1.1, 1.0, 0.95, 0.8, 0.3, 0.3)[day.weekday()]
        weight *= 2.2 - 0.1 * number if number < 12 else 1
        if number and (day - days[number - 1]).days > 3:
            weight *= 1.5
        weights.append(weight * (0.4 if number > len(days) - 6 else 1))
    found = [_moment(chance, day) for day in chance.choices(days, weights, k=requests)]
    return sorted(moment for moment in found if moment < at(last, time(12, 0)))


def _moment(chance, day):
    kind = chance.random()
    if kind < 0.03:  # a quiet weekend or holiday hour
        day += timedelta(days=chance.choice((1, 2, 3)))
        minute = chance.randint(9 * 60, 21 * 60)
    elif kind < 0.07:
        minute = chance.randint(17 * 60, 22 * 60)
    elif kind < 0.5:
        minute = int(chance.triangular(7 * 60, 10 * 60, 8 * 60))
    else:
        minute = chance.randint(8 * 60, ends(day).hour * 60)
    return at(day, time(minute // 60, minute % 60, chance.randrange(60)))


def next_workday(day):
    """The first day after ``day`` on which people are there; far in the summer, ten weeks later."""
    for ahead in range(1, 30):
        if day + timedelta(days=ahead) in IS_WORKDAY:
            return day + timedelta(days=ahead)
    return day + timedelta(days=75)
