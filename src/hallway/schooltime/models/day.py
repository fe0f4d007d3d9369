from django.db import models
from django.utils.translation import gettext_lazy as _

from hallway.core.verb import creates, verb
from hallway.people.models import Campus

from ..daytypes import BY_NAME, CHOICES, PLAIN, WEATHER, Look
from ..rules import may_change_calendar
from .stroke import Stroke
from .telling import tell


class Day(models.Model):
    """A date that is entered: what kind of day, its letter, what it is called. No campus: the whole district.

    A campus's row beats the district's for the same date (``calendars.Rows.looks_of`` has the one exception).
    ``was``: the type it had before it became a weather day.
    """

    campus = models.ForeignKey(Campus, null=True, blank=True, on_delete=models.CASCADE, related_name="days")
    date = models.DateField()
    type = models.CharField(max_length=16, choices=CHOICES)
    letter = models.CharField(max_length=8, blank=True)
    label = models.CharField(max_length=80, blank=True)
    schedule = models.ForeignKey(
        "schooltime.BellSchedule", null=True, blank=True, on_delete=models.SET_NULL, related_name="days"
    )
    was = models.CharField(max_length=16, blank=True)
    was_label = models.CharField(max_length=80, blank=True)

    class Meta:
        ordering = ["date"]
        constraints = [
            models.UniqueConstraint(
                "campus",
                "date",
                name="day_once",
                nulls_distinct=False,
                violation_error_message=_("That day is on the list already."),
            )
        ]

    def __str__(self):
        return f"{self.date} {self.label}"

    @property
    def look(self):
        return Look(self.type, self.letter, self.label, self.schedule_id)

    @classmethod
    @creates(may_change_calendar)
    def paint(cls, *, by, campus, days):
        """Enter many dates at once. ``days``: {date: ``Look``}, None for a date takes what is entered off it.

        Returns the ``Stroke`` that can undo it, None when all of it was so already.
        """
        stroke = cls.lay(campus=campus, days=days)
        if stroke:
            tell(campus, by=by, what="days", first=stroke.first, last=stroke.last)
        return stroke

    @classmethod
    def lay(cls, *, campus, days):
        """The rows of ``paint``, without its event: for the verbs of this app that lay days among other things."""
        here = {row.date: row for row in cls.objects.select_for_update().filter(campus=campus, date__in=days)}
        before = {date: here[date].look if date in here else None for date in days}
        differing = {date: look for date, look in days.items() if before[date] != look}
        if not differing:
            return None
        cls.objects.filter(pk__in=[here[date].pk for date in differing if date in here]).delete()
        cls.objects.bulk_create(
            [
                cls(
                    campus=campus,
                    date=date,
                    type=look.type,
                    letter=look.letter,
                    label=look.label,
                    schedule_id=look.schedule,
                    **(cls._was(here.get(date)) if look.type == WEATHER else {}),
                )
                for date, look in sorted(differing.items())
                if look
            ]
        )
        return Stroke.keep(campus=campus, before={d: before[d] for d in differing}, after=differing)

    @staticmethod
    def _was(row):
        """What a weather day that is laid anew (another letter came from a feed) goes on to remember."""
        return {"was": row.was, "was_label": row.was_label} if row else {}

    @classmethod
    @creates(may_change_calendar)
    def no_school(cls, *, by, campus, dates, label=""):
        """Weather days, whenever they are entered. The district's close every campus, also one with entries of its own.

        Letters stay, so that ``school_after_all`` brings a day back as it was. Returns the rows of ``campus`` by date.
        """
        dates = sorted(set(dates))
        found = cls.objects.select_for_update().filter(date__in=dates, **({"campus": campus} if campus else {}))
        rows = list(found)
        touched = [row for row in rows if BY_NAME[row.type].counts is not False]
        for row in touched:
            row.was, row.was_label = row.type, row.label
            row.type, row.label = WEATHER, label or row.label
        cls.objects.bulk_update(touched, ["type", "label", "was", "was_label"])
        own = {row.date: row for row in rows if row.campus == campus}
        new = [cls(campus=campus, date=date, type=WEATHER, label=label) for date in dates if date not in own]
        cls.objects.bulk_create(new)
        if touched or new:
            tell(campus, by=by, what="weather", first=dates[0], last=dates[-1])
        return sorted([*own.values(), *new], key=lambda row: row.date)

    @verb(may_change_calendar)
    def school_after_all(self, *, by):
        """Take a weather day back: it is again what it was before."""
        if self.type != WEATHER:
            return
        rows = [self]
        if self.campus_id is None:
            theirs = type(self).objects.select_for_update().filter(date=self.date, type=WEATHER)
            rows += theirs.exclude(was="").exclude(campus=None)
        for row in rows:
            if row.was or row.letter:
                row.type, row.label, row.was, row.was_label = row.was or PLAIN, row.was_label, "", ""
                row.save(update_fields=["type", "label", "was", "was_label"])
            else:
                row.delete()
        tell(self.campus, by=by, what="weather", first=self.date, last=self.date)
