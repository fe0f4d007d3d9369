"""A change of many days that somebody looks at before it happens: sealed into the page, and done exactly as it was shown."""

import hashlib
import json
from dataclasses import dataclass, field
from datetime import date, time

from django.core import signing
from django.db import transaction
from django.utils.translation import gettext as _

from hallway.core.verb import Refused
from hallway.people.models import Campus

from .daytypes import BY_NAME, Look, told_apart
from .models import Day, Feed, Year

SALT = "hallway.schooltime.plan"
KEPT = 24 * 3600  # seconds that a plan may lie open before it is done


class Stale(Refused):
    """The calendar changed since the plan was looked at, or the plan is too old."""


@dataclass
class Plan:
    """``days``: {date: ``Look``, or None to take off}; ``year``: the values of ``Year.make`` or None; ``week``: {weekday:
    [(start, end)]} or None; ``source``: the name of the page it came from; ``feed``: the feed that says so, by its key, or None."""

    campus: Campus | None
    days: dict
    year: dict | None = None
    week: dict | None = None
    source: str = "make"
    mark: str = field(default="")
    feed: int | None = None

    def here(self):
        """What is entered now for the dates of the plan: {date: ``Look``}."""
        rows = Day.objects.filter(campus=self.campus, date__in=self.days)
        return {row.date: row.look for row in rows}

    def marked(self):
        years = Year.objects.filter(campus=self.campus).values_list("first", "last", "label", "teacher_only_counts")
        now = [sorted((str(day), vars(look)) for day, look in self.here().items()), [list(map(str, y)) for y in years]]
        if self.feed:
            now.append(list(Feed.objects.filter(pk=self.feed).values_list("says", flat=True)))
        return hashlib.sha256(json.dumps(now, default=str).encode()).hexdigest()[:16]

    def changes(self):
        """[(date, ``Look`` now or None, ``Look`` then or None)] where something would differ, in order."""
        here = self.here()
        return [(day, here.get(day), look) for day, look in sorted(self.days.items()) if here.get(day) != look]

    def seal(self, by):
        """The plan as text for a form, bound to whoever looks at it and to what the calendar says now."""
        said = {
            "campus": self.campus.pk if self.campus else None,
            "by": by.pk,
            "days": [[day.isoformat(), *_flat(look)] for day, look in sorted(self.days.items())],
            "year": _plain_year(self.year),
            "week": [[d, [[str(s), str(e)] for s, e in spans]] for d, spans in self.week.items()]
            if self.week
            else None,
            "source": self.source,
            "mark": self.marked(),
            "feed": self.feed,
        }
        return signing.dumps(said, salt=SALT, compress=True)

    @classmethod
    def opened(cls, text, by):
        """The plan that was sealed for ``by``. Raises ``Stale`` when it is too old or not ours."""
        try:
            said = signing.loads(text, salt=SALT, max_age=KEPT)
        except signing.BadSignature as error:
            raise Stale(_("This page lay open for too long. Nothing was changed; begin once more.")) from error
        if said["by"] != by.pk:
            raise Stale(_("This page lay open for too long. Nothing was changed; begin once more."))
        campus = Campus.objects.filter(pk=said["campus"]).first() if said["campus"] else None
        days = {date.fromisoformat(day): Look(*look) if look else None for day, *look in said["days"]}
        year = said["year"]
        if year:
            year = {**year, "first": date.fromisoformat(year["first"]), "last": date.fromisoformat(year["last"])}
        week = said["week"] and {
            d: [(time.fromisoformat(s), time.fromisoformat(e)) for s, e in spans] for d, spans in said["week"]
        }
        return cls(campus, days, year, week, said["source"], said["mark"], said["feed"])

    def carry_out(self, by):
        """Do it, all of it or nothing. Returns the ``Stroke`` of a plan without a year. Raises ``Stale``, ``Denied``."""
        with transaction.atomic():
            if self.mark != self.marked():
                raise Stale(_("Somebody changed the calendar since you looked. Look once more."))
            if self.year:
                Year.make(by=by, campus=self.campus, days=self.days, week=self.week, **self.year)
                return None
            stroke = Day.paint(by=by, campus=self.campus, days=self.days)
            if self.feed:
                Feed.objects.get(pk=self.feed).take(by=by)
            return stroke


def _flat(look):
    return [look.type, look.letter, look.label, look.schedule] if look else []


def _plain_year(year):
    return {**year, "first": str(year["first"]), "last": str(year["last"])} if year else None


@dataclass(frozen=True)
class Line:
    """Neighbouring dates that change alike: what they are now (None: nothing entered) and what they become."""

    first: date
    last: date
    before: Look | None
    after: Look | None
    many: int = 0

    @property
    def now(self):
        return BY_NAME[self.before.type] if self.before else None

    @property
    def then(self):
        return BY_NAME[self.after.type] if self.after else None


def lines(changes):
    """(lines, letters): the changes as ``Line`` in order; and how many days change only their letter."""
    kinds: dict = {}
    letters = 0
    for day, before, after in changes:
        one, other = before or Look(), after or Look()
        if (one.type, one.label, one.schedule) == (other.type, other.label, other.schedule):
            letters += 1
            continue
        bare = [look and Look(look.type, "", look.label, look.schedule) for look in (before, after)]
        kinds.setdefault(tuple(bare), []).append(day)
    found = [
        Line(first, last, *pair, many)
        for pair, days in kinds.items()
        for first, last, many in told_apart(days, pair[1] and pair[1].label)
    ]
    return sorted(found, key=lambda line: line.first), letters
