"""What campuses and teachers say about being met: planning periods, whether others may book them, and the way between campuses."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext as _

from hallway.core.kept import forget
from hallway.core.now import now
from hallway.core.text import one_line
from hallway.core.verb import Refused, creates
from hallway.history.models import record
from hallway.people.models import Campus, District

from ..rules import may_confirm_planning, may_open_planning, may_say_travel

LONGEST_WAY = 240


class Planning(models.Model):
    """A planning period of a teacher, as they confirmed it. ``letter``: of which days, empty for all. ``bookable``: whether somebody
    may ask for it; they say yes or no each time."""

    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="planning")
    campus = models.ForeignKey(Campus, on_delete=models.CASCADE, related_name="+")
    letter = models.CharField(max_length=8, blank=True)
    label = models.CharField(max_length=60)
    bookable = models.BooleanField(default=True)
    confirmed_at = models.DateTimeField(default=now, editable=False)

    class Meta:
        ordering = ["campus", "letter", "label"]
        constraints = [models.UniqueConstraint("member", "campus", "letter", "label", name="planning_once")]

    def __str__(self):
        return f"{self.letter} {self.label}".strip()

    @classmethod
    @creates(may_confirm_planning)
    def confirm(cls, *, by, member, campus, rows):
        """All of their planning periods at a campus: [(letter, label, bookable)]."""
        cls.objects.filter(member=member, campus=campus).delete()
        found = {(letter, one_line(label, 60)): bookable for letter, label, bookable in rows}
        made = cls.objects.bulk_create(
            cls(member=member, campus=campus, letter=letter, label=label, bookable=bookable)
            for (letter, label), bookable in found.items()
        )
        record("planning.confirmed", member, by=by)
        return made


class CampusTerms(models.Model):
    """Whether planning periods may be booked at a campus by somebody other than their teacher."""

    campus = models.OneToOneField(Campus, on_delete=models.CASCADE, related_name="meeting_terms")
    planning_open = models.BooleanField(default=True)

    def __str__(self):
        return f"{self.campus}"

    @classmethod
    @creates(may_open_planning)
    def open_planning(cls, *, by, campus, open):
        row, _made = cls.objects.update_or_create(campus=campus, defaults={"planning_open": open})
        record("planning.opened" if open else "planning.closed", campus, by=by)
        return row


class Travel(models.Model):
    """Minutes on the way between two campuses, both ways round. Without campuses: between any two of which nothing is said."""

    one = models.ForeignKey(Campus, null=True, on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey(Campus, null=True, on_delete=models.CASCADE, related_name="+")
    minutes = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint("one", "other", name="way_once", nulls_distinct=False),
            models.CheckConstraint(condition=Q(one=None, other=None) | Q(one__lt=F("other")), name="way_written_once"),
        ]

    def __str__(self):
        return f"{self.one} {self.other} {self.minutes}"

    @classmethod
    @creates(may_say_travel)
    def say_travel(cls, *, by, minutes, one=None, other=None):
        """``minutes`` None: nothing is said of these two any more. Raises ``Refused``."""
        if (one is None) != (other is None) or (one is not None and one.pk == other.pk):
            raise Refused(_("Choose two campuses."))
        if one is not None and one.pk > other.pk:
            one, other = other, one
        rows = cls.objects.filter(one=one, other=other)
        if minutes is None:
            rows.delete()
            row = None
        else:
            row, _made = cls.objects.update_or_create(
                one=one, other=other, defaults={"minutes": max(0, min(LONGEST_WAY, minutes))}
            )
        forget()
        record("travel.changed", District.get(), by=by)
        return row
