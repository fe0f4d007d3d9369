"""The pulse that tells: due events become notices, mails and calls to listeners. A crash anywhere loses nothing.

Events are claimed and worked through in one transaction, so a worker that dies leaves them untold; they are told together
(``telling.py``), with a handful of statements for all of them. A notice is unique
for event and member, a mail for event and address. A part that fails (a listener, a template) becomes a ``Hitch`` and is
retried by itself with growing pauses, while everything else goes on.
"""

import logging
from datetime import timedelta

from django.db import connection, transaction
from django.db.models import prefetch_related_objects

from hallway.core.now import now
from hallway.history.models import Event

from . import pace
from .models import Hitch
from .sending import send_mail
from .telling import goes_on, members_told, tell, tell_all

__all__ = ["deliver_events", "members_told", "send_mail", "tell"]

log = logging.getLogger("hallway.delivery")
BATCH = 50
ROUNDS = 40
TELLING = "telling"
PAUSES = [10, 30, 60, 300, 900, 3600, 3600, 6 * 3600, 6 * 3600, 24 * 3600]
CLAIM = """
WITH due AS MATERIALIZED (
    SELECT id FROM history_event WHERE told IS NULL AND due <= %s ORDER BY due LIMIT %s FOR UPDATE SKIP LOCKED
) SELECT id FROM due ORDER BY id
"""


def deliver_events(limit=BATCH):
    """Tell everybody of what is due, and try again what failed earlier. Returns how many events were worked through."""
    done = 0
    for _round in range(ROUNDS):
        worked, more = _deliver_batch(limit)
        done += worked
        if worked < limit and not more:
            break
    if done >= limit:
        pace.release()
    _retry()
    return done


def _deliver_batch(limit):
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(CLAIM, [now(), limit])
            ids = [row[0] for row in cursor.fetchall()]
        events = list(_loaded(ids))
        for event in events:
            event.of_many = len(ids) == limit
        told = [event for event in events if TELLING in _parts(event)]
        failed = tell_all(told)
        for event, error in failed:
            _stumbled(event, TELLING, error)
        # Thousands are told of it: the next slice comes in the next round, with others' news beside it.
        later = {event.pk for event in events if goes_on(event)} - {event.pk for event, _error in failed}
        for event in events:
            for part in _parts(event) if event.pk not in later else ():
                error = _try(event, part) if part != TELLING else None
                if error:
                    _stumbled(event, part, error)
        Event.objects.filter(pk__in=ids).exclude(pk__in=later).update(told=now())
    return len(ids), bool(later)


def _loaded(ids):
    """The events with what telling them reads, loaded for all of them together."""
    events = Event.objects.filter(pk__in=ids).select_related("actor").prefetch_related("root").order_by("id")
    same = {}
    for event in events:
        if event.root is not None:
            event.root = same.setdefault((event.root_type_id, event.root_id), event.root)
        if (event.subject_type_id, event.subject_id) == (event.root_type_id, event.root_id):
            event.subject = event.root
    for model in {type(root) for root in same.values()}:
        near = [
            field.name
            for field in model._meta.concrete_fields
            if field.many_to_one and field.related_model._meta.app_label == "people"
        ]
        prefetch_related_objects([root for root in same.values() if type(root) is model], *near)
    return events


def _parts(event):
    """What there is to do for an event: ``telling``, then its listeners by name."""
    if event.about is None:
        return []
    return ([TELLING] if event.about.tell else []) + [_name(function) for function in event.about.listeners]


def _name(function):
    return f"{function.__module__}.{function.__qualname__}"[:200]


def _try(event, part):
    """Do one part in a savepoint of its own; the error as a short text, or None."""
    try:
        with transaction.atomic():
            if part == TELLING:
                tell(event)
            for function in event.about.listeners:
                if _name(function) == part:
                    function(event)
    except Exception as error:
        log.exception("%s of event %s failed; it is tried again", part, event.pk)
        return type(error).__name__
    return None


def _stumbled(event, part, error):
    Hitch.objects.get_or_create(
        event=event, part=part, defaults={"error": error, "next_at": now() + timedelta(seconds=PAUSES[0])}
    )


def _retry(limit=BATCH):
    """Try parts that failed earlier, when their pause is over; after the last pause an administrator has to look."""
    with transaction.atomic():
        due = Hitch.objects.filter(given_up=None, next_at__lte=now()).order_by("next_at").select_related("event__actor")
        for hitch in due.select_for_update(skip_locked=True, of=("self", "event"))[:limit]:
            known = hitch.event.about is not None and hitch.part in _parts(hitch.event)
            error = _try(hitch.event, hitch.part) if known else None
            if error is None:
                hitch.delete()
                continue
            hitch.error = error
            if hitch.attempts >= len(PAUSES):
                hitch.given_up = now()
            else:
                hitch.next_at = now() + timedelta(seconds=PAUSES[hitch.attempts])
            hitch.attempts += 1
            hitch.save()
