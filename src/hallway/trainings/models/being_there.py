"""Who was there: the code on the screen, a walk-in, what the sign-in sheet says, and what counts as hours."""

from datetime import timedelta

from django.db import models
from django.utils.translation import gettext as _

from hallway.core.now import now
from hallway.core.verb import Refused, verb
from hallway.history.models import record

from ..rules import may_check_in, may_keep_attendance, may_walk_in
from .certificate import Certificate
from .people import HERE, MOST_MINUTES, Seat

EARLY, LATE = timedelta(minutes=30), timedelta(minutes=30)


class Presence(models.Model):
    """Somebody was there on one date. ``via``: self (the code) or host."""

    seat = models.ForeignKey(Seat, on_delete=models.CASCADE, related_name="presences")
    meeting = models.ForeignKey("trainings.Meeting", on_delete=models.CASCADE, related_name="presences")
    at = models.DateTimeField(default=now)
    via = models.CharField(max_length=4, choices=[("self", "self"), ("host", "host")])

    class Meta:
        constraints = [models.UniqueConstraint("seat", "meeting", name="there_once")]

    def __str__(self):
        return f"presence {self.pk}"


class BeingThere:
    @property
    def running(self):
        """The date around which one checks in now, or None."""
        moment = now()
        return next((date for date in self.dates if date.start - EARLY <= moment <= date.end + LATE), None)

    @verb(may_check_in)
    def check_in(self, *, by):
        """Somebody scanned the code: they are here, with or without a place. Raises ``Refused`` when it is not the time."""
        if not self.stands:
            raise Refused(_("This training was called off."))
        if self.is_host(by):
            raise Refused(_("You host it, so you have a place."))
        date = self.running
        if date is None:
            raise Refused(
                _(
                    "Checking in opens half an hour before it begins and ends half an hour after. Your host can note you, too."
                )
            )
        seat = self._seat_for(by)
        if self._is_here(seat, date, "self"):
            self._count(seat)
            record("training.checked_in", self, by=by)
        return seat

    @verb(may_walk_in)
    def walk_in(self, *, by, member):
        """A host notes somebody who came without a place: on the date that runs, or on the last that began. Raises ``Refused``."""
        if self.is_host(member):
            raise Refused(_("They host it."))
        begun = [date for date in self.dates if date.start - EARLY <= now()]
        if not self.stands or not begun:
            raise Refused(_("It has not begun yet. They can say that they come."))
        seat = self._seat_for(member)
        if self._is_here(seat, self.running or begun[-1], "host"):
            self._count(seat)
            record("training.attendance", self, by=by)
        return seat

    @verb(may_keep_attendance)
    def keep_attendance(self, *, by, rows):
        """What the sheet says: {seat's key: {"here": [keys of dates], "was": those ticked when it was shown, "state": "" or a code,
        "minutes": None or a number}}. Whoever scanned since stays ticked. A state or minutes given by hand stand whatever somebody scans
        later; empty ones are counted, and without these two keys they stay as they are. Certificates are written anew."""
        if not self.stands or self.starts - EARLY > now():
            raise Refused(_("It has not begun yet."))
        dates, changed = {date.pk: date for date in self.dates}, False
        for seat in self.seats.filter(pk__in=rows):
            said, before = rows[seat.pk], (seat.attended, seat.minutes, seat.by_hand)
            since = set(seat.presences.values_list("meeting", flat=True)) - set(said.get("was", dates))
            here = {key for key in said["here"] if key in dates} | since
            gone, _detail = seat.presences.exclude(meeting__in=here).delete()
            came = [self._is_here(seat, dates[key], "host") for key in sorted(here)]
            if "state" in said:
                seat.by_hand = bool(said["state"]) or said["minutes"] is not None
            self._count(seat, said.get("state", ""), said.get("minutes"))
            changed = changed or bool(gone) or any(came) or before != (seat.attended, seat.minutes, seat.by_hand)
        if changed:
            record("training.attendance", self, by=by)
        return self

    def _seat_for(self, member):
        seat = self.seat_of(member)
        if seat is None or seat.answer != "going":
            seat = seat or Seat(session=self, member=member)
            seat.answer, seat.offered_until, seat.walked = "going", None, True
            seat.save()
        return seat

    def _is_here(self, seat, date, via):
        return Presence.objects.get_or_create(seat=seat, meeting=date, defaults={"via": via, "at": now()})[1]

    def _count(self, seat, state="", minutes=None):
        """What counts: all of its minutes for all of its dates, a part for a part of them; what a host said by hand stands."""
        dates, here = self.dates, set(seat.presences.values_list("meeting", flat=True))
        whole = sum(date.minutes for date in dates) or 1
        there = sum(date.minutes for date in dates if date.pk in here)
        if not seat.by_hand or state or minutes is not None:
            full = "walk_in" if seat.walked else "attended"
            counted = full if there == whole else "partial" if there else "no_show" if self.is_over else ""
            seat.attended = state or counted
            share = round(self.minutes * there / whole) if seat.attended in HERE else 0
            seat.minutes = min(MOST_MINUTES, minutes) if minutes is not None else share
        seat.save()
        Certificate.keep_true(seat)
