from datetime import timedelta

from django.contrib.auth import get_user_model
from django.db import models
from django.utils.translation import gettext_lazy as _

from hallway.core.now import now
from hallway.core.verb import Refused, verb
from hallway.history.models import record
from hallway.people.models import Post

from ..rules import may_try_address, may_work_again

PAUSE = timedelta(minutes=10)


class AddressTroubleQuerySet(models.QuerySet):
    def of(self, member):
        """What is the matter with this member's address, or None."""
        return self.filter(address=member.email).first()

    def visible_to(self, member):
        """Administrators', all of them."""
        return self.all() if member.is_active and member.seat.is_admin else self.none()

    def now(self):
        """What is not cured, latest first."""
        return self.exclude(dead_at=None, times=0).order_by("-last_at")


class AddressTrouble(models.Model):
    """What is the matter with one address: mail came back for good (``dead_at``: nothing is sent there since then), or it
    came back for now, ``times`` times from ``first_at`` to ``last_at`` (``told_at``: administrators were told).

    ``why``: the words of the mail server. Cured by a link that is mailed to the address, or by a new address.
    """

    address = models.CharField(max_length=320, unique=True)
    times = models.PositiveIntegerField(default=0)
    first_at = models.DateTimeField(default=now)
    last_at = models.DateTimeField(default=now)
    dead_at = models.DateTimeField(null=True)
    told_at = models.DateTimeField(null=True)
    tried_at = models.DateTimeField(null=True)
    why = models.CharField(max_length=300, blank=True)

    objects = AddressTroubleQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["-last_at"], name="trouble_latest")]

    def __str__(self):
        return self.address

    def get_absolute_url(self):
        from django.urls import reverse

        return reverse("delivery:mail_out")

    @property
    def owner(self):
        """The member whose address it is, or None."""
        return get_user_model().objects.filter(email=self.address, is_active=True).first()

    @property
    def administrators(self):
        """Who is told."""
        return administrators()

    @verb(may_try_address)
    def try_address(self, *, by):
        """Send a mail with a link there: who opens it and presses proves that mail arrives. Raises Refused when one is on its way."""
        from .. import proving

        if self.tried_at and self.tried_at > now() - PAUSE:
            raise Refused(_("A mail with the link went out a few minutes ago. Give it ten minutes, then try again."))
        owner = self.owner
        if owner is None:
            raise Refused(_("Nobody who works here has this address."))
        self.tried_at = now()
        self.save(update_fields=["tried_at"])
        proving.send_link(owner)
        record("address.tried", self, by=by)
        return self

    @verb(may_work_again)
    def work_again(self, *, by):
        """The link was opened: mail goes there again, and what was is forgotten."""
        if self.dead_at is None and not self.times:
            return self
        get_user_model().objects.filter(email=self.address).update(mail_bad=False)
        self.times, self.dead_at, self.told_at, self.tried_at, self.why = 0, None, None, None, ""
        self.save()
        record("address.works", self, by=by)
        return self


def administrators():
    """Everybody who looks after this Hallway today."""
    return list(Post.objects.filter(role="admin", campus=None).holders_now())
