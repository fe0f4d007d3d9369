from datetime import timedelta

from django.db import models
from django.utils.translation import gettext as _

from hallway.core.verb import Refused, creates, verb
from hallway.people.models import Campus

from ..daytypes import PLAIN
from ..rules import may_change_calendar
from .day import Day
from .hours import Hours
from .telling import tell

LONGEST = 400


class Year(models.Model):
    """A school year. No campus: the whole district. Between two of them is summer, when nothing counts."""

    campus = models.ForeignKey(Campus, null=True, blank=True, on_delete=models.CASCADE, related_name="years")
    label = models.CharField(max_length=40)
    first = models.DateField()
    last = models.DateField()
    teacher_only_counts = models.BooleanField(default=False)

    class Meta:
        ordering = ["first"]
        constraints = [
            models.UniqueConstraint("campus", "first", name="year_once", nulls_distinct=False),
            models.CheckConstraint(condition=models.Q(last__gt=models.F("first")), name="year_in_order"),
        ]

    def __str__(self):
        return self.label

    @classmethod
    def meeting(cls, campus, first, last, *, besides=None):
        """Another year of ``campus`` that shares a day with these, or None."""
        rows = cls.objects.filter(campus=campus, first__lte=last, last__gte=first)
        return rows.exclude(pk=besides).first()

    @classmethod
    def _refuse(cls, campus, first, last, besides=None):
        if last <= first or last - first > timedelta(days=LONGEST):
            raise Refused(_("A school year has its last day after its first, within %(n)d days.") % {"n": LONGEST})
        if other := cls.meeting(campus, first, last, besides=besides):
            raise Refused(
                _("The year %(label)s has some of these days already. Change that one, or choose other dates.")
                % {"label": other.label}
            )

    @classmethod
    @creates(may_change_calendar)
    def make(cls, *, by, campus, label, first, last, teacher_only_counts=False, days=None, week=None):
        """A school year, with what is entered for its days (as in ``Day.paint``) and, if given, the weekday hours.

        The same first and last day again is the same year, changed. Raises ``Refused`` when it meets another one.
        """
        Campus.objects.select_for_update().filter(pk=campus.pk if campus else None).first()
        year = cls.objects.filter(campus=campus, first=first, last=last).first()
        cls._refuse(campus, first, last, besides=year.pk if year else None)
        year = year or cls(campus=campus, first=first, last=last)
        year.label, year.teacher_only_counts = label, teacher_only_counts
        year.save()
        if days:
            Day.lay(campus=campus, days=days)
        if week:
            Hours.lay(campus, week, PLAIN)
        tell(campus, by=by, what="year")  # it makes a summer beside it, too: all dates
        return year

    @verb(may_change_calendar)
    def change(self, *, by, label, first, last, teacher_only_counts):
        """Other dates or another name; the days stay as they are entered."""
        self._refuse(self.campus, first, last, besides=self.pk)
        self.label, self.first, self.last, self.teacher_only_counts = label, first, last, teacher_only_counts
        self.save()
        tell(self.campus, by=by, what="year")

    @verb(may_change_calendar)
    def remove(self, *, by):
        """Take the year away; its days stay entered."""
        tell(self.campus, by=by, what="year")
        self.delete()
