"""A gathering: who is asked to come where and when, who comes, and what is brought. It takes nobody's time by force."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from hallway.core.keyed import Keyed, digest_of
from hallway.core.now import now
from hallway.core.text import clean, one_line
from hallway.core.verb import HALLWAY, Refused, creates, verb
from hallway.delivery import invitations
from hallway.diary.ics import fresh_uid
from hallway.diary.models import Remark
from hallway.history.models import record
from hallway.people.models import Adoption, Campus, Team
from hallway.schooltime.calendars import calendar_of

from ..circle import guests_of, teams_of
from ..rules import (
    may_ask_otherwise,
    may_cancel,
    may_change_gathering,
    may_invite,
    may_remark,
    may_remind,
    may_rsvp,
)
from .bringing import MOST_TO_BRING, Bring, Bringing
from .coming import COMING, InCalendars, Rsvp

MEMBER = settings.AUTH_USER_MODEL
TITLE, PLACE, LONGEST = 120, 120, 4000
TIMES = ("start", "end", "place")
FARTHEST = timedelta(days=731)  # a year typed wrong would stand on everybody's pages for as long


class GatheringQuerySet(models.QuerySet):
    def visible_to(self, member):
        """Those they are asked to: of their teams' circles, of the campuses they work at, or whose teams have adopted them."""
        if not member.is_active:
            return self.none()
        adopted = Adoption.objects.filter(its=member, status="accepted").values("team__campus")
        return self.filter(teams_of(member) | Q(campus__in=member.seat.own) | Q(campus__in=adopted))

    def coming(self):
        return self.filter(state="planned", end__gt=now()).order_by("start", "pk")

    def with_answer(self, member):
        """With ``mine``: what ``member`` answered, or None."""
        said = Rsvp.objects.filter(gathering=models.OuterRef("pk"), member=member).values("answer")
        return self.select_related("team", "campus", "by").annotate(mine=models.Subquery(said))


class Gathering(InCalendars, Bringing, Keyed):
    """Of a team, or of a campus. ``uid``, ``sequence``: its identity and version in calendars; ``asked``: the version in which its
    time last changed. ``reason``: why it was called off, for those who were asked."""

    team = models.ForeignKey(Team, null=True, on_delete=models.CASCADE, related_name="gatherings")
    campus = models.ForeignKey(Campus, null=True, on_delete=models.CASCADE, related_name="gatherings")
    by = models.ForeignKey(MEMBER, on_delete=models.PROTECT, related_name="gatherings")
    title = models.CharField(max_length=TITLE)
    text = models.TextField(blank=True, max_length=LONGEST)
    place = models.CharField(max_length=PLACE, blank=True)
    start = models.DateTimeField()
    end = models.DateTimeField()
    state = models.CharField(
        max_length=9, default="planned", choices=[("planned", "planned"), ("cancelled", "cancelled")]
    )
    reason = models.CharField(max_length=200, blank=True)
    uid = models.CharField(max_length=80, unique=True, default=fresh_uid, editable=False)
    sequence = models.PositiveIntegerField(default=0, editable=False)
    asked = models.PositiveIntegerField(default=0, editable=False)
    made_at = models.DateTimeField(default=now, editable=False)
    changed_at = models.DateTimeField(default=now, editable=False)

    objects = GatheringQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["start"], name="gathering_coming", condition=Q(state="planned"))]
        constraints = [
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="gathering_in_order"),
            models.CheckConstraint(
                condition=Q(team=None, campus__isnull=False) | Q(team__isnull=False, campus=None),
                name="gathering_of_one",
            ),
        ]

    def __str__(self):
        return f"gathering {self.pk}"

    def get_absolute_url(self):
        from django.urls import reverse

        return reverse("teams:gathering", args=[self.pk])

    def mail_title(self):
        return _("Gathering, %(day)s") % {"day": date_format(self.start.astimezone(self.zone), "DATE_FORMAT")}

    @property
    def whose(self):
        """The name of the team or campus."""
        return (self.team or self.campus).name

    @property
    def calendar(self):
        return calendar_of(self.campus_id or self.team.campus_id)

    @property
    def zone(self):
        return ZoneInfo(self.calendar.zone)

    def when_words(self):
        """When it is, on the clock of its place, which is named where the reader's says otherwise."""
        elsewhere = timezone.localtime(self.start).utcoffset() != self.start.astimezone(self.zone).utcoffset()
        return invitations.when(self.start, self.end, self.calendar.zone, named=elsewhere)

    @property
    def stands(self):
        return self.state == "planned"

    @property
    def is_over(self):
        return self.end <= now()

    def answer_of(self, member):
        return self.rsvps.filter(member=member).first()

    @property
    def guests(self):
        """Everybody who is asked."""
        return list(guests_of(self.team, self.campus))

    @property
    def expecting(self):
        """Whose calendar or plans know of it: a team's people but for those who cannot come, of a campus who answered so."""
        said = dict(self.rsvps.values_list("member", "answer"))
        usual = "none" if self.team_id else "cannot"
        return [each for each in self.guests if said.get(each.pk, usual) != "cannot"]

    @property
    def not_away(self):
        """Everybody who is asked and did not say that they cannot come."""
        away = set(self.rsvps.filter(answer="cannot").values_list("member", flat=True))
        return [each for each in self.guests if each.pk not in away]

    @property
    def host(self):
        return self.by

    @classmethod
    @creates(may_invite)
    def invite(cls, *, by, title, start, end, team=None, campus=None, place="", text="", bring=(), key=None):
        """Ask a team's circle, or everybody at a campus. ``bring``: what would be good to have, a line each. Raises Refused."""
        if team is not None and not team.in_use:
            raise Refused(_("This team is put away. Bring it back first."))
        said = _said(title=title, place=place, text=text)
        _in_order(start, end)
        lines = [line for line in (one_line(each, 80) for each in bring) if line][:MOST_TO_BRING]
        about = [team and team.pk, campus and campus.pk, by.pk, str(start), str(end), lines]
        row = cls.objects.create(
            team=team, campus=campus, by=by, start=start, end=end, **said, key_digest=digest_of(about=about, **said),
            **({"key": key} if key else {}),
        )  # fmt: skip
        Bring.objects.bulk_create(Bring(gathering=row, words=line, by=by) for line in lines)
        Rsvp.objects.create(gathering=row, member=by, answer="going", listed=True)
        kind = "gathering.invited" if team else "gathering.announced"
        record(kind, row, by=by, whose=row.whose)
        return row

    @verb(may_change_gathering)
    def change(self, *, by, **values):
        """Its words, time or place. Who expects it hears of another time or place, and calendars follow. Raises Refused."""
        self.must_stand()
        values |= _said(**{name: values.get(name, getattr(self, name)) for name in ("title", "place", "text")})
        _in_order(values.get("start", self.start), values.get("end", self.end))
        changed = [name for name, value in values.items() if getattr(self, name) != value]
        for name in changed:
            setattr(self, name, values[name])
        if not changed:
            return self
        moved = any(name in TIMES for name in changed)
        self._keep(*changed, moved=moved, time=bool({"start", "end"} & set(changed)))
        record("gathering.moved" if moved else "gathering.changed", self, by=by, whose=self.whose)
        return self

    @verb(may_cancel)
    def cancel(self, *, by, reason=""):
        """It is off. Everybody who may come is told once. Off already changes nothing."""
        if self.state == "cancelled":
            return self
        self.must_stand()
        self.state, self.reason = "cancelled", one_line(reason, 200)
        self._keep("state", "reason", moved=True)
        record("gathering.cancelled", self, by=by, whose=self.whose)
        return self

    @verb(may_rsvp)
    def rsvp(self, *, by, answer, listed=None, noted=True):
        """Going, maybe, or cannot; changeable until it is over. ``listed``: the others may read one's name, None: as before.
        ``noted``: one's calendar hears of it. Raises Refused."""
        self.must_stand()
        row, made = Rsvp.objects.get_or_create(gathering=self, member=by, defaults={"answer": answer})
        before = ("" if made else row.answer, row.listed)
        row.answer, row.listed = answer, row.listed if listed is None else listed and answer != "cannot"
        if before != (row.answer, row.listed):
            row.at = now()
            row.save(update_fields=["answer", "listed", "at"])
        if answer == "cannot":
            self.brings.filter(member=by).update(member=None)  # somebody else may bring it
        if before[0] != answer and noted and answer in COMING:
            record("gathering.noted", row, by=HALLWAY, root=self)
        return row

    @verb(may_ask_otherwise)
    def ask_otherwise(self, *, by):
        """From their calendar somebody proposes another time: the host hears that, nothing changes."""
        self.must_stand()
        record("gathering.otherwise", self, by=by, whose=self.whose)
        return self

    @verb(may_remark)
    def remark(self, *, by, words):
        """What they wrote with an answer of their calendar, for the host alone."""
        if Remark.add(self.uid, by, words):
            record("gathering.remarked", self, by=by, whose=self.whose)
        return self

    @verb(may_remind)
    def remind(self, *, by, rsvp):
        """Remind one of those who come, once for a start; whether that was to do."""
        rsvp.refresh_from_db(fields=["answer", "reminded"])
        if not self.stands or self.start <= now() or rsvp.reminded == self.start or rsvp.answer not in COMING:
            return False
        rsvp.reminded = self.start
        rsvp.save(update_fields=["reminded"])
        record("gathering.soon", rsvp, by=by, root=self)
        return True

    def must_stand(self):
        if self.state == "cancelled":
            raise Refused(_("This gathering was called off."))
        if self.is_over:
            raise Refused(_("This gathering is over."))

    def _keep(self, *fields, moved=False, time=False):
        self.changed_at, names = now(), {*fields, "changed_at"}
        if moved:
            self.sequence += 1
            names.add("sequence")
        if time:
            self.asked = self.sequence
            names.add("asked")
        self.save(update_fields=names)


def _said(*, title, place, text):
    title = one_line(title, TITLE)
    if not title:
        raise Refused(_("Give it a name."))
    return {"title": title, "place": one_line(place, PLACE), "text": clean(text, LONGEST).strip()}


def _in_order(start, end):
    if (
        end.timestamp() <= start.timestamp()
    ):  # on one clock Python compares its hands, also of an hour that it leaves out
        raise Refused(_("It ends before it begins. Look at the times once more."))
    if end <= now():
        raise Refused(_("That time is over already. Choose another one."))
    if end > now() + FARTHEST:
        raise Refused(_("That is more than two years away. Look at the year once more."))
