from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from hallway.core.kept import forget
from hallway.core.verb import creates, verb
from hallway.history.models import record
from hallway.people.models import Campus
from hallway.procedures.models import Topic

from ..rules import may_add_address, may_manage_address


class Address(models.Model):
    """One more address people write to, and what a request that opens through it is about. ``reply_domain``: where answers to
    such a request go, when that is another domain than the address's. ``library``: what comes to it are ideas, no requests."""

    address = models.EmailField(
        unique=True,
        error_messages={"unique": _("This address is on the list already.")},
        help_text=_("Like av@your-district.org."),
    )
    campus = models.ForeignKey(Campus, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    topic = models.ForeignKey(Topic, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    reply_domain = models.CharField(
        max_length=200, blank=True, validators=[RegexValidator(r"^[a-z0-9-]+(\.[a-z0-9-]+)+$", _("Like reply.your-district.org."))]
    )  # fmt: skip

    library = models.BooleanField(
        default=False, help_text=_("Mail of who works here becomes an idea that only they see, until they share it.")
    )
    enabled = models.BooleanField(default=True)

    class Meta:
        ordering = ["address"]
        verbose_name_plural = "addresses"

    def __str__(self):
        return self.address

    @classmethod
    @creates(may_add_address)
    def add(cls, *, by, **values):
        row = cls.objects.filter(address=values["address"], enabled=False).first() or cls()
        for name, value in values.items():
            setattr(row, name, value)
        row.enabled = True
        row.full_clean()
        row.save()
        forget()
        record("address.added", row, by=by, address=row.address)
        return row

    @verb(may_manage_address)
    def change(self, *, by, **values):
        changed = sorted(name for name, value in values.items() if getattr(self, name) != value)
        for name in changed:
            setattr(self, name, values[name])
        if changed:
            self.full_clean()
            self.save()
            forget()
            record("address.changed", self, by=by, fields=changed)
        return self

    @verb(may_manage_address)
    def remove(self, *, by):
        """Mail to it is no longer known as ours; requests that came through it keep what they have."""
        if self.enabled:
            self.enabled = False
            self.save(update_fields=["enabled"])
            forget()
            record("address.removed", self, by=by, address=self.address)
        return self

    @property
    def answers_to(self):
        """The address whose plus addresses answers are sent to."""
        local, _at, domain = self.address.rpartition("@")
        return f"{local}@{self.reply_domain or domain}"
