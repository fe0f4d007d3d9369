"""A wave: hi, with nothing asked. It leaves no event, no mail and no trace after a week; nobody can count what is not kept."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from hallway.core.now import now
from hallway.core.verb import Refused, creates, verb
from hallway.schooltime.calendars import calendar_of

from ..rules import may_hear, may_mute, may_unmute, may_unwave, may_wave

MEMBER = settings.AUTH_USER_MODEL
KEPT = timedelta(days=7)
A_DAY = 60  # people that one can wave at on a day: nobody walks past more, and a script does not wave


class WaveQuerySet(models.QuerySet):
    def visible_to(self, member):
        """The two it is between; not its receiver when they would rather not hear from its sender."""
        if not member.is_active:
            return self.none()
        muted = Mute.objects.filter(member=member).values("sender")
        return self.filter(Q(sender=member) | Q(receiver=member) & ~Q(sender__in=muted)).fresh()

    def fresh(self):
        return self.filter(at__gt=now() - KEPT)

    def waiting_for(self, member):
        """What the home of ``member`` shows: who waved and is not waved back at yet, the latest of each, newest first."""
        rows = self.visible_to(member).filter(receiver=member, heard_at=None, sender__is_active=True)
        latest = rows.order_by("sender_id", "-at").distinct("sender_id").values("pk")
        return self.filter(pk__in=latest).select_related("sender").order_by("-at")


class Wave(models.Model):
    """``day``: the district's date; one a pair and day. ``heard_at``: its receiver waved back or smiled, and it left their home."""

    sender = models.ForeignKey(MEMBER, on_delete=models.CASCADE, related_name="+", db_index=False)
    receiver = models.ForeignKey(MEMBER, on_delete=models.CASCADE, related_name="+", db_index=False)
    day = models.DateField()
    at = models.DateTimeField(default=now)
    heard_at = models.DateTimeField(null=True)

    objects = WaveQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint("sender", "receiver", "day", name="wave_once_a_day"),
            models.CheckConstraint(condition=~Q(sender=F("receiver")), name="wave_at_others"),
        ]
        indexes = [
            models.Index(fields=["receiver", "-at"], name="waves_got"),
            models.Index(fields=["at"], name="wave_at"),
        ]

    def __str__(self):
        return f"wave {self.pk}"

    @classmethod
    @creates(may_wave)
    def wave(cls, *, by, to):
        """Say hi to ``to``; a second time on the same day is the first one. What they waved is heard with it.

        Raises Refused after ``A_DAY`` people on one day.
        """
        day = today()
        if cls.objects.filter(sender=by, day=day).count() >= A_DAY:
            raise Refused(_("You waved at a lot of people today. Tomorrow is another day."))
        cls.objects.filter(sender=to, receiver=by, heard_at=None).update(heard_at=now())
        return cls.objects.get_or_create(sender=by, receiver=to, day=day, defaults={"at": now()})[0]

    @verb(may_unwave)
    def unwave(self, *, by):
        """Its sender takes it back; nothing of it stays."""
        self.delete()

    @verb(may_hear)
    def hear(self, *, by):
        """Its receiver has smiled: it leaves their home, and every earlier one of the same person. The sender learns nothing."""
        rows = Wave.objects.filter(sender=self.sender_id, receiver=by, heard_at=None, at__lte=self.at)
        rows.update(heard_at=now())
        return self


class Mute(models.Model):
    """``member`` would rather not see waves of ``sender``, who does not learn it: they wave as before."""

    member = models.ForeignKey(MEMBER, on_delete=models.CASCADE, related_name="waves_muted")
    sender = models.ForeignKey(MEMBER, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint("member", "sender", name="wave_muted_once")]

    def __str__(self):
        return f"mute {self.pk}"

    @classmethod
    @creates(may_mute)
    def mute(cls, *, by, sender):
        return cls.objects.get_or_create(member=by, sender=sender)[0]

    @verb(may_unmute)
    def unmute(self, *, by):
        self.delete()


def today():
    """The date in the district: a wave is for a day."""
    return now().astimezone(ZoneInfo(calendar_of(None).zone)).date()
