"""Rows to compiled calendars, kept in the process for a minute: hours, days and years change rarely."""

import time
from datetime import timedelta
from itertools import pairwise

from django.db.models import Q

from hallway.core import kept
from hallway.people.models import Campus, District

from . import clock
from .clock import DEFAULT_WEEK, Calendar, Special
from .daytypes import BY_NAME, MAKE_UP, PLAIN, TEACHER_ONLY
from .models import Day, Hours, Period, Season, Year

KEEP_SECONDS = 60
FRIDAY = 4
_kept: dict = kept.kept_longer({})


def forget():
    """Read the rows again at the next call (after a change in this process, and between tests)."""
    _kept.clear()
    kept.clear()


def heard(event):
    """Hears ``calendar.changed`` and whose clock was changed: the process that tells others of it reads the calendar anew first."""
    forget()


def calendar_of(campus_id) -> Calendar:
    """The compiled calendar of a campus (its own hours, else the district's, else 7:30–16:00 on weekdays)."""
    found = _kept.get(campus_id)
    if found and found[0] > time.monotonic():
        return found[1]
    campus = Campus.objects.filter(pk=campus_id).first() if campus_id is not None else None
    zone = campus.time_zone if campus else District.get().time_zone
    calendar = Rows([campus_id]).compiled(campus_id, zone)
    _kept[campus_id] = (time.monotonic() + KEEP_SECONDS, calendar)
    return calendar


def _is_cold(pk):
    found = _kept.get(pk)  # asked once: another thread may empty it at any moment
    return found is None or found[0] <= time.monotonic()


def warm(campuses):
    """Make sure that the calendars of these campuses (rows) are kept: four statements for all of them, none when they are."""
    if cold := [campus for campus in campuses if _is_cold(campus.pk)]:
        anew(cold)


def warm_up(ids):
    """The same by the numbers of the campuses; one statement more when one of them is not kept."""
    if cold := [pk for pk in ids if _is_cold(pk)]:
        warm(Campus.objects.filter(pk__in=cold))


def anew(campuses):
    """Read the calendars of these campuses (rows) as they are now, also where another process changed them within the minute."""
    campuses = {campus.pk: campus for campus in campuses}
    rows, until = Rows(campuses), time.monotonic() + KEEP_SECONDS
    for pk, campus in campuses.items():
        _kept[pk] = (until, rows.compiled(pk, campus.time_zone))


def worked_on(campuses, day):
    """{campus id: whether staff are there on ``day``} for those campuses (rows) whose school year names the day.

    Days for teachers only are worked, whatever the clock does on them.
    """
    warm(campuses)
    calendars = {campus.pk: calendar_of(campus.pk) for campus in campuses}
    return {pk: clock.is_worked(each, day) for pk, each in calendars.items() if each.names(day)}


class Rows:
    """All rows that the calendars of some campuses are made of, read at once."""

    def __init__(self, campus_ids):
        here = Q(campus__in=[pk for pk in campus_ids if pk is not None]) | Q(campus=None)
        self.hours = list(Hours.objects.filter(here).order_by("start"))
        self.years = list(Year.objects.filter(here).order_by("first"))
        self.days = list(
            Day.objects.filter(here).values_list("campus_id", "date", "type", "letter", "label", "schedule_id")
        )
        self.periods = list(
            Period.objects.filter(schedule__campus__in=[pk for pk in campus_ids if pk is not None])
            .select_related("schedule")
            .order_by("start", "end", "id")
        )

    def compiled(self, campus_id, zone):
        """The ``Calendar`` of one of these campuses (None: the district's)."""
        week, years, bells = _Weeks(self.hours, campus_id), self.years_of(campus_id), _Bells(self.periods, campus_id)
        special = {}
        for date, (type, letter, label, schedule) in self.looks_of(campus_id).items():
            counts = BY_NAME[type].counts if type in BY_NAME else False
            if type == TEACHER_ONLY:
                counts = any(year.teacher_only_counts for year in years if year.first <= date <= year.last)
            special[date] = Special(
                spans=week.on(type, date.weekday()) if counts else (),
                type=type,
                letter=letter,
                label=label,
                periods=bells.of(type, letter, schedule) if counts else (),
            )
        day = timedelta(days=1)
        gaps = [(one.last + day, other.first - day) for one, other in pairwise(years)]
        return Calendar(
            zone,
            tuple(week.on(PLAIN, d) for d in range(7)) if week.any else DEFAULT_WEEK,
            special=special,
            summers=tuple((first, last) for first, last in gaps if first <= last),
            periods=bells.of(PLAIN, "", None),
        )

    def looks_of(self, campus_id):
        """{date: (type, letter, label, schedule)}: the campus's own entries before the district's.

        An entry that is a plain school day gives only its letter, name and bells: a campus with letters for all its days
        is closed on the district's holiday all the same. To have school on it, it enters a make-up day.
        """
        district = {date: look for owner, date, *look in self.days if owner is None}
        if campus_id is None:
            return district
        found = dict(district)
        for owner, date, *look in self.days:
            if owner == campus_id:
                theirs = district.get(date)
                if theirs and look[0] == PLAIN:
                    counts = theirs[0] in BY_NAME and BY_NAME[theirs[0]].counts is True
                    look = [
                        theirs[0],
                        look[1] if counts else "",
                        *[own or other for own, other in zip(look[2:], theirs[2:], strict=True)],
                    ]
                found[date] = look
        return found

    def years_of(self, campus_id):
        """Its own school years in order, else the district's."""
        own = [year for year in self.years if year.campus_id == campus_id]
        return own or [year for year in self.years if year.campus_id is None]


class _Weeks:
    """Service hours by kind of day and weekday: the campus's own before the district's."""

    def __init__(self, hours, campus_id):
        self.found: dict = {}
        owners = [campus_id, None] if any(r.campus_id == campus_id for r in hours) else [None]
        self.owners = [[r for r in hours if r.campus_id == owner] for owner in dict.fromkeys(owners)]
        self.any = any(r.type == PLAIN for rows in self.owners for r in rows)

    def on(self, type, weekday):
        key = (type, weekday)
        if key not in self.found:
            self.found[key] = self._look(type, weekday)
        return self.found[key]

    def _look(self, type, weekday):
        spans = DEFAULT_WEEK[weekday]
        for rows in self.owners:
            if found := self._of(rows, type, weekday):
                return found
            if any(r.type == PLAIN for r in rows):
                spans = self._of(rows, PLAIN, weekday)
                break
        if not spans and type == MAKE_UP and weekday != FRIDAY:
            return self.on(PLAIN, FRIDAY)  # a Saturday that makes up for a lost day has a Friday's hours
        return spans

    def _of(self, rows, type, weekday):
        return tuple((r.start, r.end) for r in rows if r.type == type and r.weekday == weekday)


class _Bells:
    """Periods by the schedule a date names, else by kind of day and letter, else by kind of day."""

    def __init__(self, periods, campus_id):
        self.rows: dict = {}
        for row in periods:
            if row.schedule.campus_id == campus_id:
                made = clock.Period(row.start, row.end, row.label, row.lunch)
                self.rows.setdefault(row.schedule_id, (row.schedule, []))[1].append(made)
        self.rows = {pk: (schedule, tuple(found)) for pk, (schedule, found) in self.rows.items()}

    def of(self, type, letter, schedule):
        if schedule in self.rows:
            return self.rows[schedule][1]
        for each in [type, PLAIN] if type == MAKE_UP else [type]:
            usual = [(s, p) for s, p in self.rows.values() if s.type == each and not s.only_named]
            found = [p for s, p in usual if letter and letter in s.letter_set] or [p for s, p in usual if not s.letters]
            if found:
                return found[0]
        return ()


@kept.kept
def _seasons(campus_id):
    here = Q(campus=campus_id) | Q(campus=None)
    rows = (
        Season.objects.filter(here).order_by("-percent").values_list("campus_id", "first", "last", "percent", "words")
    )
    return tuple(rows)


def season_on(campus_id, day):
    """(percent, words) of the slower weeks that a date lies in; the campus's own beat the district's. (100, "") else."""
    found = [row for row in _seasons(campus_id) if row[1] <= day <= row[2]]
    own = [row for row in found if row[0] == campus_id] or found
    return (own[0][3], own[0][4]) if own else (100, "")


def season_percent(campus_id, day) -> int:
    """How long a promise made on ``day`` (a date) takes, in percent: 100 as usual, 150 half as long again."""
    return season_on(campus_id, day)[0]
