"""Whose birthday is announced to whom on which day. This module alone reads birthdays, and ``seen_by`` decides for every page,
mail and card, so that nobody is celebrated in one place who wanted to be left alone in another.
"""

from dataclasses import dataclass
from datetime import date as Date
from datetime import timedelta

from django.db.models import OuterRef, Q

from .celebrated import NEAR, announced_on, calendars_of, leaps, places
from .circle import mates_of, working_at
from .models.birthday import Birthday


@dataclass(frozen=True)
class Day:
    """``date``: the birthday itself · ``announced``: when colleagues read of it · ``card``: a card is welcome ·
    ``audience``: team or campus."""

    member: object
    date: Date
    announced: Date
    card: bool
    audience: str


def own(member):
    """What somebody said of their own birthday, for their own page; else None."""
    return Birthday.objects.filter(member=member).first()


def seen_by(viewer, day, *, ahead=0):
    """[``Day``] of colleagues whose birthdays are announced to ``viewer`` on ``day`` (of their campus), or up to ``ahead`` days
    after. Never one's own, never of who left, and never of who chose nobody. One statement, when the calendars are warm."""
    if not viewer.is_active:
        return []
    found = []
    for row, on in _near(day, NEAR + ahead, _told_to(viewer)):
        said = _day(row, on)
        if day <= said.announced <= day + timedelta(days=ahead):
            found.append(said)
    return sorted(found, key=lambda each: (each.announced, each.date, each.member.folded))


def _told_to(viewer):
    """A condition on birthdays: those whose audience ``viewer`` is in."""
    here = Q(audience="campus", member__in=working_at(viewer.seat.own))
    return (mates_of(viewer) | here) & ~Q(member=viewer)


def near(viewer, day):
    """Birthdays near ``day`` that ``seen_by`` may have to say: rows to ask only whether there are any. No statement."""
    return _rows(day, NEAR, _told_to(viewer))[0]


def cards_due(day, ahead):
    """[``Day``] of everybody who would like a card and whose birthday is announced after ``day``, within ``ahead`` days. Their
    teams' circles sign; all of them are told by ``seen_by``, too."""
    found = [_day(row, on) for row, on in _near(day, NEAR + ahead, Q(card=True))]
    return [each for each in found if day < each.announced <= day + timedelta(days=ahead)]


def _day(row, on):
    return Day(row.member, on, announced_on(on, row.calendar), row.card, row.audience)


def _rows(day, days, condition):
    """(birthdays of people who work here within ``days`` of ``day`` that somebody may be told of, {(month, day, leap): date})."""
    wanted: dict = {}
    for n in range(-days, days + 1):
        on = day + timedelta(days=n)
        wanted.setdefault((on.month, on.day, ""), on)
        if (on.month, on.day) in ((2, 28), (3, 1)) and not leaps(on.year):
            wanted.setdefault((2, 29, "28" if on.month == 2 else "1"), on)
    pairs = Q(pk=None)
    for month, number, leap in wanted:
        pairs |= Q(month=month, day=number, **({"leap": leap} if leap else {}))
    rows = Birthday.objects.exclude(audience="nobody").filter(pairs, condition, member__is_active=True)
    return rows, wanted


def _near(day, days, condition):
    """[(birthday with its ``calendar``, its date nearest to ``day``)]; one statement, when the calendars are warm."""
    rows, wanted = _rows(day, days, condition)
    rows = list(rows.select_related("member__room").annotate(places=places(OuterRef("member"))))
    if not rows:
        return []
    calendars = calendars_of([(row.member, row.places) for row in rows])
    for row in rows:
        row.calendar = calendars[row.member_id]
    return [(row, wanted.get((row.month, row.day, "")) or wanted[2, 29, row.leap]) for row in rows]
