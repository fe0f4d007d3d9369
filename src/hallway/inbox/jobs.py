"""What happens to mail without a person: kept mail is read, mailboxes are looked into."""

import logging

from django.db import transaction

from hallway.core.now import now

from .models import Mail
from .taking import work

log = logging.getLogger("hallway.inbox")
BATCH = 50


def read_kept():
    """Read mails that are kept and not read yet, oldest first; several workers share them. Returns how many got a verdict."""
    done = 0
    for mail_id in _waiting():
        with transaction.atomic():  # the row stays ours until its verdict is written, or until this process dies
            free = Mail.objects.select_for_update(skip_locked=True).only("pk").filter(pk=mail_id, verdict=None).first()
            if free is None:
                continue
            mail = work(mail_id)
        done += bool(mail and mail.verdict)
    return done


def _waiting():
    return list(
        Mail.objects.filter(verdict=None, next_at__lte=now())
        .order_by("next_at", "id")
        .values_list("pk", flat=True)[:BATCH]
    )


def fetch_mailboxes():
    """Look into every configured mailbox once. Returns how many mails came."""
    from .fetching import fetch_all

    return sum(came.taken for came in fetch_all())
