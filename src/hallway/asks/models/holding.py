"""Who holds a request and what happens next: take, hand over, wait, triage."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from hallway.core.now import now
from hallway.core.text import one_line
from hallway.core.verb import Refused, verb
from hallway.history.models import record

from ..rules import may_hand_over, may_make_known, may_press, may_take, may_triage, may_wait

TRIAGED = {
    "topic",
    "room",
    "place",
    "affected",
    "teaching_stopped",
    "severity",
    "impact",
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
        self.seen()
        self.settle()
        record("ask.taken", self, by=by)
        return self

    @verb(may_hand_over)
    def hand_over(self, *, by, to, note=""):
        """Give it to another helper, with a word for them. Raises Refused when they cannot help with it."""
        if not self.is_open:
            raise Refused(_("Only an open request can change hands."))
        seat = to.seat
        helps = seat.is_its or seat.leads_district or seat.holds("contact", self.campus_id)
        if not to.is_active or not helps:
            raise Refused(_("%(name)s is not on the help team.") % {"name": to.short_name})
        if self.holder_id == to.pk:
            return self
        self.holder, self.queue = to, ""
        self.route_why = {"code": "handed", "door": self.door, "walked": []}
        self.seen()
        if note:
            from hallway.threads.models import Message

            Message.objects.create(noun=self, kind="note", author=by, text=note, at=now())
        self.settle()
        record("ask.handed", self, by=by, to=to.short_name)
        return self

    @verb(may_wait)
    def wait(self, *, by, on, until=None, days=None, note=""):
        """Wait on ``you`` (the teacher) or ``other`` (a part, a vendor, a colleague); it comes back by itself.

        ``until``: an aware instant in the future, at most a school year ahead; else ``days``: so many school days, which
        move with the calendar; else as many as the procedure says. Raises Refused.
        """
        if not self.is_open:
            raise Refused(_("This request is finished. Open it again first."))
        if until is not None:
            must_be_near(until)
        self.status, self.step = ("waiting_you", "remind") if on == "you" else ("waiting_other", "check")
        if until is not None:
            self.next_on(until)
        else:
            self.next_in(f"{days or self.terms.waiting.remind_days or 1} days")
        self.step_note = one_line(note, 160)
        self.seen()
        if self.holder_id is None:
            self.holder, self.queue = by, ""
        self.settle()
        day = date_format(self.next_at.astimezone(self._zone()), "MONTH_DAY_FORMAT")
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
        self.seen()
        if until:
            self.next_on(until)
        else:
            self.next_in(f"{self.terms.step_days} days")
        self.settle()
        record("ask.dated", self, by=by, when=date_format(self.next_at.astimezone(self._zone()), "WEEKDAY_FORMAT"))
        return self

    @verb(may_triage)
    def triage(self, *, by, **values):
        """Correct what the form said: topic, room, who is affected, …"""
        unknown = set(values) - TRIAGED
        if unknown:
            raise ValueError(f"not to be triaged: {unknown}")
        before, reached = self.priority, self.affected
        changed = sorted(name for name, value in values.items() if getattr(self, name) != value)
        for name in changed:
            setattr(self, name, values[name])
        if not changed:
            return self
        self.weigh(*changed)
        if self.room_id and self.room.campus_id != self.campus_id:
            self.room = None
        if "campus" in changed and self.is_open and not (self.holder_id and self.holder.seat.serves(self.campus_id)):
            self.go()
        if self.status == "open" and self.step == "answer" and self.priority != before:
            # More pressing than the form said: an earlier promise. Less pressing: what was promised stays.
            was_next, was_promised = self.next_at, self.promised_at
            self.promise()
            self.next_at, self.promised_at = min(was_next, self.next_at), min(was_promised, self.promised_at)
        self.settle()
        record("ask.triaged", self, by=by, fields=", ".join(changed))
        if self.affected != reached:
            self.go_by_impact(reached, by)
        return self

    @verb(may_make_known)
    def make_known(self, *, by, known=True, words="", campuses=(), everywhere=False):
        """Tell its campus (or ``campuses``, or ``everywhere``) in ``words`` of the help team that others have it, too; or take
        that back. Raises Refused."""
        if self.confidential:
            raise Refused(_("A confidential request stays between two people."))
        if not known:
            if self.known_issue:
                self.unknow("dropped", by)
                self.settle()
            return self
        if not self.is_open:
            raise Refused(_("This request is finished. Open it again first."))
        self.settle_known(words, campuses, everywhere, by)
        if not self.known_issue:
            self.known_issue = True
            self.settle()
            record("ask.known", self, by=by)
        return self

    @verb(may_press)
    def press(self, *, by):
        """Sort it anew: its deadline came near, or what a reason is worth has changed. Nothing is told."""
        self.settle()
        return self

    def _zone(self):
        from zoneinfo import ZoneInfo

        return ZoneInfo(self.calendar.zone)
