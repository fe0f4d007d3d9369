"""Those who wait for a time are told of what comes free: in the order in which they began to wait, in school hours.

Nothing is held for them, because whoever teaches may read it hours later and the time would stand empty. Instead each has a school
hour's start on the next: of one host's times no more people hear within a school hour than times are free. Everybody hears once a day
at most, until they book, stop, or their day has come.
"""

import logging
import random
from datetime import timedelta

from hallway.core.now import now
from hallway.core.verb import HALLWAY
from hallway.schooltime import clock
from hallway.schooltime.calendars import calendar_of, warm

from . import gathering
from .models import Wait
from .picking import Search

log = logging.getLogger("hallway.appointments")
BATCH, HEAD_START, QUIET = 100, 60, timedelta(hours=20)


def free_for(wait, hosts):
    """The minutes of the times that are free for a ``Wait`` (also one to be) with these hosts, until its day."""
    today = calendar_of(wait.campus.pk).local_day(now())
    search = Search(wait.campus, tuple(hosts), (wait.member,), wait.length, any=True, remote=wait.remote)
    return [slot.minute for slot in search.slots(today, wait.until, lately=True)] if hosts else []


def hosts_of(host, campus, member):
    """Whom somebody waits for: one, or every ITS of the campus."""
    return [host] if host else [each for each in gathering.everybody_of(campus) if each.pk != member.pk]


def tell_waiting():
    """Tell those whose turn it is. Returns how many were told. One round looks at whole queues, as many as fill a batch, others each
    time: those who began first may wait for weeks, and nobody else's time waits for them."""
    queues: dict = {}
    for row in Wait.objects.open().select_related("member", "host", "campus"):
        queues.setdefault((row.host_id, row.campus_id), []).append(row)
    rows: list = []
    for queue in random.sample(list(queues.values()), len(queues)):
        if len(rows) < BATCH:
            rows += queue
    warm({row.campus for row in rows})
    done, ahead = 0, {}
    for row in rows:
        calendar = calendar_of(row.campus_id)
        if not row.member.is_active or not clock.is_open(calendar, now()) or row.until < calendar.local_day(now()):
            continue
        try:
            done += _look(row, calendar, ahead)
        except Exception:
            log.exception("looking for a time for wait %s failed; it is tried again", row.pk)
    return done


def _look(row, calendar, ahead):
    queue = (row.host_id, row.campus_id)
    if queue not in ahead:
        told = Wait.objects.filter(host=row.host_id, campus=row.campus_id, told__gt=now() - timedelta(days=14))
        since = told.values_list("told", flat=True)[:BATCH]
        ahead[queue] = sum(clock.after_minutes(calendar, at, HEAD_START) > now() for at in since)
    free = free_for(row, hosts_of(row.host, row.campus, row.member))
    quiet = row.told is not None and row.told > now() - QUIET
    told = row.notice(by=HALLWAY, free=free, tell=not quiet and ahead[queue] < len(free))
    ahead[queue] += told
    return told


def booked(row):
    """Whoever booked waits for these hosts, or for anybody of the campus, no longer."""
    hosts = [host.pk for host in row.hosts]
    for wait in Wait.objects.open().filter(member__in=[guest.pk for guest in row.guests], campus=row.campus_id):
        if wait.host_id is None or wait.host_id in hosts:
            wait.stop(by=HALLWAY)
