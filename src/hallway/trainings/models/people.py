"""Who hosts a training, and who comes to it."""

from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from hallway.core.now import now
from hallway.core.words import exact_words
from hallway.ideas.models import Trial

MEMBER = settings.AUTH_USER_MODEL
ANSWERS = [
    ("going", _("comes")),
    ("maybe", _("may come")),
    ("cannot", _("cannot come")),
    ("waiting", _("waits for a place")),
    ("offered", _("is asked whether they take a place")),
    ("lapsed", _("did not take the place")),
]
ATTENDED = [
    ("attended", _("was there")),
    ("partial", _("was there for a part")),
    ("walk_in", _("came without a place")),
    ("excused", _("is excused")),
    ("no_show", _("was not there")),
]
HERE = ("attended", "partial", "walk_in")  # whose hours count
MOST_MINUTES = 6000
STANDING = ("going", "maybe", "waiting", "offered")
SAYS = [
    ("going", _("I come"), "check"),
    ("maybe", _("Perhaps"), "circle-question-mark"),
    ("cannot", _("I cannot come"), "x"),
]


class Part(models.Model):
    """``reminded``: the start they were last reminded of."""

    member: models.ForeignKey
    reminded = models.DateTimeField(null=True, editable=False)

    class Meta:
        abstract = True

    def calendar_part(self, member, event):
        """What an event about this row says to its member's calendar, of the date that the event names."""
        meeting = self.session.meetings.filter(pk=event.data.get("meeting")).first()
        return meeting.calendar_part(member, event) if meeting else None


class Host(Part):
    """Somebody who holds it. Their time is taken."""

    session = models.ForeignKey("trainings.Session", on_delete=models.CASCADE, related_name="host_rows")
    member = models.ForeignKey(MEMBER, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint("session", "member", name="hosts_once")]

    def __str__(self):
        return f"host {self.pk}"


class Seat(Part):
    """What somebody answered. ``since``: when; who waits longest is next. ``offered_until``: how long a place is kept for them.
    ``booked``: they had a place once, so their calendar may hold it. ``walked``: they came without one. ``attended``, ``minutes``: what
    counts as their hours, by the dates they were there, or (``by_hand``) as a host said. ``asked``: how often, whether they tried
    it; ``trial``: what they said."""

    session = models.ForeignKey("trainings.Session", on_delete=models.CASCADE, related_name="seats")
    member = models.ForeignKey(MEMBER, on_delete=models.CASCADE, related_name="training_seats", db_index=False)
    answer = models.CharField(max_length=7, choices=ANSWERS)
    since = models.DateTimeField(default=now)
    offered_until = models.DateTimeField(null=True)
    booked = models.BooleanField(default=False)
    walked = models.BooleanField(default=False)
    attended = models.CharField(max_length=8, blank=True, choices=ATTENDED)
    minutes = models.PositiveSmallIntegerField(default=0)
    by_hand = models.BooleanField(default=False)
    asked = models.PositiveSmallIntegerField(default=0)
    asked_at = models.DateTimeField(null=True)
    trial = models.ForeignKey(Trial, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint("member", "session", name="one_seat_each"),
            models.CheckConstraint(
                name="only_offers_run_out",
                condition=models.Q(answer="offered", offered_until__isnull=False)
                | (~models.Q(answer="offered") & models.Q(offered_until=None)),
            ),
        ]
        indexes = [
            models.Index(fields=["session", "answer", "since"], name="seat_next"),
            models.Index(fields=["offered_until"], name="seat_lapses", condition=models.Q(answer="offered")),
        ]

    def __str__(self):
        return f"seat {self.pk}"

    def kept_words(self):
        """Until when a place is kept for them, on the campus's clock; empty when none is."""
        zone = ZoneInfo(self.session.campus.time_zone)
        return exact_words(self.offered_until, zone) if self.offered_until else ""
