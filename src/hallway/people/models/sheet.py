from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from hallway.core.now import now

KEEP = timedelta(days=1)
PROBLEMS = 200  # sentences kept of what was left out


class SheetQuerySet(models.QuerySet):
    def waiting(self):
        """Lists that the worker has yet to bring in, oldest first."""
        return self.filter(let_at__isnull=False, ended_at=None).order_by("let_at")

    def over(self):
        """Older than a day, and nothing is to become of them."""
        return self.filter(Q(let_at=None) | Q(ended_at__isnull=False), made__lt=now() - KEEP)


class Sheet(models.Model):
    """A list that somebody sent in, kept for a day while they look at what it would change. It changes nothing itself.

    A long one that was let (``let_at``) is brought in by the worker, see ``bringing.py``: ``done`` of ``total`` changes are
    made. ``leaving``: how many may be switched off at most. ``left_out``: [{"line", "name", "why"}]. ``trouble``: why it
    stopped, as a sentence.
    """

    kind = models.CharField(max_length=10, choices=[("people", "people"), ("devices", "devices"), ("tools", "tools")])
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    made = models.DateTimeField(default=now)
    text = models.TextField()
    complete = models.BooleanField(default=False)
    let_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    leaving = models.PositiveIntegerField(default=0)
    left_out = models.JSONField(default=list)
    trouble = models.CharField(max_length=300, blank=True)

    objects = SheetQuerySet.as_manager()

    def __str__(self):
        return f"{self.kind} {self.made:%Y-%m-%d}"

    @classmethod
    def keep(cls, *, kind, by, text, complete=False):
        """Keep a list for its sender; lists older than a day go."""
        cls.objects.over().delete()
        return cls.objects.create(kind=kind, by=by, text=text, complete=complete)

    @classmethod
    def find(cls, pk, *, kind, by):
        """The sender's own list while it is kept, or None."""
        return cls.objects.filter(pk=pk, kind=kind, by=by).exclude(pk__in=cls.objects.over()).first()

    def forget(self):
        """It has done what it was for."""
        self.delete()

    def let(self, *, at, total, leaving):
        """Let the worker bring it in; twice is once."""
        type(self).objects.filter(pk=self.pk, let_at=None).update(let_at=at, total=total, leaving=leaving)

    def step(self, done, left_out):
        """So many changes more are made; some were left out."""
        self.left_out = (self.left_out + left_out)[:PROBLEMS]
        type(self).objects.filter(pk=self.pk).update(done=F("done") + done, left_out=self.left_out)

    def end(self, trouble=""):
        """Nothing more is to come; the list itself is not needed any more."""
        type(self).objects.filter(pk=self.pk).update(ended_at=now(), trouble=trouble, text="")
