"""A mail's row as the bytes that leave: text with HTML beside it, one recipient, our Message-ID; and, where it carries an event,
the calendar file as one more form of its words and once more as a file, the same bytes.

Some mail programs see only the one, some only the other (RFC 6047 and what calendars do with it). Both travel as base64, so that
no server on the way touches a line of them.
"""

import base64
import hashlib

from django.conf import settings
from django.core.mail import EmailMultiAlternatives

FILE = "invite.ics"


def message(mail):
    """Django's message for the row."""
    said = EmailMultiAlternatives(
        subject=mail.subject,
        body=mail.text,
        from_email=mail.sender or settings.DEFAULT_FROM_EMAIL,
        to=[mail.to],
        headers={**mail.headers, "Message-ID": mail.message_id},
    )
    if mail.html:
        said.attach_alternative(mail.html, "text/html")
    if mail.calendar:
        said.attach_alternative(mail.calendar, f"text/calendar; method={mail.method}; charset=UTF-8")
        said.attach(FILE, mail.calendar.encode(), "application/ics")
    return said


def written(mail):
    """The bytes, lines ended by CRLF, signed when there is a key; the same each time for a mail that carries an event. Raises
    ValueError and others for what cannot be written down."""
    made = message(mail).message()
    if mail.calendar:
        _settled(made, mail)
    raw = made.as_bytes(linesep="\r\n")
    return settings.ENV.dkim.sign(raw) if settings.ENV.dkim else raw


def _settled(made, mail):
    """Boundaries by the Message-ID instead of by chance, and the calendar's form of the words as bytes."""
    seed = hashlib.sha256(mail.message_id.encode()).hexdigest()[:32]
    for number, part in enumerate(made.walk()):
        if part.is_multipart():
            part.set_boundary(f"=_{number}_{seed}")
        elif part.get_content_type() == "text/calendar":
            for name in ("Content-Type", "Content-Transfer-Encoding"):
                del part[name]
            part["Content-Type"] = f"text/calendar; method={mail.method}; charset=UTF-8"
            part["Content-Transfer-Encoding"] = "base64"
            part.set_payload(base64.encodebytes(mail.calendar.encode()).decode())
