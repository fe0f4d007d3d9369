"""Django's EMAIL_BACKEND: every mail of Django or a library becomes an outgoing row, in the transaction it was sent in.

So a mail is never sent for a change that was rolled back, never lost for one that was kept, and no page waits for a
mail server. What comes this way carries codes and links that sign people in, so it counts as secret unless the sender
says otherwise with the header ``X-Hallway-Keep: yes``.
"""

from email.utils import parseaddr

from django.core.mail.backends.base import BaseEmailBackend

from hallway.core.text import clean, one_line

from . import headers
from .models import OutgoingMail

KEEP = "X-Hallway-Keep"


class RowBackend(BaseEmailBackend):
    def send_messages(self, email_messages):
        """Keep each message once for every recipient; how many messages that were."""
        rows = [row for message in email_messages for row in _rows(message)]
        OutgoingMail.objects.bulk_create(rows)
        return len(email_messages)


def _rows(message):
    said = {name: headers.value(value) for name, value in message.extra_headers.items()}
    secret = said.pop(KEEP, "").lower() != "yes"
    said.pop("Message-ID", None)
    said.setdefault("Auto-Submitted", "auto-generated")
    if message.reply_to:
        said.setdefault("Reply-To", headers.value(", ".join(message.reply_to)))
    html = next((str(body) for body, kind in getattr(message, "alternatives", []) if kind == "text/html"), "")
    text = clean(str(message.body))
    if message.content_subtype == "html":
        text, html = "", str(message.body)
    for recipient in message.recipients():
        address = headers.address(parseaddr(str(recipient))[1])
        if not address:
            continue
        yield OutgoingMail(
            member_id=_member(address),
            sender=one_line(str(message.from_email or ""), 320),
            to=address,
            subject=one_line(str(message.subject), 300),
            text=text,
            html=clean(html),
            headers=said,
            message_id=headers.fresh_id(),
            secret=secret,
            answer=said["Auto-Submitted"] == "auto-replied",
        )


def _member(address):
    from django.contrib.auth import get_user_model

    return get_user_model().objects.filter(email=address, is_active=True).values_list("pk", flat=True).first()
