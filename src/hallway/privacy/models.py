from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from hallway.core.now import now
from hallway.core.text import one_line
from hallway.core.verb import Refused, creates
from hallway.history.models import record

from .rules import may_carry_out, may_take_out


class Logged(models.Model):
    """A line of the privacy log: who, about whom, when, why. It outlives the person as a number."""

    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    by_member = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=now)
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        abstract = True
        ordering = ["-at"]


class Export(Logged):
    """Somebody's data was taken out. The file itself is made while it is sent, and kept nowhere."""

    def __str__(self):
        return f"export {self.member_id}"

    @classmethod
    @creates(may_take_out)
    def take_out(cls, *, by, member, reason=""):
        """Log it; the caller then sends ``collecting.bundle``."""
        row = cls.objects.create(member=member, by_member_id=by.pk, reason=one_line(reason, 200))
        record("privacy.exported", row, by=by, root=member)
        return row

    @property
    def whole(self):
        """Only the person gets the words of confidential requests; nobody else does, not even for them."""
        return self.by_member_id == self.member_id


class Erasure(Logged):
    """Somebody was erased: what stayed is the placeholder, so that history still makes sense."""

    rows = models.PositiveIntegerField(default=0)

    def __str__(self):
        return f"erasure {self.member_id}"

    @classmethod
    @creates(may_carry_out)
    def carry_out(cls, *, by, member, reason=""):
        """Erase a member: name, address, photo and own words go; requests and dates stay with "a former colleague".

        Their open requests are withdrawn, what they held moves on. It cannot be undone. Twice changes nothing more.
        """
        from . import erasing

        member = type(member).objects.select_for_update().get(pk=member.pk)
        if done := cls.objects.filter(member=member).first():
            return done
        if member.pk == by.pk:
            raise Refused(_("Another administrator does that for you."))
        rows = erasing.erase(member)
        row = cls.objects.create(member=member, by_member_id=by.pk, reason=one_line(reason, 200), rows=rows)
        record("privacy.erased", row, by=by, root=member)
        return row
