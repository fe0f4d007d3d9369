"""Telling people of events: notices and letters, for many events with the statements of one.

What fails for one event (a rule, a template) is that event's alone; when the database refuses something, the events are told
one by one, and only the one that cannot be told stumbles.
"""

import logging
from collections import Counter
from datetime import timedelta

from django.contrib.auth import get_user_model
from django.db import DatabaseError, connection, transaction
from django.db.models import QuerySet

from hallway.core.now import now
from hallway.people.models import District
from hallway.schooltime.middleware import zones_of

from . import choices, headers, letters, pace, quiet
from .models import Notice, OutgoingMail

log = logging.getLogger("hallway.delivery")
STALE = timedelta(hours=12)
# In one order for everybody, so that nobody waits for one who waits for them.
ONE_BY_ONE = """
SELECT pg_advisory_xact_lock(20263, each) FROM
    (SELECT DISTINCT hashtext(matter) AS each FROM unnest(%s::text[]) AS matter ORDER BY each) AS matters
"""
SLICE = 500  # people of one event who are told within one transaction


def tell_all(events):
    """Tell everybody of these events. ``[(event, error)]`` of those that could not be told; nothing of them stays written."""
    if not events:
        return []
    try:
        with transaction.atomic():
            return _together(events)
    except DatabaseError:
        log.info("%s events are told one by one", len(events))
    failed = []
    for event in events:
        try:
            tell(event)
        except Exception as error:
            failed.append((event, _named(event, error)))
    return failed


def tell(event):
    """Write the notices and the mails of one event; calling it again changes nothing. Raises what goes wrong."""
    with transaction.atomic():
        more = True
        while more:
            for _event, error in _together([event]):
                raise Untold(error)
            more = goes_on(event)


def goes_on(event):
    """Whether people of the event are left who are told in its next slice."""
    return getattr(event, "goes_on", False)


class Untold(Exception):
    """Why an event could not be told, as a short text."""


def _named(event, error):
    if isinstance(error, Untold):
        return str(error)
    log.exception("telling of event %s failed; it is tried again", event.pk)
    return type(error).__name__


def members_told(event):
    """The members to tell, each once: whom the kind names, without whoever did it and whoever left.

    Whom a noun names by a queryset may be thousands: of these the next ``SLICE`` who have no notice of it yet (``goes_on``).
    """
    member_model, found = get_user_model(), {}
    event.goes_on = False
    for word in event.about.tell:
        holder = next((each for each in (event.subject, event.root) if hasattr(each, word)), None)
        said = getattr(holder, word, None)
        said = said() if callable(said) else said
        said = _slice(said, event) if isinstance(said, QuerySet) and not said.query.is_sliced else said
        for member in [said] if isinstance(said, member_model) else said or ():
            if isinstance(member, member_model) and member.is_active and member.pk != event.actor_id:
                found[member.pk] = member
    return list(found.values())


def _slice(people, event):
    told = Notice.objects.filter(event=event.pk).values("member")
    rows = list(people.exclude(pk__in=told).defer("words", "about").order_by("pk")[: SLICE + 1])
    event.goes_on = len(rows) > SLICE
    return rows[:SLICE]


def _together(events):
    """Tell all of them; ``[(event, error)]`` of those whose own code failed. Lets errors of the database through."""
    failed, asked = {}, {}
    _one_by_one(events)
    for event in events:
        with _Alone(event, failed):
            asked[event.pk] = members_told(event)
    hows = _hows([event for event in events if asked.get(event.pk)], asked)
    new = _notices(hows)
    writes = [event for event in events if any(how == "now" for how in hows.get(event.pk, {}).values())]
    letters_of = _letters([event for event in writes if new.get(event.pk)], asked, hows, new, failed)
    if failed:
        Notice.objects.filter(
            event__in=failed, pk__in=[pk for event in failed for pk in new.get(event, {}).values()]
        ).delete()
    OutgoingMail.objects.bulk_create(letters_of, ignore_conflicts=True)
    Notice.renew(
        [
            pk
            for event in events
            if event.about.renews and event.pk not in failed
            for pk in new.get(event.pk, {}).values()
        ]
    )
    return [(event, failed[event.pk]) for event in events if event.pk in failed]


def _one_by_one(events):
    """Two workers who tell of one matter at once would not see each other's notices, and leave a line each: of what renews, one
    tells after the other, until its transaction ends."""
    matters = [f"{event.kind} {event.root_type_id} {event.root_id}" for event in events if event.about.renews]
    if matters:
        with connection.cursor() as cursor:
            cursor.execute(ONE_BY_ONE, [matters])


class _Alone:
    """What fails inside is noted for its event, and the others go on; the database's errors concern them all."""

    def __init__(self, event, failed):
        self.event, self.failed = event, failed

    def __enter__(self):
        return self

    def __exit__(self, kind, error, trace):
        if error is None or not isinstance(error, Exception) or isinstance(error, DatabaseError):
            return False
        self.failed[self.event.pk] = _named(self.event, error)
        return True


def _hows(events, asked):
    """``{event id: {member id: "now" | "digest" | "off"}}``: as they chose it, but late news and what is too much for an hour
    waits for the daily mail. What is urgent never does."""
    chosen = choices.chosen_all([(event, asked[event.pk]) for event in events])
    hurried = {m.pk: m for event in events for m in asked[event.pk] if chosen[event.pk][m.pk] == "now"}
    full, since = pace.crowded(list(hurried.values())) if hurried else set(), now() - STALE
    for event in events:
        how = chosen[event.pk]
        if event.kind in pace.URGENT or event.about.calendar:
            continue
        late = event.due is not None and event.due < since
        for pk, said in how.items():
            if said == "now" and (late or pk in full):
                how[pk] = "digest"
    return chosen


def _letters(events, asked, hows, new, failed):
    """The unsaved mails for who is told for the first time and wants mail now."""
    if not events:
        return []
    district, known, answers, made = District.get(), letters.Words(events), Counter(), []
    zones = zones_of({member.pk for event in events for member in asked[event.pk]})
    resting = quiet.quiet_among({member.pk for event in events for member in asked[event.pk]})
    for event in events:
        mine = []
        with _Alone(event, failed):
            for member in asked[event.pk]:
                if member.pk in new[event.pk] and hows[event.pk][member.pk] == "now":
                    mine.append(letters.letter(event, member, district, known, zones.get(member.pk)))
                    if member.pk in resting and quiet.waits(mine[-1], event):
                        mine[-1].next_at = quiet.opens_for(member, mine[-1].next_at)
        if event.pk not in failed:
            made += [mail for mail in mine if _wanted(mail, answers)]
    return made


def _wanted(mail, answers):
    if not mail.to or headers.is_machine(mail.to):
        return False
    if not mail.answer:
        return True
    answers[mail.to] += 1
    return pace.may_answer(mail.to, more=answers[mail.to] - 1)


def _notices(hows):
    """Insert the notices that are not there yet: ``{event id: {member id: notice id}}`` of the new ones."""
    rows = [(pk, event, mail) for event, how in hows.items() for pk, mail in sorted(how.items())]
    new: dict = {}
    if not rows:
        return new
    table = Notice._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} (member_id, event_id, mail) SELECT * FROM unnest(%s::bigint[], %s::bigint[], %s::text[])"  # noqa: S608
            " ON CONFLICT (event_id, member_id) DO NOTHING RETURNING event_id, member_id, id",
            [[row[0] for row in rows], [row[1] for row in rows], [row[2] for row in rows]],
        )
        for event, member, notice in cursor.fetchall():
            new.setdefault(event, {})[member] = notice
    return new
