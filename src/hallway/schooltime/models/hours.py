from django.db import models

from hallway.core.verb import creates
from hallway.people.models import Campus

from ..daytypes import CHOICES, PLAIN
from ..rules import may_set_hours
from .telling import tell


class Hours(models.Model):
    """When the help team works on a weekday, on the campus's wall clock. No campus: the district's own hours.

    ``type``: the kind of day they are for; a kind without hours on that weekday goes by those of a plain school day.
    """

    campus = models.ForeignKey(Campus, null=True, blank=True, on_delete=models.CASCADE, related_name="hours")
    type = models.CharField(max_length=16, choices=CHOICES, default=PLAIN)
    weekday = models.PositiveSmallIntegerField()
    start = models.TimeField()
    end = models.TimeField()

    class Meta:
        ordering = ["campus", "type", "weekday", "start"]
        constraints = [
            models.UniqueConstraint("campus", "type", "weekday", "start", name="hours_once", nulls_distinct=False),
            models.CheckConstraint(condition=models.Q(end__gt=models.F("start")), name="hours_in_order"),
        ]

    def __str__(self):
        return f"{self.weekday} {self.start}–{self.end}"

    @classmethod
    @creates(may_set_hours)
    def set_week(cls, *, by, campus, week, type=PLAIN):
        """Replace a week of one kind of day. ``week``: {weekday 0–6: [(start, end), …]} with ``datetime.time`` values; a
        missing day is closed. An empty week of a campus goes by the district's hours again."""
        rows = cls.lay(campus, week, type)
        tell(campus, by=by, what="hours")
        return rows

    @classmethod
    def lay(cls, campus, week, type):
        """The rows of ``set_week``, without its event."""
        cls.objects.filter(campus=campus, type=type).delete()
        rows = [
            cls(campus=campus, type=type, weekday=d, start=s, end=e)
            for d, spans in sorted(week.items())
            for s, e in spans
        ]
        return cls.objects.bulk_create(rows)
