from django.db import models

from hallway.core.verb import creates, verb
from hallway.history.models import record
from hallway.people.models import Campus

from ..daytypes import CHOICES, PLAIN
from ..rules import may_change_calendar
from .telling import changed


class BellSchedule(models.Model):
    """When the bells ring at a campus on a kind of day. ``letters``: the day letters it is for ("A, C"), empty for all.

    ``only_named``: used on dates that name it (an assembly, finals), never by its kind of day alone.
    """

    campus = models.ForeignKey(Campus, on_delete=models.CASCADE, related_name="bells")
    name = models.CharField(max_length=60)
    type = models.CharField(max_length=16, choices=CHOICES, default=PLAIN)
    letters = models.CharField(max_length=60, blank=True)
    only_named = models.BooleanField(default=False)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint("campus", "name", name="bells_once")]

    def __str__(self):
        return self.name

    @property
    def letter_set(self):
        return {letter.strip() for letter in self.letters.split(",") if letter.strip()}

    @classmethod
    @creates(may_change_calendar)
    def add(cls, *, by, campus, name, type=PLAIN, letters="", only_named=False, periods=()):
        """A schedule with its periods, as ``bells.read`` gives them. The same name again is the same schedule, changed."""
        row, made = cls.objects.get_or_create(
            campus=campus, name=name, defaults={"type": type, "letters": letters, "only_named": only_named}
        )
        if not made:
            row.change(by=by, name=name, type=type, letters=letters, only_named=only_named, periods=periods)
            return row
        row._ring(by, periods)
        return row

    @verb(may_change_calendar)
    def change(self, *, by, name, type, letters, only_named, periods):
        self.name, self.type, self.letters, self.only_named = name, type, letters, only_named
        self.save()
        self._ring(by, periods)

    def _ring(self, by, periods):
        self.periods.all().delete()
        Period.objects.bulk_create(
            [Period(schedule=self, start=p.start, end=p.end, label=p.label, lunch=p.lunch) for p in periods]
        )
        changed()
        record("bells.changed", self.campus, by=by, name=self.name)

    @verb(may_change_calendar)
    def remove(self, *, by):
        """Take it away; dates that named it go by their kind of day."""
        record("bells.changed", self.campus, by=by, name=self.name)
        changed()
        self.delete()


class Period(models.Model):
    """One line of a bell schedule. Lunch variants may lie over each other."""

    schedule = models.ForeignKey(BellSchedule, on_delete=models.CASCADE, related_name="periods")
    start = models.TimeField()
    end = models.TimeField()
    label = models.CharField(max_length=60)
    lunch = models.CharField(max_length=80, blank=True)

    class Meta:
        ordering = ["start", "end", "id"]
        constraints = [models.CheckConstraint(condition=models.Q(end__gt=models.F("start")), name="period_in_order")]

    def __str__(self):
        return f"{self.start:%H:%M} {self.label}"
