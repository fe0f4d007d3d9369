"""What leaders may know of outcomes: figures of whole months that are over, behind at least five teachers and three ITS, cut to fives.

Nobody behind a figure can be found by taking one page from another: a campus is shown only when enough people are behind it, and the
figure for all of them leaves out the campuses that are not shown, unless enough people are behind those together. Of one idea or tip
they read what was said before this week's Monday (``mondays``).
"""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db.models import Count, Q
from django.db.models.functions import Coalesce

from hallway.core.now import now
from hallway.people.models import Campus, District, Post

from .choices import GOOD, TRIED
from .models import Trial

TEACHERS, ITS, STEP = 5, 3, 5
YEAR_BEGINS = 8  # August


@dataclass(frozen=True)
class Figure:
    """``tried``: at least so many teachers tried something; ``good``: at least so many of them said that it worked."""

    tried: int
    good: int


@dataclass(frozen=True)
class Figures:
    """Since ``since`` and before ``until`` (dates): ``campuses`` ``[(Campus, Figure)]``, ``all``: a Figure or None."""

    since: date
    until: date
    campuses: list
    all: Figure | None = None


def figures(campuses=None):
    """The ``Figures`` of these campus ids, one by one; with None of every campus, and of all of them together."""
    zone = ZoneInfo(District.get().time_zone)
    until = now().astimezone(zone).date().replace(day=1)
    since = date(until.year if until.month > YEAR_BEGINS else until.year - 1, YEAR_BEGINS, 1)
    start, end = (datetime(day.year, day.month, day.day, tzinfo=zone) for day in (since, until))
    rows = _behind(start, end)
    shown = _cells(rows if campuses is None else rows.filter(campus__in=campuses))
    names = Campus.objects.in_bulk(shown)
    lines = sorted(((names[pk], figure) for pk, figure in shown.items()), key=lambda line: line[0].name)
    return Figures(since, until, lines, _all(rows, set(shown)) if campuses is None else None)


def _behind(start, end):
    """Tries of something that an ITS shared, or helped with."""
    helpers = Post.objects.filter(role="its").values("member")
    rows = Trial.objects.filter(result__in=TRIED, at__gte=start, at__lt=end).order_by()
    rows = rows.annotate(helper=Coalesce("its", "idea__by", "replies__tip__by"))
    return rows.filter(helper__in=helpers)


WHO = {
    "tried": Count("member", distinct=True),
    "good": Count("member", distinct=True, filter=Q(result__in=GOOD)),
    "helpers": Count("helper", distinct=True),
}


def _cells(rows):
    return {row["campus"]: figure for row in rows.values("campus").annotate(**WHO) if (figure := _figure(row))}


def _all(rows, shown):
    rest = rows.exclude(campus__in=shown).aggregate(**WHO)
    if rest["tried"] and not _figure(rest):
        rows = rows.filter(campus__in=shown)
    return _figure(rows.aggregate(**WHO))


def _figure(row):
    if row["tried"] < TEACHERS or row["helpers"] < ITS:
        return None
    return Figure(cut(row["tried"]), cut(row["good"]))


def cut(n):
    """``n`` cut to fives."""
    return n // STEP * STEP
