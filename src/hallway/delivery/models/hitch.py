from django.db import models

from hallway.core.now import now
from hallway.core.verb import verb
from hallway.history.models import record

from ..rules import may_retry


class Hitch(models.Model):
    """A part of telling an event that failed: ``part`` is ``telling`` or the listener's name. Retried with growing pauses
    while every other part and event goes on; ``given_up`` when an administrator has to look."""

    event = models.ForeignKey("history.Event", on_delete=models.CASCADE, related_name="hitches")
    part = models.CharField(max_length=200)
    error = models.CharField(max_length=300, blank=True)
    attempts = models.PositiveSmallIntegerField(default=1)
    at = models.DateTimeField(default=now)
    next_at = models.DateTimeField()
    given_up = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["event", "part"], name="one_hitch")]
        indexes = [models.Index(fields=["next_at"], name="hitch_due", condition=models.Q(given_up=None))]

    def __str__(self):
        return f"{self.part} of event {self.event_id}"

    @verb(may_retry)
    def retry(self, *, by):
        """Try it once more now, from the first pause on."""
        self.next_at, self.given_up, self.attempts = now(), None, 1
        self.save(update_fields=["next_at", "given_up", "attempts"])
        record("telling.retried", self, by=by, root=self.event.root or self)
        return self
