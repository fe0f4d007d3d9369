from datetime import timedelta

from django.conf import settings
from django.db import models

from hallway.core.now import now

KEEP = timedelta(days=1)


class Sheet(models.Model):
    """A list that somebody sent in, kept for a day while they look at what it would change. It changes nothing itself."""

    kind = models.CharField(max_length=10, choices=[("people", "people"), ("devices", "devices")])
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    made = models.DateTimeField(default=now)
    text = models.TextField()
    complete = models.BooleanField(default=False)

    def __str__(self):
        return f"{self.kind} {self.made:%Y-%m-%d}"

    @classmethod
    def keep(cls, *, kind, by, text, complete=False):
        """Keep a list for its sender; lists older than a day go."""
        cls.objects.filter(made__lt=now() - KEEP).delete()
        return cls.objects.create(kind=kind, by=by, text=text, complete=complete)

    @classmethod
    def find(cls, pk, *, kind, by):
        """The sender's own list while it is kept, or None."""
        return cls.objects.filter(pk=pk, kind=kind, by=by, made__gte=now() - KEEP).first()

    def forget(self):
        """It has done what it was for."""
        self.delete()
