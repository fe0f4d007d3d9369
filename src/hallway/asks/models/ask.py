from typing import Any

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Count, F, Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from hallway.core.again import changed, written
from hallway.core.gathering import insert, update
from hallway.core.keyed import Keyed
from hallway.core.now import now
from hallway.people.models import Adoption, Campus, District, Post, Room
from hallway.procedures.models import Procedure, Topic
from hallway.schooltime import clock
from hallway.schooltime.calendars import calendar_of

from .. import pressing
from .ending import Ending
from .following import Following
from .holding import Holding
from .known import Knowing
from .opening import Opening
from .passed import Passed
from .passing import Passing
from .promising import Promising
from .talking import Talking
from .visible import OPEN, AskQuerySet
from .weighing import Weighing

MEMBER = settings.AUTH_USER_MODEL
MAYBE: dict[str, Any] = {"null": True, "blank": True, "on_delete": models.SET_NULL}
STATUSES = [
    ("open", _("Open")),
    ("waiting_you", _("Waiting on the teacher")),
    ("waiting_other", _("Waiting on somebody else")),
    ("solved", _("Solved")),
    ("closed", _("Closed")),
]
OUTCOMES = [
    ("fixed", _("Fixed")),
    ("workaround", _("Found a way around it")),
    ("replaced", _("Replaced")),
    ("vendor", _("Sent to the vendor")),
    ("not_ours", _("Belongs to somebody else")),
    ("no_reply", _("No reply")),
    ("withdrawn", _("Withdrawn")),
    ("merged", _("Joined with another request")),
    ("consult", _("Goes on elsewhere")),
]
AFFECTED = [
    ("me", _("Me")),
    ("class", _("My class")),
    ("several", _("Several classes")),
    ("campus", _("The whole campus")),
]
THROUGH = [
    ("form", _("Form")),
    ("mail", _("Mail")),
    ("capture", _("Captured by the ITS")),
    ("api", _("Another program")),
]
STEPS = [
    ("answer", _("Somebody answers")),
    ("work", _("Work goes on")),
    ("remind", _("We ask the teacher again")),
    ("check", _("We check with the other party")),
    ("close", _("It closes by itself")),
]

KEPT = {"id", "key", "key_digest", "words", "opened_at", "procedure", "through"}


class Ask(Opening, Talking, Holding, Knowing, Ending, Following, Passed, Passing, Promising, Weighing, Keyed):
    """A help request: a promise with a date. Its number is its id. People read "help request"; ``request`` is Django's.

    ``rank`` is what the help list is ordered by: the next step's instant less what its ``reasons`` are worth. It is set
    by every verb, so an index serves the list. Every verb writes every index anew, so keys have none of their own.
    """

    campus = models.ForeignKey(Campus, on_delete=models.PROTECT, related_name="asks", db_index=False)
    room = models.ForeignKey(Room, related_name="asks", db_index=False, **MAYBE)
    place = models.CharField(max_length=100, blank=True, help_text="where, in words, when it is no listed room")
    topic = models.ForeignKey(Topic, related_name="asks", db_index=False, **MAYBE)
    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="+", db_index=False)
    requester = models.ForeignKey(MEMBER, on_delete=models.PROTECT, related_name="asks", db_index=False)
    filed_by = models.ForeignKey(MEMBER, null=True, on_delete=models.SET_NULL, related_name="filed")
    through = models.CharField(max_length=8, choices=THROUGH, default="form")
    mailed_to = models.CharField(max_length=254, blank=True, help_text="which address of ours, when not the first one")
    answers_to = models.CharField(
        max_length=254, blank=True, help_text="where answers by mail go, when it was mailed_to"
    )
    hello = models.CharField(max_length=300, blank=True)
    line = models.CharField(max_length=200)
    affected = models.CharField(max_length=8, choices=AFFECTED, default="me")
    teaching_stopped = models.BooleanField(default=False)
    severity = models.CharField(max_length=20, blank=True, help_text="the chosen step of the procedure's matrix")
    impact = models.CharField(max_length=20, blank=True, help_text="the chosen step of whom it reaches")
    emergency = models.BooleanField(default=False, help_text="asked through the procedure's emergency door")
    device_tag = models.CharField(max_length=60, blank=True)
    best_time = models.CharField(max_length=120, blank=True)
    deadline = models.DateField(null=True, blank=True)
    deadline_why = models.CharField(max_length=120, blank=True)
    confidential = models.BooleanField(default=False)
    known_issue = models.BooleanField(default=False, help_text="told to everybody at the campus")
    status = models.CharField(max_length=14, choices=STATUSES, default="open")
    outcome = models.CharField(max_length=12, choices=OUTCOMES, blank=True)
    holder = models.ForeignKey(MEMBER, null=True, on_delete=models.PROTECT, related_name="holding", db_index=False)
    queue = models.CharField(max_length=20, blank=True, help_text="'district': its duty holder looks after it")
    step = models.CharField(max_length=8, choices=STEPS, default="answer")
    step_note = models.CharField(max_length=160, blank=True)
    next_at = models.DateTimeField(null=True)
    promised_at = models.DateTimeField(help_text="somebody answers by then")
    opened_at = models.DateTimeField(default=now)
    answered_at = models.DateTimeField(null=True)
    solved_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    escalated_at = models.DateTimeField(null=True)
    nudged_at = models.DateTimeField(null=True)
    nudges = models.PositiveSmallIntegerField(default=0)
    late_told = models.BooleanField(default=False, help_text="the holder was told that the next step is late")
    soon_told = models.BooleanField(default=False, help_text="the holder was told that the next step is near")
    step_from = models.DateTimeField(
        null=True, help_text="where the next step's time began; none when a person named the day"
    )
    step_span = models.CharField(max_length=16, blank=True, help_text="how much school time it is, like 3 days")
    promised_from = models.DateTimeField(null=True)
    seen_due = models.DateTimeField(null=True, help_text="somebody has it in hand by then")
    seen_at = models.DateTimeField(null=True)
    solve_due = models.DateTimeField(null=True, help_text="it works again by then")
    paused_at = models.DateTimeField(null=True, help_text="since when the teacher is asked and the clocks stand still")
    paused_minutes = models.PositiveIntegerField(default=0, help_text="school minutes they stood still")
    merged_into = models.ForeignKey("self", models.SET_NULL, null=True, related_name="merged", db_index=False)
    rank = models.DateTimeField()
    reasons = models.JSONField(default=list)
    route_why = models.JSONField(default=dict, help_text="why it went to its holder")
    words = SearchVectorField(null=True, editable=False)

    objects = AskQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["rank", "id"], name="ask_list", condition=Q(status__in=OPEN)),
            models.Index(fields=["campus", "rank", "id"], name="ask_list_campus", condition=Q(status__in=OPEN)),
            models.Index(fields=["holder", "rank", "id"], name="ask_list_holder", condition=Q(status__in=OPEN)),
            models.Index(fields=["rank", "id"], name="ask_list_waiting", condition=Q(status__in=OPEN[1:])),
            models.Index(fields=["rank", "id"], name="ask_list_solved", condition=Q(status="solved")),
            models.Index(fields=["next_at"], name="ask_next", condition=~Q(status="closed")),
            models.Index(fields=["requester", "-id"], name="ask_requester"),
            models.Index(fields=["filed_by", "-id"], name="ask_filed_by", condition=~Q(filed_by=F("requester"))),
            models.Index(fields=["campus", "-id"], name="ask_campus"),
            models.Index(fields=["holder", "-id"], name="ask_held"),
            models.Index(fields=["-id"], name="ask_escalated", condition=Q(escalated_at__isnull=False)),
            models.Index(fields=["campus"], name="ask_known", condition=Q(known_issue=True)),
            models.Index(fields=["merged_into"], name="ask_merged", condition=Q(merged_into__isnull=False)),
            GinIndex(fields=["words"], name="ask_words"),
        ]
        constraints = [
            models.CheckConstraint(
                name="open_has_holder_and_date",
                condition=~Q(status__in=OPEN) | (Q(next_at__isnull=False) & (Q(holder__isnull=False) | ~Q(queue=""))),
            ),
            models.CheckConstraint(
                name="known_is_not_confidential", condition=Q(known_issue=False) | Q(confidential=False)
            ),
        ]

    def __str__(self):
        return f"#{self.pk} {self.line}"

    def get_absolute_url(self):
        from django.urls import reverse

        return reverse("asks:ask", args=[self.pk])

    @property
    def is_open(self):
        return self.status in OPEN

    @property
    def calendar(self):
        """The requester's campus calendar: its promises run on it."""
        return calendar_of(self.campus_id)

    @property
    def terms(self):
        """What the procedure says that it was filed under."""
        return Procedure.version_of(self.procedure_id).terms

    @property
    def where(self):
        """Where it is, in words: the room, else what the teacher wrote."""
        return self.room.name if self.room_id else self.place

    @cached_property
    def people(self):
        """Everybody on the conversation besides the holder: requester, who filed it, who takes part."""
        found = {self.requester_id: self.requester}
        if self.filed_by_id and self.filed_by_id not in found:
            found[self.filed_by_id] = self.filed_by
        for part in self.participants.select_related("member"):
            found[part.member_id] = part.member
        return list(found.values())

    @property
    def helpers(self):
        """Who looks after it: the holder, else the district's duty holder."""
        return [self.holder] if self.holder_id else self.duty

    @property
    def first_to_hear(self):
        """Who hears of an emergency at once: the roles that its procedure names, of its campus and of the district."""
        roles = self.terms.emergency.tell
        posts = Post.objects.filter(Q(campus=self.campus_id) | Q(campus=None), role__in=roles)
        return list(posts.holders_now())

    @property
    def duty(self):
        """The district's duty holder, who is asked when a request is escalated."""
        duty = District.get().duty
        return [duty] if duty else []

    def is_staff(self, member):
        """Whether ``member`` helps with it: ITS of its campus, the district's lead once escalated; confidential: its holder."""
        if self.holder_id == member.pk:
            return True
        if self.confidential:
            return not self.holder_id and member in self.helpers
        return member.seat.serves(self.campus_id) or bool(self.escalated_at and member.seat.leads_district)

    def is_party(self, member):
        """Whether ``member`` asked, filed it, or takes part."""
        if member.pk in (self.requester_id, self.filed_by_id):
            return True
        return self.participants.filter(member=member).exists()

    def place_in_list(self):
        """1 for the holder's most pressing request; None when it is not waiting for the holder's work."""
        ahead = self.ahead()
        return ahead["all"] + 1 if ahead else None

    def ahead(self):
        """Counts of what stands before it in its holder's list, by kind: ``all``, ``stopped`` (teaching), ``late``; or None."""
        if self.status != "open" or not self.holder_id:
            return None
        rows = Ask.objects.filter(status="open", holder=self.holder_id)
        rows = rows.filter(Q(rank__lt=self.rank) | Q(rank=self.rank, id__lt=self.pk))
        kinds = {"stopped": Q(teaching_stopped=True), "late": Q(next_at__lt=now())}
        return rows.aggregate(all=Count("pk"), **{name: Count("pk", filter=kind) for name, kind in kinds.items()})

    def adopted_here(self):
        """Whether a team of its requester has adopted its holder; one statement. Never for a confidential one, which says no
        more than before."""
        if self.confidential or not self.holder_id:
            return False
        return Adoption.objects.between(self.requester_id, self.holder_id).exists()

    def why(self, reader=None):
        """The reasons of its place, as sentences, most worth first; told to ``reader``, who may be its asker."""
        return pressing.sentences(self, own=reader is not None and reader.pk == self.requester_id)

    def why_parts(self, promise=True):
        """The same as [(name, text)], for the ``reasons`` component; without the next step when ``promise`` is False."""
        return pressing.parts(self, promise)

    def step_words(self):
        """The next step and when, as a sentence's part; empty when nothing is to come."""
        return pressing.step_words(self) if self.next_at else ""

    def step_day(self):
        """When the next step is, on the requester's clock: "Tuesday 10:40"."""
        return pressing.promise_words(self.next_at, self.calendar.zone) if self.next_at else ""

    def settle(self, said=""):
        """Set rank and reasons from the row as it stands; every verb ends with it. ``said``: words that search finds, too."""
        if self.next_at and self.next_at > now():
            self.late_told = False
            if self.soon_told and clock.minutes_between(self.calendar, now(), self.next_at) > 120:
                self.soon_told = False
        from .worth import worth

        self.pause()
        pressing.settle(self, worth())
        if self._state.adding:
            insert(self)
        else:
            names = changed(self, [f.name for f in self._meta.concrete_fields if f.name not in KEPT])
            update(self, names, self.more_words(said))
            written(self, names)
