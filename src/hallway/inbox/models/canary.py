from django.db import models

from hallway.core.now import now


class Canary(models.Model):
    """A mail that we send to ourselves, out through the mail server and in through the mailbox, to see that mail works.

    ``looks``: how often the watchdog looked and it was not back (so that a stopped worker is no silence).
    """

    mail = models.ForeignKey("delivery.OutgoingMail", null=True, on_delete=models.SET_NULL, related_name="+")
    sent_at = models.DateTimeField(default=now)
    back_at = models.DateTimeField(null=True)
    looks = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name_plural = "canaries"
        indexes = [models.Index(fields=["-sent_at"], name="canary_latest")]

    def __str__(self):
        return f"canary {self.pk}"
