from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from hallway.core.verb import creates, verb
from hallway.people.models import Campus

from ..rules import may_change_calendar
from .telling import tell


class Season(models.Model):
    """Weeks in which all promises take longer, and the words that say so openly. ``percent``: 150 is half as long again."""

    campus = models.ForeignKey(Campus, null=True, blank=True, on_delete=models.CASCADE, related_name="seasons")
    first = models.DateField()
    last = models.DateField()
    percent = models.PositiveSmallIntegerField(validators=[MinValueValidator(100), MaxValueValidator(400)])
    words = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ["first"]
        constraints = [
            models.CheckConstraint(condition=models.Q(last__gte=models.F("first")), name="season_in_order"),
            models.CheckConstraint(condition=models.Q(percent__range=(100, 400)), name="season_percent_sane"),
        ]

    def __str__(self):
        return f"{self.first}–{self.last} {self.percent} %"

    @classmethod
    @creates(may_change_calendar)
    def add(cls, *, by, campus, first, last, percent, words=""):
        season, made = cls.objects.get_or_create(
            campus=campus, first=first, last=last, percent=percent, defaults={"words": words}
        )
        if made:
            tell(campus, by=by, what="season", first=first, last=last)
        return season

    @verb(may_change_calendar)
    def remove(self, *, by):
        tell(self.campus, by=by, what="season", first=self.first, last=self.last)
        self.delete()
