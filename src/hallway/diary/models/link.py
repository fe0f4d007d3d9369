import hashlib
import hmac
import secrets

from django.conf import settings
from django.db import models

from hallway.core.now import now
from hallway.core.verb import creates, verb
from hallway.history.models import record
from hallway.people.models import Member

from ..rules import may_make_link, may_revoke_link

BYTES = 24  # of chance: 192 bits


class Link(models.Model):
    """The secret address under which somebody's calendar program reads what is booked with them. One a person; only its digest
    is kept, so it is shown once, when it is made. It works as long as the person does."""

    member = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    made = models.DateTimeField(default=now)
    read_on = models.DateField(null=True)

    def __str__(self):
        return f"feed of {self.member_id}"

    @classmethod
    @creates(may_make_link)
    def make(cls, *, by, member):
        """A new address; the one before works no more. Returns the row, its ``word`` (shown once) on it."""
        Member.objects.select_for_update(no_key=True).get(pk=member.pk)
        word = secrets.token_urlsafe(BYTES)
        link, _new = cls.objects.update_or_create(
            member=member, defaults={"digest": _digest(word), "made": now(), "read_on": None}
        )
        record("link.made", member, by=by)
        link.word = word
        return link

    @verb(may_revoke_link)
    def revoke(self, *, by):
        """The address works no more, and there is none."""
        record("link.revoked", self.member, by=by)
        self.delete()

    @classmethod
    def of(cls, word):
        """The ``Link`` with its member whom this word belongs to, or None. Notes the day on which it was read."""
        digest = _digest(word)
        link = cls.objects.select_related("member").filter(digest=digest, member__is_active=True).first()
        if link is None or not hmac.compare_digest(link.digest, digest):
            return None
        today = now().date()
        if link.read_on != today:
            cls.objects.filter(pk=link.pk).update(read_on=today)
        return link


def _digest(word):
    return hashlib.sha256(word.encode("utf-8", "replace")).hexdigest()
