"""Somebody of a circle says that one entry should not stand on the board. Whoever leads the campus then reads that entry, and only it."""

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from hallway.core.now import now
from hallway.core.text import one_line
from hallway.core.verb import Refused, creates, verb
from hallway.history.models import Event, record
from hallway.people.models import Post
from hallway.threads.models import Message

from ..rules import may_concern, may_let_stand, may_set_aside
from .board import ASIDE, Topic

MEMBER = settings.AUTH_USER_MODEL
LONGEST = 300


class ConcernQuerySet(models.QuerySet):
    def to_decide(self, member):
        """Those that ``member`` decides: of teams at a campus they lead; for who leads the district, where nobody leads but perhaps
        its author. Never what they wrote themselves."""
        if not member.is_active:
            return self.none()
        theirs = Q(topic__team__campus__in=member.seat.leads)
        if member.seat.leads_district:
            leads = Post.objects.filter(role="lead", campus=OuterRef("topic__team__campus"), member__is_active=True)
            theirs |= ~Q(Exists(leads.in_force_now().exclude(member=OuterRef("author"))))
        return self.filter(theirs).exclude(author=member)

    def visible_to(self, member):
        """Whoever decides, and whoever said it; of the entry they read what is theirs to read still (``shows_entry``). Its author
        learns of it only when their words are set aside, on the entry itself."""
        return (
            self.to_decide(member) | self.filter(by=member).exclude(author=member) if member.is_active else self.none()
        )


class Concern(models.Model):
    """``message``: the answer it is about, none for the topic itself. ``words``: why, if they like. ``outcome``: nothing yet, ``aside``
    (only its author reads the entry), ``stands``. ``said``: what the one who set it aside tells the author."""

    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="concerns")
    message = models.ForeignKey(Message, null=True, on_delete=models.CASCADE, related_name="+")
    author = models.ForeignKey(MEMBER, null=True, on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(MEMBER, null=True, on_delete=models.SET_NULL, related_name="+")
    words = models.CharField(max_length=LONGEST, blank=True)
    at = models.DateTimeField(default=now)
    outcome = models.CharField(max_length=6, blank=True, choices=[("aside", "aside"), ("stands", "stands")])
    said = models.CharField(max_length=LONGEST, blank=True)
    decided_by = models.ForeignKey(MEMBER, null=True, on_delete=models.SET_NULL, related_name="+")
    decided_at = models.DateTimeField(null=True)

    objects = ConcernQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "topic", "message", "by", name="concern_once", condition=Q(by__isnull=False), nulls_distinct=False
            ),
        ]

    def __str__(self):
        return f"concern {self.pk}"

    def get_absolute_url(self):
        from django.urls import reverse

        return reverse("teams:concern", args=[self.pk])

    def shows_entry(self, member):
        """Whether ``member`` reads the entry here: to decide, or because the board shows it to them, too."""
        on_board = not self.is_aside and Topic.objects.visible_to(member).filter(pk=self.topic_id).exists()
        return on_board or self.is_decided_by(member)

    @property
    def text(self):
        """The entry that it is about, and nothing beside it."""
        return self.message.text if self.message else "\n".join(filter(None, [self.topic.title, self.topic.text]))

    @property
    def files(self):
        """The names of what hangs on that entry."""
        return [file.name for file in self.topic.files_of(self.message)]

    @property
    def judges(self):
        """Who is asked: the campus's leads but for its author, else who leads the district."""
        posts = Post.objects.filter(Q(role="lead", campus=self.topic.team.campus_id) | Q(role="district"))
        return [each for each in posts.holders_now() if self.is_decided_by(each)]

    @property
    def asker(self):
        return self.by

    @property
    def who_wrote(self):
        return self.author

    def is_decided_by(self, member):
        return Concern.objects.to_decide(member).filter(pk=self.pk).exists()

    @classmethod
    @creates(may_concern)
    def say(cls, *, by, topic, message=None, words=""):
        """Hand one entry to whoever leads the campus; said again, it is said once. Raises Refused for an answer that is gone or one's
        own entry."""
        answer = topic.answers().exclude(kind=ASIDE).filter(pk=message).first() if message else None
        if message and answer is None:
            raise Refused(_("This answer was taken back."))
        author = answer.author_id if answer else topic.by_id
        if author == by.pk:
            raise Refused(_("You wrote it yourself. You can take it back."))
        about = {"topic": topic, "message": answer, "by": by}
        row, made = cls.objects.get_or_create(
            **about, defaults={"author_id": author, "words": one_line(words, LONGEST)}
        )
        if made:
            record("concern.said", row, by=by, team=topic.team.name)
        return row

    @verb(may_set_aside, first="topic")
    def set_aside(self, *, by, said="", seen=None):
        """Only its author reads the entry from now on, with what is ``said`` to them, and by whom. ``seen``: the outcome that ``by``
        saw; raises Refused when somebody decided otherwise meanwhile, or with other words: the author reads those of the first."""
        said = one_line(said, LONGEST)
        if self.outcome == "aside" and said not in ("", self.said):
            raise self._meanwhile()
        self._look_again("aside", seen)
        stood = not self.is_aside
        self._decide("aside", by, said)
        if stood:
            self.topic.hide(self.message)
            record("concern.aside", self, by=by, root=self.topic, team=self.topic.team.name)
        return self

    @verb(may_let_stand, first="topic")
    def let_stand(self, *, by, seen=None):
        """The entry stands; one that was set aside stands where it was. ``seen`` as above."""
        self._look_again("stands", seen)
        if self.is_aside:
            self.topic.hide(self.message, hidden=False)
            about = self._of_the_entry().values("pk")
            Event.objects.filter(kind="concern.aside", root_id=self.topic_id, subject_id__in=about).delete()
            record("concern.back", self, by=by, root=self.topic, team=self.topic.team.name)
        self._decide("stands", by, "")
        return self

    @property
    def is_aside(self):
        """Whether the entry is set aside just now, whoever handed it on."""
        return self.message.kind == ASIDE if self.message else self.topic.aside_at is not None

    def _of_the_entry(self):
        """Everything that was said of the same entry."""
        return Concern.objects.filter(topic=self.topic_id, message=self.message_id)

    def _look_again(self, outcome, seen):
        if seen is not None and self.outcome not in (seen, outcome):
            raise self._meanwhile()

    def _meanwhile(self):
        name = self.decided_by.full_name if self.decided_by else _("Somebody")
        if self.outcome == "aside":
            return Refused(_("%(name)s set it aside meanwhile. Here is how it stands now.") % {"name": name})
        return Refused(
            _("%(name)s looked at it meanwhile and let it stand. Here is how it stands now.") % {"name": name}
        )

    def _decide(self, outcome, by, said):
        """The same for all who handed it on, and each of them hears of it once. The topic is locked: one decides after the other."""
        if self.outcome == outcome:
            return
        same = list(self._of_the_entry().select_for_update())
        for each in same:
            if not each.outcome and each.by_id:
                record("concern.decided", each, by=by, team=self.topic.team.name)
        rows = Concern.objects.filter(pk__in=[each.pk for each in same])
        rows.update(outcome=outcome, said=said, decided_by=by, decided_at=now())
        self.refresh_from_db(fields=["outcome", "said", "decided_by", "decided_at"])
