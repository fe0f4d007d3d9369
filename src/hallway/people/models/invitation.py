import hashlib
import secrets
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from hallway.core.now import now
from hallway.core.verb import Refused, creates, verb
from hallway.history.models import record

from ..rules import may_accept, may_invite

DAYS = 7


def digest(token):
    return hashlib.sha256(token.encode()).hexdigest()


class Invitation(models.Model):
    """A letter to a new member: a link that works once, for seven days. Only the token's digest is kept.

    ``purpose``: ``join`` (choose a password), or ``reset`` made by an administrator where there is no mail.
    """

    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="invitations")
    token_digest = models.CharField(max_length=64, unique=True)
    purpose = models.CharField(max_length=8, default="join")
    made = models.DateTimeField(default=now)
    expires = models.DateTimeField()
    used = models.DateTimeField(null=True)

    def __str__(self):
        return f"{self.purpose} {self.member_id}"

    @classmethod
    @creates(may_invite)
    def send(cls, *, by, member, purpose="join"):
        """Make one; earlier open ones for the same purpose stop working. The row carries ``.token`` once, for the mail or to read out."""
        cls.objects.filter(member=member, purpose=purpose, used=None).update(expires=now())
        token = secrets.token_urlsafe(32)
        life = timedelta(days=DAYS) if purpose == "join" else timedelta(hours=24)
        invitation = cls.objects.create(
            member=member, purpose=purpose, token_digest=digest(token), expires=now() + life
        )
        invitation.token = token
        record("member.invited", invitation, by=by, root=member, purpose=purpose)
        return invitation

    @classmethod
    def find(cls, token):
        """The open invitation of this token, or None: used, run out, replaced, of somebody who left, or never made."""
        return (
            cls.objects.filter(token_digest=digest(token), used=None, expires__gt=now(), member__is_active=True)
            .select_related("member")
            .first()
        )

    @verb(may_accept)
    def accept(self, *, by, password):
        if self.used or self.expires <= now():
            raise Refused(_("That link has run out. Ask for a new one; it takes a minute."))
        self.used = now()
        self.save(update_fields=["used"])
        # Choosing a password ends the other sessions and every other letter under way.
        self.member.choose_password(by=by, password=password)
        if self.purpose == "join":
            record("member.joined", self.member, by=by)
        return self.member
