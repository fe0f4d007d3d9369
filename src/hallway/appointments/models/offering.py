"""When an ITS offers to be met: a painted week, single dates, blocked time, terms, and the classes they teach themselves."""

from datetime import timedelta

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hallway.core.kept import forget
from hallway.core.text import one_line
from hallway.core.verb import Refused, creates, verb
from hallway.diary.models import Taken
from hallway.history.models import record
from hallway.people.models import Campus
from hallway.people.models.posts import WEEKDAYS

from ..rules import (
    may_block,
    may_drop_class,
    may_override,
    may_paint,
    may_set_terms,
    may_take_back,
    may_teach,
    may_unblock,
)

MEMBER = settings.AUTH_USER_MODEL
LENGTHS = (15, 30, 45, 60, 90)


def usual_lengths():
    return [30, 45, 60]


def _said(member, by, what):
    forget()
    record("offer.changed", member, by=by, what=what)


class Window(models.Model):
    """Hours of a weekday at a campus in which an ITS offers to be met, on its wall clock; from and to a date, if given."""

    member = models.ForeignKey(MEMBER, on_delete=models.CASCADE, related_name="windows")
    campus = models.ForeignKey(Campus, on_delete=models.CASCADE, related_name="+")
    weekday = models.PositiveSmallIntegerField(choices=WEEKDAYS)
    start = models.TimeField()
    end = models.TimeField()
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["campus", "weekday", "start"]
        constraints = [models.CheckConstraint(condition=Q(end__gt=F("start")), name="window_in_order")]

    def __str__(self):
        return f"{self.weekday} {self.start}–{self.end}"

    @classmethod
    @creates(may_paint)
    def paint(cls, *, by, member, campus, week, since=None):
        """A week at a campus, {weekday: [(start, end) times]}, from ``since`` (a date) on, or altogether. An empty week: the campus's
        own hours again."""
        rows = cls.objects.filter(member=member, campus=campus)
        if since:
            rows.filter(Q(since=None) | Q(since__lt=since)).filter(Q(until=None) | Q(until__gte=since)).update(
                until=since - timedelta(days=1)
            )
            rows = rows.filter(since__gte=since)
        rows.delete()
        found = [
            cls(member=member, campus=campus, weekday=day, start=a, end=b, since=since)
            for day, spans in sorted(week.items())
            for a, b in spans
        ]
        cls.objects.bulk_create(found)
        _said(member, by, "week")
        return found


class Override(models.Model):
    """What is otherwise on one date. At ``campus``, from ``start`` to ``end`` (else its own hours); no campus: away."""

    member = models.ForeignKey(MEMBER, on_delete=models.CASCADE, related_name="overrides")
    date = models.DateField()
    campus = models.ForeignKey(Campus, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    start = models.TimeField(null=True, blank=True)
    end = models.TimeField(null=True, blank=True)

    class Meta:
        ordering = ["date", "start"]
        indexes = [models.Index(fields=["member", "date"], name="override_of")]
        constraints = [
            models.CheckConstraint(condition=Q(start=None, end=None) | Q(end__gt=F("start")), name="override_in_order"),
            models.UniqueConstraint("member", "date", "campus", "start", name="override_once", nulls_distinct=False),
        ]

    def __str__(self):
        return f"{self.date} {self.campus or ''}".strip()

    @classmethod
    @creates(may_override)
    def override(cls, *, by, member, date, campus=None, start=None, end=None):
        """The same date, campus and start again change the end. Raises ``Refused`` for times out of order."""
        if (start is None) != (end is None) or (start is not None and end <= start):
            raise Refused(_("It needs a beginning and a later end, or neither for the whole day."))
        row, _made = cls.objects.update_or_create(
            member=member, date=date, campus=campus, start=start, defaults={"end": end}
        )
        _said(member, by, "date")
        return row

    @verb(may_take_back)
    def take_back(self, *, by):
        """The date is as usual again."""
        _said(self.member, by, "date")
        self.delete()


class Block(models.Model):
    """Time that somebody keeps for themselves. ``words`` are theirs alone."""

    member = models.ForeignKey(MEMBER, on_delete=models.CASCADE, related_name="blocks")
    start = models.DateTimeField()
    end = models.DateTimeField()
    words = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ["start"]
        indexes = [models.Index(fields=["member", "end"], name="block_of")]
        constraints = [models.CheckConstraint(condition=Q(end__gt=F("start")), name="block_in_order")]

    def __str__(self):
        return f"{self.start:%Y-%m-%d %H:%M}"

    @classmethod
    @creates(may_block)
    def block(cls, *, by, member, start, end, words=""):
        """Keep [start, end) free of meetings. Raises ``Clash`` where a meeting stands, ``Refused`` for times out of order."""
        if end <= start or end - start > timedelta(days=62):
            raise Refused(_("It needs a beginning and a later end, two months at most."))
        row = cls.objects.create(member=member, start=start, end=end, words=one_line(words, 120))
        Taken.take([member], start, end, about=row, state="confirmed")
        _said(member, by, "block")
        return row

    @verb(may_unblock)
    def unblock(self, *, by):
        """The time can be booked again."""
        Taken.free(self)
        _said(self.member, by, "block")
        self.delete()


class Terms(models.Model):
    """How an ITS wants to be met. Minutes, but for ``most`` (meetings a day, 0: any number) and ``horizon`` (days ahead).

    ``offered``: whether colleagues may book at all.
    """

    member = models.OneToOneField(MEMBER, on_delete=models.CASCADE, related_name="terms")
    offered = models.BooleanField(gettext_lazy("Colleagues may book my time"), default=True)
    notice = models.PositiveIntegerField(
        gettext_lazy("At the latest, minutes before"), default=120, validators=[MaxValueValidator(20160)]
    )
    horizon = models.PositiveIntegerField(
        gettext_lazy("At the earliest, days ahead"),
        default=28,
        validators=[MinValueValidator(1), MaxValueValidator(200)],
    )
    before = models.PositiveIntegerField(
        gettext_lazy("Free minutes before a meeting"), default=0, validators=[MaxValueValidator(120)]
    )
    after = models.PositiveIntegerField(
        gettext_lazy("Free minutes after a meeting"), default=0, validators=[MaxValueValidator(120)]
    )
    most = models.PositiveIntegerField(
        gettext_lazy("Meetings a day at most"), default=0, validators=[MaxValueValidator(30)]
    )
    lengths = ArrayField(
        models.PositiveSmallIntegerField(), default=usual_lengths, verbose_name=gettext_lazy("How long")
    )
    remote = models.BooleanField(gettext_lazy("Also by video"), default=True)

    def __str__(self):
        return f"{self.member}"

    @classmethod
    @creates(may_set_terms)
    def set_terms(cls, *, by, member, **values):
        """Change some of it. Raises ValidationError."""
        row = cls.objects.filter(member=member).first() or cls(member=member)
        for name, value in values.items():
            setattr(row, name, value)
        row.lengths = sorted({n for n in row.lengths if n in LENGTHS}) or [30]
        row.full_clean(validate_unique=False)
        row.save()
        _said(member, by, "terms")
        return row


class OwnClass(models.Model):
    """A period that an ITS teaches; no letters ("A, C"): every day. Nobody is met then."""

    member = models.ForeignKey(MEMBER, on_delete=models.CASCADE, related_name="own_classes")
    campus = models.ForeignKey(Campus, on_delete=models.CASCADE, related_name="+")
    label = models.CharField(max_length=60)
    letters = models.CharField(max_length=60, blank=True)

    class Meta:
        ordering = ["campus", "label"]
        constraints = [models.UniqueConstraint("member", "campus", "label", name="own_class_once")]

    def __str__(self):
        return self.label

    @property
    def letter_set(self):
        return frozenset(each.strip() for each in self.letters.split(",") if each.strip())

    @classmethod
    @creates(may_teach)
    def teach(cls, *, by, member, campus, label, letters=""):
        """A period they teach; the same period again changes its letters."""
        row, _made = cls.objects.update_or_create(
            member=member, campus=campus, label=one_line(label, 60), defaults={"letters": one_line(letters, 60)}
        )
        _said(member, by, "classes")
        return row

    @verb(may_drop_class)
    def drop_class(self, *, by):
        _said(self.member, by, "classes")
        self.delete()
