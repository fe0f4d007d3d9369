"""The pulse that posts: queued mails go to the mail server, oldest due first, again and again until they are gone.

A mail is claimed for a minute by writing its next attempt into the future; a worker that dies leaves it to the next.
It may then leave twice, with the same Message-ID. Nothing of the outside happens inside a transaction.
"""

import logging
import re
import smtplib
import time
from datetime import timedelta
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.mail import EmailMultiAlternatives
from django.core.mail.backends.smtp import EmailBackend

from hallway.core.locked import CannotOpen, unlock
from hallway.core.now import now
from hallway.people.models import District

from . import bundling
from .models import OutgoingMail

log = logging.getLogger("hallway.delivery")
LEASE = timedelta(seconds=60)
TIMEOUT = 15
ROUND = 200
PAUSES = [30, 60, 120, 300, 600, 1200, 1800, 3600]
GIVE_UP = timedelta(days=4)
REST = [2, 5, 10, 30, 60]
NO_SUCH_PERSON = re.compile(r"\b5\.1\.[1-6]\b|\b5\.2\.1\b")
ENHANCED = re.compile(r"\b5\.\d{1,3}\.\d{1,3}\b")


class Server(NamedTuple):
    host: str
    port: int
    user: str
    password: str
    tls: str


class Rest:
    """After the server could not be reached: how long this worker leaves it alone, longer each time."""

    until = 0.0
    times = 0


def mail_server():
    """Where mail goes out: as the environment says, else the district's settings, else None. Raises ``CannotOpen`` when the
    password in the settings was locked with another secret key."""
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
    sent, post = 0, _Post(server)
    try:
        for _number in range(limit):
            mail = _claim()
            if mail is None:
                break
            sent += post.send(mail)
    except ServerAway as away:
        Rest.until = time.monotonic() + REST[min(Rest.times, len(REST) - 1)]
        Rest.times += 1
        log.warning("the mail server did not take mail (%s); it waits", away)
    else:
        if sent:
            Rest.times = 0
    finally:
        post.close()
    return sent


def _server_now():
    try:
        return mail_server()
    except CannotOpen as told:
        Rest.until = time.monotonic() + REST[-1]
        log.warning("mail waits: %s", told)
        return None


def _claim():
    return bundling.claim(LEASE)


class ServerAway(Exception):
    """It is the server that does not work, not this mail; the others need not be tried now."""


class _Post:
    """One connection to the mail server, opened with the first mail."""

    def __init__(self, server):
        self.backend = EmailBackend(
            host=server.host, port=server.port, username=server.user, password=server.password, timeout=TIMEOUT,
            use_tls=server.tls == "starttls", use_ssl=server.tls == "implicit",
        )  # fmt: skip

    def send(self, mail):
        """Send one mail and write down how it went; 1 when it left. Raises ``ServerAway``."""
        try:
            message = _message(mail)
            message.message()
        except Exception as error:  # a mail that cannot be written down is nobody else's trouble
            return _failed(mail, type(error).__name__)
        try:
            self.backend.open()
            self.backend.send_messages([message])
        except smtplib.SMTPRecipientsRefused as refused:
            code, text = next(iter(refused.recipients.values()), (450, b""))
            return _refused(mail, code, text, recipient=True)
        except smtplib.SMTPDataError as refused:
            return _refused(mail, refused.smtp_code, refused.smtp_error, recipient=False)
        except (smtplib.SMTPException, OSError) as error:
            self.close()
            _later(mail, _words(error))
            raise ServerAway(type(error).__name__) from error
        return _gone(mail)

    def close(self):
        try:
            self.backend.close()
        except (smtplib.SMTPException, OSError):
            self.backend.connection = None


def _message(mail):
    """The mail as it leaves: text with HTML beside it, one recipient, our Message-ID."""
    message = EmailMultiAlternatives(
        subject=mail.subject,
        body=mail.text,
        from_email=mail.sender or settings.DEFAULT_FROM_EMAIL,
        to=[mail.to],
        headers={**mail.headers, "Message-ID": mail.message_id},
    )
    if mail.html:
        message.attach_alternative(mail.html, "text/html")
    return message


def _mine(mail):
    """The row, unless another worker took it over meanwhile."""
    return OutgoingMail.objects.filter(pk=mail.pk, attempts=mail.attempts, state="queued")


def _gone(mail):
    body = {"text": "", "html": ""} if mail.secret else {}
    return _mine(mail).update(state="sent", sent_at=now(), error="", **body)


def _failed(mail, error):
    _mine(mail).update(state="failed", error=error[:300], **({"text": "", "html": ""} if mail.secret else {}))
    return 0


def _later(mail, error):
    if mail.created < now() - GIVE_UP:
        return _failed(mail, error)
    pause = PAUSES[min(mail.attempts, len(PAUSES)) - 1]
    _mine(mail).update(next_at=now() + timedelta(seconds=pause), error=error[:300])
    return 0


def _refused(mail, code, text, *, recipient):
    """4xx: later. 5xx: never; the address is marked only when the server says that there is no such person."""
    said = f"{code} {text.decode('utf-8', 'replace') if isinstance(text, bytes) else text}"
    if code < 500:
        return _later(mail, said)
    unknown = NO_SUCH_PERSON.search(said) or (code in (550, 551, 553) and not ENHANCED.search(said))
    if recipient and unknown:
        get_user_model().objects.filter(email=mail.to).update(mail_bad=True)
    return _failed(mail, said)


def _words(error):
    """What an administrator may read of an error: its kind and the server's words."""
    code, text = getattr(error, "smtp_code", ""), getattr(error, "smtp_error", "")
    text = text.decode("utf-8", "replace") if isinstance(text, bytes) else str(text)
    return " ".join(f"{type(error).__name__} {code} {text}".split())


def _kept_for_the_demo():
    kept = 0
    while kept < ROUND and (mail := _claim()):
        kept += _mine(mail).update(state="sent", sent_at=now())
    return kept
