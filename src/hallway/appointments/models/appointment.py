"""The row of an appointment, and what it is called. Its verbs are in ``booking``, ``answering`` and ``ending``."""

import uuid
from datetime import timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hallway.core.keyed import Keyed
from hallway.core.locked_text import LockedText
from hallway.core.now import now
from hallway.core.tokens import request_link
from hallway.core.verb import HALLWAY
from hallway.core.wall import on_wall, zone_apart
from hallway.delivery import invitations
from hallway.diary.models import Taken
from hallway.history.models import record
from hallway.people.models import Campus, Room
from hallway.schooltime.calendars import calendar_of

from .answering import Answering
from .booking import Booking
from .calendars import InCalendars
from .ending import Ending
from .party import STANDING
from .passing import Passing
from .visible import COMING, AppointmentQuerySet

MEMBER = settings.AUTH_USER_MODEL
KINDS = [("consult", gettext_lazy("Consult")), ("visit", gettext_lazy("Visit")), ("meeting", gettext_lazy("Meeting"))]
STATUSES = [
    ("held", gettext_lazy("held for a moment")),
    ("pending", gettext_lazy("waits for an answer")),
    ("confirmed", gettext_lazy("booked")),
    ("declined", gettext_lazy("declined")),
    ("cancelled", gettext_lazy("cancelled")),
    ("happened", gettext_lazy("took place")),
    ("missed", gettext_lazy("did not take place")),
]
TAKING = ("held", *COMING)
LINK = "appointment"  # what the links in its mails are sealed for
HOLD = timedelta(minutes=10)  # how long a time is kept while the form is filled


def fresh_uid():
    """What the appointment is called in everybody's calendar, for good."""
    return f"{uuid.uuid4().hex}.appointment@hallway"


class Appointment(Booking, Answering, Passing, Ending, InCalendars, Keyed):
    """Two or more people at a time: a consult, a visit, or a plain meeting. Only they know of it.

    ``start``, ``end``: instants. ``period``: what the campus calls that time of day. ``planning``: it lies in the planning period of
    a guest, who must say yes. ``topic``: a few neutral words for those who come. ``reason``: why it was cancelled, for the same.
    ``uid``, ``sequence``: its identity and version in calendars; ``asked``: the version in which its time last changed.
    ``until``: when a hold ends, None for everything else.
    """

    kind = models.CharField(max_length=8, choices=KINDS, default="meeting")
    campus = models.ForeignKey(Campus, on_delete=models.PROTECT, related_name="appointments")
    room = models.ForeignKey(Room, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    remote = models.BooleanField(default=False)
    link = models.CharField(max_length=300, blank=True)
    start = models.DateTimeField()
    end = models.DateTimeField()
    period = models.CharField(max_length=60, blank=True)
    planning = models.BooleanField(default=False)
    status = models.CharField(max_length=9, choices=STATUSES)
    until = models.DateTimeField(null=True, editable=False)
    topic = LockedText(blank=True)
    reason = LockedText(blank=True)
    made_by = models.ForeignKey(MEMBER, null=True, on_delete=models.SET_NULL, related_name="+")
    ended_by = models.ForeignKey(MEMBER, null=True, on_delete=models.SET_NULL, related_name="+")
    uid = models.CharField(max_length=80, unique=True, default=fresh_uid, editable=False)
    sequence = models.PositiveIntegerField(default=0, editable=False)
    asked = models.PositiveIntegerField(default=0, editable=False)
    created = models.DateTimeField(default=now, editable=False)
    changed = models.DateTimeField(default=now, editable=False)

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["start"], name="appointment_coming", condition=Q(status__in=COMING)),
            models.Index(fields=["until"], name="appointment_held", condition=Q(status="held")),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="appointment_in_order"),
            models.CheckConstraint(
                condition=Q(status="held", until__isnull=False) | (~Q(status="held") & Q(until=None)),
                name="appointment_hold_ends",
            ),
        ]

    def __str__(self):
        return self.mail_title()

    def get_absolute_url(self):
        from django.urls import reverse

        return reverse("appointments:appointment", args=[self.pk])

    def link_for(self, member):
        """Where a mail's button leads: to its page without signing in, for those on its list."""
        from django.urls import reverse

        if self.party_of(member) is None:
            return reverse("appointments:mine")
        return reverse("appointments:link", args=[request_link(self.pk, member.pk, member=member, noun=LINK)])

    def mail_title(self):
        """What it is called in a mail's subject and in calendars: that it is a meeting, and the day. Nothing else ever."""
        return _("Meeting, %(day)s") % {"day": self.day_words()}

    @property
    def calendar(self):
        return calendar_of(self.campus_id)

    @property
    def zone(self):
        return ZoneInfo(self.calendar.zone)

    def when_words(self):
        """When it is, whole, with the zone named."""
        return invitations.when(self.start, self.end, self.calendar.zone)

    @property
    def local_start(self):
        """Its beginning on the campus's wall clock."""
        return on_wall(self.start, self.zone)

    @property
    def local_end(self):
        return on_wall(self.end, self.zone)

    @property
    def zone_apart(self):
        return zone_apart(self.start, self.zone)

    def day_words(self):
        """Its day on the campus's wall clock: "Tuesday, March 3"."""
        return date_format(self.start.astimezone(self.zone), _("l, F j"), use_l10n=False)

    def party_of(self, member):
        """The row of ``member`` on its list, or None for everybody else."""
        return next((p for p in self.listed if p.member_id == member.pk), None)

    @property
    def listed(self):
        """Everybody on its list, whatever they answered; read once an instance."""
        rows = self.parties.all() if "parties" in self._read_before else self._read_parties()
        return [party for party in rows if party.answer != "removed"]

    @property
    def everybody(self):
        """Whoever is on its list, also who said no: their calendars may have it."""
        return [party.member for party in self.listed]

    @property
    def _read_before(self):
        return getattr(self, "_prefetched_objects_cache", {})

    def _read_parties(self):
        models.prefetch_related_objects([self], models.Prefetch("parties", self.parties.select_related("member")))
        return self.parties.all()

    def read_again(self):
        """Whoever comes is read anew: a verb changed the list."""
        self._prefetched_objects_cache = {}

    @property
    def people(self):
        """The members who come, may come, or have not answered: who is told."""
        return [party.member for party in self.listed if party.answer in STANDING]

    @property
    def whoever_answered(self):
        """Who is told that others come: whoever is just being asked hears that instead."""
        return [party.member for party in self.listed if party.standing and party.answer != "none"]

    @property
    def hosts(self):
        return [party.member for party in self.listed if party.part == "host" and party.standing]

    @property
    def guests(self):
        return [party.member for party in self.listed if party.part == "guest" and party.standing]

    @property
    def stands(self):
        """Whether it is to take place, or was to."""
        return self.status in COMING

    @property
    def is_off(self):
        """Whether it was called off, or declined."""
        return self.status in ("cancelled", "declined")

    @property
    def is_over(self):
        return self.end <= now()

    def tell(self, kind, by, wait=0):
        """Record what ``by`` did to it; their own calendar hears of it, too. ``wait``: seconds before anybody is told."""
        record(kind, self, by=by, wait=wait)
        if party := self.party_of(by):
            record("appointment.noted", party, by=HALLWAY, root=self, wait=wait)

    def take_time(self):
        """Take the time of everybody who comes. Raises ``Clash`` (a ``Refused``) when somebody's is taken."""
        if self.status in TAKING:
            Taken.take(self.people, self.start, self.end, about=self, state=self.status, until=self.until)
        else:
            Taken.free(self)

    def keep(self, *fields, calendars=False):
        """Save what a verb changed. ``calendars``: it is news for calendars, so its version rises."""
        self.changed = now()
        names = {*fields, "changed"}
        if calendars:
            self.sequence += 1
            names.add("sequence")
        self.save(update_fields=names)
