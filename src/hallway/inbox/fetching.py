"""Mail from IMAP mailboxes. A mail is kept and committed before we remember having seen it; nothing is deleted or moved.

All mails are looked at, not only unread ones: a colleague who peeks into the mailbox must not hide a request. Where
numbering starts anew (UIDVALIDITY), everything is looked at again and what is known is only counted. One worker at a time
reads a mailbox. A mail that the server will not hand over holds up nobody: after three tries it is passed over, said so,
and asked for again every hour.
"""

import imaplib
import logging
import re
from dataclasses import dataclass
from datetime import timedelta

from hallway.core.now import now

from . import bounds
from .alone import alone_with
from .keeping import keep_many
from .mailboxes import name_of, open_folder, row_of, said, servers, signed_in
from .models import Mailbox

log = logging.getLogger("hallway.inbox")
WINDOW = 1000  # numbers that are asked about at once
WIDEST = 1_000_000
MAILS_AT_ONCE, BYTES_AT_ONCE, LARGE = 50, 8 * 1024 * 1024, 1024 * 1024
TRIES, ASK_AGAIN = 3, timedelta(hours=1)
QUIET = timedelta(minutes=10)  # for which somebody else may hold a mailbox without having read it
FACTS = re.compile(rb"\bUID (\d+)")
SIZES = re.compile(rb"\bRFC822\.SIZE (\d+)")


@dataclass
class Came:
    """What one pass over one mailbox gave. ``taken``: mails handed over, known ones too. ``error``: "" or one sentence.
    ``watched``: another worker has this mailbox in hand."""

    name: str
    taken: int = 0
    error: str = ""
    watched: bool = False


def fetch_all(patience=0.0):
    """One pass over every mailbox; a list of ``Came``. A mailbox that fails keeps no other from being read."""
    return [fetch(server, patience) for server in servers()]


def fetch(server, patience=0.0):
    """One pass over one mailbox (``core.mailservers.MailServer``). ``patience``: seconds to wait for another worker's pass."""
    came, row = Came(name_of(server)), row_of(server)
    with alone_with(came.name, patience) as ours:
        if not ours:
            came.watched = True
            row.refresh_from_db(fields=["good_at"])
            if row.good_at is None or row.good_at < now() - QUIET:
                came.error = row.error or "Another worker holds this mailbox and has not read it for ten minutes."
            return came
        try:
            with signed_in(server, row) as box:
                read(box, server, row, came)
            well(row)
        except (
            Exception
        ) as trouble:  # servers and networks fail in every way; the next pass starts where this one stopped
            came.error = ill(row, trouble)
    return came


def well(row, **values):
    """Note that a mailbox was read to its end."""
    row.failures, row.error, row.good_at = 0, "", now()
    about = {"tried_at": row.good_at, "good_at": row.good_at, "failures": 0, "error": "", **values}
    Mailbox.objects.filter(pk=row.pk).update(**about)


def ill(row, trouble):
    """Note what went wrong; the sentence. How far we have read was written as we went."""
    row.failures, row.error = row.failures + 1, said(trouble)
    log.warning("the mailbox %s could not be read: %s", row.name, row.error)
    Mailbox.objects.filter(pk=row.pk).update(tried_at=now(), failures=row.failures, error=row.error)
    return row.error


def read(box, server, row, came):
    """Keep all that is new in a signed-in mailbox; afterwards its folder is chosen. Raises whatever goes wrong."""
    validity, following, row.mails, readonly = open_folder(box, server.folder)
    row.refresh_from_db(fields=["uidvalidity", "last_uid", "stuck_uid", "stuck_tries", "passed_over", "passed_at"])
    if validity != row.uidvalidity:
        _note(row, uidvalidity=validity, last_uid=0, stuck_uid=0, stuck_tries=0, passed_over=[])
    hand = Hand(box, row, came, readonly)
    if row.passed_over and row.passed_at < now() - ASK_AGAIN:
        _ask_again(hand)
    for sizes, seen in _windows(box, row.last_uid, following):
        for uids in _batches(sizes, 1 if hand.careful else MAILS_AT_ONCE):
            hand.take(uids)
        _note(row, last_uid=max(seen, row.last_uid))


def _note(row, **values):
    for name, value in values.items():
        setattr(row, name, value)
    Mailbox.objects.filter(pk=row.pk).update(**values)


def _windows(box, last_uid, following):
    """([(uid, size)], last number looked at) above ``last_uid``, a thousand numbers at a time so that a huge mailbox needs no
    more memory than a small one; wider where numbers have gaps. ``following``: the number the next mail will get, or None."""
    if following is None:
        sizes = _sizes(box, f"{last_uid + 1}:*", last_uid)
        yield sizes, sizes[-1][0] if sizes else last_uid
        return
    start, width = last_uid + 1, WINDOW
    while start < following:
        end = min(start + width, following) - 1
        sizes = _sizes(box, f"{start}:{end}", last_uid)
        yield sizes, end
        width = WINDOW if sizes else min(width * 4, WIDEST)
        start = end + 1


def _sizes(box, numbers, last_uid):
    """Every mail's number and size, in ascending order. "n:*" also names the newest mail when it is older than n."""
    answer, data = box.client.uid("FETCH", numbers, "(UID RFC822.SIZE)")
    if answer != "OK":
        raise OSError("the mail server did not say which mails it has")
    found = {}
    for piece in data or []:
        line = piece if isinstance(piece, bytes) else b""
        uid, size = FACTS.search(line), SIZES.search(line)
        if uid and size and int(uid[1]) > last_uid:
            found[int(uid[1])] = int(size[1])
    return sorted(found.items())


def _batches(sizes, most):
    """The numbers in groups that are small in mails and bytes; a large mail is alone."""
    batch, total = [], 0
    for uid, size in sizes:
        if batch and (size > LARGE or len(batch) >= most or total + size > BYTES_AT_ONCE):
            yield batch
            batch, total = [], 0
        batch.append(uid)
        total += size
        if size > LARGE:
            yield batch
            batch, total = [], 0
    if batch:
        yield batch


class Hand:
    """Takes mails by their numbers from one mailbox whose folder is chosen."""

    def __init__(self, box, row, came, readonly):
        self.box, self.row, self.came, self.readonly = box, row, came, readonly
        self.careful = row.stuck_tries > 0  # one by one, since the last pass broke off

    def take(self, uids):
        """Keep these mails, remember how far we are, mark them as read. What is gone meanwhile is no trouble."""
        found = self.raws(uids)
        if (
            found is None and len(uids) > 1
        ):  # refused together: each by itself, so that the good ones are not kept waiting
            for uid in uids:
                self.take([uid])
            return
        if found is None and not self.given_up(uids[0]):
            raise OSError(f"the mail server did not hand over mail {uids[0]}")
        found = found or []
        keep_many([raw for _uid, raw in found], f"imap {self.came.name}")
        self.came.taken += len(found)
        _note(self.row, last_uid=max(self.row.last_uid, *uids), stuck_uid=0, stuck_tries=0)
        self.mark([uid for uid, _raw in found])

    def raws(self, uids):
        """[(uid, bytes)] as the server has them, unread marks untouched; None when the server refuses."""
        limit = LARGE if len(uids) > 1 else bounds.KEPT
        got = self.asked(uids, limit + 1)
        if got is None:
            return None
        if len(uids) > 1 and any(len(raw) > limit for raw in got.values()):  # the server lied about its size
            return None
        return sorted(got.items())

    def asked(self, uids, limit):
        """{uid: bytes} of one FETCH, None when the server refuses it."""
        try:
            answer, data = self.box.client.uid("FETCH", ",".join(map(str, uids)), f"(UID BODY.PEEK[]<0.{limit}>)")
        except imaplib.IMAP4.abort:  # the line is cut; some servers do that at a mail they cannot read
            if len(uids) > 1:
                _note(self.row, stuck_uid=uids[0], stuck_tries=1)
            elif uids[0] not in self.row.passed_over and self.given_up(uids[0]):
                _note(self.row, last_uid=max(self.row.last_uid, uids[0]))
            raise
        except imaplib.IMAP4.error:
            return None
        if answer != "OK":
            return None
        got, raw = {}, None
        for piece in data or []:
            line = piece[0] if isinstance(piece, tuple) else piece or b""
            uid = FACTS.search(line)
            if isinstance(piece, tuple):
                raw = piece[1]
            if uid and raw is not None and int(uid[1]) in uids:
                got[int(uid[1])] = raw
                raw = None
        return got

    def given_up(self, uid):
        """The server does not hand over one mail: count it; true when it is time to go on without, which is said and remembered."""
        row = self.row
        _note(row, stuck_tries=row.stuck_tries + 1 if row.stuck_uid == uid else 1, stuck_uid=uid)
        if row.stuck_tries < TRIES:
            return False
        log.error("the mailbox %s does not hand over mail %s; it is passed over", row.name, uid)
        _note(row, passed_over=[*row.passed_over, uid], passed_at=now(), stuck_uid=0, stuck_tries=0)
        return True

    def mark(self, uids):
        """Mark as read what is kept, as a courtesy to people who look into the mailbox."""
        if not uids or self.readonly:
            return
        try:
            self.box.client.uid("STORE", ",".join(map(str, uids)), "+FLAGS.SILENT", "(\\Seen)")
        except imaplib.IMAP4.abort:
            raise
        except imaplib.IMAP4.error:
            log.info("mails could not be marked as read")


def _ask_again(hand):
    """Ask once more for what the server would not hand over; what is gone meanwhile is forgotten."""
    row = hand.row
    for uid in list(row.passed_over):
        others = [other for other in row.passed_over if other != uid]
        _note(
            row, passed_at=now(), passed_over=[*others, uid]
        )  # the next time another one is first, should the line be cut
        got = hand.asked([uid], bounds.KEPT + 1)
        if got is None:
            continue
        keep_many(got.values(), f"imap {hand.came.name}")
        hand.came.taken += len(got)
        _note(row, passed_over=others)
