from django.db import models
from django.utils.translation import gettext_lazy as _

from hallway.core.verb import creates, verb
from hallway.people.models import Campus

from ..daytypes import BY_NAME, CHOICES, WEATHER, Look
from ..rules import may_change_calendar
from .stroke import Stroke
from .telling import tell


class Day(models.Model):
    """A date that is entered: what kind of day, its letter, what it is called. No campus: the whole district.

    A campus's row beats the district's for the same date. ``was``: the type it had before it became a weather day.
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
                )
                for date, look in sorted(differing.items())
                if look
            ]
        )
        return Stroke.keep(campus=campus, before={d: before[d] for d in differing}, after=differing)

    @classmethod
    @creates(may_change_calendar)
    def no_school(cls, *, by, campus, date, label=""):
        """A weather day, whenever it is entered. The district's closes every campus, also one with an entry of its own.

        Letters and labels stay, so that ``school_after_all`` brings the day back as it was. Returns the row of ``campus``.
        """
        rows = list(cls.objects.select_for_update().filter(date=date, **({"campus": campus} if campus else {})))
        touched = [row for row in rows if BY_NAME[row.type].counts is not False]
        for row in touched:
            row.was, row.type = row.type, WEATHER
            row.label = row.label or label
            row.save(update_fields=["type", "was", "label"])
        own = next((row for row in rows if row.campus_id == (campus.pk if campus else None)), None)
        if own is None:
            own = cls.objects.create(campus=campus, date=date, type=WEATHER, label=label)
        elif not touched:
            return own
        tell(campus, by=by, what="weather", first=date, last=date)
        return own

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
            if row.was:
                row.type, row.was = row.was, ""
                row.save(update_fields=["type", "was"])
            else:
                row.delete()
        tell(self.campus, by=by, what="weather", first=self.date, last=self.date)
