"""What is said in a consult, and who takes part."""

from django.utils.translation import gettext as _

from hallway.core.keyed import digest_of
from hallway.core.now import now
from hallway.core.text import clean
from hallway.core.verb import Refused, verb
from hallway.history.models import record
from hallway.threads.models import File, Message
from hallway.threads.models.messages import UNDO_SECONDS

from ..rules import (
    can_be_asked,
    keeps_out,
    may_change_its,
    may_invite,
    may_say,
    may_share_consult,
    may_uninvite,
    may_unsay,
    may_unshare_consult,
)
from .apart import free_its_time
from .sharing import Sharing


class ConsultTalking:
    @verb(may_say)
    def say(self, *, by, text, key=None, stored=(), through="form"):
        """Write to everybody who takes part; the Message. It can be taken back for twenty seconds. Raises Refused when empty."""
        text = clean(text).strip()
        if not text and not stored:
            raise Refused(_("There is nothing to send yet. Write a word or add a file."))
        digest = digest_of(consult=self.pk, author=by.pk, text=text, files=[item.sha256 for item in stored])
        message = Message.objects.create(
            noun=self,
            kind="reply",
            author_id=by.pk,
            text=text,
            at=now(),
            through=through,
            key_digest=digest,
            **({"key": key} if key else {}),
        )
        File.attach(self, stored, author=by, message=message)
        record("consult.said", self, by=by, wait=UNDO_SECONDS, message=message.pk)
        return message

    @verb(may_unsay)
    def unsay(self, *, by, message):
        """Take one's own message back before anybody is told; its text, for the box. Raises Refused when it is too late."""
        text = Message.untold(self, message, by)
        if text is not None:
            record("consult.unsaid", self, by=by)
        return text or ""

    @verb(may_invite)
    def invite(self, *, by, member):
        """Let another ITS or a teacher who teaches along take part: they read and write everything but others' own notes."""
        from .consults import ConsultGuest

        if keeps_out(member):
            raise Refused(
                _(
                    "%(name)s leads or manages here. A consult stays between teachers and ITS, so that nobody is judged by it."
                )
                % {"name": member.short_name}
            )
        if member.pk in (self.teacher_id, self.its_id):
            return self
        _row, made = ConsultGuest.objects.get_or_create(consult=self, member=member)
        if made:
            record("consult.invited", self, by=by, who=member.short_name)
        return self

    @verb(may_uninvite)
    def uninvite(self, *, by, member):
        """They take part no longer; what they wrote stays."""
        if self.guests.filter(member=member).delete()[0]:
            record("consult.uninvited", self, by=by, who=member.short_name)
        return self

    @verb(may_change_its)
    def change_its(self, *, by, its):
        """Ask another ITS instead. The one asked before reads it no longer, unless invited."""
        if self.its_id == its.pk:
            return self
        if not can_be_asked(its):
            raise Refused(_("Choose somebody of the help team."))
        self.guests.filter(member=its).delete()
        free_its_time(self, by)
        self.its, self.appointment = its, None
        self.save(update_fields=["its", "appointment"])
        record("consult.opened", self, by=by)
        return self

    @verb(may_share_consult)
    def share(self, *, by, member=None, team=None):
        """The teacher lets a colleague or a team read the lesson, the plan and the picked ideas."""
        if Sharing.begin(by=by, consult=self, member=member, team=team):
            record("consult.shared", self, by=by)
        return self

    @verb(may_unshare_consult)
    def unshare(self, *, by, sharing):
        """They read it no longer."""
        if Sharing.objects.filter(consult=self, pk=sharing).delete()[0]:
            record("consult.unshared", self, by=by)
        return self
