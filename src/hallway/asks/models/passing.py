"""A request goes on to somebody else: by its procedure's escalations, through the doors, when its holder is out or gone."""

from datetime import datetime, time, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from hallway.core.now import now
from hallway.core.verb import HALLWAY, Refused, verb
from hallway.history.models import record
from hallway.people.where import stands_in
from hallway.schooltime import clock
from hallway.threads.models import Message

from ..routing import route
from ..rules import may_escalate, may_find_holder, may_lapse, may_move_on, may_send_on


class Passing:
    def go(self, *but, door=None):
        """Find who gets it, passing ``but`` by; ``door``: begin there. Not saved."""
        self.holder, self.queue, self.route_why = route(
            self.campus, self.terms, asker=self.requester, but=but, affected=self.affected, door=door
        )

    @property
    def door(self):
        """Behind which door of its procedure it stands."""
        return self.route_why.get("door", "its")

    @property
    def next_door(self):
        """The door it can be sent on to; empty at the last one."""
        order = [door.kind for door in self.terms.tiers]
        if self.route_why.get("code") == "files":
            return order[0] if order[0] != "first_contact" else next(iter(order[1:]), "")
        return order[order.index(self.door) + 1] if self.door in order[:-1] else ""

    @verb(may_escalate)
    def escalate(self, *, by, note=""):
        """Ask the district for help, with a note everybody on the team sees; by some procedures it changes hands with it."""
        if not self.is_open:
            raise Refused(_("This request is finished. Open it again first."))
        if note and not Message.objects.of(self).filter(kind="note", author=by, text=note).exists():
            Message.objects.create(noun=self, kind="note", author=by, text=note, at=now())
        if self.goes_further:
            self._escalate("by_hand", by)
        return self

    @property
    def goes_further(self):
        """Whether asking the district changes anything: it was not asked yet, or a door lies beyond the one it stands behind."""
        return not self.escalated_at or self._rule("by_hand") is not None

    def _rule(self, when):
        """The procedure's escalation that comes next: to a door beyond the one it stands behind; before the first, to any."""
        order = [door.kind for door in self.terms.tiers if door.kind != "district"] + ["district"]
        here = order.index(self.door) if self.door in order else -1
        rules = [one for one in self.terms.escalations if one.when == when and one.reaches(self.affected)]
        beyond = [one for one in rules if one.to in order and order.index(one.to) > here]
        return next(iter(beyond if beyond or self.escalated_at else rules), None)

    def go_by_impact(self, before, by):
        """It turned out to reach further than ``before``: it goes where it would have gone, had the form said so."""
        rule = self._rule("impact")
        if self.is_open and not self.confidential and rule and not rule.reaches(before):
            self._escalate("impact", by)

    def leave_note(self):
        """What the procedure says to everybody on it when it begins behind a later door."""
        whens = {missing for _kind, missing in self.route_why.get("walked", ())}
        rules = [one for one in self.terms.escalations if one.when in whens and one.reaches(self.affected) and one.note]
        if rules:
            Message.objects.create(noun=self, kind="reply", author=None, text=rules[0].note, at=now(), through="rule")

    def _escalate(self, when, by):
        rule = self._rule(when)
        self.escalated_at = self.escalated_at or now()
        if rule is not None:
            before, was, place = self.holder, self.route_why, self.door
            # Between two people: only one of them takes a third in, no clock does.
            if rule.leave and not (self.confidential and by is HALLWAY):
                self.go(*([before] if before else []), door=rule.to)
                if self.holder is None and before is not None and before.is_active:
                    self.holder, self.queue, self.route_why = (
                        before,
                        "",
                        was,
                    )  # nobody behind that door: it stays in hand
                else:
                    self.route_why["walked"] = [[place, when], *self.route_why["walked"]]
            if rule.note:
                author = None if by is HALLWAY else by
                Message.objects.create(noun=self, kind="reply", author=author, text=rule.note, at=now(), through="rule")
        self.settle()
        record("ask.escalated", self, by=by)

    @verb(may_send_on)
    def send_on(self, *, by):
        """Whoever files for a campus, or stands at a door, sends it on to the next one and keeps reading along."""
        from .beside import Participant

        if not self.is_open:
            raise Refused(_("This request is finished. Open it again first."))
        to = self.next_door
        if not to:
            raise Refused(_("There is no further door to send it to. Hand it over to somebody instead."))
        before = self.holder
        self.seen()
        self.go(*([before] if before else []), door=to)
        if self.holder is None:
            raise Refused(_("Nobody stands behind that door just now. Hand it over to somebody instead."))
        if before is not None and before.pk != self.requester_id:
            Participant.objects.get_or_create(ask=self, member=before)
        self.settle()
        record("ask.sent_on", self, by=by, to=self.holder.short_name if self.holder_id else _("the district"))
        return self

    @verb(may_move_on)
    def move_on(self, *, by, away):
        """``away`` (its holder) is out or has left: their substitute or whoever is on duty gets it, else the asker an honest
        new date.

        What rests until they are back stays with them. A confidential one moves only when its holder has left.
        """
        if not self.is_open or self.holder_id != away.pk:
            return self
        back = self._back(away)
        if back and self.status != "open" and self.next_at >= back:
            return self
        day = self.calendar.local_day(now())
        cover = stands_in(day, [away.pk], but=(self.requester_id,)) if back else None
        holder, queue, why = route(
            self.campus, self.terms, asker=self.requester, but=[away], affected=self.affected, door=self.door
        )
        if cover is not None:
            holder, queue, why = cover, "", {"code": "cover", "door": self.door, "walked": []}
        if back is None or (holder is not None and not self.confidential):
            self.holder, self.queue, self.route_why = holder, queue, why
            self.settle()
            record(
                "ask.moved", self, by=by, away=away.short_name, to=holder.short_name if holder else _("the district")
            )
            return self
        if self.next_at >= back:
            return self
        self.next_on(back)
        self.settle()
        day = date_format(back.astimezone(self._zone()), "WEEKDAY_FORMAT")
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
        holder, queue, why = route(self.campus, self.terms, asker=self.requester, affected=self.affected)
        if holder is not None:
            self.holder, self.queue, self.route_why = holder, queue, why
            self.settle()
            record("ask.routed", self, by=by, to=holder.short_name)
        return self

    @verb(may_lapse)
    def lapse(self, *, by):
        """Its next step's time has passed: say so once, to whoever holds it; by some procedures it goes on to the next door.

        Otherwise the request keeps standing where it does.
        """
        if self.is_open and self.next_at and self.next_at < now() and not self.late_told:
            self.late_told = True
            self.settle()
            record("ask.late", self, by=by)
            if self.step == "answer" and self._rule("lapsed"):
                self._escalate("lapsed", by)
                if self._rule("lapsed"):  # there is a further one: whoever has it now has as long as the one before
                    self.next_in(self.spans()[0])
                    self.settle()
        return self
