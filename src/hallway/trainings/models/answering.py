"""Who comes. The session's row is locked while anybody answers, so the last place is given once."""

from datetime import timedelta

from django.db.models import F
from django.utils.translation import gettext as _

from hallway.core.now import now
from hallway.core.verb import HALLWAY, Refused, verb
from hallway.diary.models import Remark
from hallway.history.models import Event, record
from hallway.schooltime import clock

from ..rules import may_answer, may_go_without, may_remark, may_remind, may_settle
from .people import SAYS, STANDING, Host, Seat

KEPT_HOURS = 8  # school hours that a place is kept for whoever waits: about a school day
BEFORE = timedelta(hours=1)  # an offer ends so long before it begins
AT_LEAST = timedelta(minutes=30)


class Answering:
    @verb(may_answer)
    def answer(self, *, by, said):
        """``said``: going, maybe or cannot. Where no place is free, going means to wait for one. The ``Seat``. Raises ``Refused``."""
        self._must_stand()
        if said not in {code for code, _words, _icon in SAYS}:
            raise Refused(_("Say whether you come."))
        if self.is_host(by):
            raise Refused(_("You host it, so you have a place."))
        seat = self.seat_of(by) or Seat(session=self, member=by, answer="")
        before = seat.answer
        if before == said or (said == "going" and before == "waiting"):
            return seat
        if said == "going" and before != "offered" and not self._has_room():
            said = "waiting"
        seat.answer, seat.since, seat.offered_until = said, now(), None
        seat.booked = seat.booked or said == "going"
        seat.save()
        record("training.answered", self, by=by)
        if said == "going":
            self._to_calendar("training.placed", seat)
        elif before == "going":
            self.meetings.filter(dropped=False).update(sequence=F("sequence") + 1)
            self._to_calendar("training.left", seat)
        self.offer_places()
        return seat

    @verb(may_remark)
    def remark(self, *, by, meeting, words):
        """What they wrote with their calendar's answer to one of its dates, for those who hold it."""
        if Remark.add(meeting.uid, by, words):
            record("training.remarked", self, by=by)
        return self

    @verb(may_settle)
    def settle(self, *, by):
        """Offers that ran out go to the next. How many ran out."""
        due = list(self.seats.filter(answer="offered", offered_until__lte=now()).order_by("offered_until"))
        for seat in due:
            seat.answer, seat.offered_until = "lapsed", None
            seat.save()
            if self.stands and not self.is_over:
                record("training.lapsed", seat, by=by, root=self)
        self.offer_places()
        return len(due)

    @verb(may_go_without)
    def go_without(self, *, by, member):
        """Somebody left: their place goes to the next, and what they were to host waits for somebody else."""
        seat = self.seat_of(member)
        if seat and seat.answer in STANDING:
            seat.answer, seat.offered_until = "cannot", None
            seat.save()
            self.offer_places()
        if self.is_host(member):
            self.host_rows.filter(member=member).delete()
            for meeting in self.dates:
                meeting.session = self
                meeting.take_time()
            if not self.hosts and self.stands and not self.is_over:
                record("training.without_host", self, by=by)
        return self

    @verb(may_remind)
    def remind(self, *, by, part, meeting):
        """Remind somebody who comes or hosts of one of its dates, once for a start; whether that was to do."""
        part = type(part).objects.filter(pk=part.pk).first()
        if part is None or not self.stands or part.reminded == meeting.start or meeting.end <= now():
            return False
        if not isinstance(part, Host) and part.answer != "going":
            return False
        part.reminded = meeting.start
        part.save(update_fields=["reminded"])
        record("training.soon", part, by=by, root=self, meeting=meeting.pk)
        return True

    @verb(may_remind)
    def warn(self, *, by):
        """Its hosts hear once that fewer come than it needs; whether they do."""
        if self.warned or not self.stands or self.seats.filter(answer="going").count() >= self.minimum:
            return False
        self.warned = True
        self.save(update_fields=["warned"])
        record("training.few", self, by=by)
        return True

    @verb(may_remind)
    def no_school(self, *, by, meeting):
        """Its hosts hear once that there is no school on the day of one of its dates; whether that was to do."""
        said = Event.objects.of(self).filter(kind="training.no_school", data__meeting=meeting.pk)
        if not self.stands or meeting.dropped or said.exists():
            return False
        record("training.no_school", self, by=by, meeting=meeting.pk)
        return True

    @property
    def free(self):
        """Places that nobody has or is offered; None for as many as come."""
        if self.capacity is None:
            return None
        return max(0, self.capacity - self.seats.filter(answer__in=("going", "offered")).count())

    def _has_room(self):
        return self.capacity is None or (self.free > 0 and not self.seats.filter(answer="waiting").exists())

    def offer_places(self):
        """Every free place is offered to whoever waits longest, one person a place; for use inside a verb."""
        if not self.stands or self.starts <= now():
            return
        waiting = self.seats.filter(answer="waiting", member__is_active=True).order_by("since", "pk")
        for seat in waiting if self.capacity is None else waiting[: self.free]:
            seat.answer, seat.offered_until = "offered", self._kept_until()
            seat.save()
            record("training.offered", seat, by=HALLWAY, root=self)

    def _kept_until(self):
        """A school day from now, but not into the training itself."""
        moment = now()
        usual = clock.after_hours(self.calendar, moment, KEPT_HOURS)
        return min(usual, max(self.starts - BEFORE, moment + AT_LEAST), max(self.starts, moment + AT_LEAST))

    def _must_stand(self):
        if not self.stands:
            raise Refused(_("This training was called off."))
        if self.is_over:
            raise Refused(_("This training is over."))

    def _to_calendar(self, kind, seat):
        for meeting in self.dates:
            if meeting.end > now():
                record(kind, seat, by=HALLWAY, root=self, meeting=meeting.pk)
