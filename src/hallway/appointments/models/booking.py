"""Holding, booking and moving: whenever somebody's time is taken, here it is taken, and the database has the last word."""

from datetime import UTC, timedelta

from django.apps import apps
from django.utils.translation import gettext as _

from hallway.core.keyed import digest_of
from hallway.core.now import now
from hallway.core.text import one_line
from hallway.core.verb import HALLWAY, Refused, creates, verb
from hallway.diary.models import Clash, Taken

from ..offered import must_be_offered, planning_then
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

        start, end = in_utc(start, end)
        _must_make_sense(hosts, guests, start, end)
        held = cls.objects.select_for_update().filter(made_by=by, status="held").exclude(key=key)
        held = [*held.order_by("pk")]
        Taken.lock([*hosts, *guests, *(member for other in held for member in other.people)])
        for other in held:
            other._drop()
        row = cls(
            kind=kind, campus=campus, remote=remote, start=start, end=end, status="held", until=now() + HOLD, made_by=by,
            key_digest=digest_of(campus=campus.pk, hosts=_ids(hosts), guests=_ids(guests), start=start, end=end),
            **({"key": key} if key else {}),
        )  # fmt: skip
        row.save(force_insert=True)
        row._seat(hosts, guests)
        if row.party_of(by).part == "guest":
            Taken.lock(row.people)
            must_be_offered(row, by=by)
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
        Taken.free(self)
        self.delete()

    @classmethod
    @creates(may_book)
    def book(
        cls, *, by, campus, hosts, guests, start, end, key=None, kind="meeting", topic="", room=None, remote=False, link="",
        agreed=False, period="",
    ):  # fmt: skip
        """Book a time; the row, confirmed, or pending until a guest said yes. What ``by`` holds under this ``key`` becomes it.

        ``hosts``, ``guests``: members, ``by`` among them (or HALLWAY). A guest books what the hosts offer; a host enters any time,
        ``agreed`` when it was agreed in person. In a planning period its teacher must say yes whatever was agreed.
        Raises ``Clash`` when somebody's time is taken, ``NotOffered`` or ``Refused`` for what cannot be.
        """
        start, end = in_utc(start, end)
        _must_make_sense(hosts, guests, start, end)
        if room is not None and room.campus_id != campus.pk:
            raise Refused(_("That room is at another campus. Choose the room again."))
        values = {
            "kind": kind, "campus": campus, "room": room, "remote": remote, "link": one_line(link, 300), "start": start,
            "end": end, "period": one_line(period, 60), "topic": one_line(topic, 120),
        }  # fmt: skip
        digest = digest_of(
            campus=campus.pk, room=room and room.pk, hosts=_ids(hosts), guests=_ids(guests), start=start, end=end, kind=kind,
            topic=values["topic"], remote=remote, link=values["link"], by=by.pk, agreed=agreed,
        )  # fmt: skip
        row = cls.objects.select_for_update().filter(key=key, status="held", made_by=by.pk).first() if key else None
        if row is None:
            must_be_free(hosts, start, end, key)
            row = cls(made_by_id=by.pk, status="pending", **values, key_digest=digest, **({"key": key} if key else {}))
            row.save(force_insert=True)
        else:
            Taken.lock([*hosts, *guests, *row.people])  # also whom the hold was of: everybody at once, in one order
            row.parties.all().delete()
            row.read_again()
            for name, value in values.items():
                setattr(row, name, value)
            row.until, row.key_digest, row.status = None, digest, "pending"
        row._seat(hosts, guests)
        row._ask_everybody(by, agreed)
        row.save()
        row.take_time()
        row.tell("appointment.booked" if row.status == "confirmed" else "appointment.invited", by)
        return row

    def _seat(self, hosts, guests):
        """Rows for everybody who comes."""
        seats = {member.pk: ("guest", member) for member in guests} | {member.pk: ("host", member) for member in hosts}
        Party.objects.bulk_create(Party(appointment=self, member=member, part=part) for part, member in seats.values())
        self.read_again()

    def _ask_everybody(self, by, agreed):
        """First answers, asked while nobody else can take the time of those who come."""
        Taken.lock(self.people)
        if self.party_of(by) and self.party_of(by).part == "guest":
            must_be_offered(self, by=by)
        self.planning = by is not HALLWAY and planning_then(self, by)
        said = _first_answers(by, self.hosts, agreed, self.planning)
        for party in self.listed:
            if party.standing:
                party.answer, party.reminded = said(party.member, party.part), None
                party.wish = party.wished = None
        Party.objects.bulk_update(self.listed, ["answer", "reminded", "wish", "wished"])
        self.status = self.settled()

    def settled(self):
        """What becomes of it by the answers: confirmed once a host and a guest come, declined when one side is empty."""
        sides = [[p.answer for p in self.listed if p.part == part and p.standing] for part in ("host", "guest")]
        if not all(sides):
            return "declined"
        return "confirmed" if all("accepted" in side for side in sides) else "pending"

    @verb(may_move)
    def move(self, *, by, start, end, campus=None, room=None, period="", agreed=False):
        """Another time (and place, if given), by the same rules as for booking it: whoever moves it says yes with that, a guest takes a
        time that is offered, and a host asks again, unless it is ``agreed``. Raises ``Clash``, ``NotOffered`` or ``Refused``."""
        self.must_stand()
        campus = campus or self.campus
        start, end = in_utc(start, end)
        _must_make_sense(self.hosts, self.guests, start, end)
        if room is None and self.room_id and self.room.campus_id == campus.pk:
            room = self.room
        if (start, end, campus.pk, room) == (self.start, self.end, self.campus_id, self.room):
            return self
        self.start, self.end, self.campus, self.room = start, end, campus, room
        self.period = one_line(period, 60)
        self._ask_everybody(by, agreed)
        self.asked = self.sequence + 1
        self.keep("start", "end", "campus", "room", "period", "planning", "status", "asked", calendars=True)
        self.take_time()
        self.tell("appointment.moved", by)
        return self

    def must_stand(self):
        """Raises ``Refused`` when it is over or off."""
        if not self.stands:
            raise Refused(_("This meeting is not on any more. Book another time."))
        if self.is_over:
            raise Refused(_("This meeting is over. Book another time."))


def in_utc(*instants):
    """The same instants in UTC: there a difference is what has passed, while two times of one zone differ by what its clocks show."""
    return [at.astimezone(UTC) for at in instants]


def _ids(members):
    return sorted(member.pk for member in members)


def must_be_free(hosts, start, end, key):
    """Raises ``Clash`` at once when a host's time is taken, so that a rush costs little. The last word has the taking itself.

    Not for what was booked under this ``key`` before: that is the answer.
    """
    met = Taken.objects.between(hosts, start, end).standing()
    if met.exists() and not (key and apps.get_model("appointments", "Appointment").objects.filter(key=key).exists()):
        raise Clash([host.pk for host in hosts])


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
