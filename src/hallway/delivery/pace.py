"""How much mail one address gets in an hour, whatever happens: the brake that needs no header to be honest."""

from datetime import timedelta

from django.db import connection
from django.db.models import Count, Q

from hallway.core.now import now

from .models import OutgoingMail

HOUR = timedelta(hours=1)
ANSWERS = 5
MAILS = 20
MANY = timedelta(seconds=30)
URGENT = {"ask.emergency"}  # held back by no brake, and no line in a summary
AT_ONCE = {"ask.received"}  # somebody has just asked and looks for it


def may_answer(address, more=0):
    """Whether one more automatic answer may go to ``address``: at most five an hour, however many mails it sends. ``more``: how
    many are made already and not written yet.

    Inside a transaction the question is asked one at a time for an address, so that two workers do not both say yes.
    """
    address = address.strip().lower()
    if connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(20261, hashtext(%s))", [address])
    return OutgoingMail.objects.filter(to=address, answer=True, created__gt=now() - HOUR).count() + more < ANSWERS


def crowded(members):
    """Ids of the members who had their twenty mails of this hour already; what comes now waits for the daily one.

    Letters that nobody tried to send yet do not count: they may leave as one.
    """
    rows = OutgoingMail.objects.filter(
        to__in=[member.email for member in members], created__gt=now() - HOUR, secret=False, answer=False
    ).exclude(Q(state="bundled") | Q(state="queued", attempts=0))
    full = set(rows.values("to").annotate(n=Count("id")).filter(n__gte=MAILS).values_list("to", flat=True))
    return {member.pk for member in members if member.email in full}


def leaves_at(event):
    """When the letter of an event may leave. What the house does by itself comes in bursts, so it leaves at full minutes;
    what is told after a stop waits a moment for the rest of it."""
    moment = now()
    if getattr(event, "of_many", False):
        return moment + MANY
    if event.actor_id is not None or event.kind in AT_ONCE:
        return moment
    return moment.replace(second=0, microsecond=0) + timedelta(minutes=1)


def release():
    """A pass is over: what waited for the rest of it may leave. Returns how many letters."""
    prompt = Q(event__actor__isnull=False) | Q(event__kind__in=AT_ONCE)
    waiting = OutgoingMail.objects.filter(prompt, state="queued", attempts=0, next_at__gt=now())
    return waiting.filter(next_at__lte=now() + MANY).update(next_at=now())
