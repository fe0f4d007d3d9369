from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from hallway.core.locked import lock
from hallway.core.now import now
from hallway.core.verb import HALLWAY, Refused, creates, verb
from hallway.history.models import record
from hallway.people.models import Campus, District, Post

from .. import differing
from ..rules import may_change_calendar
from .day import Day
from .from_the_web import FromTheWeb

MOST = 10  # feeds of one calendar
NIGHT = time(3, 30)
AGAIN = timedelta(days=7)  # before news on top of news that nobody looked at is told
PROBLEMS = 200


class FeedQuerySet(models.QuerySet):
    def visible_to(self, member):
        """Feeds are for those who may change their calendar."""
        if not member.is_active:
            return self.none()
        if member.seat.is_admin or member.seat.leads_district:
            return self
        if "office" in member.seat.everywhere:
            return self.exclude(campus=None)
        return self.filter(campus__in=member.seat.campuses.get("office", set()))


class Feed(FromTheWeb):
    """A calendar on the web that is read again each night. It changes no day by itself: it only says what it would change.

    ``says``, ``taken``: {ISO date: [type, label, letter]}, what it says now and what it said when somebody let it last (null: never).
    """

    campus = models.ForeignKey(Campus, null=True, blank=True, on_delete=models.CASCADE, related_name="feeds")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    name = models.CharField(max_length=80)
    says = models.JSONField(default=dict)
    taken = models.JSONField(null=True)
    differing = models.PositiveIntegerField(default=0)
    told = models.CharField(max_length=64, blank=True)
    told_at = models.DateTimeField(null=True)

    objects = FeedQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        indexes = [models.Index(fields=["next_at"], name="feed_due")]
        constraints = [models.UniqueConstraint("campus", "mark", name="feed_once", nulls_distinct=False)]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("calendar:feed", args=[self.pk])

    @property
    def whose(self):
        return self.campus.name if self.campus else District.get().name

    @property
    def brings(self):
        """(days with a kind, days with a letter, first date, last date)."""
        return differing.counted(self.says)

    @property
    def keepers(self):
        """Who is told: of a campus its office and whoever added the feed, of the district (and where nobody is) its lead and
        the administrators; only who may still change the calendar."""
        near = Post.objects.filter(Q(role="office", campus=self.campus_id) | Q(member=self.by_id))
        found = self._who_may(near) if self.campus_id else []
        return found or self._who_may(Post.objects.filter(role__in=["district", "admin"]))

    def _who_may(self, posts):
        return [member for member in posts.holders_now().with_posts() if may_change_calendar(member, self)]

    @classmethod
    @creates(may_change_calendar)
    def add(cls, *, by, campus, url, name):
        """Keep the address of a feed; the worker reads it in a moment. The same address again is read again.

        ``name``: what it is called until it says so itself. Raises ``Refused`` when there are too many.
        """
        mark = cls.mark_of(url)
        Campus.objects.select_for_update().filter(pk=campus.pk if campus else None).first()
        here = cls.objects.filter(campus=campus)
        if known := here.filter(mark=mark).first():
            known.read_again(by=by)
            return known
        if here.count() >= MOST:
            raise Refused(_("This calendar has %(n)d feeds already. Forget one of them first.") % {"n": MOST})
        feed = cls.objects.create(campus=campus, by_id=by.pk, name=name, address=lock(url), mark=mark, asked=now())
        record("feed.added", feed, by=by, whose=feed.whose)
        return feed

    @verb(may_change_calendar)
    def read_again(self, *, by):
        """Let the worker read it now, and whole; whoever asked sees when it is done."""
        self.ask()

    @classmethod
    def due(cls):
        """Those that are read at all."""
        return cls.objects.exclude(campus__enabled=False)

    @verb(may_change_calendar)
    def hear(self, *, by, says, problems=(), name="", etag="", modified=""):
        """What was read. Its keepers are told once when that differs from what was taken; nothing else changes."""
        self.says, self.problems, self.name = says, list(problems)[:PROBLEMS], name or self.name
        self.etag, self.modified, self.whole_at = etag, modified, now()
        self.well()
        self._compare()
        self.save()

    @verb(may_change_calendar)
    def stay(self, *, by):
        """It is as it was. What nobody was told of yet is told all the same."""
        self.well()
        self._compare()
        self.save()

    def _compare(self):
        waited, days = self.asked is not None, self.looks()
        self.differing = len(days)
        if not days:
            self.taken = self.says  # the calendar says all of it already, by whatever way
        mark = differing.marked(self.says, self.taken, days)
        if not mark:
            self.told = ""
        elif not waited and mark != self.told and self._may_tell():
            self.told, self.told_at = mark, now()
            record("feed.differs", self, by=HALLWAY, whose=self.whose)
        self._rest()

    def _may_tell(self):
        return not self.told or self.told_at is None or now() - self.told_at >= AGAIN

    @verb(may_change_calendar)
    def miss(self, *, by, trouble):
        """It could not be read, and why. After some days of it the keepers are told, once until it can be read again."""
        if self.unwell(trouble):
            record("feed.silent", self, by=HALLWAY, whose=self.whose)
        self._rest()
        self.save()

    def _rest(self):
        """Until next night, on the calendar's own clock, not all of them in the same minute."""
        from ..calendars import calendar_of

        zone = ZoneInfo(calendar_of(self.campus_id).zone)
        local = now().astimezone(zone)
        night = datetime.combine(local.date(), NIGHT, zone) + timedelta(minutes=self.pk % 60)
        if night <= local:
            night += timedelta(days=1)
        self.asked, self.attempts, self.next_at = None, 0, night

    def looks(self, *, all=False):
        """{date: ``Look`` or None}: what would change if somebody let it. ``all``: also what was left or undone before."""
        from ..calendars import calendar_of

        calendar = calendar_of(self.campus_id)
        days = {*self.says, *(self.taken or {})}
        own = {row.date: row.look for row in Day.objects.filter(campus=self.campus_id, date__in=days)}
        taken = None if all else self.taken
        return differing.looks(self.says, calendar, own, taken, calendar.local_day(now()))

    @verb(may_change_calendar)
    def take(self, *, by):
        """What it says is what somebody looked at and let, or left: from now on only what differs from it is news."""
        if self.taken == self.says:
            return
        self.taken, self.differing, self.told = self.says, 0, ""
        self.save(update_fields=["taken", "differing", "told"])
        record("feed.taken", self, by=by, whose=self.whose)

    @verb(may_change_calendar)
    def forget(self, *, by):
        """The feed is read no more. The days that it brought stay."""
        record("feed.forgotten", self.campus or District.get(), by=by, whose=self.whose)
        self.delete()
