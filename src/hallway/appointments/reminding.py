"""Reminders in school time: a school day before, while school is on at the campus, once for a start and person."""

from datetime import timedelta

from hallway.core.now import now
from hallway.core.verb import HALLWAY
from hallway.schooltime import clock
from hallway.schooltime.calendars import calendar_of, warm

from .models import Appointment

BATCH = 200
FAR = timedelta(days=20)  # a school day may lie behind a break
FRESH = timedelta(hours=4)  # whoever booked it just now knows


def remind():
    """Remind everybody whose meeting comes within a school day. Never at night, in a break or after a cancel. Returns how many."""
    moment, done = now(), 0
    rows = Appointment.objects.with_people().coming().filter(start__gt=moment, start__lte=moment + FAR)
    rows = [*rows.filter(changed__lt=moment - FRESH)[: BATCH * 10]]
    warm({row.campus for row in rows})
    for row in rows:
        if not _is_time(row, moment):
            continue
        for party in row.listed:
            if party.standing and party.reminded != row.start and done < BATCH:
                done += bool(Appointment.objects.get(pk=row.pk).remind(by=HALLWAY, party=party))
    return done


def _is_time(row, moment):
    """Whether school is on at its campus, and its start is no further than a school day."""
    calendar = calendar_of(row.campus_id)
    return clock.is_open(calendar, moment) and row.start <= clock.after_days(calendar, moment, 1)
