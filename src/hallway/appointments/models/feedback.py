"""What the visitor saw: scratch notes that run out, and feedback that is the teacher's."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils.translation import gettext as _

from hallway.core.keyed import Keyed, digest_of
from hallway.core.locked_text import LockedText
from hallway.core.now import now
from hallway.core.text import clean
from hallway.core.verb import Refused, verb
from hallway.history.models import record

from ..rules import (
    leads,
    may_give_feedback,
    may_hear_more,
    may_jot,
    may_share_visit,
    may_tidy,
    may_unshare_visit,
    may_write_feedback,
)
from .sharing import Sharing

MEMBER = settings.AUTH_USER_MODEL
LONGEST = 20_000
KEPT = timedelta(days=30)
EXTRA = [("none", "none"), ("asked", "asked"), ("yes", "yes"), ("no", "no")]


class Seeing:
    """The verbs of a visit about what was seen."""

    @verb(may_jot)
    def jot(self, *, by, text, key=None, at=None):
        """A scratch note of the visitor's own; the Scratch. It is thrown away after 30 days, whatever became of the visit."""
        text = clean(text, LONGEST).strip()
        if not text:
            raise Refused(_("There is nothing to keep yet. Write a word."))
        moment = now()
        at = at if at is not None and moment - KEPT < at <= moment else moment
        row = Scratch(
            visit=self, author=by, text=text, at=at, until=moment + KEPT, **({"key": key} if key else {}),
            key_digest=digest_of(visit=self.pk, by=by.pk, text=text),
        )  # fmt: skip
        row.save(force_insert=True)
        return row

    @verb(may_write_feedback)
    def write_feedback(self, *, by, text, extra=""):
        """Keep the draft; only its author reads it. Raises Refused once it was given."""
        row = Feedback.objects.filter(visit=self).first() or Feedback(visit=self, author=by, teacher=self.teacher)
        if row.given_at:
            raise Refused(
                _("%(name)s has it already. Talk about what you would add.") % {"name": self.teacher.short_name}
            )
        row.text, row.extra_text = clean(text, LONGEST).strip(), clean(extra, LONGEST).strip()
        row.save()
        return row

    @verb(may_give_feedback)
    def give_feedback(self, *, by, text, extra=""):
        """Give it to the teacher, whose it is from now on. ``extra``: beyond the focus; shown only after a second yes."""
        row = Feedback.objects.filter(visit=self).first() or Feedback(visit=self, author=by, teacher=self.teacher)
        if row.given_at:
            return row
        text, extra = clean(text, LONGEST).strip(), clean(extra, LONGEST).strip()
        if not text:
            raise Refused(_("Write what you saw of what you were asked to look at."))
        if self.state in ("off", "not_coming"):
            raise Refused(_("This visit did not take place."))
        row.text, row.extra_text, row.extra, row.given_at = text, extra, "asked" if extra else "none", now()
        row.save()
        if self.state != "done":
            self.state, self.done_at = "done", now()
            self.save(update_fields=["state", "done_at"])
        record("visit.feedback", self, by=by)
        return row

    @verb(may_hear_more)
    def hear_more(self, *, by, yes):
        """The teacher's second yes or no to remarks beyond the focus. After a no they are gone."""
        row = Feedback.objects.filter(visit=self).exclude(given_at=None).first()
        if row is None or row.extra in ("none", "yes", "no"):
            return self
        row.extra = "yes" if yes else "no"
        if not yes:
            row.extra_text = ""
        row.save(update_fields=["extra", "extra_text"])
        record("visit.heard", self, by=by)
        return self

    @verb(may_share_visit)
    def share(self, *, by, member=None, team=None):
        """The teacher lets a colleague or a team read focus and feedback."""
        if not Feedback.objects.filter(visit=self, given_at__isnull=False).exists():
            raise Refused(_("There is nothing to show yet."))
        if Sharing.begin(by=by, visit=self, member=member, team=team):
            record("visit.shared", self, by=by)
        return self

    @verb(may_unshare_visit)
    def unshare(self, *, by, sharing):
        """They read it no longer."""
        if Sharing.objects.filter(visit=self, pk=sharing).delete()[0]:
            record("visit.unshared", self, by=by)
        return self

    @verb(may_tidy)
    def tidy(self, *, by):
        """Throw away scratch notes that have run out; how many."""
        return Scratch.objects.filter(visit=self, until__lte=now()).delete()[0]


class ScratchQuerySet(models.QuerySet):
    def visible_to(self, member):
        """Their author's alone, until they run out or lead somebody."""
        reads = member.is_active and not leads(member)
        return self.filter(author=member, until__gt=now()) if reads else self.none()


class Scratch(Keyed):
    """What a visitor jots down during a visit: for themselves, and for 30 days. ``at``: when, by the phone."""

    confidential = True

    visit = models.ForeignKey("appointments.Visit", on_delete=models.CASCADE, related_name="scratches")
    author = models.ForeignKey(MEMBER, on_delete=models.CASCADE, related_name="+")
    text = LockedText()
    at = models.DateTimeField(default=now)
    until = models.DateTimeField(db_index=True)

    objects = ScratchQuerySet.as_manager()

    def __str__(self):
        return f"scratch {self.pk}"


class FeedbackQuerySet(models.QuerySet):
    def visible_to(self, member):
        """Given: the teacher's, its author's, and whom the teacher lets read it. Not given: its author's. An author who leads somebody
        since reads it no longer."""
        if not member.is_active:
            return self.none()
        shared = Sharing.objects.reaching(member).exclude(visit=None).values("visit")
        given = models.Q(given_at__isnull=False)
        theirs = given & (models.Q(teacher=member) | models.Q(visit__in=shared))
        return self.filter(theirs if leads(member) else theirs | models.Q(author=member))


class Feedback(models.Model):
    """What the visitor saw of what they were asked to look at. The teacher's own once given (``given_at``).

    ``extra_text``: beyond the focus. ``extra``: none; asked (the teacher knows that there is more); yes (shown); no (gone).
    """

    confidential = True

    visit = models.OneToOneField("appointments.Visit", on_delete=models.CASCADE, related_name="feedback")
    author = models.ForeignKey(MEMBER, null=True, on_delete=models.SET_NULL, related_name="+")
    teacher = models.ForeignKey(MEMBER, on_delete=models.CASCADE, related_name="+")
    text = LockedText(blank=True)
    extra_text = LockedText(blank=True)
    extra = models.CharField(max_length=5, choices=EXTRA, default="none")
    given_at = models.DateTimeField(null=True)

    objects = FeedbackQuerySet.as_manager()

    def __str__(self):
        return f"feedback of visit {self.visit_id}"

    def extra_for(self, member):
        """The remarks beyond the focus, for who may read them: its author until a no, the teacher after a yes. Never shared."""
        if member.pk == self.author_id or (member.pk == self.teacher_id and self.extra == "yes"):
            return self.extra_text
        return ""
