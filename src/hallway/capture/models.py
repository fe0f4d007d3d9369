from datetime import timedelta

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hallway.appointments.models import Consult
from hallway.asks.models import Ask
from hallway.core.keyed import Keyed, digest_of
from hallway.core.now import now
from hallway.core.text import one_line
from hallway.core.verb import Refused, creates, verb
from hallway.history.models import record
from hallway.people.models import Campus, Post
from hallway.schooltime import clock
from hallway.schooltime.calendars import calendar_of
from hallway.threads.models import File, Message

from .placing import place_of
from .rules import may_keep, may_plan, may_remind, may_set_aside, may_sort, may_throw_away

MEMBER = settings.AUTH_USER_MODEL
STATES = [
    ("waiting", gettext_lazy("Waits to be sorted")),
    ("asked", gettext_lazy("Became a request")),
    ("note", gettext_lazy("A note")),
    ("consult", gettext_lazy("Became a lesson consult")),
    ("away", gettext_lazy("Thrown away")),
]
OLDEST = timedelta(days=180)
PATIENCE = 1  # school days until everybody who could sort it is reminded


class CaptureQuerySet(models.QuerySet):
    def visible_to(self, member):
        """Their own; and, for the help team of a campus, what waits there to be sorted. A note is its author's alone."""
        if not member.is_active or not member.seat.is_its:
            return self.none()
        team = Q(state="waiting", note_only=False)
        if member.seat.served is not None:
            team &= Q(campus__in=member.seat.served)
        return self.filter(Q(by=member) | team)

    def to_sort(self):
        return self.filter(state="waiting").order_by("arrived", "pk")

    def notes_of(self, member):
        return self.filter(state="note", by=member).order_by("-pk")


class Capture(Keyed):
    """Something that somebody said in the hallway, as the phone of an ITS kept it.

    With a known person it becomes a request at once. ``name``: what was typed; with nobody found it waits to be sorted.
    ``at``: when it was said, by the phone; ``arrived``: when it got here, from which its promise runs. ``mine``: the ITS
    looks after it.
    """

    by = models.ForeignKey(MEMBER, on_delete=models.PROTECT, related_name="captures")
    line = models.CharField(max_length=200)
    name = models.CharField(max_length=120, blank=True)
    requester = models.ForeignKey(MEMBER, null=True, on_delete=models.SET_NULL, related_name="captured")
    campus = models.ForeignKey(Campus, on_delete=models.PROTECT, related_name="captures")
    teaching_stopped = models.BooleanField(default=False)
    note_only = models.BooleanField(default=False)
    mine = models.BooleanField(default=True)
    at = models.DateTimeField()
    arrived = models.DateTimeField(default=now)
    ask = models.OneToOneField(Ask, null=True, on_delete=models.SET_NULL, related_name="capture")
    consult = models.OneToOneField(Consult, null=True, on_delete=models.SET_NULL, related_name="capture")
    state = models.CharField(max_length=8, choices=STATES, default="waiting")
    reminded = models.BooleanField(default=False)

    objects = CaptureQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["arrived", "id"], name="capture_to_sort", condition=Q(state="waiting")),
            models.Index(fields=["arrived"], name="capture_old", condition=Q(state__in=["note", "away"])),
        ]

    def __str__(self):
        return f"capture {self.pk}"

    def get_absolute_url(self):
        from django.urls import reverse

        became = self.consult or self.ask
        return became.get_absolute_url() if became else reverse("capture:waiting")

    @property
    def calendar(self):
        return calendar_of(self.campus_id)

    @property
    def sorters(self):
        """Who could sort it: whoever kept it, and the help team of its campus."""
        team = Post.objects.filter(Q(campus=self.campus_id) | Q(campus=None), role="its").holders_now()
        return [*({self.by} if self.by.is_active else ()), *team.exclude(pk=self.by_id)[:20]]

    @classmethod
    def files_of(cls, rows):
        """{capture id: its photos}, in one statement."""
        found: dict = {}
        kind = ContentType.objects.get_for_model(cls)
        for file in File.objects.filter(noun_type=kind, noun_id__in=[row.pk for row in rows]).order_by("id"):
            found.setdefault(file.noun_id, []).append(file)
        return found

    @property
    def came_late(self):
        """Whether it was said on another day than it arrived."""
        return self.arrived - self.at > timedelta(hours=12)

    @classmethod
    @creates(may_keep)
    def keep(
        cls, *, by, line, key=None, name="", requester=None, teaching_stopped=False, note_only=False, mine=True, at=None,
        stored=(), marks=None,
    ):  # fmt: skip
        """Keep what was said; the row. A known ``requester`` makes it a request at once, unless it is only a note.

        ``at``: when it was said (an instant; the future and what is older than half a year count as now). ``stored``: photos
        already on disk; ``marks``: what they are known by when the same capture is sent again (their digests as sent).
        """
        marks = [item.sha256 for item in stored] if marks is None else marks
        capture = cls(
            by=by, line=one_line(line) or _("Help, please"), name=one_line(name, 120), requester=requester,
            campus=place_of(requester, by)[0], teaching_stopped=teaching_stopped, note_only=note_only, mine=mine,
            at=_sane(at), arrived=now(), state="note" if note_only else "waiting",
            key_digest=cls.digest_of(
                by=by, line=line, name=name, requester=requester, teaching_stopped=teaching_stopped,
                note_only=note_only, mine=mine, marks=marks,
            ),
            **({"key": key} if key else {}),
        )  # fmt: skip
        capture.save(force_insert=True)
        record("capture.kept", capture, by=by)
        if requester is not None and not note_only:
            capture._ask(requester, stored, by)
        else:
            File.attach(capture, stored, author=by)
        return capture

    @staticmethod
    def digest_of(*, by, line, name, requester, teaching_stopped, note_only, mine, marks):
        """What makes two sendings the same capture. Not the requester when a name was typed: whom it means may change
        between the first sending and the next."""
        who = name.strip() or (requester.pk if requester else "")
        return digest_of(
            by=by.pk, line=line, who=who, stopped=teaching_stopped, note=note_only, mine=mine, marks=[*marks]
        )

    @verb(may_sort)
    def sort(self, *, by, requester):
        """Make it a request of ``requester``; the Ask. Its promise runs from now on. Raises Refused."""
        if self.state == "asked":
            if self.ask_id and self.ask.requester_id != requester.pk:
                raise Refused(_("Somebody has sorted it already. Open the request to correct it."))
            return self.ask
        if self.consult_id:
            return self.consult.go_back(by=by)
        self.requester, self.note_only = requester, False
        ask = self._ask(requester, (), by)
        first = Message.objects.of(ask).filter(kind="ask").first()
        for file in File.objects.of(self):
            file.move(ask, first)
        record("capture.sorted", self, by=by)
        return ask

    @verb(may_plan)
    def plan(self, *, by, requester):
        """Plan a lesson with ``requester`` instead: a consult with whoever sorts it, who was told in the hallway. The Consult."""
        if self.consult_id:
            return self.consult
        if self.state == "asked" and self.ask_id:
            consult = Consult.from_ask(by=by, teacher=requester, its=by, ask=self.ask)
        else:
            campus, _room = place_of(requester, by)
            consult = Consult.open(by=by, teacher=requester, its=by, campus=campus, lesson={"line": self.line})
            files = list(File.objects.of(self))
            said = consult.say(by=by, text=self.line) if files else None
            for file in files:
                file.move(consult, said)
            self.line = str(_("A lesson"))  # what it is about lies locked from now on
        self.consult, self.requester, self.state, self.note_only = consult, requester, "consult", False
        self.save(update_fields=["consult", "requester", "state", "note_only", "line"])
        record("capture.planned", self, by=by)
        return consult

    @verb(may_set_aside)
    def set_aside(self, *, by):
        """Keep it as a note for oneself."""
        if self.state == "note":
            return self
        self._must_not_be_asked()
        self.state, self.note_only = "note", True
        self.save(update_fields=["state", "note_only"])
        record("capture.noted", self, by=by)
        return self

    @verb(may_throw_away)
    def throw_away(self, *, by):
        """It is no longer shown; the row and its photos go after a while."""
        if self.state == "away":
            return self
        self._must_not_be_asked()
        self.state = "away"
        self.save(update_fields=["state"])
        record("capture.thrown_away", self, by=by)
        return self

    @verb(may_remind)
    def remind(self, *, by):
        """Tell everybody who could sort it, once."""
        if self.state == "waiting" and not self.reminded:
            self.reminded = True
            self.save(update_fields=["reminded"])
            record("capture.waits", self, by=by)
        return self

    def is_overdue(self, at=None):
        """Whether it has waited for longer than a school day."""
        return clock.after_days(self.calendar, self.arrived, PATIENCE) < (at or now())

    def _ask(self, requester, stored, by):
        filer = self.by if self.by.is_active else by
        campus, room = place_of(requester, filer)
        self.ask = Ask.open(
            by=filer, requester=requester, campus=campus, room=room, line=self.line, key=self.key,
            teaching_stopped=self.teaching_stopped, through="capture", stored=stored,
            holder=filer if self.mine and filer == self.by else None,
        )  # fmt: skip
        self.campus, self.state = campus, "asked"
        self.save(update_fields=["ask", "campus", "state", "requester", "note_only"])
        return self.ask

    def _must_not_be_asked(self):
        if self.state == "asked":
            raise Refused(_("It is a request already. Close the request instead."))
        if self.state == "consult":
            raise Refused(_("It is a consult already. End the consult instead."))


def _sane(at):
    """When it was said: never in the future, and nothing older than half a year (a phone whose clock is wrong by one)."""
    moment = now()
    return at if at is not None and moment - OLDEST < at <= moment else moment
