"""A lesson consult: who plans with whom, and what became of it. What it is about lies in rows of its own (lessons.py)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from hallway.asks.models import Ask
from hallway.core.keyed import Keyed, digest_of
from hallway.core.locked_text import LockedText
from hallway.core.now import now
from hallway.core.text import one_line
from hallway.core.verb import creates
from hallway.history.models import record
from hallway.people.models import Campus
from hallway.schooltime.calendars import calendar_of

from ..rules import is_its_of, keeps_out, leads, may_open_consult
from .consult_ending import ConsultEnding
from .consult_library import ConsultLibrary
from .consult_planning import ConsultPlanning
from .consult_talking import ConsultTalking
from .lessons import Lesson
from .sharing import Sharing

MEMBER = settings.AUTH_USER_MODEL
STATES = [
    ("open", _("Under way")),
    ("over", _("Over")),
    ("withdrawn", _("Taken back")),
    ("returned", _("Became a help request again")),
]


class ConsultQuerySet(models.QuerySet):
    def visible_to(self, member):
        """Those who take part: the teacher, the ITS who was asked and leads nobody since, and whom these two invited. Nobody else,
        whatever they lead."""
        if not member.is_active:
            return self.none()
        sides = Q(teacher=member) if leads(member) else Q(teacher=member) | Q(its=member)
        if not keeps_out(member):
            sides |= Q(pk__in=ConsultGuest.objects.filter(member=member).values("consult"))
        return self.filter(sides)

    def shown_to(self, member):
        """Those that somebody's lesson and plan may be read of: their own, and what a teacher shares with them."""
        if not member.is_active:
            return self.none()
        shared = Sharing.objects.reaching(member).exclude(consult=None).values("consult")
        return self.filter(Q(pk__in=self.visible_to(member).values("pk")) | Q(pk__in=shared))

    def for_list(self):
        return self.select_related("teacher", "its", "campus", "lesson").order_by("-id")


class Consult(ConsultTalking, ConsultPlanning, ConsultLibrary, ConsultEnding, Keyed):
    """Who, when, where: the only part that could ever be counted. ``topic``: a few neutral words for those who take part.

    ``wondered_at``: when the teacher was asked how it went. ``came_from``: the help request that it grew out of;
    ``trial``: the try of something that they make work together.
    """

    confidential = True
    locks_words = True

    teacher = models.ForeignKey(MEMBER, on_delete=models.PROTECT, related_name="consults")
    its = models.ForeignKey(MEMBER, on_delete=models.PROTECT, related_name="consults_asked")
    campus = models.ForeignKey(Campus, on_delete=models.PROTECT, related_name="+")
    topic = LockedText(blank=True)
    taught_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=9, choices=STATES, default="open")
    asked_at = models.DateTimeField(default=now)
    over_at = models.DateTimeField(null=True)
    wondered_at = models.DateTimeField(null=True)
    appointment = models.OneToOneField(
        "appointments.Appointment", null=True, on_delete=models.SET_NULL, related_name="consult"
    )
    trial = models.OneToOneField("ideas.Trial", null=True, on_delete=models.SET_NULL, related_name="consult")
    came_from = models.OneToOneField(Ask, null=True, on_delete=models.SET_NULL, related_name="consult")

    objects = ConsultQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["taught_on"],
                name="consult_to_wonder",
                condition=Q(state="open", wondered_at__isnull=True, taught_on__isnull=False),
            ),
            models.Index(fields=["asked_at", "campus"], name="consult_counted"),
        ]

    def __str__(self):
        return f"consult {self.pk}"

    def get_absolute_url(self):
        from django.urls import reverse

        return reverse("appointments:consult", args=[self.pk])

    def mail_title(self):
        """Mail subjects are read over shoulders: they say nothing."""
        return _now("Your conversation in Hallway")

    @property
    def calendar(self):
        return calendar_of(self.campus_id)

    @property
    def is_open(self):
        return self.state == "open"

    @property
    def people(self):
        """Everybody who takes part, each once; the teacher first."""
        guests = self.guests.select_related("member").order_by("id")
        sides = [self.teacher] if leads(self.its) else [self.teacher, self.its]
        found = {each.pk: each for each in (*sides, *(guest.member for guest in guests))}
        return list(found.values())

    def is_party(self, member):
        either = member.pk == self.teacher_id or is_its_of(member, self)
        return either or (not keeps_out(member) and self.guests.filter(member=member).exists())

    def is_staff(self, member):
        """Its conversation has no notes of a team: a note is a row of its own (lessons.py)."""
        return False

    def step_words(self):
        return ""

    @classmethod
    @creates(may_open_consult)
    def open(cls, *, by, teacher, its, campus, lesson, key=None, topic="", taught_on=None, came_from=None):
        """Ask an ITS to plan a lesson together. ``lesson``: the fields of ``Lesson`` by name. The ITS is told."""
        consult = cls(
            teacher=teacher, its=its, campus=campus, topic=one_line(topic, 80), taught_on=taught_on,
            came_from=came_from, asked_at=now(), **({"key": key} if key else {}),
            key_digest=digest_of(
                by=by.pk, teacher=teacher.pk, its=its.pk, topic=topic, taught_on=taught_on, lesson=lesson
            ),
        )  # fmt: skip
        consult.save(force_insert=True)
        Lesson(consult=consult, teacher=teacher).say(lesson)
        record("consult.opened", consult, by=by)
        return consult

    @classmethod
    @creates(may_open_consult)
    def from_ask(cls, *, by, teacher, its, ask):
        """Make a help request a consult; the request is closed as that and its history goes on here. The Consult.

        One that went back before comes again. The words of a request are those its people read already.
        """
        ask.become(by=by)
        before = cls.objects.select_for_update().filter(came_from=ask).first()
        if before is not None:
            if before.state == "returned":
                before.state, before.over_at, before.its = "open", None, its
                before.save(update_fields=["state", "over_at", "its"])
                record("consult.opened", before, by=by)
            return before
        return cls.open(by=by, teacher=teacher, its=its, campus=ask.campus, lesson={"line": ask.line}, came_from=ask)


class ConsultGuest(models.Model):
    """Somebody who was invited to take part: another ITS, or a teacher who teaches along."""

    confidential = True

    consult = models.ForeignKey(Consult, on_delete=models.CASCADE, related_name="guests")
    member = models.ForeignKey(MEMBER, on_delete=models.CASCADE, related_name="consults_joined")
    at = models.DateTimeField(default=now)

    class Meta:
        constraints = [models.UniqueConstraint("consult", "member", name="consult_guest_once")]

    def __str__(self):
        return f"guest {self.member_id} of consult {self.consult_id}"
