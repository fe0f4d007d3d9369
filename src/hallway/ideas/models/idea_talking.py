"""What people write below an idea: answers, questions, thanks."""

from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext as _

from hallway.core.keyed import digest_of
from hallway.core.now import now
from hallway.core.text import clean
from hallway.core.verb import Refused, verb
from hallway.history.models import record
from hallway.people.models import Member
from hallway.threads.models import File, Message
from hallway.threads.models.messages import UNDO_SECONDS

from ..rules import may_say_on, may_unsay_on

ANSWERS_AS = "address-idea"


class IdeaTalking:
    @property
    def answers_as(self):
        """The word that its reply address is sealed with; empty when an answer by mail finds nothing to join."""
        return "" if self.state in ("away", "held") else ANSWERS_AS

    @property
    def answers_stand(self):
        """Who reads an answer by mail."""
        if self.state == "draft":
            return _("What you answer is added to your draft; only you see it.") if self.by_id else ""
        return _("What you answer stands below the idea, where everybody reads it.") if self.answers_as else ""

    @property
    def survivor(self):
        """Itself, or the idea that it is part of now."""
        idea = self
        for _step in range(20):
            if idea.state != "merged" or idea.merged_into is None:
                break
            idea = idea.merged_into
        return idea

    @property
    def talkers(self):
        """Whoever shared it or wrote below it; they hear when somebody writes."""
        kind = ContentType.objects.get_for_model(self)
        wrote = Message.objects.filter(noun_type=kind, noun_id=self.pk).values("author")
        people = Member.objects.filter(pk__in=wrote, is_active=True)
        return [*people, *([self.by] if self.by_id else [])]

    @verb(may_say_on)
    def say(self, *, by, text, key=None, stored=(), through="form"):
        """Write below it; everybody reads it. The Message; from the form it can be taken back for twenty seconds. Raises Refused
        when empty."""
        text = clean(text).strip()
        if not text and not stored:
            raise Refused(_("There is nothing to send yet. Write a word or add a file."))
        message = Message.objects.create(
            noun=self, kind="reply", author_id=by.pk, text=text, at=now(), through=through, **({"key": key} if key else {}),
            key_digest=digest_of(idea=self.pk, author=by.pk, text=text, files=[item.sha256 for item in stored]),
        )  # fmt: skip
        File.attach(self, stored, author=by, message=message)
        record("idea.said", self, by=by, wait=UNDO_SECONDS if through == "form" else 0, message=message.pk)
        return message

    @verb(may_unsay_on)
    def unsay(self, *, by, message):
        """Take one's own message back before anybody is told; its text, for the box. Raises Refused when it is too late."""
        text = Message.untold(self, message, by)
        if text is not None:
            record("idea.unsaid", self, by=by)
        return text or ""
