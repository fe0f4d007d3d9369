"""Who holds a request and what happens next: take, hand over, wait, escalate, triage, moving on when somebody is out."""

from datetime import datetime, time, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from hallway.core.now import now
from hallway.core.text import one_line
from hallway.core.verb import Refused, verb
from hallway.history.models import record
from hallway.schooltime import clock

from ..routing import route
from ..rules import (
    may_escalate,
    may_find_holder,
    may_hand_over,
    may_lapse,
    may_make_known,
    may_move_on,
    may_press,
    may_take,
    may_triage,
    may_wait,
)
from .opening import promise

TRIAGED = {
    "topic",
    "room",
    "place",
    "affected",
    "teaching_stopped",
    "device_tag",
    "best_time",
    "deadline",
    "deadline_why",
    "line",
    "campus",
}


def must_be_near(until):
    """A next step in the past, or years away, is no promise: Refused."""
    if until <= now():
        raise Refused(_("Choose a day that is still to come."))
    if (until - now()).days > 370:
        raise Refused(_("That is more than a school year away. Choose an earlier day."))


class Holding:
    @verb(may_take)
    def take(self, *, by):
        """Hold it oneself. Raises Refused when it is closed."""
        if self.status == "closed":
            raise Refused(_("This request is closed. Open it again first."))
        if self.holder_id == by.pk:
            return self
        self.holder, self.queue = by, ""
        self.settle()
        record("ask.taken", self, by=by)
        return self

    @verb(may_hand_over)
    def hand_over(self, *, by, to, note=""):
        """Give it to another helper, with a word for them. Raises Refused when they cannot help with it."""
        if not self.is_open:
            raise Refused(_("Only an open request can change hands."))
        if not to.is_active or not (to.seat.serves(self.campus_id) or to.seat.is_its or to.seat.leads_district):
            raise Refused(_("%(name)s is not on the help team.") % {"name": to.short_name})
        if self.holder_id == to.pk:
            return self
        self.holder, self.queue, self.route_why = to, "", {"code": "handed"}
        if note:
            from hallway.threads.models import Message

            Message.objects.create(noun=self, kind="note", author=by, text=note, at=now())
        self.settle()
        record("ask.handed", self, by=by, to=to.short_name)
        return self

    @verb(may_wait)
    def wait(self, *, by, on, until, note=""):
        """Wait on ``you`` (the teacher) or ``other`` (a part, a vendor, a colleague) until a date; it comes back by itself.

        ``until``: an aware instant in the future, at most a school year ahead. Raises Refused.
        """
        if not self.is_open:
            raise Refused(_("This request is finished. Open it again first."))
        must_be_near(until)
        self.status, self.step = ("waiting_you", "remind") if on == "you" else ("waiting_other", "check")
        self.next_at, self.step_note = until, one_line(note, 160)
        if self.holder_id is None:
            self.holder, self.queue = by, ""
        self.settle()
        day = date_format(until.astimezone(self._zone()), "M j")
        record("ask.waiting" if on == "you" else "ask.paused", self, by=by, when=day)
        return self

    @verb(may_wait)
    def work_on(self, *, by, until=None, note=""):
        """End waiting, or set the next step's date on an open request. ``until`` as for ``wait``. Raises Refused."""
        if not self.is_open:
            raise Refused(_("This request is finished. Open it again first."))
        if until:
            must_be_near(until)
        self.status, self.step, self.step_note = "open", "work", one_line(note, 160)
        self.next_at = until or clock.after_days(self.calendar, now(), self.terms.step_days)
        self.settle()
        record("ask.dated", self, by=by, when=date_format(self.next_at.astimezone(self._zone()), "l, j F"))
        return self

    @verb(may_triage)
    def triage(self, *, by, **values):
        """Correct what the form said: topic, room, who is affected, …"""
        unknown = set(values) - TRIAGED
        if unknown:
            raise ValueError(f"not to be triaged: {unknown}")
        before = self.priority
        changed = sorted(name for name, value in values.items() if getattr(self, name) != value)
        for name in changed:
            setattr(self, name, values[name])
        if not changed:
            return self
        if self.room_id and self.room.campus_id != self.campus_id:
            self.room = None
        if "campus" in changed and self.is_open and not (self.holder_id and self.holder.seat.serves(self.campus_id)):
            self.holder, self.queue, self.route_why = route(self.campus, but=[self.requester])
        if self.status == "open" and self.step == "answer" and self.priority != before:
            # More pressing than the form said: an earlier promise. Less pressing: what was promised stays.
            self.next_at = min(self.next_at, promise(self.campus_id, self.priority))
            self.promised_at = min(self.promised_at, self.next_at)
        self.settle()
        record("ask.triaged", self, by=by, fields=", ".join(changed))
        return self

    @verb(may_escalate)
    def escalate(self, *, by, note=""):
        """Ask the district for help, with a note everybody on the team sees."""
        if not self.is_open:
            raise Refused(_("This request is finished. Open it again first."))
        if self.escalated_at:
            return self
        self.escalated_at = now()
        if note:
            from hallway.threads.models import Message

            Message.objects.create(noun=self, kind="note", author=by, text=note, at=now())
        self.settle()
        record("ask.escalated", self, by=by)
        return self

    @verb(may_make_known)
    def make_known(self, *, by, known=True):
        """Tell the campus that others have it too; or take that back."""
        if self.confidential:
            raise Refused(_("A confidential request stays between two people."))
        if self.known_issue == known:
            return self
        if known and not self.is_open:
            raise Refused(_("This request is finished. Open it again first."))
        self.known_issue = known
        self.settle()
        record("ask.known", self, by=by)
        return self

    @verb(may_move_on)
    def move_on(self, *, by, away):
        """``away`` (its holder) is out or has left: whoever is on duty gets it, else the asker an honest new date.

        What rests until they are back stays with them. A confidential one moves only when its holder has left.
        """
        if not self.is_open or self.holder_id != away.pk:
            return self
        back = self._back(away)
        if back and self.status != "open" and self.next_at >= back:
            return self
        holder, queue, why = route(self.campus, but=[away, self.requester])
        if back is None or (holder is not None and not self.confidential):
            self.holder, self.queue, self.route_why = holder, queue, why
            self.settle()
            record(
                "ask.moved", self, by=by, away=away.short_name, to=holder.short_name if holder else _("the district")
            )
            return self
        if self.next_at >= back:
            return self
        self.next_at = back
        self.settle()
        day = date_format(back.astimezone(self._zone()), "l, j F")
        record("ask.redated", self, by=by, away=away.short_name, when=day)
        return self

    def _back(self, away):
        """When ``away`` works again and has had two school hours to look around; None when they have left for good."""
        if not away.is_active:
            return None
        day = self.calendar.local_day(now())
        for absence in away.absences.filter(last__gte=day).order_by("first"):
            if absence.first <= day:
                day = max(day, absence.last + timedelta(days=1))
        start = datetime.combine(day, time(0, 0), self._zone())
        return clock.after_minutes(self.calendar, max(start, now()), 120)

    @verb(may_find_holder)
    def find_holder(self, *, by):
        """A request that waits in a queue gets somebody as soon as there is somebody."""
        if not self.is_open or self.holder_id:
            return self
        holder, queue, why = route(self.campus, but=[self.requester])
        if holder is not None:
            self.holder, self.queue, self.route_why = holder, queue, why
            self.settle()
            record("ask.routed", self, by=by, to=holder.short_name)
        return self

    @verb(may_press)
    def press(self, *, by):
        """Sort it anew: its deadline came near, or what a reason is worth has changed. Nothing is told."""
        self.settle()
        return self

    @verb(may_lapse)
    def lapse(self, *, by):
        """Its next step's time has passed: say so once, to whoever holds it. The request keeps standing where it does."""
        if self.is_open and self.next_at and self.next_at < now() and not self.late_told:
            self.late_told = True
            self.settle()
            record("ask.late", self, by=by)
        return self

    def _zone(self):
        from zoneinfo import ZoneInfo

        return ZoneInfo(self.calendar.zone)
