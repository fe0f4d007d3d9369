"""What happens in teams without a person."""

from datetime import UTC, datetime, time, timedelta

from hallway.core.now import now
from hallway.core.verb import HALLWAY
from hallway.people.models import Adoption
from hallway.schooltime import clock
from hallway.schooltime.calendars import calendar_of, warm_up

from . import birthdays
from .cardtimes import AHEAD, KEPT, after_school_days, morning, opens_today
from .circle import circles_of_all, guests_of
from .models import Card, Gathering, Renewal, Rsvp
from .models.coming import COMING

BATCH = 200
FAR = timedelta(days=20)  # a school day may lie behind a break
ASKED_IN = (8, 9)  # August, and September where school begins then
YOUNG = timedelta(days=60)  # an adoption of this summer is not asked yet
FRESH = timedelta(hours=4)  # whoever answered just now knows


def remind():
    """Remind who comes to a gathering within a school day: once, while school is on, never after a cancel. Returns how many."""
    moment, done = now(), 0
    for row in (
        Gathering.objects.coming().filter(start__gt=moment, start__lte=moment + FAR).select_related("team", "campus")
    ):
        calendar = row.calendar
        if not clock.is_open(calendar, moment) or row.start > clock.after_days(calendar, moment, 1):
            continue
        guests = guests_of(row.team, row.campus).values("pk")
        waiting = Rsvp.objects.filter(gathering=row, answer__in=COMING, member__in=guests, at__lt=moment - FRESH)
        for rsvp in waiting.exclude(reminded=row.start).order_by("pk")[: BATCH - done]:
            done += bool(row.remind(by=HALLWAY, rsvp=rsvp))
    return done


def open_cards():
    """Open the cards for birthdays some school days before, for each of their teams, or take them along to another morning. Returns
    how many; an hour in which all of them stand costs the same few statements, however many there are."""
    district = calendar_of(None)
    days = {day.member.pk: day for day in birthdays.cards_due(district.local_day(now()), AHEAD)}
    found, due = circles_of_all(days), []
    warm_up({team.campus_id for _pk, team in found})
    for pk, team in found:
        calendar, day = calendar_of(team.campus_id), days[pk]
        if opens_today(calendar, day.announced, calendar.local_day(now())):
            due.append((day.member, team, morning(calendar, day.announced)))
    there = Card.objects.latest_birthdays(days)
    done = 0
    for member, team, at in due:
        card = there.get((member.pk, team.pk))
        if card is None or not card.stands_for(at):
            Card.open_card(by=HALLWAY, member=member, team=team, occasion="birthday", deliver_at=at)
            done += 1
    return done


def deliver_cards():
    """Deliver what is due this morning. Returns how many."""
    waiting = Card.objects.filter(delivered_at=None, put_away_at=None, deliver_at__lte=now()).select_related(
        "member", "team"
    )
    done = 0
    for card in waiting.order_by("deliver_at")[:BATCH]:
        try:
            done += bool(card.deliver(by=HALLWAY))
        except Card.DoesNotExist:  # another worker was quicker
            continue
    return done


def forget_cards():
    """Cards that were put away are gone after a month, with the words on them. Returns how many."""
    old = Card.objects.filter(put_away_at__lte=now() - KEPT)[:BATCH]
    return sum(card.vanish() is None for card in old)


def somebody_left(event):
    """Hears ``member.deactivated``: their birthday is known nowhere any more."""
    if birthday := birthdays.own(event.subject):
        birthday.forget(by=HALLWAY)


def welcome(event):
    """Hears ``adoption.accepted``: the team signs a card for whom it has adopted."""
    adoption = event.subject
    if adoption is not None and adoption.status == "accepted" and adoption.team.in_use:
        at = after_school_days(adoption.team)
        Card.open_card(by=HALLWAY, member=adoption.its, team=adoption.team, occasion="welcome", deliver_at=at)


def ask_renewals():
    """At the beginning of a school year, in school hours, ask both sides of each adoption once whether they go on: whom the team
    adopted, and who spoke for the team. Within everybody's one prompt a week. Returns how many were asked."""
    moment, asked = now(), 0
    today = calendar_of(None).local_day(moment)
    if today.month not in ASKED_IN:
        return 0
    term = today.replace(month=ASKED_IN[0], day=1)
    old = datetime.combine(term - YOUNG, time(0), UTC)
    rows = Adoption.objects.filter(status="accepted", since__lt=old, team__archived_at=None)
    for row in rows.select_related("team", "its", "proposed_by").order_by("pk"):
        if not clock.is_open(calendar_of(row.team.campus_id), moment):
            continue
        sides = [row.its]
        if row.proposed_by is not None and row.team.has(row.proposed_by):
            sides.append(row.proposed_by)
        for member in sides:
            asked += member.is_active and Renewal.ask_again(by=HALLWAY, adoption=row, member=member, term=term)
    return asked
