"""What happens to mail without a person: kept mail is read, mailboxes are looked into."""

from hallway.core.now import now

from . import bounded
from .models import Mail
from .taking import work_through

BATCH = 50


def read_kept():
    """Read mails that are kept and not read yet, oldest first; several workers share them. Returns how many got a verdict."""
    due = Mail.objects.filter(verdict=None, next_at__lte=now()).order_by("next_at", "id")
    waiting = list(due.values_list("pk", flat=True)[:BATCH])
    if not waiting:
        bounded.rest()
    ended = work_through(waiting, patient=False)
    return sum(bool(mail.verdict) for mail in ended.values())


def fetch_mailboxes():
    """Look into every configured mailbox once. Returns how many mails came.

    Raises ``Silent`` when one could not be read, after all were tried: the worker waits longer then, and says so.
    """
    from .fetching import fetch_all

    every = fetch_all()
    if failed := [f"{came.name}: {came.error}" for came in every if came.error]:
        raise Silent("; ".join(failed))
    return sum(came.taken for came in every)


class Silent(Exception):
    """A mailbox could not be read."""
