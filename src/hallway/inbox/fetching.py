"""Mail from IMAP mailboxes. A mail is kept and committed before we remember having seen it; nothing is deleted or moved.

All mails are looked at, not only unread ones: a colleague who peeks into the mailbox must not hide a request. Where
numbering starts anew (UIDVALIDITY), everything is looked at again and what is known is only counted.
"""

import logging
import ssl
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from django.conf import settings
from imap_tools import BaseMailBox, MailBox, MailBoxStartTls, MailBoxUnencrypted

from hallway.core.now import now
from hallway.core.text import one_line
from hallway.people.models import District

from . import bounds
from .keeping import keep_many
from .models import Mailbox

log = logging.getLogger("hallway.inbox")
SECONDS = 60  # without an answer of the server
MAILS_AT_ONCE, BYTES_AT_ONCE = 50, 8 * 1024 * 1024


@dataclass
class Came:
    """What one pass over one mailbox gave. ``taken``: mails handed over, known ones too. ``error``: "" or one sentence."""

    name: str
    taken: int = 0
    error: str = ""


def servers():
    """The mailboxes to read: from the environment, else from the district's settings."""
    if settings.ENV.mail_in:
        return list(settings.ENV.mail_in)
    server = _server_of(District.get().mail_in)
    return [server] if server else []


class Server(NamedTuple):
    """One mailbox, in the words of the environment's ``MailServer``."""

    host: str
    port: int
    user: str
    password: str
    tls: str
    folder: str


def _server_of(said):
    """The mailbox at an ``imaps://user:password@host/FOLDER`` from the settings page, or None."""
    try:
        parts = urlsplit(said)
        port = parts.port or (993 if parts.scheme == "imaps" else 143)
    except ValueError:
        return None
    if parts.scheme not in ("imap", "imaps") or not (parts.hostname and parts.username and parts.password):
        return None
    tls = "implicit" if parts.scheme == "imaps" else "none" if "tls=none" in parts.query else "starttls"
    folder = unquote(parts.path.strip("/")) or "INBOX"
    return Server(parts.hostname, port, unquote(parts.username), unquote(parts.password), tls, folder)


def fetch_all():
    """One pass over every mailbox; a list of ``Came``. A mailbox that fails keeps no other from being read."""
    return [fetch(server) for server in servers()]


def fetch(server):
    """One pass over one mailbox (``config.environment.MailServer``)."""
    came = Came(f"{server.user}@{server.host}/{server.folder}")
    row, _made = Mailbox.objects.get_or_create(name=came.name[:300])
    row.tried_at = now()
    try:
        with _signed_in(server) as box:
            _read(box, server.folder, row, came)
        row.failures, row.error, row.good_at = 0, "", now()
    except Exception as trouble:  # servers and networks fail in every way; the next pass starts where this one stopped
        came.error = _said(trouble)
        row.failures, row.error = row.failures + 1, came.error
        log.warning("the mailbox %s could not be read: %s", came.name, came.error)
    Mailbox.objects.filter(pk=row.pk).update(
        tried_at=row.tried_at, good_at=row.good_at, failures=row.failures, error=row.error
    )  # how far we have read was written as we went
    return came


def _signed_in(server) -> BaseMailBox:
    context = ssl.create_default_context()
    box: BaseMailBox
    if server.tls == "implicit":
        box = MailBox(server.host, server.port, timeout=SECONDS, ssl_context=context)
    elif server.tls == "starttls":
        box = MailBoxStartTls(server.host, server.port, timeout=SECONDS, ssl_context=context)
    else:
        box = MailBoxUnencrypted(server.host, server.port, timeout=SECONDS)
    return box.login(server.user, server.password, initial_folder=None)


def _read(box, folder, row, came):
    box.folder.set(folder)
    validity = int((box.client.response("UIDVALIDITY")[1] or [b"0"])[0] or 0)
    if validity != row.uidvalidity:
        row.uidvalidity, row.last_uid = validity, 0
        Mailbox.objects.filter(pk=row.pk).update(uidvalidity=validity, last_uid=0)
    for uids in _batches(box, row.last_uid):
        raws = [(uid, raw) for uid in uids if (raw := _raw(box, uid)) is not None]
        keep_many([raw for _uid, raw in raws], f"imap {came.name}")
        came.taken += len(raws)
        row.last_uid = max(uids)
        Mailbox.objects.filter(pk=row.pk, uidvalidity=validity).update(last_uid=row.last_uid)
        _mark(box, [uid for uid, _raw in raws])


def _batches(box, last_uid):
    """UIDs above ``last_uid`` in ascending order, in groups small enough to hold in memory."""
    answer, data = box.client.uid("SEARCH", None, f"UID {last_uid + 1}:*")
    if answer != "OK":
        raise OSError("the mail server did not say which mails it has")
    # "n:*" always names the newest mail, also when it is older than n.
    uids = sorted(uid for uid in map(int, (data[0] or b"").split()) if uid > last_uid)
    batch, size = [], 0
    for uid in uids:
        about = _size(box, uid)
        if batch and (len(batch) >= MAILS_AT_ONCE or size + about > BYTES_AT_ONCE):
            yield batch
            batch, size = [], 0
        batch.append(uid)
        size += about
    if batch:
        yield batch


def _size(box, uid):
    answer, data = box.client.uid("FETCH", str(uid), "(RFC822.SIZE)")
    text = b" ".join(piece if isinstance(piece, bytes) else piece[0] for piece in data or [] if piece)
    digits = text.partition(b"RFC822.SIZE ")[2].split(b")")[0].split()
    return int(digits[0]) if answer == "OK" and digits and digits[0].isdigit() else 0


def _raw(box, uid):
    """The mail's bytes as the server has them, unread mark untouched; None when it is gone meanwhile."""
    answer, data = box.client.uid("FETCH", str(uid), f"(BODY.PEEK[]<0.{bounds.KEPT + 1}>)")
    if answer != "OK":
        raise OSError("the mail server did not hand over a mail")
    return next((piece[1] for piece in data or [] if isinstance(piece, tuple) and len(piece) > 1), None)


def _mark(box, uids):
    """Mark as read what is kept, as a courtesy to people who look into the mailbox. A read-only mailbox is fine, too."""
    try:
        if uids:
            box.client.uid("STORE", ",".join(map(str, uids)), "+FLAGS.SILENT", "(\\Seen)")
    except Exception:
        log.info("mails could not be marked as read")


def _said(trouble):
    """One line for the administrator, without the server's chatter about passwords."""
    name = type(trouble).__name__
    if "Login" in name:
        return "The mail server did not accept the user name or password."
    if isinstance(trouble, TimeoutError):
        return "The mail server did not answer in time."
    if isinstance(trouble, ssl.SSLError):
        return "The mail server's certificate could not be checked."
    if isinstance(trouble, OSError) and not trouble.args:
        return "The mail server could not be reached."
    return one_line(f"The mailbox could not be read ({name}: {trouble})", 300)
