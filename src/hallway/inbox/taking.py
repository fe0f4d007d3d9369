"""Taking mail: keep, read in the bounded child, decide, call one verb. The same mail any number of times gives the same rows."""

import logging
import re
import uuid
from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from hallway.asks.models import Ask
from hallway.core.now import now
from hallway.core.storage import NotKept
from hallway.core.storage import keep as keep_file
from hallway.core.verb import HALLWAY, Denied, Refused
from hallway.history.models import record
from hallway.people.models import Member

from . import deciding
from .bounded import Unreadable, read_bounded
from .keeping import keep
from .models import Mail
from .reading import Reading

log = logging.getLogger("hallway.inbox")
TRIES = 3
PREFIX = re.compile(r"^(?:\s*(?:re|aw|antw|sv|fwd?|fw|wg|rv|tr|enc)\s*(?:\[\d+\])?\s*[:：])+\s*", re.IGNORECASE)


def take(raw, source=""):
    """Keep, commit, read and act. Returns the ``Mail`` row as it ended; with verdict None when reading is tried again later."""
    return work(keep(raw, source).pk)


def work(mail_id):
    """Read one kept mail and do what it asks for, once. Returns its row. Trouble is counted; the third time it is parked."""
    mail = Mail.objects.filter(pk=mail_id).first()
    if mail is None or mail.verdict:
        return mail
    try:
        reading = read_bounded(bytes(mail.raw), deciding.our_addresses())
    except Unreadable as trouble:
        return _end(mail.pk, None, deciding.Decision("parked", trouble.code), ())
    try:
        decision = deciding.decide(mail, reading)
        stored = _store(reading) if decision.does in ("open", "reply") else ()
        return _end(mail.pk, reading, decision, stored)
    except (Refused, Denied) as told:
        log.info("mail %s is parked: %s", mail.pk, type(told).__name__)
        return _end(
            mail.pk,
            reading,
            deciding.Decision("parked", "refused", looks_like=decision.ask, member=decision.member),
            (),
        )
    except Exception:
        log.exception("mail %s could not be worked through", mail.pk)
        return _later(mail.pk, reading)


def _later(mail_id, reading):
    """Count a failed try and wait longer each time; after the third a person looks."""
    with transaction.atomic():
        mail = Mail.objects.select_for_update().get(pk=mail_id)
        if mail.verdict:
            return mail
        mail.attempts += 1
        mail.next_at = now() + timedelta(seconds=30 * 4**mail.attempts)
        mail.save(update_fields=["attempts", "next_at"])
    if mail.attempts < TRIES:
        return mail
    return _end(mail_id, reading, deciding.Decision("parked", "unreadable"), ())


def _end(mail_id, reading, decision, stored):
    """In one transaction: lock the row, do the verb, write the verdict. Whoever comes second finds it done."""
    with transaction.atomic():
        mail = Mail.objects.select_for_update(of=("self",)).defer("raw").get(pk=mail_id)
        if mail.verdict:
            return mail
        if reading is not None:
            mail.reading = reading.kept()
            mail.sender, mail.subject, mail.message_id = reading.sender, reading.subject, reading.message_id
        mail.member, mail.ask, mail.looks_like = decision.member, decision.ask, decision.looks_like
        mail.verdict, mail.reason, mail.read_at = decision.verdict, decision.reason, now()
        if decision.does == "open":
            mail.ask = open_ask(mail, by=HALLWAY, stored=stored)
        elif decision.does == "reply":
            mail.ask.reply(by=mail.member, **words_of(mail), stored=stored)
        elif decision.does == "thank":
            mail.ask.confirm(by=HALLWAY, author=mail.member, **words_of(mail))
        elif decision.verdict == "bounced":
            _bounced(mail, reading)
        mail.save(update_fields=[f.name for f in Mail._meta.concrete_fields if f.name not in ("id", "raw", "content")])
        if mail.verdict == "parked":
            record("mail.parked", mail, by=HALLWAY, reason=mail.reason)
    return mail


def words_of(mail):
    """What a kept mail says, as the verbs of requests take it. ``key`` makes saying it twice harmless."""
    about = mail.reading or {}
    text, whole = about.get("text", ""), about.get("full_text", "")
    return {
        "text": text or whole or _("(no words, see the files)"),
        "html": about.get("html", ""),
        "full_text": whole if whole != text else "",
        "key": uuid.UUID(mail.content[:32]),
        "through": "mail",
    }


def files_of(mail):
    """The files of a kept mail, on disk for good; for ``Mail.accept`` and ``Mail.join``, which want them before they begin."""
    if not (mail.reading or {}).get("attachments"):
        return ()
    try:
        return _store(read_bounded(bytes(mail.raw)))
    except Unreadable:
        return ()


def open_ask(mail, *, by, stored=()):
    """Open a request from a kept mail for ``mail.member``; the row. Raises Refused when they have no campus."""
    said = words_of(mail)
    campus = deciding.campus_of(mail.member)
    if campus is None:
        raise Refused(_("This person has no campus yet. Give them a post first, then try again."))
    room = mail.member.room if mail.member.room_id and mail.member.room.campus_id == campus.pk else None
    line = PREFIX.sub("", mail.subject).strip() or next((line for line in said["text"].split("\n") if line.strip()), "")
    return Ask.open(
        by=by, campus=campus, requester=mail.member, line=line, detail=said["text"], html=said["html"],
        full_text=said["full_text"], key=said["key"], through="mail", room=room, stored=stored,
    )  # fmt: skip


def join_ask(mail, ask, *, by, stored=()):
    """Put a parked mail into a request on a colleague's word. Who works here and is no party takes part from now on; the
    words of anybody else become a note, so that nobody outside the team reads them unasked."""
    said = words_of(mail)
    if not ask.is_staff(by):
        raise Denied("join")
    member = mail.member if mail.member and mail.member.is_active else None
    if member is None:
        sender = mail.sender or _("somebody unknown")
        text = _("%(sender)s wrote by mail:") % {"sender": sender} + "\n\n" + said["text"]
        return ask.note(by=by, text=text, key=said["key"], stored=stored)
    if not (ask.is_party(member) or ask.is_staff(member)):
        ask.include(by=by, member=member)
    return ask.reply(by=HALLWAY, author=member, **said, stored=stored)


def _store(reading):
    """The mail's files on disk for good, before any row names them. One too large to keep stays in the raw mail only."""
    kept = []
    for file in reading.attachments:
        try:
            kept.append(keep_file(file.content, file.name, file.type, cid=file.cid))
        except NotKept as told:
            reading.problems.append("file-not-kept")
            log.info("a file of a mail was not kept: %s", type(told).__name__)
    return tuple(kept)


def _bounced(mail, reading):
    """A permanent failure of a mail that is really ours marks the address; whoever holds the request learns of it."""
    from hallway.delivery.headers import read_id
    from hallway.delivery.models import OutgoingMail

    ours = [i for i in reading.returned if read_id(i)]
    sent = OutgoingMail.objects.filter(message_id__in=ours).first()
    if sent is None or not reading.bounce["permanent"]:
        return
    OutgoingMail.objects.filter(pk=sent.pk).update(
        state="bounced", error=f"returned {reading.bounce['status']}".strip()
    )
    Member.objects.filter(email=sent.to).update(mail_bad=True)
    if mail.ask:
        record("mail.bounced", mail.ask, by=HALLWAY, address=sent.to)


def read_again(mail_id):
    """Read a kept mail again after an improvement. A parked or unread one is decided anew; of others only the reading is
    kept again, since what became of them is history. Returns the row, None when there is no such mail."""
    mail = Mail.objects.filter(pk=mail_id).first()
    if mail is None:
        return None
    if mail.verdict in ("parked", None):
        Mail.objects.filter(pk=mail_id, verdict__in=["parked"]).update(
            verdict=None, reason="", looks_like=None, attempts=0, next_at=now()
        )
        return work(mail_id)
    reading = read_bounded(bytes(mail.raw), deciding.our_addresses())
    Mail.objects.filter(pk=mail_id).update(reading=reading.kept(), read_at=now())
    return Mail.objects.defer("raw").get(pk=mail_id)


def reading_of(mail):
    """The kept ``Reading`` of a mail, without its files' contents; None when it was never read."""
    return Reading.of(mail.reading) if mail.reading else None


def work_through(mail_ids):
    """``work`` for many; ``{id: row}`` of those that were worked."""
    return {mail_id: work(mail_id) for mail_id in mail_ids}
