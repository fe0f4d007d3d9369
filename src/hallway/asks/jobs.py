"""What happens to requests without a person: closing what was solved, asking again, finding breaches, moving work on."""

import logging
from datetime import timedelta

from django.db import transaction
from django.db.models import Q

from hallway.core.now import now
from hallway.core.verb import HALLWAY
from hallway.people.models import Adoption, Campus, District, Member, TeamMembership
from hallway.people.where import out_on
from hallway.schooltime import clock
from hallway.schooltime.calendars import KEEP_SECONDS, calendar_of, forget, warm

from . import pressing
from .models import Ask, Presence, Recount
from .models.promising import SOON
from .models.worth import worth

log = logging.getLogger("hallway.asks")
BATCH = 200
PART = 50  # requests that are dated anew in one transaction
LATER = timedelta(
    hours=1
)  # what falls due at closing time is still told that day: the next school day may be in August


def keep_promises():
    """Take every step that is due without a person, once, where school is on or ended within the hour: after a night, a
    break or a stopped worker people hear of it in the morning. Returns how many were taken.
    """
    done = 0
    there = _open_campuses()
    due = Ask.objects.filter(next_at__lte=now(), campus__in=there).exclude(status="closed")
    near = Ask.objects.filter(status="open", step__in=["answer", "work"], soon_told=False, campus__in=there)
    near = near.filter(next_at__gt=now(), next_at__lte=now() + timedelta(minutes=SOON))
    steps = [
        (Q(status="solved"), lambda ask: ask.close(by=HALLWAY, outcome=ask.outcome or "fixed")),
        (Q(status="waiting_you", step="close"), lambda ask: ask.close(by=HALLWAY, outcome="no_reply")),
        (Q(status="waiting_you", step="remind"), lambda ask: ask.remind(by=HALLWAY)),
        (Q(status__in=["open", "waiting_other"], late_told=False), lambda ask: ask.lapse(by=HALLWAY)),
    ]
    for which, step in steps:
        done += _each(due.filter(which).order_by("next_at")[:BATCH], step)
    return done + _each(near.order_by("next_at")[:BATCH], lambda ask: ask.soon(by=HALLWAY))


def _open_campuses():
    """Ids of the campuses that have something to do and where the help team works now, or did an hour ago."""
    due = Ask.objects.filter(next_at__lte=now() + timedelta(minutes=SOON)).exclude(status="closed")
    campuses = list(Campus.objects.filter(pk__in=due.values("campus")).only("time_zone"))
    warm(campuses)
    moments = (now(), now() - LATER)
    return [c.pk for c in campuses if any(clock.is_open(calendar_of(c.pk), moment) for moment in moments)]


def recount():
    """Date and sort open requests anew after their calendar or what reasons are worth changed. Returns how many."""
    while (done := _recount_part()) == 0:
        pass  # nothing was open there; the next one is due, too
    return done or 0


def _recount_part():
    """Some requests of the oldest recount that is due; how many, None when none is."""
    with transaction.atomic():
        due = Recount.objects.filter(at__lte=now()).select_for_update(skip_locked=True).order_by("pk").first()
        if due is None:
            return None
        forget()  # another process may have changed the calendar a moment ago
        rows = Ask.objects.exclude(status="closed").filter(pk__gt=due.upto)
        rows = rows.filter(campus=due.campus_id) if due.campus_id else rows
        if due.since:
            rows = rows.filter(Q(promised_from__gte=due.since) | Q(step_from__gte=due.since))
        asks = list(rows.order_by("pk")[:PART])
        done = _each(asks, lambda ask: ask.redate(by=HALLWAY))
        if len(asks) < PART:
            due.delete()
        else:
            due.upto = asks[-1].pk
            due.save(update_fields=["upto"])
    return done


def calendar_changed(event):
    """Hears ``calendar.changed``: every open promise there is counted anew, once.

    Other processes go by the old calendar for up to a minute; what is promised in it is looked at again.
    """
    _count_anew(event.data.get("campus"), event)


def campus_changed(event):
    """Hears ``campus.changed``: with another clock, what is promised there moves with its school hours."""
    if "time_zone" in event.data.get("fields", ()):
        _count_anew(event.root_id, event)


def _count_anew(campus, event):
    Recount.want(campus)
    Recount.look_again(campus, since=event.at, at=now() + timedelta(seconds=KEEP_SECONDS + 15))


def belonging_changed(event):
    """Hears that somebody was adopted or no longer is, or belongs to a team or no longer does: with the tie-break on, the open
    requests between the two are sorted anew."""
    row = event.subject
    if row is None or pressing.ADOPTED not in worth():
        return
    rows = Ask.objects.still_open().filter(confidential=False)
    if isinstance(row, Adoption):
        inside = TeamMembership.objects.filter(team=row.team_id).values("member")
        rows = rows.filter(holder=row.its_id, requester__in=inside)
    else:
        ours = Adoption.objects.filter(team=row.team_id).exclude(since=None).values("its")
        rows = rows.filter(requester=row.member_id, holder__in=ours)
    for ask in rows:
        ask.press(by=HALLWAY)


def breaches():
    """Every open request that breaks the invariant, with what is missing: [(ask, code)].

    Codes: ``no_holder`` (a queue without anybody on duty), ``holder_gone``, ``late`` (the next step's time has passed),
    ``no_date``. The page "Nothing slips" shows them; zero is the proof.
    """
    rows = Ask.objects.still_open().select_related("holder", "requester", "campus")
    duty = District.get().duty
    found = []
    if duty is None or not duty.is_active:
        found += [(ask, "no_holder") for ask in rows.filter(holder=None)[:BATCH]]
    found += [(ask, "holder_gone") for ask in rows.filter(holder__is_active=False)[:BATCH]]
    found += [(ask, "no_date") for ask in rows.filter(next_at=None)[:BATCH]]
    found += [(ask, "late") for ask in rows.filter(next_at__lt=now()).order_by("next_at")[:BATCH]]
    return found


def mend():
    """Mend what the house can: work of people who left or are out moves on, a queue finds somebody, near deadlines count.

    Returns how many requests it touched. One that fails is tried again at the next turn and stops none of the others.
    """
    rows = Ask.objects.still_open().select_related("holder")
    today = now().date()
    around = {
        "holder__absences__first__lte": today + timedelta(days=1),
        "holder__absences__last__gte": today - timedelta(days=1),
    }
    absent = rows.filter(Q(status="open") | Q(next_at__lt=now() + timedelta(days=1)), **around).distinct()
    near = rows.filter(status="open", deadline__lte=today + timedelta(days=10)).exclude(
        reasons__contains=[["deadline"]]
    )
    steps = [
        (rows.filter(holder__is_active=False), lambda ask: ask.move_on(by=HALLWAY, away=ask.holder)),
        (absent, _move_if_out),
        (rows.filter(holder=None), lambda ask: ask.find_holder(by=HALLWAY)),
        (near, _press_if_near),
    ]
    Presence.forget()
    return sum(_each(found[:BATCH], step) for found, step in steps)


def _each(asks, step):
    done = 0
    for ask in asks:
        try:
            with transaction.atomic():
                step(ask)
            done += 1
        except Exception:
            log.exception("a step of request %s failed; it is tried again", ask.pk)
    return done


def _press_if_near(ask):
    before = ask.reasons
    pressing.settle(ask, worth())
    if ask.reasons != before:
        ask.press(by=HALLWAY)


def _move_if_out(ask):
    if ask.holder_id in out_on(ask.calendar.local_day(now()), [ask.holder_id]):
        ask.move_on(by=HALLWAY, away=ask.holder)


def somebody_is_out(event):
    """Hears ``member.out``: when the absence has begun, what they hold moves on."""
    member = event.root
    if not isinstance(member, Member):
        return
    for ask in Ask.objects.still_open().filter(holder=member).select_related("holder"):
        _move_if_out(ask)


def somebody_left(event):
    """Hears ``member.deactivated``: their open requests move on."""
    member = event.root
    for ask in Ask.objects.still_open().filter(holder=member):
        ask.move_on(by=HALLWAY, away=member)
