"""A mail's row as the bytes that leave: text with HTML beside it, one recipient, our Message-ID."""

from django.conf import settings
from django.core.mail import EmailMultiAlternatives


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
    return said


def written(mail):
    """The bytes, lines ended by CRLF, signed when there is a key. Raises ValueError and others for what cannot be written down."""
    raw = message(mail).message().as_bytes(linesep="\r\n")
    return settings.ENV.dkim.sign(raw) if settings.ENV.dkim else raw
