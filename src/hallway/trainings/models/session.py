"""A training as it is held: at a campus, on one or several dates, with places. Its verbs are in ``announcing`` and ``answering``."""

import base64
import secrets
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hallway.core.keyed import Keyed
from hallway.core.now import now
from hallway.core.tokens import request_link
from hallway.delivery import invitations
from hallway.ideas.near import its_at
from hallway.people.models import Campus, Member, Post
from hallway.schooltime.calendars import calendar_of

from ..rules import runs, sees_all
from .afterwards import Afterwards
from .announcing import Announcing
from .answering import Answering
from .being_there import BeingThere
from .course import Course
from .people import STANDING, Host, Seat

MEMBER = settings.AUTH_USER_MODEL
LINK = "training"  # what the links in its mails are sealed for
AUDIENCES = [
    ("campus", gettext_lazy("Everybody at this campus")),
    ("district", gettext_lazy("Everybody in the district")),
]
STATES = [("announced", gettext_lazy("takes place")), ("cancelled", gettext_lazy("called off"))]


def fresh_code():
    """80 bits of chance, in letters that a phone types easily."""
    return base64.b32encode(secrets.token_bytes(10)).decode().lower()


class SessionQuerySet(models.QuerySet):
    def visible_to(self, member):
        """Those one is invited to, hosts, made, or answered."""
        if not member.is_active:
            return self.none()
        if sees_all(member):
            return self
        mine = {"session": OuterRef("pk"), "member": member}
        return self.filter(
            Q(audience="district")
            | Q(campus__in=member.seat.own)
            | Q(made_by=member)
            | Exists(Host.objects.filter(**mine))
            | Exists(Seat.objects.filter(**mine))
        )

    def coming(self):
        """Those that stand and are not over, the next one first."""
        return self.filter(state="announced", ends__gt=now()).order_by("starts", "pk")

    def over(self):
        """Those that are over, the latest first."""
        return self.filter(ends__lte=now()).order_by("-starts", "-pk")

    def for_list(self, member):
        """With everything that a line shows, the reader's own answer included."""
        answer = Seat.objects.filter(session=OuterRef("pk"), member=member).values("answer")[:1]
        held = Seat.objects.filter(session=OuterRef("pk"), answer__in=("going", "offered")).order_by()
        count = held.values("session").annotate(n=models.Count("pk")).values("n")
        rows = self.annotate(mine=models.Subquery(answer), taken=models.Subquery(count))
        dates = models.Prefetch(
            "meetings", queryset=self.model.meetings.rel.related_model.objects.filter(dropped=False)
        )
        return rows.select_related("course", "campus").prefetch_related(dates)


class Session(Announcing, Answering, BeingThere, Afterwards, Keyed):
    """``starts``, ``ends``: of its first and last date. ``capacity``: places, None for as many as come. ``minimum``: how many it
    needs, 0 for none. ``minutes``: what counts as one's hours. ``cover``: how a class is looked after meanwhile. ``code``: what its
    screen shows to check in."""

    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="sessions")
    campus = models.ForeignKey(Campus, on_delete=models.PROTECT, related_name="+")
    audience = models.CharField(max_length=8, choices=AUDIENCES, default="campus")
    place = models.CharField(max_length=120, blank=True)
    link = models.CharField(max_length=300, blank=True)
    capacity = models.PositiveSmallIntegerField(null=True, blank=True)
    minimum = models.PositiveSmallIntegerField(default=0)
    minutes = models.PositiveSmallIntegerField(default=0)
    cover = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=9, choices=STATES, default="announced")
    reason = models.CharField(max_length=300, blank=True)
    made_by = models.ForeignKey(MEMBER, null=True, on_delete=models.SET_NULL, related_name="+")
    code = models.CharField(max_length=16, unique=True, default=fresh_code, editable=False)
    warned = models.BooleanField(default=False, help_text="its hosts heard that few come")
    starts = models.DateTimeField()
    ends = models.DateTimeField()
    created = models.DateTimeField(default=now, editable=False)
    changed = models.DateTimeField(default=now, editable=False)

    objects = SessionQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["campus", "starts"], name="training_campus"),
            models.Index(fields=["ends"], name="training_ends"),
        ]

    def __str__(self):
        return self.course.title

    def get_absolute_url(self):
        from django.urls import reverse

        return reverse("trainings:session", args=[self.pk])

    def link_for(self, member):
        """Where a mail's button leads: to its page without signing in, for whoever answered; the others sign in."""
        from django.urls import reverse

        if member.pk not in self._answered:
            return self.get_absolute_url()
        return reverse("trainings:link", args=[request_link(self.pk, member.pk, member=member, noun=LINK)])

    @cached_property
    def _answered(self):
        """Keys of whoever answered; read once for all the mails of an event."""
        return set(self.seats.values_list("member", flat=True))

    @property
    def news_title(self):
        """What a line of a summary calls it."""
        return self.mail_title()

    def mail_title(self):
        """The mail's subject: its title and its first day."""
        day = date_format(self.starts.astimezone(ZoneInfo(self.zone_name)), _("l, F j"), use_l10n=False)
        return _("%(title)s, %(day)s") % {"title": self.course.title, "day": day}

    @property
    def calendar(self):
        return calendar_of(self.campus_id)

    @property
    def zone_name(self):
        return self.campus.time_zone

    @property
    def dates(self):
        """The dates that stand, in order."""
        return [meeting for meeting in self.meetings.all() if not meeting.dropped]

    def when_words(self):
        """When the next date is (the last when all are over), whole, with the zone named."""
        dates = self.dates
        that = next((each for each in dates if each.end > now()), dates[-1])
        return invitations.when(that.start, that.end, self.zone_name)

    @property
    def place_words(self):
        said = [self.place, self.campus.name] if self.place or not self.link else []
        return ", ".join(each for each in said if each)

    @property
    def is_over(self):
        return self.ends <= now()

    @property
    def stands(self):
        return self.state == "announced"

    def read_whole(self):
        """For a page: its dates, seats and hosts with their members, so that nothing below asks for them again. Three statements."""
        seats = Seat.objects.select_related("member").order_by("since", "pk")
        hosts = models.Prefetch("host_rows", queryset=Host.objects.select_related("member").order_by("member"))
        models.prefetch_related_objects([self], "meetings", models.Prefetch("seats", queryset=seats), hosts)

    def _has_read(self, name):
        return name in getattr(self, "_prefetched_objects_cache", ())

    @property
    def hosts(self):
        if self._has_read("host_rows"):
            return [row.member for row in self.host_rows.all()]
        return list(Member.objects.filter(pk__in=self.host_rows.values("member")).order_by("pk"))

    def is_host(self, member):
        if self._has_read("host_rows"):
            return any(row.member_id == member.pk for row in self.host_rows.all())
        return member.pk is not None and self.host_rows.filter(member=member.pk).exists()

    def seat_of(self, member):
        if self._has_read("seats"):
            return next((row for row in self.seats.all() if row.member_id == member.pk), None)
        return self.seats.filter(member=member.pk).first() if member.pk else None

    def _members(self, answers):
        rows = self.seats.filter(answer__in=answers, member__is_active=True).select_related("member")
        return [row.member for row in rows.order_by("since", "pk")]

    @property
    def invited(self):
        """Whoever it is for and can still be told of it: who works at its campus today, or in the district; not its hosts, who hear
        that they host it, nor who answered already. Nobody when it is off or has begun. A queryset, so that thousands are told a
        slice at a time."""
        if not self.stands or self.starts <= now():
            return Member.objects.none()
        models.prefetch_related_objects([self], "meetings")  # each letter names its dates
        here = Post.objects.filter(campus=self.campus_id).holders_now()
        people = Member.objects.filter(is_active=True) if self.audience == "district" else here
        return people.exclude(pk__in=self.host_rows.values("member")).exclude(pk__in=self.seats.values("member"))

    @property
    def everybody(self):
        """Whoever comes, may come, waits, or hosts."""
        return [*self._members(STANDING), *self.hosts]

    @property
    def coming(self):
        """In whose calendars it stands."""
        return [*self._members(["going"]), *self.hosts]

    @property
    def leaders(self):
        return self.hosts

    @property
    def its_there(self):
        return its_at([self.campus_id])

    def is_staff(self, member):
        return runs(member, self)
