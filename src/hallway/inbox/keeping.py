"""Keeping mail: the raw bytes in a row and committed, before anybody looks inside. The same content is kept once."""

import hashlib
import re
from dataclasses import dataclass

from django.db import OperationalError, connection, transaction
from psycopg import Cursor
from psycopg.errors import DeadlockDetected

from hallway.core.now import now
from hallway.core.text import one_line

from . import bounds
from .headers import ids, value_text
from .models import Copy, Handed, Mail

# What servers add on the way: two deliveries of one mail differ in these and in nothing else.
TRACE = re.compile(
    rb"(?:received|x-received|return-path|delivered-to|x-delivered-to|x-original-to|envelope-to|x-envelope-to|delivery-date|"
    rb"authentication-results|arc-[a-z-]+|received-spf|x-google-smtp-source|x-gm-message-state|x-spam-[a-z-]+|status|x-status|"
    rb"x-uid|x-keywords|x-mozilla-[a-z0-9-]+|content-length|lines|x-imap[a-z]*)[ \t]*:", re.IGNORECASE,
)  # fmt: skip
MESSAGE_ID = re.compile(rb"^message-id[ \t]*:([^\n]*(?:\n[ \t][^\n]*)?)", re.IGNORECASE | re.MULTILINE)
AT_ONCE, BYTES_AT_ONCE = 200, 16 * 1024 * 1024


@dataclass
class Kept:
    """What keeping one mail gave: its row's id, and whether it was here before."""

    mail_id: int
    again: bool
    message_id: str


def content_hash(raw):
    """SHA-256 (hex) of a mail without trace headers and with one kind of line end: what makes two mails the same."""
    head_end = re.search(rb"\n\r*\n", raw[: bounds.HEADER_BLOCK])
    cut = head_end.start() + 1 if head_end else min(len(raw), bounds.HEADER_BLOCK)
    digest, keep = hashlib.sha256(), True
    for number, line in enumerate(raw[:cut].splitlines()):
        if number == 0 and line.startswith((b"From ", b">From ")):
            continue
        if line[:1] not in (b" ", b"\t"):
            keep = not TRACE.match(line)
        if keep:
            digest.update(line + b"\n")
    digest.update(b"\n")
    digest.update(raw[cut:].replace(b"\r", b"").strip(b"\n"))
    return digest.hexdigest()


def message_id_of(raw):
    """The Message-ID without reading the mail, for the answer to who handed it over; "" when there is none."""
    found = MESSAGE_ID.search(raw[: 64 * 1024])
    return (ids(value_text(found[1]).replace("\n", ""), 1) or [""])[0] if found else ""


def keep(raw, source=""):
    """Keep one mail and commit. Returns its ``Mail`` row (the first one, when the content came before)."""
    return Mail.objects.get(pk=keep_many([raw], source)[0].mail_id)


def keep_many(raws, source=""):
    """Keep mails in one commit each few hundred; a list of ``Kept`` in their order. Any database error means: not kept."""
    kept, batch, size = [], [], 0
    for raw in raws:
        batch.append(raw)
        size += len(raw)
        if len(batch) >= AT_ONCE or size >= BYTES_AT_ONCE:
            kept += _keep(batch, source)
            batch, size = [], 0
    return kept + (_keep(batch, source) if batch else [])


def _keep(raws, source):
    for chance in (3, 2, 1):
        try:
            return _keep_once(raws, source)
        except OperationalError as trouble:  # two hands keep the same mails in another order: one of them gives way
            if chance == 1 or not isinstance(trouble.__cause__, DeadlockDetected):
                raise
    return []


def _keep_once(raws, source):
    moment, source = now(), one_line(source, 200)
    hashes = [content_hash(raw) for raw in raws]
    first = {}
    for content, raw in zip(hashes, raws, strict=True):
        kept = raw if len(raw) <= bounds.KEPT else raw[: bounds.KEPT_HEAD]
        first.setdefault(content, (content, kept, len(raw), source, moment, message_id_of(raw)))
    with transaction.atomic():
        ours = _insert(first.values())
        others = [content for content in first if content not in ours]
        known = ours | dict(Mail.objects.filter(content__in=others).values_list("content", "pk")) if others else ours
        kept, seen = [], set()
        for content in hashes:
            kept.append(Kept(known[content], content not in ours or content in seen, first[content][-1]))
            seen.add(content)
        Copy.objects.bulk_create([Copy(mail_id=k.mail_id, source=source, received_at=moment) for k in kept if k.again])
        Handed.count(moment, source, len(hashes))
    return kept


def _insert(rows):
    """Insert what is new, also when somebody else keeps the same mail this moment; {content: id} of what was."""
    values = [(*row, row[4], "", "", "", 0) for row in rows]
    marks = ", ".join(["(%s, %b, " + ", ".join(["%s"] * 9) + ")"] * len(values))
    connection.ensure_connection()
    with Cursor(
        connection.connection
    ) as cursor:  # binds on the server: the bytes travel as they are, not as a text twice as long
        cursor.execute(
            "INSERT INTO inbox_mail (content, raw, size, source, received_at, message_id, next_at, sender, subject, reason, attempts)"  # noqa: S608
            f" VALUES {marks} ON CONFLICT (content) DO NOTHING RETURNING content, id",
            [value for row in values for value in row],
        )
        return dict(cursor.fetchall())


def raws_of(mail_ids):
    """{id: the bytes as they came}, fetched as bytes."""
    connection.ensure_connection()
    with Cursor(connection.connection) as cursor:
        cursor.execute("SELECT id, raw FROM inbox_mail WHERE id = ANY(%s)", [list(mail_ids)], binary=True)
        return dict(cursor.fetchall())
