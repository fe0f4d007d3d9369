"""One date of a training: an event of its own in everybody's calendar."""

from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from hallway.core.wall import on_wall, zone_apart
from hallway.diary import ics
from hallway.diary.models import Taken
from hallway.diary.models.taken import CONFIRMED
from hallway.diary.showing import Entry, Person

ANSWERS = {"going": "accepted", "maybe": "tentative"}


class Meeting(models.Model):
    """``start``, ``end``: instants. ``sequence``: its version in calendars; ``asked``: the one in which its time last changed.
    ``dropped``: it does not take place any more; the row stays so that calendars can be told."""

    session = models.ForeignKey("trainings.Session", on_delete=models.CASCADE, related_name="meetings")
    start = models.DateTimeField()
    end = models.DateTimeField()
    period = models.CharField(max_length=60, blank=True)
    uid = models.CharField(max_length=80, unique=True, default=ics.fresh_uid, editable=False)
    sequence = models.PositiveIntegerField(default=0, editable=False)
    asked = models.PositiveIntegerField(default=0, editable=False)
    dropped = models.BooleanField(default=False)

    class Meta:
        ordering = ["start", "pk"]
        constraints = [models.CheckConstraint(condition=Q(end__gt=F("start")), name="training_date_in_order")]
        indexes = [models.Index(fields=["start"], name="training_date_start")]

    def __str__(self):
        return f"meeting {self.pk}"

    @property
    def zone(self):
        return ZoneInfo(self.session.zone_name)

    @property
    def local_start(self):
        return on_wall(self.start, self.zone)

    @property
    def local_end(self):
        return on_wall(self.end, self.zone)

    @property
    def zone_apart(self):
        return zone_apart(self.start, self.zone)

    @property
    def minutes(self):
        return int((self.end - self.start).total_seconds() // 60)

    @property
    def everybody(self):
        """Whoever is told when it moves or is off: also who waits, or may come."""
        return self.session.everybody

    @property
    def coming(self):
        """In whose calendars it stands."""
        return self.session.coming

    def take_time(self):
        """The hosts' time is taken while it stands. Raises ``Clash`` (a ``Refused``)."""
        if self.dropped or self.session.state != "announced":
            Taken.free(self)
        else:
            Taken.take(self.session.hosts, self.start, self.end, about=self, state=CONFIRMED)

    def entry(self, *, people=(), status="confirmed"):
        """Its ``Entry``: a training is no secret, so its title stands in it. Whoever else comes does not."""
        session = self.session
        return Entry(
            uid=self.uid, sequence=self.sequence, start=self.start, end=self.end, title=session.course.title,
            place=session.place_words, status=status, updated=session.changed,
            url=settings.PUBLIC_URL + session.get_absolute_url(), people=tuple(people), zone=session.zone_name,
        )  # fmt: skip

    def calendar_part(self, member, event):
        """(METHOD, ``Entry``) for the letter to ``member``, as it stands now; None when it is no news for their calendar."""
        session, seat = self.session, self.session.seat_of(member)
        host = session.is_host(member)
        off = self.dropped or session.state != "announced"
        if (host or (seat and seat.answer == "going")) and not off:
            return "REQUEST", self.entry(people=[Person(member.full_name, member.email, "accepted")])
        if host or (seat and seat.booked):
            people = [Person(member.full_name, member.email, "accepted" if off else "declined")]
            return "CANCEL", self.entry(people=people, status="cancelled")
        return None
