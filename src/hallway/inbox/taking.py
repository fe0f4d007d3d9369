"""Taking mail: keep, read in the bounded child, decide, call one verb. The same mail any number of times gives the same rows.

Mails are worked in small batches: first all are read, outside of any transaction, then one transaction locks their rows,
does what each asks for and writes the verdicts. A crash anywhere leaves a mail either untouched or done. When something goes
wrong or is refused in a batch, all of it is undone, and each mail is tried by itself.
"""

import logging
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from dataclasses import replace
from datetime import timedelta

from django.db import OperationalError, transaction

from hallway.core import at_once
from hallway.core.gathering import gathered
from hallway.core.now import now
from hallway.core.verb import HALLWAY, Denied, Refused, together
from hallway.history.models import record

from . import acting, calendars, deciding, private
from .around import Around, said_in
from .bounded import Unreadable, read_bounded
from .keeping import keep, raws_of
from .models import Mail
from .one_form import one_form

log = logging.getLogger("hallway.inbox")
TRIES = 3
BATCH, BATCH_BYTES = 50, 8 * 1024 * 1024
WRITTEN = [
    "reading",
    "sender",
    "subject",
    "message_id",
    "member_id",
    "ask_id",
    "looks_like_id",
    "campus_id",
    "said",
    "verdict",
    "reason",
    "read_at",
    "parked_at",
]


def take(raw, source=""):
    """Keep, commit, read and act. Returns the ``Mail`` row as it ended; with verdict None when reading is tried again later."""
    mail = keep(raw, source)
    return mail if mail.verdict else work(mail.pk)


def work(mail_id):
    """Work one kept mail, once; its row, None when there is none."""
    return work_through([mail_id]).get(mail_id)


def work_through(mail_ids, patient=True):
    """Work kept mails in order; ``{id: row}``. Not ``patient``: those that another worker has in hand are left to it."""
    ended = {}
    with ThreadPoolExecutor(1) as ahead:  # the child reads the next batch while this one is written
        batches = _batches(mail_ids)
        coming = _read_ahead(ahead, batches[0]) if batches else None
        for number in range(len(batches)):
            mails, readings = coming
            coming = _read_ahead(ahead, batches[number + 1]) if number + 1 < len(batches) else None
            done = _batch(mails, [reading.result() for reading in readings], patient)
            for mail in done.values():
                mail.__dict__.pop("raw", None)  # else the bytes of all of them would stay in memory until the last
            ended |= done
    return ended


def _batches(mail_ids):
    """The ids in groups that are small in number and in bytes."""
    sizes = dict(Mail.objects.filter(pk__in=mail_ids).values_list("pk", "size"))
    batches, size = [[]], 0
    for mail_id in mail_ids:
        if batches[-1] and (len(batches[-1]) >= BATCH or size + sizes.get(mail_id, 0) > BATCH_BYTES):
            batches.append([])
            size = 0
        batches[-1].append(mail_id)
        size += sizes.get(mail_id, 0)
    return batches if mail_ids else []


def _read_ahead(pool, mail_ids):
    found, raws = Mail.objects.light().in_bulk(mail_ids), raws_of(mail_ids)
    mails = [found[mail_id] for mail_id in mail_ids if mail_id in found]
    for mail in mails:
        mail.raw = raws[mail.pk]
    own = deciding.our_addresses()
    return mails, [pool.submit(_reading, mail, own) for mail in mails]


def _reading(mail, own):
    """The ``Reading`` of a row's bytes, None when it has its verdict already, or what stopped the reading."""
    if mail.verdict:
        return None
    try:
        return read_bounded(bytes(mail.raw), own)
    except Unreadable as trouble:
        return trouble


def _batch(mails, readings, patient):
    ended = {mail.pk: mail for mail in mails if mail.verdict}
    open_ones = [(mail, reading) for mail, reading in zip(mails, readings, strict=True) if not mail.verdict]
    alone = len(open_ones) == 1
    try:
        with transaction.atomic() if alone else together(), nullcontext() if alone else gathered():
            locked = _lock([mail.pk for mail, _reading in open_ones], patient)
            read = [reading for _mail, reading in open_ones if not isinstance(reading, Unreadable)]
            around = Around.of(read, but=[mail.pk for mail, _reading in open_ones])
            done = [_work(mail, reading, around, alone) for mail, reading in open_ones if mail.pk in locked]
            _write([mail for mail in done if mail.verdict])
        ended |= {mail.pk: mail for mail in done if mail.verdict}
    except Exception as trouble:
        if alone:
            log.exception("mail %s could not be worked", open_ones[0][0].pk)
            ours = isinstance(trouble, OSError | OperationalError)  # a full disk, say: no fault of the mail
            return ended | {open_ones[0][0].pk: _later(open_ones[0][0].pk, counts=not ours)}
        locked = {mail.pk for mail, _reading in open_ones}
    for mail, reading in open_ones:  # by itself: what stood in the way of the batch, and what somebody else had in hand
        if mail.pk in ended or (mail.pk not in locked and not patient):
            continue
        fresh = Mail.objects.get(pk=mail.pk)
        ended |= {mail.pk: fresh} if fresh.verdict or alone else _batch([fresh], [reading], patient)
    return ended


def _lock(mail_ids, patient):
    rows = Mail.objects.select_for_update(skip_locked=not patient, no_key=True).filter(pk__in=mail_ids, verdict=None)
    return set(rows.order_by("pk").values_list("pk", flat=True))


def _work(mail, reading, around, alone):
    """Decide and act for one locked mail; sets the row's values, which ``_write`` writes. What a verb refuses parks a mail
    that is worked ``alone``; among others nothing of it can be undone, so it is raised."""
    if isinstance(reading, Unreadable):
        return _decided(mail, None, deciding.Decision("parked", reading.code))
    if mail.personal:
        reading = replace(reading, bounce=None, automatic=None)
    mail.reading = reading.kept()
    mail.sender, mail.subject, mail.message_id = one_form(reading.sender), reading.subject, reading.message_id
    mail.said = said_in(reading.text, reading.subject)
    decision, read_at = deciding.decide(mail, reading, around), mail.read_at
    try:
        with transaction.atomic(savepoint=alone):  # a request that one verb opened goes when the next one refuses
            _decided(mail, reading, decision)
    except (Refused, Denied) as told:
        if not alone:
            raise
        log.info("mail %s is parked: %s", mail.pk, type(told).__name__)
        mail.read_at = read_at
        if decision.noun is not None:  # words said in confidence wait in no list
            closed = deciding.Decision(
                "refused", private.CLOSED, member=decision.member, does="show the page", noun=decision.noun
            )
            return _decided(mail, reading, closed)
        late = decision.does == "answer"
        verdict, reason = ("automatic", calendars.LATE) if late else ("parked", "refused")
        _decided(mail, reading, deciding.Decision(verdict, reason, looks_like=decision.ask, member=decision.member))
        if late:
            calendars.come_late(mail, reading)
            record("mail.answered_late", mail, by=HALLWAY)
    around.add(mail, reading)
    return mail


def _decided(mail, reading, decision):
    mail.member, mail.ask, mail.looks_like = decision.member, decision.ask, decision.looks_like
    seen_before = mail.read_at is not None
    mail.campus_id = decision.concerns(reading) if decision.verdict == "parked" else None
    mail.verdict, mail.reason, mail.read_at = decision.verdict, decision.reason, now()
    mail.parked_at = (mail.parked_at or now()) if mail.verdict == "parked" else None
    if reading is not None:
        acting.act(mail, reading, decision)
    if mail.verdict == "parked" and not seen_before:
        record("mail.parked", mail, by=HALLWAY, reason=mail.reason)
    return mail


def _write(mails):
    if mails:
        at_once.change(Mail, WRITTEN, {mail.pk: ([getattr(mail, name) for name in WRITTEN], None) for mail in mails})


def _later(mail_id, counts=True):
    """Count a failed try and wait longer each time; after the third a person looks. What is no fault of the mail is not
    counted: it is tried every minute until there is room again, however long that takes."""
    with transaction.atomic():
        mail = Mail.objects.select_for_update().get(pk=mail_id)
        if mail.verdict:
            return mail
        mail.attempts += counts
        mail.next_at = now() + timedelta(seconds=30 * 4**mail.attempts if counts else 60)
        mail.save(update_fields=["attempts", "next_at"])
        if counts and mail.attempts >= TRIES:
            _write([_decided(mail, None, deciding.Decision("parked", "unreadable"))])
    return mail


def read_again(mail_id):
    """Read a kept mail again after an improvement. A parked or unread one is decided anew; of others only the reading is
    kept again, since what became of them is history. Returns the row, None when there is no such mail."""
    mail = Mail.objects.filter(pk=mail_id).first()
    if mail is None or (mail.size and not mail.raw):  # erased with its sender: nothing is left to read
        return mail
    if mail.verdict in ("parked", None):
        anew = {"verdict": None, "reason": "", "looks_like": None, "attempts": 0, "next_at": now()}
        Mail.objects.filter(pk=mail_id, verdict="parked").update(**anew)
        return work(mail_id)
    try:
        reading = read_bounded(bytes(mail.raw), deciding.our_addresses())
    except Unreadable:
        return mail
    Mail.objects.filter(pk=mail_id).update(reading=reading.kept(), read_at=now())
    return Mail.objects.defer("raw").get(pk=mail_id)
