from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from hallway.core.verb import creates, verb
from hallway.history.models import record
from hallway.people.models import Campus, District

from .rules import may_add_closed_day, may_remove_closed_day, may_set_hours


def _changed():
    """This process reads the calendar anew once the change is committed; others do within a minute."""
    from .calendars import forget

    transaction.on_commit(forget)


class Hours(models.Model):
    """When the help team works on a weekday, on the campus's wall clock. No campus: the district's own hours."""

    campus = models.ForeignKey(Campus, null=True, blank=True, on_delete=models.CASCADE, related_name="hours")
    weekday = models.PositiveSmallIntegerField()
    start = models.TimeField()
    end = models.TimeField()

    class Meta:
        ordering = ["campus", "weekday", "start"]
        constraints = [
            models.UniqueConstraint("campus", "weekday", "start", name="hours_once", nulls_distinct=False),
            models.CheckConstraint(condition=models.Q(end__gt=models.F("start")), name="hours_in_order"),
        ]

    def __str__(self):
        return f"{self.weekday} {self.start}–{self.end}"

    @classmethod
    @creates(may_set_hours)
    def set_week(cls, *, by, campus, week):
        """Replace a week. ``week``: {weekday 0–6: [(start, end), …]} with ``datetime.time`` values; a missing day is closed."""
        cls.objects.filter(campus=campus).delete()
        rows = [cls(campus=campus, weekday=d, start=s, end=e) for d, spans in sorted(week.items()) for s, e in spans]
        cls.objects.bulk_create(rows)
        _changed()
        record("hours.set", campus or District.get(), by=by)
        return rows


class ClosedDay(models.Model):
    """A day without school: holiday, weather day. No campus: the whole district."""

    campus = models.ForeignKey(Campus, null=True, blank=True, on_delete=models.CASCADE, related_name="closed_days")
    date = models.DateField()
    label = models.CharField(max_length=80, blank=True)

    class Meta:
        ordering = ["date"]
        constraints = [
            models.UniqueConstraint(
                "campus",
                "date",
                name="closed_once",
                nulls_distinct=False,
                violation_error_message=_("That day is on the list already."),
            )
        ]

    def __str__(self):
        return f"{self.date} {self.label}"

    @classmethod
    @creates(may_add_closed_day)
    def add(cls, *, by, date, campus=None, label=""):
        day, _made = cls.objects.get_or_create(campus=campus, date=date, defaults={"label": label})
        _changed()
        record("closedday.added", campus or District.get(), by=by, date=str(date))
        return day

    @verb(may_remove_closed_day)
    def remove(self, *, by):
        record("closedday.removed", self.campus or District.get(), by=by, date=str(self.date))
        self.delete()
        _changed()
