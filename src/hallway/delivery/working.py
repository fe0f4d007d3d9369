"""The pulse that tells: due events become notices, mails and calls to listeners. A crash anywhere loses nothing.

Events are claimed and worked through in one transaction, so a worker that dies leaves them untold. A notice is unique
for event and member, a mail for event and address. A part that fails (a listener, a template) becomes a ``Hitch`` and is
retried by itself with growing pauses, while everything else goes on.
"""

import logging
from datetime import timedelta

from django.contrib.auth import get_user_model
from django.db import connection, transaction
from django.db.models import prefetch_related_objects

from hallway.core.now import now
from hallway.history.models import Event
from hallway.people.models import District

from . import choices, headers, letters, pace
from .models import Hitch, Notice, OutgoingMail
from .sending import send_mail

__all__ = ["deliver_events", "send_mail"]

log = logging.getLogger("hallway.delivery")
BATCH = 50
ROUNDS = 40
TELLING = "telling"
STALE = timedelta(hours=12)
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
        worked = _deliver_batch(limit)
        done += worked
        if worked < limit:
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
        for event in _loaded(ids):
            event.of_many = len(ids) == limit
            for part in _parts(event):
                error = _try(event, part)
                if error:
                    _stumbled(event, part, error)
        Event.objects.filter(pk__in=ids).update(told=now())
    return len(ids)


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
        due = Hitch.objects.filter(given_up=None, next_at__lte=now()).order_by("next_at")
        for hitch in due.select_for_update(skip_locked=True, of=("self",)).select_related("event__actor")[:limit]:
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


def members_told(event):
    """The members to tell, each once: whom the kind names, without whoever did it and whoever left."""
    member_model, found = get_user_model(), {}
    for word in event.about.tell:
        holder = next((each for each in (event.subject, event.root) if hasattr(each, word)), None)
        said = getattr(holder, word, None)
        said = said() if callable(said) else said
        for member in [said] if isinstance(said, member_model) else said or ():
            if isinstance(member, member_model) and member.is_active and member.pk != event.actor_id:
                found[member.pk] = member
    return list(found.values())


def tell(event):
    """Write the notices and the mails of one event; calling it again changes nothing."""
    members = members_told(event)
    if not members:
        return
    how = choices.chosen(event.about, members)
    late = event.due is not None and event.due < now() - STALE
    full = pace.crowded(members) if "now" in how.values() else set()
    for member in members:
        held = event.kind not in pace.URGENT and (late or member.pk in full)
        if how[member.pk] == "now" and held:
            how[member.pk] = "digest"
    new = _notices(event, how)
    district = District.get() if new and "now" in how.values() else None
    mails = [
        mail
        for member in members
        if member.pk in new
        and how[member.pk] == "now"
        and (mail := letters.letter(event, member, district))
        and _wanted(mail)
    ]
    OutgoingMail.objects.bulk_create(mails, ignore_conflicts=True)


def _wanted(mail):
    return bool(mail.to) and not headers.is_machine(mail.to) and (not mail.answer or pace.may_answer(mail.to))


def _notices(event, how):
    """Insert the notices that are not there yet; the ids of the members they are for."""
    rows = [(pk, event.pk, mail) for pk, mail in sorted(how.items())]
    table = Notice._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} (member_id, event_id, mail) SELECT * FROM unnest(%s::bigint[], %s::bigint[], %s::text[])"  # noqa: S608
            " ON CONFLICT (event_id, member_id) DO NOTHING RETURNING member_id",
            [[row[0] for row in rows], [row[1] for row in rows], [row[2] for row in rows]],
        )
        return {row[0] for row in cursor.fetchall()}
