"""Waiting for a time: whoever finds none that suits them is told when one comes free."""

from datetime import timedelta
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext as _

from hallway.core.now import now
from hallway.core.verb import Refused, creates, verb
from hallway.history.models import record
from hallway.people.models import Campus
from hallway.schooltime.calendars import calendar_of

from ..rules import may_notice, may_stop_waiting, may_wait

MEMBER = settings.AUTH_USER_MODEL
MOST, LONGEST = 5, 60  # waits of one person, days ahead


class WaitQuerySet(models.QuerySet):
    def visible_to(self, member):
        """Their own; not even whom they wait for."""
        return self.filter(member=member) if member.is_active else self.none()

    def open(self):
        """Those that go on, whoever waits longest first."""
        return self.filter(over=None, until__gte=(now() - timedelta(days=1)).date()).order_by("made", "pk")


class Wait(models.Model):
    """``member`` waits for ``length`` minutes with ``host`` (None: any ITS of ``campus``) until a day.

    ``known``: the starts (minutes since 1970) that were free when they last looked or were told; only what is not among them is news.
    ``told``: when they last heard of one. ``over``: when they booked or stopped.
    """

    member = models.ForeignKey(MEMBER, on_delete=models.CASCADE, related_name="waits")
    host = models.ForeignKey(MEMBER, null=True, on_delete=models.CASCADE, related_name="+")
    campus = models.ForeignKey(Campus, on_delete=models.CASCADE, related_name="+")
    length = models.PositiveSmallIntegerField()
    remote = models.BooleanField(default=False)
    until = models.DateField()
    known = ArrayField(models.IntegerField(), default=list, editable=False)
    made = models.DateTimeField(default=now)
    told = models.DateTimeField(null=True)
    over = models.DateTimeField(null=True)

    objects = WaitQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["made"], name="wait_open", condition=models.Q(over=None))]
        constraints = [
            models.UniqueConstraint(
                "member",
                "host",
                "campus",
                "length",
                "remote",
                name="waits_once",
                nulls_distinct=False,
                condition=models.Q(over=None),
            )
        ]

    def __str__(self):
        return self.mail_title()

    def get_absolute_url(self):
        said = {"with": self.host_id or "any", "campus": self.campus_id, "length": self.length}
        return f"{reverse('appointments:book')}?{urlencode(said | ({'remote': 1} if self.remote else {}))}"

    def mail_title(self):
        """What a mail's subject says: nothing of whom or what for."""
        return _("A time that you wait for")

    @property
    def calendar(self):
        return calendar_of(self.campus_id)

    @classmethod
    @creates(may_wait)
    def wait(cls, *, by, member, campus, length, until, known, host=None, remote=False):
        """The same again changes the day. Raises ``Refused`` for a day that is over or far off, and for too many."""
        today = calendar_of(campus.pk).local_day(now())
        if not today <= until <= today + timedelta(days=LONGEST):
            raise Refused(_("Choose a day within the next two months."))
        what = {"member": member, "host": host, "campus": campus, "length": length, "remote": remote}
        row = cls.objects.open().filter(**what).first()
        if row is None and cls.objects.open().filter(member=member).count() >= MOST:
            raise Refused(_("You wait for several times already. Take one of them back first."))
        cls.objects.filter(**what, over=None).exclude(pk=row and row.pk).update(over=now())
        row = row or cls(**what)
        row.until, row.known = until, known
        row.save()
        return row

    @verb(may_stop_waiting)
    def stop(self, *, by):
        """They wait no longer: they booked, or think otherwise."""
        self.over = self.over or now()
        self.save(update_fields=["over"])
        return self

    @verb(may_notice)
    def notice(self, *, by, free, tell):
        """The starts that are ``free`` now; with ``tell`` they hear of one that was not before. Whether they were told."""
        new = bool(set(free) - set(self.known))
        if self.over or (new and not tell):
            return False  # what is new stays new until they are told
        if sorted(free) != self.known:
            self.known = sorted(free)
        if new:
            self.told = now()
            record("wait.freed", self, by=by)
        self.save(update_fields=["known", "told"])
        return new
