"""What somebody is shown who looks for a time: the best few first, then a week, day by day, with the periods by name."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

from hallway.core.now import now
from hallway.core.wall import on_wall
from hallway.core.words import clock_words
from hallway.people.models import Campus, Member

from . import gathering
from .availability import all_of, any_of
from .offers import Terms

FEW, AHEAD = 3, 28
ANY = "any"


@dataclass(frozen=True)
class Search:
    """What is looked for. ``hosts``: members; ``any``: one of them is enough. ``week``: a date in the week that is shown, None for the
    first with something free. ``but``: the appointment that is to be moved."""

    campus: object
    hosts: tuple
    guests: tuple
    length: int = 30
    any: bool = False
    own: bool = True
    remote: bool = False
    week: date | None = None
    but: object = None

    def slots(self, first=None, last=None, lately=False):
        """Every slot of these days (the next four weeks). ``lately``: see ``gathering.gather``."""
        if not self.hosts or not self.campus.enabled:
            return []
        people, asked = gathering.gather(
            self.hosts, self.campus, length=self.length, first=first, last=last, guests=self.guests, own=self.own,
            remote=self.remote, but=self.but, lately=lately,
        )  # fmt: skip
        found = any_of(people, asked) if self.any else all_of(people, asked)
        now_at = self.but and self.but.start  # to its own time it cannot be moved
        return [slot for slot in found if slot.start != now_at] if now_at else found

    @property
    def zone(self):
        return ZoneInfo(gathering.place_of(self.campus).zone)

    @property
    def today(self):
        return now().astimezone(self.zone).date()


def suggestions(found, zone, most=FEW):
    """The best few: planning periods first, then what comes soonest, on different days as far as there are."""
    best = sorted(found, key=lambda slot: (not slot.planning, slot.minute))
    picked, days = [], set()
    for again in (False, True):
        for slot in best:
            day = slot.start.astimezone(zone).date()
            if len(picked) < most and slot not in picked and (again or day not in days):
                picked.append(slot)
                days.add(day)
    return sorted(picked, key=lambda slot: slot.minute)


def instead(search, wanted, until=None):
    """``Shown`` of the best few times in place of one at ``wanted`` (an instant): of the eight days from its own on, and only when
    there are too few of all four weeks. ``until``: its end, when nothing that meets it is to be proposed again."""
    day = max(wanted.astimezone(search.zone).date(), search.today)

    def free(*days):
        slots = search.slots(*days, lately=True)
        return [slot for slot in slots if until is None or slot.end <= wanted or slot.start >= until]

    found = free(day, day + timedelta(days=7))
    if len(found) < FEW:
        found = free()
    return shown(suggestions(found, search.zone), search)


def week_of(found, monday, zone):
    """[(date, [(period, [slot, …]), …])] for the days of a week; Saturday and Sunday only when something is free."""
    by_day: dict = {}
    for slot in found:
        by_day.setdefault(slot.start.astimezone(zone).date(), []).append(slot)
    days = [monday + timedelta(days=n) for n in range(7)]
    return [
        (day, [(label, [*each]) for label, each in groupby(by_day.get(day, []), key=lambda slot: slot.label)])
        for day in days
        if day.weekday() < 5 or day in by_day
    ]


@dataclass(frozen=True)
class Shown:
    """A slot as a page says it: ``value`` is what its button sends."""

    slot: object
    start: object
    end: object
    host: object

    @property
    def value(self):
        return f"{self.slot.start.isoformat()} {self.slot.person}"

    @property
    def time(self):
        return clock_words(self.start)

    @property
    def label(self):
        return self.slot.label

    @property
    def planning(self):
        return self.slot.planning


def shown(slots, search):
    """``Shown`` for slots, their hosts by row."""
    hosts, zone = {host.pk: host for host in search.hosts}, search.zone
    return [Shown(s, on_wall(s.start, zone), on_wall(s.end, zone), hosts.get(s.person)) for s in slots]


def look(search):
    """Everything that the picker shows: the best few and one week."""
    found, zone = search.slots(), search.zone
    first = found[0].start.astimezone(zone).date() if found else search.today
    day = search.week or first
    monday = day - timedelta(days=day.weekday())
    horizon = search.today + timedelta(days=AHEAD)
    days = [
        (each, [(label, shown(slots, search)) for label, slots in groups])
        for each, groups in week_of(found, monday, zone)
    ]
    return {
        "best": shown(suggestions(found, zone), search),
        "days": [(each, groups) for each, groups in days if each >= search.today],
        "any_free": bool(found),
        "earlier": monday - timedelta(days=7) if monday > first else None,
        "later": monday + timedelta(days=7) if monday + timedelta(days=7) <= horizon else None,
        "zone": zone,
        "zone_name": zone_words(zone),
    }


def zone_words(zone):
    """The name of the time zone as people on its clock know it: "America/Chicago (CST)"."""
    here = now().astimezone(zone)
    return f"{zone.key.rpartition('/')[2].replace('_', ' ')} ({here:%Z})"


def campus_for(member, said=""):
    """The campus that somebody is met at: the one said, if it is theirs; else where their room is, else the first of theirs."""
    own = member.seat.own
    rows = {row.pk: row for row in Campus.objects.filter(pk__in=own, enabled=True)} if own else {}
    if said.isdecimal() and int(said[:18]) in rows:
        return rows[int(said[:18])]
    if member.room_id and member.room.campus_id in rows:
        return rows[member.room.campus_id]
    return rows[min(rows)] if rows else Campus.objects.filter(enabled=True).order_by("pk").first()


def campuses_of(member):
    return list(Campus.objects.filter(pk__in=member.seat.own, enabled=True).order_by("name"))


def helpers_of(campus, member):
    """The ITS who can be met at a campus, without ``member``; by name."""
    people = [each for each in gathering.everybody_of(campus) if each.pk != member.pk]
    return sorted(people, key=lambda each: each.folded)


def lengths_of(hosts):
    """How long one can meet these people: what all of them offer, else what anybody does."""
    rows = {row.member_id: set(row.lengths) for row in gathering.rows_of("Terms").filter(member__in=hosts)}
    said = [rows.get(host.pk, set(Terms().lengths)) for host in hosts]
    both = set.intersection(*said) if said else set()
    return sorted(both or set().union(*said)) or list(Terms().lengths)


def member_of(number):
    """Somebody who works here, or None."""
    said = str(number or "")
    return Member.objects.filter(pk=int(said[:18]), is_active=True).first() if said.isdecimal() else None


def date_of(text):
    """A date of an address ("2026-03-02"), or None."""
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return found if 2000 < found.year < 2200 else None
