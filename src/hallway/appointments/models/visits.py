"""A visit to a classroom, by the teacher's invitation. What it is to look at lies in a row of its own (``Focus``)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from hallway.core.keyed import Keyed, digest_of
from hallway.core.locked_text import LockedText
from hallway.core.now import now
from hallway.core.text import clean, one_line
from hallway.core.verb import Refused, creates, verb
from hallway.history.models import record
from hallway.people.models import Campus
from hallway.schooltime.calendars import calendar_of

from ..rules import (
    leads,
    may_ask_in,
    may_call_off,
    may_change_visit,
    may_come,
    may_meet_for_visit,
    may_not_come,
    may_tidy,
    may_took_place,
)
from .apart import free_its_time
from .feedback import Seeing
from .sharing import Sharing

MEMBER = settings.AUTH_USER_MODEL
MODES = [("watch", _("Sit and watch")), ("hands", _("Be an extra pair of hands"))]
STATES = [
    ("asked", _("Invited")),
    ("coming", _("They come")),
    ("not_coming", _("They cannot come")),
    ("off", _("Called off")),
    ("done", _("Took place")),
]
NAMED = [
    ("see", _("Just come and see")),
    ("understand", _("Do students understand the task?")),
    ("accomplish", _("Are they accomplishing it?")),
    ("management", _("How I run the class")),
    ("participation", _("Who takes part, and who does not")),
    ("own", _("Something else, in my own words")),
]
LONGEST = 10_000


class VisitQuerySet(models.QuerySet):
    def visible_to(self, member):
        """The teacher's who invites and the ITS's who is invited and leads nobody since. Nobody else, whatever they lead."""
        if not member.is_active:
            return self.none()
        return self.filter(Q(teacher=member) if leads(member) else Q(teacher=member) | Q(its=member))

    def shown_to(self, member):
        """Also those whose feedback a teacher shares with them."""
        if not member.is_active:
            return self.none()
        shared = Sharing.objects.reaching(member).exclude(visit=None).values("visit")
        return self.filter(Q(pk__in=self.visible_to(member).values("pk")) | Q(pk__in=shared))

    def for_list(self):
        return self.select_related("teacher", "its", "campus", "room", "focus").order_by("-id")


class Visit(Seeing, Keyed):
    """An invitation and what came of it. Dated (``on``), or standing: any lesson of ``period`` from ``since`` to ``until``."""

    confidential = True
    locks_words = True

    teacher = models.ForeignKey(MEMBER, on_delete=models.PROTECT, related_name="visits")
    its = models.ForeignKey(MEMBER, on_delete=models.PROTECT, related_name="visits_to_make")
    campus = models.ForeignKey(Campus, on_delete=models.PROTECT, related_name="+")
    room = models.ForeignKey("people.Room", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    group = LockedText(blank=True, help_text="the class, as people call it")
    period = LockedText(blank=True)
    on = models.DateField(null=True, blank=True)
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)
    mode = models.CharField(max_length=5, choices=MODES, default="watch")
    minutes = models.PositiveSmallIntegerField(default=20)
    state = models.CharField(max_length=10, choices=STATES, default="asked")
    asked_at = models.DateTimeField(default=now)
    done_at = models.DateTimeField(null=True)
    appointment = models.OneToOneField(
        "appointments.Appointment", null=True, on_delete=models.SET_NULL, related_name="visit"
    )

    objects = VisitQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["done_at", "campus"], name="visit_counted")]
        constraints = [
            models.CheckConstraint(
                name="visit_dated_or_standing",
                condition=Q(on__isnull=False, since=None, until=None)
                | Q(on=None, since__isnull=False, until__isnull=False),
            )
        ]

    def __str__(self):
        return f"visit {self.pk}"

    def get_absolute_url(self):
        from django.urls import reverse

        return reverse("appointments:visit", args=[self.pk])

    def mail_title(self):
        return _now("Your conversation in Hallway")

    @property
    def calendar(self):
        return calendar_of(self.campus_id)

    @property
    def is_standing(self):
        return self.on is None

    @property
    def is_open(self):
        return self.state in ("asked", "coming")

    def state_for(self, member):
        """Its state as ``member``, one of the two, is told of it."""
        mine = {"coming": _now("You come"), "not_coming": _now("You cannot come")} if member.pk == self.its_id else {}
        return mine.get(self.state) or self.get_state_display()

    @property
    def has_come(self):
        """Whether its day, or the first of its days, is here."""
        return (self.on or self.since) <= self.calendar.local_day(now())

    def step_words(self):
        return ""

    @classmethod
    @creates(may_ask_in)
    def ask_in(
        cls, *, by, teacher, its, campus, focus, key=None, room=None, group="", period="", on=None, since=None, until=None,
        mode="watch", minutes=20,
    ):  # fmt: skip
        """Invite an ITS into one's class; the Visit. ``focus``: the fields of ``Focus`` by name. Raises Refused without a time."""
        what = {
            "room": room, "group": one_line(group, 80), "period": one_line(period, 40), "on": on,
            "since": None if on else since, "until": None if on else until, "mode": mode, "minutes": minutes,
        }  # fmt: skip
        _must_have_a_time(what)
        said = {**what, "room": room and room.pk, "focus": focus, "teacher": teacher.pk, "its": its.pk}
        visit = cls(
            teacher=teacher, its=its, campus=campus, asked_at=now(), key_digest=digest_of(**said), **what,
            **({"key": key} if key else {}),
        )  # fmt: skip
        visit.save(force_insert=True)
        Focus(visit=visit, teacher=teacher).say(focus)
        record("visit.asked_in", visit, by=by)
        return visit

    @verb(may_change_visit)
    def change(self, *, by, focus, **what):
        """Say anew when, where and what to look at, while it has not taken place."""
        if not self.is_open:
            raise Refused(_now("It is over. Invite anew, and say what you would like to know."))
        if what.get("on"):
            what |= {"since": None, "until": None}
        _must_have_a_time(what)
        before = {name: getattr(self, name) for name in what}
        for name, value in what.items():
            setattr(self, name, value)
        changed = self.focus.say(focus)
        if changed or any(getattr(self, name) != value for name, value in before.items()):
            self.save(update_fields=list(what))
            record("visit.changed", self, by=by)
        return self

    @verb(may_come)
    def come(self, *, by):
        """The ITS says yes."""
        return self._now("coming", ("asked", "not_coming"), "visit.coming", by)

    @verb(may_not_come)
    def not_come(self, *, by):
        """The ITS cannot come; the teacher may ask somebody else, or another day."""
        self._now("not_coming", ("asked", "coming"), "visit.not_coming", by)
        free_its_time(self, by)
        return self

    @verb(may_tidy)
    def lose_its(self, *, by):
        """The visitor has left: the teacher is told, and may invite somebody else."""
        return self._now("not_coming", ("asked", "coming"), "visit.lost", by)

    @verb(may_call_off)
    def call_off(self, *, by):
        """The teacher would rather not, without a reason."""
        self._now("off", ("asked", "coming", "not_coming"), "visit.called_off", by)
        free_its_time(self, by)
        return self

    @verb(may_meet_for_visit)
    def meet_at(self, *, by, appointment):
        """It has a time in both calendars now, or (None) no longer."""
        if self.appointment_id != (appointment and appointment.pk):
            self.appointment = appointment
            self.save(update_fields=["appointment"])
            record("visit.changed", self, by=by)
        return self

    @verb(may_took_place)
    def took_place(self, *, by):
        """It took place; from now on there can be feedback."""
        self.done_at = self.done_at or now()
        return self._now("done", ("asked", "coming"), "visit.took_place", by)

    def _now(self, state, out_of, kind, by):
        if self.state == state:
            return self
        if self.state not in out_of:
            raise Refused(_now("That does not fit any more. Look at the invitation again: it has changed."))
        self.state = state
        self.save(update_fields=["state", "done_at"])
        record(kind, self, by=by)  # kinds of this file: visit.coming, visit.not_coming, …
        return self


def _must_have_a_time(what):
    if not what.get("on") and not (what.get("since") and what.get("until") and what["since"] <= what["until"]):
        raise Refused(_now("Say which day, or from when to when any lesson fits."))


class OfVisit(models.QuerySet):
    """Rows that hang on a visit."""

    def visible_to(self, member):
        return self.filter(visit__in=Visit.objects.visible_to(member))


class Focus(models.Model):
    """What the visitor is asked to look at: one thing. One to one with its visit, and the teacher's."""

    confidential = True

    visit = models.OneToOneField(Visit, on_delete=models.CASCADE, related_name="focus")
    teacher = models.ForeignKey(MEMBER, on_delete=models.CASCADE, related_name="+", db_index=False)
    named = LockedText(default="see", help_text="a code of NAMED")
    words = LockedText(blank=True, help_text="in the teacher's own words")
    to_know = LockedText(blank=True, help_text="what a visitor should know of the class")
    evidence = LockedText(blank=True, help_text="how what is seen is gathered")

    objects = OfVisit.as_manager()

    def __str__(self):
        return f"focus of visit {self.visit_id}"

    def say(self, said):
        """Set, clean and save; whether anything changed. For use inside a visit's verb."""
        before = (self.named, self.words, self.to_know, self.evidence)
        self.named = said.get("named") if said.get("named") in dict(NAMED) else "see"
        for name in ("words", "to_know", "evidence"):
            setattr(self, name, clean(said.get(name, ""), LONGEST).strip())
        if self.named == "own" and not self.words:
            self.named = "see"
        changed = self._state.adding or before != (self.named, self.words, self.to_know, self.evidence)
        if changed:
            self.save()
        return changed

    @property
    def said(self):
        """The focus as a sentence."""
        return self.words if self.named == "own" else dict(NAMED)[self.named]

    @property
    def more(self):
        """The teacher's words beside a named focus."""
        return "" if self.named == "own" else self.words
