from datetime import date, timedelta

from django.db import models
from django.utils.translation import gettext as _

from hallway.core.now import now
from hallway.core.verb import Refused, verb
from hallway.people.models import Campus

from ..daytypes import Look
from ..rules import may_change_calendar
from .telling import tell

KEEP = timedelta(days=1)


def _written(days):
    return {
        day.isoformat(): [look.type, look.letter, look.label, look.schedule] if look else None
        for day, look in days.items()
    }


def _read(rows):
    return {date.fromisoformat(day): Look(*row) if row else None for day, row in rows.items()}


class Stroke(models.Model):
    """One change of many days, kept for a day so that it can be taken back: what was entered before, and after."""

    campus = models.ForeignKey(Campus, null=True, on_delete=models.CASCADE, related_name="+")
    made = models.DateTimeField(default=now)
    before = models.JSONField()
    after = models.JSONField()

    def __str__(self):
        return f"{len(self.after)} days"

    @classmethod
    def keep(cls, *, campus, before, after):
        """Remember a change (part of the verbs that paint); older ones than a day go."""
        cls.objects.filter(made__lt=now() - KEEP).delete()
        return cls.objects.create(campus=campus, before=_written(before), after=_written(after))

    @property
    def first(self):
        return date.fromisoformat(min(self.after))

    @property
    def last(self):
        return date.fromisoformat(max(self.after))

    @verb(may_change_calendar)
    def undo(self, *, by):
        """The days are again as they were before it. Raises ``Refused`` when somebody changed one of them since."""
        from .day import Day

        after, before = _read(self.after), _read(self.before)
        here = {row.date: row.look for row in Day.objects.filter(campus=self.campus, date__in=after)}
        if any(here.get(day) != look for day, look in after.items()):
            raise Refused(_("Some of these days were changed again since. Nothing was undone; set them by hand."))
        Day.lay(campus=self.campus, days=before)
        tell(self.campus, by=by, what="days", first=self.first, last=self.last)
        self.delete()
