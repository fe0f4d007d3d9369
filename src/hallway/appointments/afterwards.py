"""After the lesson: teachers are asked how it went, once and in school time; scratch notes go when their time is over."""

import logging

from hallway.core.now import now
from hallway.core.verb import HALLWAY
from hallway.schooltime import clock
from hallway.schooltime.calendars import warm

from .models import Consult, Scratch, Visit

log = logging.getLogger("hallway.appointments")
BATCH = 200
LATEST = 10  # school days after the lesson; later nobody is asked


def ask_how_it_went():
    """Ask the teachers of lessons that were taught on a day before today, while their campus works. Returns how many were asked."""
    moment, asked = now(), 0
    rows = Consult.objects.filter(state="open", wondered_at=None, taught_on__lt=moment.date()).order_by(
        "taught_on", "pk"
    )
    rows = [*rows.select_related("teacher", "campus")[:BATCH]]
    warm({row.campus for row in rows})
    for row in rows:
        try:
            asked += _ask(row, moment)
        except Exception:
            log.exception("asking how consult %s went failed; it is tried again", row.pk)
    return asked


def _ask(row, moment):
    calendar = row.calendar
    today = calendar.local_day(moment)
    if row.taught_on >= today:
        return False
    if len(clock.school_days(calendar, row.taught_on, today)) > LATEST + 1 or not row.teacher.is_active:
        row.let_be(by=HALLWAY)
        return False
    return clock.is_open(calendar, moment) and row.wonder(by=HALLWAY)


def forget_scratches():
    """Throw away the scratch notes that have run out. Returns how many."""
    done = 0
    for visit in Visit.objects.filter(scratches__in=Scratch.objects.filter(until__lte=now())).distinct()[:BATCH]:
        done += visit.tidy(by=HALLWAY)
    return done


def somebody_left(event):
    """Whoever left plans and visits nothing any more: their own invitations and lessons end; of those they were asked for, the
    teachers are told."""
    member = event.root
    for row in Consult.objects.filter(teacher=member, state="open"):
        row.withdraw(by=HALLWAY)
    for row in Visit.objects.filter(teacher=member, state__in=("asked", "coming")):
        row.call_off(by=HALLWAY)
    lose_its(member)


def lose_its(member):
    """The teachers who asked ``member`` to plan or to come are told to ask somebody else."""
    for row in Consult.objects.filter(its=member, state="open"):
        row.lose_its(by=HALLWAY)
    for row in Visit.objects.filter(its=member, state__in=("asked", "coming")):
        row.lose_its(by=HALLWAY)
