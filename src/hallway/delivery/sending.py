"""The pulse that posts: queued mails go to the mail server, oldest due first, again and again until they are gone.

Some mails at a time are claimed for a minute by writing their next attempt into the future; a worker that dies leaves
them to the next. One may then leave twice, with the same Message-ID. Nothing of the outside happens inside a transaction.
"""

import logging
import time
from datetime import timedelta
from urllib.parse import unquote, urlsplit

from django.conf import settings

from hallway.core.locked import CannotOpen, unlock
from hallway.core.mailservers import MailProvider
from hallway.core.now import now
from hallway.people.models import District

from . import bundling, headers, returning
from .models import STILL_HERE, OutgoingMail
from .posting import Refused, Server, ServerAway, Smtp

log = logging.getLogger("hallway.delivery")
LEASE = timedelta(seconds=60)
ROUND = 200
BATCH = 25
FOR_GOOD = 500
PAUSES = [30, 60, 120, 300, 600, 1200, 1800, 3600]
GIVE_UP = timedelta(days=4)
REST = [2, 5, 10, 30, 60]


class Rest:
    """After the server could not be reached: how long this worker leaves it alone, longer each time."""

    until = 0.0
    times = 0


def mail_server():
    """Where mail goes out, a ``Server`` or a ``MailProvider``: as the environment says, else the district's settings, else None.
    Raises ``CannotOpen`` when the password in the settings was locked with another secret key."""
    if isinstance(settings.ENV.mail_out, MailProvider):
        return settings.ENV.mail_out
    if settings.ENV.mail_out:
        return Server(*settings.ENV.mail_out[:5])
    said = District.get().mail_out
    parts = urlsplit(said)
    if not said or parts.scheme not in ("smtp", "smtps") or not parts.hostname:
        return None
    tls = "implicit" if parts.scheme == "smtps" else "none" if "tls=none" in parts.query else "starttls"
    port = parts.port or (465 if parts.scheme == "smtps" else 587)
    return Server(parts.hostname, port, unquote(parts.username or ""), unlock(unquote(parts.password or "")), tls)


def send_mail(limit=ROUND):
    """Send what is due, at most ``limit`` mails. Returns how many left. The demo keeps its mail and shows it on a page."""
    if settings.DEMO:
        return _kept_for_the_demo()
    if time.monotonic() < Rest.until or (server := _server_now()) is None:
        return 0
    sent, taken, post = 0, 0, _Post(server)
    try:
        while taken < limit and (mails := bundling.claim(LEASE, min(BATCH, limit - taken))):
            taken += len(mails)
            sent += _send_all(post, mails)
    except ServerAway as away:
        sent += away.sent
        Rest.until = time.monotonic() + REST[min(Rest.times, len(REST) - 1)]
        Rest.times = 0 if sent else Rest.times + 1
        log.warning("the mail server did not take mail (%s); it waits", away)
    else:
        if sent:
            Rest.times = 0
    finally:
        post.close()
    return sent


def _send_all(post, mails):
    """Send claimed mails in turn; how many left. When the server is away, those it was not tried with are given back."""
    sent, since = 0, time.monotonic()
    for number, mail in enumerate(mails):
        if time.monotonic() - since > LEASE.total_seconds() / 3:  # a slow server: what is left stays ours
            mails[number:] = _held_on(mails[number:])
            since = time.monotonic()
            if number >= len(mails):
                break
            mail = mails[number]
        try:
            sent += post.send(mail)
        except ServerAway as away:
            _given_back(mails[number + 1 :])
            away.sent = sent
            raise
    return sent


def _held_on(mails):
    """Those of the mails that are still ours, for another minute."""
    still = {pk for mail in mails if _mine(mail).update(next_at=now() + LEASE) for pk in [mail.pk]}
    return [mail for mail in mails if mail.pk in still]


def _given_back(mails):
    """They were claimed and not tried: due at once, as if nothing had happened."""
    for mail in mails:
        _mine(mail).update(next_at=now(), attempts=mail.attempts - 1)


def _server_now():
    try:
        return mail_server()
    except CannotOpen as told:
        Rest.until = time.monotonic() + REST[-1]
        log.warning("mail waits: %s", told)
        return None


def _wire(server):
    if isinstance(server, MailProvider):
        from .providers import Api

        return Api(server)
    return Smtp(server)


class _Post:
    """The way out, opened with the first mail, and what came of each mail written down."""

    def __init__(self, server):
        self.wire = _wire(server)
        self.help_to = headers.help_address()

    def send(self, mail):
        """Send one mail and write down how it went; 1 when it left. Raises ``ServerAway``."""
        plain = self.help_to or headers.plain(mail.sender or settings.DEFAULT_FROM_EMAIL)
        sender = headers.bounce_address(mail.pk, plain) if self.help_to else plain
        try:
            number = self.wire.send(mail, sender, plain)
        except Refused as refused:
            if refused.code < FOR_GOOD:
                return _later(mail, refused.said, "deferred")
            returning.refused(mail, _mine(mail), refused.said, recipient=refused.recipient)
            return 0
        except ServerAway as away:
            _later(mail, str(away), mail.state)
            raise
        except Exception:  # a mail that cannot be written down is nobody else's trouble
            log.warning("mail %s could not be written down", mail.pk, exc_info=True)
            return _failed(mail, "The mail could not be written down.")
        return _gone(mail, number)

    def close(self):
        self.wire.close()


def _mine(mail):
    """The row, unless another worker took it over meanwhile."""
    return OutgoingMail.objects.filter(STILL_HERE, pk=mail.pk, attempts=mail.attempts)


def _gone(mail, number=""):
    body = {"text": "", "html": ""} if mail.secret else {}
    return _mine(mail).update(state="sent", sent_at=now(), error="", provider_id=number, **body)


def _failed(mail, error):
    erased = {"text": "", "html": ""} if mail.secret else {}
    if returning.write(_mine(mail), "failed", error, **erased):
        returning.tell(mail)
    return 0


def _later(mail, error, state):
    """Try again when the pause is over; after four days it has failed, and whom it concerns is told. What rested over a break has its
    tries after it."""
    if mail.created < now() - GIVE_UP and mail.attempts > len(PAUSES):
        return _failed(mail, error)
    pause = now() + timedelta(seconds=PAUSES[min(mail.attempts, len(PAUSES)) - 1])
    if error[:300] == mail.error:  # the same once more makes no new line in its story
        _mine(mail).update(state=state, next_at=pause)
    else:
        returning.write(_mine(mail), state, error, next_at=pause)
    return 0


def _kept_for_the_demo():
    kept = 0
    while kept < ROUND and (mails := bundling.claim(LEASE, BATCH)):
        kept += sum(_mine(mail).update(state="sent", sent_at=now()) for mail in mails)
    return kept
