"""How much mail one address gets in an hour, whatever happens: the brake that needs no header to be honest."""

from datetime import timedelta

from django.db import connection
from django.db.models import Count

from hallway.core.now import now

from .models import OutgoingMail

HOUR = timedelta(hours=1)
ANSWERS = 5
MAILS = 20


def may_answer(address):
    """Whether one more automatic answer may go to ``address``: at most five an hour, however many mails it sends.

    Inside a transaction the question is asked one at a time for an address, so that two workers do not both say yes.
    """
    address = address.strip().lower()
    if connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(20261, hashtext(%s))", [address])
    return OutgoingMail.objects.filter(to=address, answer=True, created__gt=now() - HOUR).count() < ANSWERS


def crowded(members):
    """Ids of the members who had their twenty mails of this hour already; what comes now waits for the daily one."""
    rows = OutgoingMail.objects.filter(
        to__in=[member.email for member in members], created__gt=now() - HOUR, event__isnull=False
    )
    full = set(rows.values("to").annotate(n=Count("id")).filter(n__gte=MAILS).values_list("to", flat=True))
    return {member.pk for member in members if member.email in full}
