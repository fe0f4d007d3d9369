"""What happens to requests without a person: closing what was solved, asking again, finding breaches, moving work on."""

import logging
from datetime import timedelta

from django.db.models import Q

from hallway.core.now import now
from hallway.core.verb import HALLWAY
from hallway.people.models import District, Member
from hallway.people.where import out_on

from . import pressing
from .models import Ask, Presence

log = logging.getLogger("hallway.asks")
BATCH = 200


def keep_promises():
    """Take every step that is due without a person, once. Returns how many were taken."""
    done = 0
    due = Ask.objects.filter(next_at__lte=now()).exclude(status="closed")
    steps = [
        (Q(status="solved"), lambda ask: ask.close(by=HALLWAY, outcome=ask.outcome or "fixed")),
        (Q(status="waiting_you", step="close"), lambda ask: ask.close(by=HALLWAY, outcome="no_reply")),
        (Q(status="waiting_you", step="remind"), lambda ask: ask.remind(by=HALLWAY)),
        (Q(status__in=["open", "waiting_other"], late_told=False), lambda ask: ask.lapse(by=HALLWAY)),
    ]
    for which, step in steps:
        for ask in due.filter(which).order_by("next_at")[:BATCH]:
            try:
                step(ask)
                done += 1
            except Exception:
                log.exception("a step of request %s failed; it is tried again", ask.pk)
    return done


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
            step(ask)
            done += 1
        except Exception:
            log.exception("mending request %s failed; it is tried again", ask.pk)
    return done


def _press_if_near(ask):
    before = ask.reasons
    pressing.settle(ask)
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
