"""Good news about a classroom: drafted by the ITS, and nobody's to read before the teacher said yes."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from hallway.core.keyed import Keyed, digest_of
from hallway.core.locked_text import LockedText
from hallway.core.now import now
from hallway.core.text import clean, one_line
from hallway.core.verb import HALLWAY, Refused, creates, verb
from hallway.history.models import record
from hallway.ideas.models import Idea
from hallway.people.models import Campus, Team
from hallway.threads.models import File

from ..naming import names_in
from ..rules import (
    may_change_brag,
    may_consent,
    may_draft_brag,
    may_make_idea,
    may_propose,
    may_say_no,
    may_withdraw_brag,
)
from .visits import Visit

MEMBER = settings.AUTH_USER_MODEL
AUDIENCES = [("team", _("A team")), ("campus", _("Everybody at our campus")), ("district", _("The whole district"))]
REACH = [code for code, _name in AUDIENCES]  # from few to many
STATES = [
    ("draft", _("Being written")),
    ("proposed", _("Waits for the teacher")),
    ("published", _("Published")),
    ("declined", _("Stays between the two")),
]
LONGEST = 4000


class BragQuerySet(models.QuerySet):
    def visible_to(self, member):
        """Before the teacher's yes: its author's, and the teacher's once proposed. After it: the audience's."""
        if not member.is_active:
            return self.none()
        sides = Q(author=member) | Q(teacher=member) & ~Q(state="draft")
        return self.filter(sides | Q(state="published") & self._reaches(member))

    @staticmethod
    def _reaches(member):
        return (
            Q(audience="district")
            | Q(audience="campus", campus__in=member.seat.own)
            | Q(audience="team", team__in=Team.objects.of(member))
        )

    def published_to(self, member, since, until=None):
        """Those of the audience ``member`` is in, published after ``since`` (and not after ``until``), newest first."""
        rows = self.filter(self._reaches(member), state="published", published_at__gt=since)
        rows = rows.filter(published_at__lte=until) if until else rows
        return rows.select_related("teacher", "author", "campus").order_by("-published_at")


class Brag(Keyed):
    """``names``: words that look like somebody's name, which the teacher is asked about before the yes."""

    locks_words = True

    author = models.ForeignKey(MEMBER, on_delete=models.PROTECT, related_name="brags_written")
    teacher = models.ForeignKey(MEMBER, on_delete=models.PROTECT, related_name="brags")
    visit = models.ForeignKey(Visit, null=True, on_delete=models.SET_NULL, related_name="brags")
    campus = models.ForeignKey(Campus, on_delete=models.PROTECT, related_name="+")
    team = models.ForeignKey(Team, null=True, on_delete=models.SET_NULL, related_name="+")
    audience = models.CharField(max_length=8, choices=AUDIENCES, default="campus")
    title = LockedText()
    text = LockedText(blank=True)
    state = models.CharField(max_length=9, choices=STATES, default="draft")
    idea = models.ForeignKey(Idea, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField(default=now)
    published_at = models.DateTimeField(null=True)

    objects = BragQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["-published_at"], name="brag_published", condition=Q(state="published")),
        ]

    def __str__(self):
        return f"brag {self.pk}"

    def get_absolute_url(self):
        from django.urls import reverse

        return reverse("appointments:brag", args=[self.pk])

    @property
    def confidential(self):
        """Until the teacher's yes."""
        return self.state != "published"

    def mail_title(self):
        return _now("Your conversation in Hallway")

    @classmethod
    @creates(may_draft_brag)
    def draft(
        cls, *, by, teacher, campus, title, text="", audience="campus", team=None, visit=None, key=None, stored=()
    ):
        """Begin one; nobody else reads it yet. The Brag."""
        said = _clean(title, text, audience, team)
        digest = digest_of(by=by.pk, teacher=teacher.pk, visit=visit and visit.pk, files=[one.sha256 for one in stored],
                           said={**said, "team": team and team.pk})  # fmt: skip
        brag = cls(
            author=by, teacher=teacher, campus=campus, visit=visit, made_at=now(), key_digest=digest, **said,
            **({"key": key} if key else {}),
        )  # fmt: skip
        brag.save(force_insert=True)
        File.attach(brag, stored, author=by)
        record("brag.drafted", brag, by=by)
        return brag

    @verb(may_change_brag)
    def change(self, *, by, title, text="", audience="campus", team=None, stored=(), without=()):
        """Say it otherwise. What its author changes after proposing it is the teacher's to say yes to, as it then stands. For fewer
        readers than before: the idea made of it leaves the library until somebody who may makes it one again."""
        said = _clean(title, text, audience, team)
        before, looked_at = {name: getattr(self, name) for name in said}, set(self.names)
        File.attach(self, stored, author=by)
        gone = File.objects.of(self).filter(pk__in=without).delete()[0] if without else 0
        if stored or gone or any(before[name] != value for name, value in said.items()):
            for name, value in said.items():
                setattr(self, name, value)
            self.save(update_fields=list(said))
            if self.state == "published" and (stored or not looked_at.issuperset(self.names)):
                raise Refused(
                    _now("A student could be named or shown there. Take it back first, change it, and say yes anew.")
                )
            if REACH.index(self.audience) < REACH.index(before["audience"]):
                self._hold_idea()
            record("brag.changed", self, by=by)
        return self

    @verb(may_propose)
    def propose(self, *, by):
        """Ask the teacher. After a no it is not asked again."""
        if self.state == "declined":
            raise Refused(_now("%(name)s would rather keep it between you.") % {"name": self.teacher.short_name})
        if self.state == "draft":
            self.state = "proposed"
            self.save(update_fields=["state"])
            record("brag.proposed", self, by=by)
        return self

    @verb(may_consent)
    def consent(self, *, by, no_student=False, seen=""):
        """The teacher's yes: its audience reads it from now on. ``no_student``: they looked for names and faces of students.

        Raises Refused without that look when something could be one.
        """
        if self.state == "published":
            return self
        if self.state == "draft":
            raise Refused(_now("It is still being written."))
        if seen and seen != self.seen:
            raise Refused(_now("The words have changed since you read them. Look once more."))
        if not no_student and (self.names or self.pictures):
            raise Refused(_now("Look once more first: is no student named or shown?"))
        self.state, self.published_at = "published", now()
        self.save(update_fields=["state", "published_at"])
        record("brag.consented", self, by=by)
        return self

    @verb(may_say_no)
    def say_no(self, *, by):
        """The teacher keeps it between the two; no reason is asked."""
        if self.state != "declined":
            self.state, self.published_at = "declined", None
            self.save(update_fields=["state", "published_at"])
            self._hold_idea()
            record("brag.declined", self, by=by)
        return self

    @verb(may_withdraw_brag)
    def withdraw(self, *, by):
        """Either takes it back at any time; its audience reads it no longer. The teacher is not asked again after that, and may
        still say yes; its author has a draft again."""
        if self.state in ("proposed", "published"):
            self.state, self.published_at = "declined" if by.pk == self.teacher_id else "draft", None
            self.save(update_fields=["state", "published_at"])
            self._hold_idea()
            record("brag.withdrawn", self, by=by)
        return self

    @verb(may_make_idea)
    def make_idea(self, *, by):
        """Make it an idea of the library, for everybody in the district; the Idea, the same one when asked again. When the good news was
        taken back meanwhile and says other words now, the idea with the old ones stays where it is, and another is made."""
        if self.idea_id is None or (self.idea.state == "held" and self.idea.began_as != (self.title, self.text)):
            self.idea = Idea.share(
                by=by,
                campus=self.campus,
                title=self.title,
                what_for=_now("It did well in a classroom here."),
                text=self.text,
            )
            self.save(update_fields=["idea"])
        elif self.idea.state == "away":
            self.idea.take_out(by=HALLWAY)
        else:
            self.idea.free(by=HALLWAY)
        return self.idea

    def _hold_idea(self):
        """What was made of it goes no further than the teacher's yes."""
        if self.idea_id:
            self.idea.hold(by=HALLWAY)

    @property
    def seen(self):
        """What the teacher has before them, as a digest that their yes comes with."""
        return digest_of(
            title=self.title,
            text=self.text,
            audience=self.audience,
            team=self.team_id,
            files=[one.sha256 for one in self.pictures],
        )

    @property
    def names(self):
        """Words that look like the name of somebody who does not work here, each once."""
        return names_in(f"{self.title}\n{self.text}", but=(self.teacher, self.author))

    @property
    def pictures(self):
        return list(File.objects.of(self))


def _clean(title, text, audience, team):
    title = one_line(title, 120)
    if not title:
        raise Refused(_now("Give it a line to begin with."))
    if audience not in dict(AUDIENCES) or (audience == "team") != (team is not None):
        raise Refused(_now("Choose who reads it."))
    return {"title": title, "text": clean(text, LONGEST).strip(), "audience": audience, "team": team}
