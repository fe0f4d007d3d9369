"""Holding, booking and moving: whenever somebody's time is taken, here it is taken, and the database has the last word."""

from datetime import timedelta

from django.utils.translation import gettext as _

from hallway.core.keyed import digest_of
from hallway.core.now import now
from hallway.core.text import one_line
from hallway.core.verb import HALLWAY, Refused, creates, verb
from hallway.history.models import record

from ..rules import may_book, may_hold, may_let_go, may_move, may_sweep
from .party import Party

LONGEST, SHORTEST = timedelta(hours=10), timedelta(minutes=5)
CROWD = 20  # who comes to one appointment at most


class Booking:
    @classmethod
    @creates(may_hold)
    def hold(cls, *, by, campus, hosts, guests, start, end, key=None, kind="meeting", remote=False):
        """Keep a time for ``by`` for some minutes, while the form is filled. No event: nobody need know of it yet.

        Whatever else they held is let go. The same ``key`` books it. Raises ``Clash`` or ``Refused``.
        """
        from .appointment import HOLD

        _must_make_sense(hosts, guests, start, end)
        for other in cls.objects.select_for_update().filter(made_by=by, status="held").exclude(key=key):
            other._drop()
        row = cls(
            kind=kind, campus=campus, remote=remote, start=start, end=end, status="held", until=now() + HOLD, made_by=by,
            key_digest=digest_of(campus=campus.pk, hosts=_ids(hosts), guests=_ids(guests), start=start, end=end),
            **({"key": key} if key else {}),
        )  # fmt: skip
        row.save(force_insert=True)
        row._seat(hosts, guests, lambda _member, _part: "none")
        row.take_time()
        return row

    @verb(may_let_go)
    def let_go(self, *, by):
        """They want the held time no longer; nothing is left of it. What is booked stays."""
        if self.status == "held":
            self._drop()

    @verb(may_sweep)
    def sweep(self, *, by):
        """A hold that ran out goes."""
        if self.status == "held" and self.until <= now():
            self._drop()

    def _drop(self):
        from hallway.diary.models import Taken

        Taken.free(self)
        self.delete()

    @classmethod
    @creates(may_book)
    def book(
        cls, *, by, campus, hosts, guests, start, end, key=None, kind="meeting", topic="", room=None, remote=False, link="",
        agreed=False, period="", planning=False,
    ):  # fmt: skip
        """Book a time; the row, confirmed, or pending until a guest said yes. What ``by`` holds under this ``key`` becomes it.

        ``hosts``, ``guests``: members, ``by`` among them (or HALLWAY). ``agreed``: a host enters what was agreed in person.
        ``planning``: it lies in a guest's planning period, so that the guest must say yes whatever was agreed.
        Raises ``Clash`` when somebody's time is taken, ``Refused`` for what makes no sense.
        """
        _must_make_sense(hosts, guests, start, end)
        if room is not None and room.campus_id != campus.pk:
            raise Refused(_("That room is at another campus. Choose the room again."))
        values = {
            "kind": kind, "campus": campus, "room": room, "remote": remote, "link": one_line(link, 300), "start": start,
            "end": end, "period": one_line(period, 60), "planning": planning, "topic": one_line(topic, 120),
        }  # fmt: skip
        digest = digest_of(
            campus=campus.pk, room=room and room.pk, hosts=_ids(hosts), guests=_ids(guests), start=start, end=end, kind=kind,
            topic=values["topic"], remote=remote, link=values["link"], by=by.pk, agreed=agreed,
        )  # fmt: skip
        row = cls.objects.select_for_update().filter(key=key, status="held", made_by=by.pk).first() if key else None
        if row is None:
            row = cls(made_by_id=by.pk, status="pending", **values, key_digest=digest, **({"key": key} if key else {}))
            row.save(force_insert=True)
        else:
            row.parties.all().delete()
            row.read_again()
            for name, value in values.items():
                setattr(row, name, value)
            row.until, row.key_digest, row.status = None, digest, "pending"
        row._seat(hosts, guests, _first_answers(by, hosts, agreed, planning))
        row.status = row.settled()
        row.save()
        row.take_time()
        record("appointment.booked" if row.status == "confirmed" else "appointment.invited", row, by=by)
        return row

    def _seat(self, hosts, guests, answer):
        """Rows for everybody who comes; ``answer(member, part)`` is what they said already."""
        seats = {member.pk: ("guest", member) for member in guests} | {member.pk: ("host", member) for member in hosts}
        Party.objects.bulk_create(
            Party(appointment=self, member=member, part=part, answer=answer(member, part))
            for part, member in seats.values()
        )
        self.read_again()

    def settled(self):
        """What becomes of it by the answers: confirmed once a host and a guest come, declined when one side is empty."""
        sides = [[p.answer for p in self.listed if p.part == part and p.standing] for part in ("host", "guest")]
        if not all(sides):
            return "declined"
        return "confirmed" if all("accepted" in side for side in sides) else "pending"

    @verb(may_move)
    def move(self, *, by, start, end, campus=None, room=None, period="", planning=False, agreed=False):
        """Another time (and place, if given). Whoever moves it says yes with that; the other side is asked again, unless ``by`` is a
        guest who took one of the times that are offered, or it is ``agreed``. Raises ``Clash`` or ``Refused``."""
        self.must_stand()
        campus = campus or self.campus
        _must_make_sense(self.hosts, self.guests, start, end)
        if (start, end, campus.pk) == (self.start, self.end, self.campus_id):
            return self
        if room is None and self.room_id and self.room.campus_id == campus.pk:
            room = self.room
        self.start, self.end, self.campus, self.room = start, end, campus, room
        self.period, self.planning = one_line(period, 60), planning
        said = _first_answers(by, self.hosts, agreed, planning)
        for party in self.listed:
            if party.standing:
                party.answer, party.reminded = said(party.member, party.part), None
                party.save(update_fields=["answer", "reminded"])
        self.status = self.settled()
        self.keep("start", "end", "campus", "room", "period", "planning", "status", calendars=True)
        self.take_time()
        record("appointment.moved", self, by=by)
        return self

    def must_stand(self):
        """Raises ``Refused`` when it is over or off."""
        if not self.stands:
            raise Refused(_("This meeting is not on any more. Book another time."))
        if self.is_over:
            raise Refused(_("This meeting is over. Book another time."))


def _ids(members):
    return sorted(member.pk for member in members)


def _first_answers(by, hosts, agreed, planning):
    """Who says yes with the booking: whoever books, the hosts whose offered time a guest takes, and, outside planning periods,
    the guests of whom a host says that it was agreed."""
    by_host = any(member.pk == by.pk for member in hosts)

    def answer(member, part):
        if member.pk == by.pk or by is HALLWAY:
            return "accepted"
        if part == "host":
            return "none" if by_host and not agreed else "accepted"
        return "accepted" if by_host and agreed and not planning else "none"

    return answer


def _must_make_sense(hosts, guests, start, end):
    if not hosts or not guests or {m.pk for m in hosts} & {m.pk for m in guests}:
        raise Refused(_("A meeting needs two people at least."))
    if len(hosts) + len(guests) > CROWD:
        raise Refused(_("A meeting has %(n)d people at most.") % {"n": CROWD})
    if gone := next((m for m in (*hosts, *guests) if not m.is_active), None):
        raise Refused(_("%(name)s is no longer here.") % {"name": gone.short_name})
    if not SHORTEST <= end - start <= LONGEST:
        raise Refused(_("A meeting lasts from five minutes to ten hours."))
