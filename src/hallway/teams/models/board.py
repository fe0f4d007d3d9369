"""A team's board: what somebody wrote to the others, what they answered, and a mark or two. Nobody is counted on it."""

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from hallway.core.keyed import Keyed, digest_of
from hallway.core.now import now
from hallway.core.search import Matches, query_of, words_of
from hallway.core.text import clean, one_line
from hallway.core.verb import Denied, Refused, creates, verb
from hallway.delivery.models import Notice
from hallway.history.models import Event, record
from hallway.people.models import Team
from hallway.threads.models import File, Message

from ..circle import people_of, teams_of
from ..rules import may_answer, may_open, may_pin, may_react, may_see, may_take_away, may_take_back, may_words_anew

MEMBER = settings.AUTH_USER_MODEL
TITLE, LONGEST = 120, 10_000
ASIDE = "note"  # the kind of an answer that only its author reads
WAIT = 20  # seconds before anybody is told: the time to take it back unseen
MARKS = [
    ("heart", _("Love it")),
    ("smile", _("Made me smile")),
    ("thanks", _("Thank you")),
    ("idea", _("Good idea")),
    ("strong", _("Well done")),
]


class TopicQuerySet(models.QuerySet):
    def visible_to(self, member):
        """Those of the teams whose circle they are in; one that was set aside is its author's alone."""
        there = Q(aside_at=None) | Q(by=member)
        return self.filter(teams_of(member) & there) if member.is_active else self.none()

    def matching(self, text):
        query = query_of(text)
        return self.filter(Matches("words", query)) if query else self.none()

    def for_board(self):
        """Pinned ones first, then what moved last."""
        pinned = models.ExpressionWrapper(Q(pinned_at__isnull=False), models.BooleanField())
        return self.annotate(pinned=pinned).select_related("by").order_by("-pinned", "-moved_at", "-pk")


class Topic(Keyed):
    """Something written to a team. ``moved_at``: when it was last written on. ``words``: for searching, answers included.

    Answers are ``threads.Message`` rows; files hang on an answer, or on the topic itself.
    """

    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="topics", db_index=False)
    by = models.ForeignKey(MEMBER, on_delete=models.PROTECT, related_name="topics")
    title = models.CharField(max_length=TITLE)
    text = models.TextField(blank=True, max_length=LONGEST)
    at = models.DateTimeField(default=now)
    moved_at = models.DateTimeField(default=now)
    pinned_at = models.DateTimeField(null=True)
    aside_at = models.DateTimeField(null=True)
    words = SearchVectorField(null=True, editable=False)

    objects = TopicQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["team", "-moved_at"], name="topic_board"),
            GinIndex(fields=["words"], name="topic_words"),
        ]

    def __str__(self):
        return f"topic {self.pk}"

    def get_absolute_url(self):
        from django.urls import reverse

        return reverse("teams:topic", args=[self.pk])

    @property
    def readers(self):
        return list(people_of(self.team))

    @property
    def talkers(self):
        """Whoever wrote here and still reads it."""
        wrote = {self.by_id, *self.answers().values_list("author", flat=True)}
        return [member for member in self.readers if member.pk in wrote]

    def answers(self):
        return Message.objects.of(self)

    def files_of(self, message):
        return File.objects.of(self).filter(message=message)

    def is_staff(self, member):
        """There are no notes on a board: an answer of that kind was set aside, and its files are nobody's."""
        return False

    @classmethod
    @creates(may_open)
    def open(cls, *, by, team, title, text="", key=None, stored=()):
        """Write to the team. Raises Refused when it is put away, or nothing was written."""
        if not team.in_use:
            raise Refused(_now("This team is put away. Bring it back first."))
        title, text = one_line(title, TITLE), clean(text, LONGEST).strip()
        if not title:
            raise Refused(_now("Give it a line to begin with."))
        digest = digest_of(team=team.pk, by=by.pk, title=title, text=text, files=[item.sha256 for item in stored])
        moment = now()
        topic = cls.objects.create(
            team=team, by=by, title=title, text=text, at=moment, moved_at=moment, words=words_of(title, text),
            key_digest=digest, **({"key": key} if key else {}),
        )  # fmt: skip
        File.attach(topic, stored, author=by)
        Seen.note(by, topic)
        record("board.opened", topic, by=by, wait=WAIT, team=team.name)
        return topic

    @verb(may_answer)
    def answer(self, *, by, text, key=None, stored=()):
        """Answer it; the Message. Raises Refused when empty, or when the team is put away."""
        if not self.team.in_use:
            raise Refused(_now("This team is put away. Bring it back first."))
        text = clean(text, LONGEST).strip()
        if not text and not stored:
            raise Refused(_now("There is nothing to send yet. Write a word or add a file."))
        digest = digest_of(topic=self.pk, author=by.pk, text=text, files=[item.sha256 for item in stored])
        message = Message.objects.create(
            noun=self, kind="reply", author_id=by.pk, text=text, at=now(), key_digest=digest,
            **({"key": key} if key else {}),
        )  # fmt: skip
        File.attach(self, stored, author=by, message=message)
        self._keep_words(moved_at=message.at)
        Seen.note(by, self)
        record("board.answered", self, by=by, wait=WAIT, team=self.team.name, answer=message.pk)
        return message

    @verb(may_take_back)
    def take_back(self, *, by, message):
        """An answer of one's own goes, at any time, with its files and marks; whoever was not told of it yet never is."""
        row = self.answers().filter(pk=message).first()
        if row is None:
            return self
        if row.author_id != by.pk:
            raise Denied("take_back")
        self._no_news(row)
        Reaction.objects.on(row).delete()
        row.delete()
        self._keep_words()
        record("board.taken_back", self, by=by)
        return self

    @verb(may_take_away)
    def take_away(self, *, by):
        """Its author takes it off the board, with everything that hangs on it."""
        Event.objects.of(self).delete()
        Reaction.objects.on(*self.answers(), self).delete()
        File.objects.of(self).delete()
        self.answers().delete()
        self.delete()
        record("board.taken_away", by, by=by)

    @verb(may_pin)
    def pin(self, *, by, pinned=True):
        """It stays at the top, for everybody, or no longer."""
        if pinned != (self.pinned_at is not None):
            self.pinned_at = now() if pinned else None
            self.save(update_fields=["pinned_at"])
            record("board.pinned", self, by=by, pinned=pinned)
        return self

    def hide(self, message=None, *, hidden=True):
        """For use inside a verb: the topic, or one answer, is read by its author alone, or stands again for everybody."""
        if message is None:
            self.aside_at = now() if hidden else None
            self.save(update_fields=["aside_at"])
            if hidden:
                Event.objects.of(self).filter(kind__in=["board.opened", "board.answered"]).delete()
        else:
            self.answers().filter(pk=message.pk).update(kind=ASIDE if hidden else "reply")
            self._keep_words()
            if hidden:
                self._no_news(message)

    def _no_news(self, message):
        """Nobody hears of this answer any more; who has not read of it yet hears of the one before, if there is one."""
        # Locked: whoever tells of it at this moment is waited for, and what they told is taken back, too.
        events = Event.objects.of(self).filter(kind="board.answered", data__answer=message.pk)
        for event in events.select_for_update(of=("self",)):
            Notice.fall_back(event)
            event.delete()

    @verb(may_words_anew)
    def words_anew(self, *, by):
        """Only the house: somebody's words went, so they are no longer found either."""
        self._keep_words()

    def _keep_words(self, **values):
        """What can be searched of it is what is written on it now."""
        said = self.answers().exclude(kind=ASIDE).values_list("text", flat=True)
        self.words = words_of(self.title, self.text, *said)
        for name, value in values.items():
            setattr(self, name, value)
        self.save(update_fields=["words", *values])


class Seen(models.Model):
    """When somebody last opened a topic: for their own "new" mark. Nobody else reads it, and nobody counts it."""

    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="seen")
    member = models.ForeignKey(MEMBER, on_delete=models.CASCADE, related_name="+", db_index=False)
    at = models.DateTimeField(default=now)

    class Meta:
        constraints = [models.UniqueConstraint("member", "topic", name="topic_seen_once")]

    def __str__(self):
        return f"seen {self.pk}"

    @classmethod
    @creates(may_see)
    def see(cls, *, by, topic):
        """They opened it. No event: it is nobody's news."""
        cls.note(by, topic)

    @classmethod
    def note(cls, member, topic):
        """For use inside a verb: what one writes is not new to oneself."""
        row = cls(topic=topic, member=member, at=now())
        cls.objects.bulk_create([row], update_conflicts=True, unique_fields=["member", "topic"], update_fields=["at"])


class ReactionQuerySet(models.QuerySet):
    def on(self, *nouns):
        """Marks on these topics and answers; the rows stand in the order in which they were set."""
        wanted = Q(pk=None)
        for noun in nouns:
            wanted |= Q(subject_type=ContentType.objects.get_for_model(noun), subject_id=noun.pk)
        return self.filter(wanted).order_by("pk")


class Reaction(models.Model):
    """A mark that somebody sets on a topic or an answer. It has no event, so nobody is told, and there is nothing to count."""

    subject_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, related_name="+", db_index=False)
    subject_id = models.BigIntegerField()
    member = models.ForeignKey(MEMBER, on_delete=models.CASCADE, related_name="+")
    mark = models.CharField(max_length=6, choices=MARKS)
    at = models.DateTimeField(default=now)

    objects = ReactionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint("subject_type", "subject_id", "member", "mark", name="marked_once"),
        ]

    def __str__(self):
        return f"{self.mark} {self.pk}"

    @classmethod
    @creates(may_react)
    def react(cls, *, by, topic, mark, message=None, on=True):
        """Set one's mark on a topic, or on an answer of it; or take it off. Raises Refused for an answer that is gone."""
        subject = topic
        if message is not None:
            subject = topic.answers().filter(pk=message).first()
            if subject is None:
                raise Refused(_now("This answer was taken back."))
        about = {
            "subject_type": ContentType.objects.get_for_model(subject),
            "subject_id": subject.pk,
            "member": by,
            "mark": mark,
        }
        if on:
            cls.objects.get_or_create(**about)
        else:
            cls.objects.filter(**about).delete()
