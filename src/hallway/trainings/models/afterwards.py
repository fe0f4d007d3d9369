"""Afterwards: how it was, said in thirty seconds; and weeks later whether somebody tried it, which becomes a try in the library."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from hallway.core.now import now
from hallway.core.text import one_line
from hallway.core.verb import Refused, verb
from hallway.delivery.models import Prompt
from hallway.history.models import record
from hallway.ideas.choices import RESULTS, TRIED
from hallway.ideas.models import Idea, Trial
from hallway.ideas.rules import hears_tries
from hallway.people.models import Member
from hallway.schooltime import clock

from ..rules import may_react, may_tell_tried, may_wonder
from .people import HERE, Seat

MARKS = [("useful", _("I can use it")), ("partly", _("Partly")), ("not", _("Not for me"))]
LINE, FEWEST = 300, 5
DAYS, MOST = 10, 2  # school days until somebody is asked whether they tried it, and how often at most


class Reaction(models.Model):
    """How it was for somebody. From ``FEWEST`` people on, whoever holds it reads the line without a name, and counts by mark."""

    confidential = True

    session = models.ForeignKey("trainings.Session", on_delete=models.CASCADE, related_name="reactions")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", db_index=False)
    mark = models.CharField(max_length=6, choices=MARKS)
    line = models.CharField(max_length=LINE, blank=True)
    at = models.DateTimeField(default=now)

    class Meta:
        constraints = [models.UniqueConstraint("member", "session", name="one_reaction_each")]

    def __str__(self):
        return f"reaction {self.pk}"


class Afterwards:
    @verb(may_react)
    def react(self, *, by, mark, line=""):
        """How it was, one tap and a line if one likes; said again it is said otherwise. Raises ``Refused`` before it has begun."""
        if not self.stands or self.starts > now():
            raise Refused(_now("It has not begun yet."))
        if mark not in dict(MARKS):
            raise Refused(_now("Choose how it was."))
        said = {"mark": mark, "line": one_line(line, LINE), "at": now()}
        row, _new = Reaction.objects.update_or_create(session=self, member=by, defaults=said)
        record("training.reacted", self, by=by)
        return row

    @verb(may_wonder)
    def wonder(self, *, by, seat):
        """Ask somebody whether they tried it; whether that was to do. At most twice, never in a week in which something else was
        asked, and never when they have said so already."""
        seat = Seat.objects.select_for_update().filter(pk=seat.pk).first()
        if seat is None or not self.stands or not self.asks(seat) or self._has_said(seat):
            return False
        if not Prompt.may_ask(seat.member, "training"):
            return False
        seat.asked, seat.asked_at = seat.asked + 1, now()
        seat.save(update_fields=["asked", "asked_at"])
        record("training.wondered", seat, by=by, root=self)
        return True

    @verb(may_tell_tried)
    def tell_tried(self, *, by, result, line=None, idea=None):
        """Whether they tried it: a ``Trial`` of the idea it teaches, or of what they heard there; said again it is said otherwise:
        another idea, another line, or "" for none any more."""
        if result not in dict(RESULTS):
            raise Refused(_now("Choose how it went."))
        seat, its, taught = self.seat_of(by), self.helper_for(by), self.taught
        said = {"result": result} | ({} if line is None else {"line": line})
        idea = dict(self.course.ideas.values_list("pk", "merged_into")).get(idea) or idea
        about = next((each for each in taught if each.pk == idea), None)
        trial = Trial.objects.filter(pk=seat.trial_id, member=by).first()
        if trial is not None:
            trial.tell(by=by, **said, **({"idea": about} if about else {}))
        else:
            about = about or (taught[0] if taught else None)
            if about is None:
                said |= {"advice": self.course.title, "from_whom": its.full_name if its else ""}
            trial = Trial.note(by=by, campus=self.campus, idea=about, its=its, **said)
            seat.trial = trial
            seat.save(update_fields=["trial"])
        record("training.told", self, by=by)
        return trial

    @property
    def taught(self):
        """The ideas of its course that stand in the library; instead of one that was put together with another, that other."""
        return list(Idea.objects.open().filter(self._ideas("pk")).order_by("pk"))

    def _ideas(self, field):
        """A condition on rows that name in ``field`` an idea of its course, or one that such an idea is part of now."""
        ideas = self.course.ideas.order_by()
        return Q(**{f"{field}__in": ideas.values("pk")}) | Q(**{f"{field}__in": ideas.values("merged_into")})

    def helper_for(self, member):
        """The ITS who held it, and reads how it went; None when no ITS did, they lead or manage people now, or it is oneself."""
        hosts = Member.objects.filter(pk__in=self.host_rows.values("member")).exclude(pk=member.pk).order_by("pk")
        return next((host for host in hosts.with_posts() if host.seat.is_its and hears_tries(host)), None)

    def asks(self, seat):
        """Whether it is time to ask: so many school days after it, or after the last question."""
        if seat.attended not in HERE or seat.asked >= MOST:
            return False
        return clock.after_days(self.calendar, seat.asked_at or self.ends, DAYS) <= now()

    def _has_said(self, seat):
        if seat.trial_id and seat.trial.result in TRIED:
            return True
        mine = Trial.objects.filter(self._ideas("idea"), member=seat.member, at__gt=self.starts)
        return mine.tried().exists()
