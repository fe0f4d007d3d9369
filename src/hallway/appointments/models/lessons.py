"""What a consult is about: confidential rows of their own, reached only through the consult of somebody who takes part.

Their texts lie locked (core/locked_text.py). Nothing here goes into events, search, notices, mail or logs.
"""

import re

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hallway.core.locked_text import LockedText
from hallway.core.now import now
from hallway.core.text import clean, one_line

MEMBER = settings.AUTH_USER_MODEL
LONGEST = 10_000
WANTED = [
    ("ideas", _("Ideas are enough")),
    ("coplan", _("Plan it with me")),
    ("model", _("Show it to my class once")),
    ("coteach", _("Teach it with me")),
    ("there", _("Be there when I try it")),
]
OUTCOMES = [
    ("worked", _("It worked")),
    ("changed", _("It worked with changes")),
    ("did_not", _("It did not work")),
    ("not_yet", _("Not yet")),
]
READERS = [("mine", _("Only I")), ("shared", _("Everybody who takes part")), ("other", _("Only the two of us"))]
START = re.compile(
    r"^\W*(the )?(students|they) will be able to\b\W*|^\W*(el alumnado|los estudiantes) podrá[n]?\b\W*", re.I
)
VAGUE = re.compile(
    r"^(to )?(understand|know|learn|appreciate|be aware|entender|comprender|saber|conocer|aprender)\b", re.I
)
LINES = ("line", "subject", "grade", "devices")
TEXTS = ("objectives", "used_before", "constraints", "fallback")


class ConsultRow(models.QuerySet):
    """Rows that hang on a consult."""

    def visible_to(self, member):
        from .consults import Consult

        return self.filter(consult__in=Consult.objects.visible_to(member))


class Lesson(models.Model):
    """One to one with its consult. ``wanted``: codes of ``WANTED`` with commas between; ``outcome``: a code of ``OUTCOMES``."""

    confidential = True

    consult = models.OneToOneField("appointments.Consult", on_delete=models.CASCADE, related_name="lesson")
    teacher = models.ForeignKey(MEMBER, on_delete=models.CASCADE, related_name="+", db_index=False)
    line = LockedText(blank=True, help_text="what lesson it is about, in a line")
    subject = LockedText(blank=True)
    grade = LockedText(blank=True)
    objectives = LockedText(blank=True, help_text="one a line")
    used_before = LockedText(blank=True)
    devices = LockedText(blank=True)
    constraints = LockedText(blank=True)
    fallback = LockedText(blank=True)
    wanted = LockedText(blank=True)
    outcome = LockedText(blank=True)
    outcome_line = LockedText(blank=True)
    outcome_at = models.DateTimeField(null=True)

    objects = ConsultRow.as_manager()

    def __str__(self):
        return f"lesson of consult {self.consult_id}"

    def say(self, said):
        """Set what ``said`` names, cleaned, and save; for use inside a consult's verb. Whether anything changed."""
        before = {name: getattr(self, name) for name in (*LINES, *TEXTS, "wanted")}
        for name, value in said.items():
            if name == "wanted":
                codes = [code for code, _label in WANTED if code in value]
                self.wanted = ",".join(codes)
            elif name in LINES:
                setattr(self, name, one_line(value, 300))
            elif name in TEXTS:
                setattr(self, name, clean(value, LONGEST).strip())
        changed = self._state.adding or any(getattr(self, name) != value for name, value in before.items())
        if changed:
            self.save()
        return changed

    @property
    def wants(self):
        """What help is wanted, as words."""
        return [label for code, label in WANTED if code in self.wanted.split(",")]

    @property
    def goals(self):
        """The objectives, one each, without the "Students will be able to" that the page says before them."""
        lines = (START.sub("", line).strip(" \t-•·*.;") for line in self.objectives.splitlines())
        return [line for line in lines if line]

    @property
    def vague(self):
        """The first goal whose verb nobody could see a student do; else empty."""
        return next((goal for goal in self.goals if VAGUE.match(goal)), "")


class Plan(models.Model):
    """One kept version of the plan. ``based_on``: the number its writer had before them; ``beside``: somebody else saved
    meanwhile, so it stands beside the plan until somebody brings both together."""

    confidential = True

    consult = models.ForeignKey("appointments.Consult", on_delete=models.CASCADE, related_name="plans")
    number = models.PositiveIntegerField()
    text = LockedText(blank=True)
    by = models.ForeignKey(MEMBER, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False)
    at = models.DateTimeField(default=now)
    based_on = models.PositiveIntegerField(default=0)
    beside = models.BooleanField(default=False)

    objects = ConsultRow.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint("consult", "number", name="plan_number")]

    def __str__(self):
        return f"plan {self.number} of consult {self.consult_id}"


class NoteQuerySet(ConsultRow):
    def readable_by(self, member, consult):
        """Of this consult: one's own, those for everybody, and for the two sides those between the two."""
        seen = Q(author=member) | Q(reader="shared")
        if member.pk in (consult.teacher_id, consult.its_id):
            seen |= Q(reader="other")
        return self.filter(seen, consult=consult).select_related("author").order_by("id")


class Note(models.Model):
    """A note for preparing. ``reader``: ``mine`` only its author, ``shared`` everybody who takes part, ``other`` the teacher
    and the ITS, not those who were invited."""

    confidential = True

    consult = models.ForeignKey("appointments.Consult", on_delete=models.CASCADE, related_name="notes")
    author = models.ForeignKey(MEMBER, on_delete=models.CASCADE, related_name="+", db_index=False)
    reader = models.CharField(max_length=6, choices=READERS, default="mine")
    text = LockedText()
    key = models.UUIDField(unique=True)
    at = models.DateTimeField(default=now)

    objects = NoteQuerySet.as_manager()

    def __str__(self):
        return f"note {self.pk}"


class Idea(models.Model):
    """Something that could be tried: a title, a link, why. The teacher picks. ``library``: the same in the library;
    ``trial``: what the lesson's outcome became there."""

    confidential = True

    consult = models.ForeignKey("appointments.Consult", on_delete=models.CASCADE, related_name="ideas")
    by = models.ForeignKey(MEMBER, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False)
    title = LockedText()
    link = LockedText(blank=True)
    why = LockedText(blank=True)
    picked = models.BooleanField(default=False)
    library = models.ForeignKey("ideas.Idea", null=True, on_delete=models.SET_NULL, related_name="+")
    trial = models.OneToOneField("ideas.Trial", null=True, on_delete=models.SET_NULL, related_name="+")
    key = models.UUIDField(unique=True)
    at = models.DateTimeField(default=now)

    objects = ConsultRow.as_manager()

    def __str__(self):
        return f"idea {self.pk}"

    @property
    def counts(self):
        """Whether its outcome can count in the library: the teacher picked it, and it stands there or is part of what does."""
        stands = self.library is not None and self.library.state in ("shared", "outdated", "merged")
        return self.picked and (stands or self.trial_id is not None)
