from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from hallway.core.locked import lock
from hallway.core.now import now
from hallway.core.verb import HALLWAY, Refused, creates, verb
from hallway.history.models import record
from hallway.people.models import Member
from hallway.schooltime.models import FromTheWeb

from ..rules import may_add_source, may_manage_source

MOST = 5  # calendars of one person
EVERY = timedelta(hours=4)
BACK, AHEAD = timedelta(days=1), timedelta(days=180)  # what of it is kept, around now
FILE_AHEAD = timedelta(days=400)  # of a file, which is read once
PROBLEMS = 200


class SourceQuerySet(models.QuerySet):
    def visible_to(self, member):
        """Their owner's only."""
        return self.filter(owner=member.pk) if member.is_active else self.none()


class Source(FromTheWeb):
    """Another calendar of somebody: an address on the web that the worker reads, or a file that was read once (``address`` empty).

    Only the times when it says they are busy are kept (``Busy``), no titles, places or people. ``until``: how far it is known.
    ``problems``: [[line, code]] of what in it could not be read.
    """

    address = models.TextField(blank=True)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", db_index=False)
    name = models.CharField(max_length=80)
    until = models.DateTimeField(null=True)

    objects = SourceQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        indexes = [models.Index(fields=["next_at"], name="source_due", condition=~Q(address=""))]
        constraints = [models.UniqueConstraint(fields=["owner", "mark"], name="source_once")]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("diary:elsewhere")

    @property
    def is_file(self):
        return not self.address

    @property
    def codes(self):
        """{code: how often} of what could not be read."""
        found = {}
        for _line, code in self.problems:
            found[code] = found.get(code, 0) + 1
        return found

    @classmethod
    def due(cls):
        return cls.objects.filter(owner__is_active=True).exclude(address="").select_related("owner")

    @classmethod
    @creates(may_add_source)
    def add(cls, *, by, owner, url, name):
        """Keep the address of a calendar; the worker reads it in a moment. The same address again is read again. Raises ``Refused``
        when there are too many."""
        if known := cls._known(owner, mark := cls.mark_of(url)):
            known.read_again(by=by)
            return known
        source = cls.objects.create(owner=owner, name=name[:80], address=lock(url), mark=mark, asked=now())
        record("source.added", source, by=by)
        return source

    @classmethod
    @creates(may_add_source)
    def bring(cls, *, by, owner, name, busy, problems):
        """What a file says, read already: its intervals. A file of the same name takes the place of the one before."""
        mark = cls.mark_of(f"file:{name}")
        source = cls._known(owner, mark)
        if source is None:
            source = cls.objects.create(owner=owner, name=name[:80], mark=mark)
            record("source.added", source, by=by)
        source._keep(busy, problems, now() + FILE_AHEAD)
        return source

    @classmethod
    def _known(cls, owner, mark):
        """The row of this mark, or None when there is room for one more; whoever adds at the same moment waits."""
        Member.objects.select_for_update(no_key=True).get(pk=owner.pk)
        here = cls.objects.filter(owner=owner)
        if known := here.filter(mark=mark).first():
            return known
        if here.count() >= MOST:
            raise Refused(_("You have %(n)d calendars here already. Remove one of them first.") % {"n": MOST})
        return None

    @verb(may_manage_source)
    def read_again(self, *, by):
        """Let the worker read it now, and whole; whoever asked sees when it is done."""
        if not self.is_file:
            self.ask()

    @verb(may_manage_source)
    def hear(self, *, by, busy, problems=(), etag="", modified=""):
        """What was read: intervals [(start, end)] in UTC, and what could not be."""
        self.etag, self.modified, self.whole_at = etag, modified, now()
        self._rest()
        self._keep(busy, problems, now() + AHEAD)

    def _keep(self, busy, problems, until):
        self.well()
        self.until, self.problems = until, [list(each) for each in problems][:PROBLEMS]
        self.save()
        self.intervals.all().delete()
        rows = [Busy(source=self, person_id=self.owner_id, start=start, end=end) for start, end in busy]
        Busy.objects.bulk_create(rows, batch_size=1000)

    @verb(may_manage_source)
    def stay(self, *, by):
        """It is as it was."""
        self.well()
        self._rest()
        self.save()

    @verb(may_manage_source)
    def miss(self, *, by, trouble):
        """It could not be read, and why; what it said before still counts. After some days of it its owner is told, once."""
        if self.unwell(trouble):
            record("source.silent", self, by=HALLWAY)
        self._rest()
        self.save()

    def _rest(self):
        """Until it is read again, not all of them in the same minute."""
        self.asked, self.attempts = None, 0
        self.next_at = now() + EVERY + timedelta(minutes=self.pk % 30)

    @verb(may_manage_source)
    def forget(self, *, by):
        """It is read no more, and what it said is gone."""
        record("source.forgotten", self.owner, by=by)
        self.delete()


class Busy(models.Model):
    """An interval in which somebody's other calendar says they are busy, and nothing more of it."""

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="intervals")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", db_index=False)
    start = models.DateTimeField()
    end = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["person", "end"], name="busy_of")]
        constraints = [models.CheckConstraint(name="busy_in_order", condition=Q(end__gt=F("start")))]

    def __str__(self):
        return f"{self.person_id} {self.start:%Y-%m-%d %H:%M}"

    @classmethod
    def of(cls, people, start, end):
        """The rows of these people (members or keys) that meet [start, end), by start. One statement."""
        keys = [getattr(each, "pk", each) for each in people]
        return cls.objects.filter(person__in=keys, end__gt=start, start__lt=end).order_by("start", "pk")
