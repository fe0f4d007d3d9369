from django.conf import settings
from django.db import models
from django.db.models import Q

from hallway.core.now import now

from ..choices import ANSWERS
from .tip import Tip
from .trial import Trial


class Reply(models.Model):
    """One answer to a tip: of a member, with its ``trial``; or of a browser, with nothing but a ``result``. ``help``: they want it.
    ``was``: what it said before this week's Monday, of one given since then."""

    tip = models.ForeignKey(Tip, on_delete=models.CASCADE, related_name="replies")
    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="tip_replies"
    )
    trial = models.ForeignKey(Trial, null=True, on_delete=models.CASCADE, related_name="replies")
    device = models.CharField(max_length=26, blank=True)
    result = models.CharField(max_length=7, blank=True, choices=ANSWERS)
    help = models.BooleanField(default=False)
    was = models.CharField(max_length=7, blank=True, default="", db_default="")
    at = models.DateTimeField(default=now)

    class Meta:
        constraints = [
            models.UniqueConstraint("tip", "member", name="tip_answered_once"),
            models.UniqueConstraint("tip", "device", name="tip_answered_once_a_device", condition=~Q(device="")),
            models.CheckConstraint(
                condition=Q(member__isnull=False, trial__isnull=False, device="", result="")
                | Q(member=None, trial=None) & ~Q(device="") & ~Q(result=""),
                name="reply_of_a_member_or_a_device",
            ),
        ]

    def __str__(self):
        return f"reply {self.pk}"

    @property
    def said(self):
        """What it says, as one of ``ANSWERS``."""
        return "help" if self.help else self.trial.result if self.trial_id else self.result

    def said_before(self, monday):
        """What it said before ``monday``, the instant at which this week began; "" when it was not there."""
        if self.at >= monday:
            return self.was
        return "help" if self.help else self.trial.result_before(monday) if self.trial_id else self.result
