from datetime import timedelta

from django.contrib.contenttypes.fields import GenericRelation
from django.db import models, transaction
from django.db.models import F
from django.utils.crypto import salted_hmac

from hallway.core.locked import unlock
from hallway.core.now import now
from hallway.history.models import Event

from ..fetching import in_words

LEASE = timedelta(minutes=1)  # that a worker has for one reading; doubled each time it did not come to an end
PATIENCE = timedelta(days=3)  # of failing before anybody is told
WHOLE = timedelta(days=7)  # before it is read whole although it says that it is as it was: the window moves
LATE = timedelta(minutes=1)


class FromTheWeb(models.Model):
    """Something that lies on the web and is read again and again by the worker: when, whether somebody waits, and what is wrong.

    ``address`` is locked, as it may hold a key to somebody's calendar; ``mark`` tells two of them apart. ``asked``: somebody waits
    for it since then. ``failing``: it cannot be read since then, ``why`` says why.
    """

    address = models.TextField()
    mark = models.CharField(max_length=64)
    added = models.DateTimeField(default=now)
    asked = models.DateTimeField(null=True)
    next_at = models.DateTimeField(default=now)
    attempts = models.PositiveSmallIntegerField(default=0)
    read_at = models.DateTimeField(null=True)
    whole_at = models.DateTimeField(null=True)
    etag = models.CharField(max_length=200, blank=True)
    modified = models.CharField(max_length=200, blank=True)
    problems = models.JSONField(default=list)
    failing = models.DateTimeField(null=True)
    trouble = models.CharField(max_length=300, blank=True)
    trouble_about = models.JSONField(default=dict)
    trouble_told = models.BooleanField(default=False)

    happenings = GenericRelation(Event, "subject_id", "subject_type")  # what was told of it goes with it

    class Meta:
        abstract = True

    @property
    def url(self):
        """The address itself. Raises ``CannotOpen``; it goes into no page, log or event."""
        return unlock(self.address)

    @staticmethod
    def mark_of(url):
        return salted_hmac("hallway.schooltime.feed", url).hexdigest()

    @property
    def is_late(self):
        """Somebody waits for longer than a reading takes: no worker runs, or it has much to do."""
        return self.asked is not None and now() > self.asked + LATE

    @property
    def known(self):
        """What came with it last time, to be said to its server; nothing when it is time to read it whole."""
        fresh = self.whole_at is not None and now() - self.whole_at < WHOLE
        return {"etag": self.etag, "modified": self.modified} if fresh else {}

    @classmethod
    def claim(cls):
        """The next one to read, or None; nobody else gets it for a minute. Whoever waits comes first."""
        with transaction.atomic():
            due = cls.due().filter(next_at__lte=now()).order_by(F("asked").asc(nulls_last=True), "next_at")
            row = due.select_for_update(skip_locked=True, of=("self",)).first()
            if row is not None:
                row.attempts += 1
                row.next_at = now() + LEASE * 2 ** min(row.attempts - 1, 10)
                row.save(update_fields=["attempts", "next_at"])
        return row

    def ask(self):
        """Let the worker read it now, and whole; what a verb does when somebody waits."""
        if self.asked is None:
            self.asked = self.next_at = now()
            self.attempts, self.etag, self.modified = 0, "", ""
            self.save()

    def well(self):
        """It could be read, just now; whatever was wrong is over."""
        self.read_at, self.failing, self.trouble_told = now(), None, False
        self.trouble, self.trouble_about = "", {}

    @property
    def why(self):
        """Why it cannot be read, in the language of whoever looks."""
        return in_words(self.trouble, self.trouble_about)

    def unwell(self, trouble):
        """It could not be read, and why: a ``NotFetched``. True once after some days of it: somebody has to be told."""
        self.failing, self.trouble, self.trouble_about = self.failing or now(), trouble.sentence[:300], trouble.about
        if self.trouble_told or now() - self.failing < PATIENCE:
            return False
        self.trouble_told = True
        return True
