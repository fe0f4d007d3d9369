from django.db import models

from hallway.core.now import now

from .trouble import administrators


class MailTroubleQuerySet(models.QuerySet):
    def visible_to(self, member):
        """Administrators', all of them."""
        return self.all() if member.is_active and member.seat.is_admin else self.none()

    def now(self):
        return self.filter(over_at=None).order_by("since")


class MailTrouble(models.Model):
    """Something is the matter with mail and a person has to look. ``code``: what (``delivery.events.TROUBLES``), a colon, which one;
    ``why``: a sentence for the administrator. Told once when it begins and once when it is over (``over_at``)."""

    code = models.CharField(max_length=320, unique=True)
    why = models.CharField(max_length=400, blank=True)
    since = models.DateTimeField(default=now)
    over_at = models.DateTimeField(null=True)

    objects = MailTroubleQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["since"], name="mail_trouble_now", condition=models.Q(over_at=None))]

    def __str__(self):
        return self.code

    def get_absolute_url(self):
        from django.urls import reverse

        return reverse("delivery:mail_out")

    @property
    def what(self):
        """The code without which one it is."""
        return self.code.partition(":")[0]

    @property
    def words(self):
        """What it is, in the reader's language."""
        from ..events import TROUBLES

        return TROUBLES.get(self.what, self.what)

    @property
    def administrators(self):
        """Who is told."""
        return administrators()
