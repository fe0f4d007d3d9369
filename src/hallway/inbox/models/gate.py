"""Whom mail is taken from: which servers' word about a sender is believed, what happens to unknown senders, who is blocked."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hallway.core.kept import forget, kept
from hallway.core.now import now
from hallway.core.verb import Refused, creates, verb
from hallway.history.models import record
from hallway.people.models import Member

from ..one_form import one_form, ways
from ..rules import may_lift, may_put, may_set

UNKNOWN = [
    ("park", gettext_lazy("Keep it until somebody has looked")),
    ("open", gettext_lazy("Open a request, like for a colleague")),
    ("refuse", gettext_lazy("Answer politely that this address is for staff")),
]


class Gate(models.Model):
    """The district's one row. ``receivers``: host names whose Authentication-Results are believed, and ``sealers``: domains
    whose ARC seals are; both with spaces between. ``unknown``: a code of ``UNKNOWN``."""

    receivers = models.CharField(max_length=500, blank=True)
    sealers = models.CharField(max_length=500, blank=True)
    unknown = models.CharField(max_length=8, choices=UNKNOWN, default="park")

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="one_gate")]

    def __str__(self):
        return f"gate: {self.unknown}"

    @classmethod
    def get(cls):
        """The row, or an unsaved one while nobody has set anything."""
        return cls.objects.filter(pk=1).first() or cls(pk=1)

    @classmethod
    @creates(may_set)
    def set(cls, *, by, receivers="", sealers="", unknown="park"):
        """Say whose word counts and what happens to unknown senders; the row."""
        row = cls.get()
        before = (row.receivers, row.sealers, row.unknown)
        row.receivers, row.sealers, row.unknown = receivers.lower(), sealers.lower(), unknown
        if before != (row.receivers, row.sealers, row.unknown):
            row.save()
            record("gate.set", row, by=by)
            forget()
        return row


@kept
def gate():
    """The ``Gate`` as it is read for every mail."""
    return Gate.get()


class Block(models.Model):
    """An address whose mail is kept, counted, and put before nobody."""

    address = models.CharField(max_length=254, unique=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=now)

    def __str__(self):
        return self.address

    @classmethod
    @creates(may_put)
    def put(cls, *, by, address):
        """Mail from ``address`` waits for nobody from now on; the row. Raises Refused for somebody who works here."""
        address = one_form(address.strip().lower())
        if not address:
            raise Refused(_("This mail names no sender, so there is nobody to block."))
        if Member.objects.filter(email__in=ways([address]), is_active=True).exclude(source="mail").exists():
            raise Refused(_("This address belongs to a colleague. Their mail cannot be blocked."))
        if row := cls.objects.filter(address__in=ways([address])).first():
            return row
        row, made = cls.objects.get_or_create(address=address, defaults={"by": by})
        if made:
            record("sender.blocked", row, by=by, address=address)
        return row

    @verb(may_lift)
    def lift(self, *, by):
        """Mail from there waits for a person again, as before."""
        record("sender.lifted", self, by=by, address=self.address)
        self.delete()
