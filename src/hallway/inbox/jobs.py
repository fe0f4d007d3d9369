"""What happens to mail without a person: kept mail is read, mailboxes are looked into."""

import logging

from hallway.core.now import now
from hallway.core.verb import HALLWAY

from . import bounded
from .alone import alone_with
from .models import Mail
from .taking import work_through

log = logging.getLogger("hallway.inbox")
AT_ONCE, MOST = 200, 500


def read_kept():
    """Read mails that are kept and not read yet, oldest first. Returns how many got a verdict.

    One worker at a time: two would read the same ones, and could put the answer before its question. The others look again a
    second later, and at once find it free when the first one is killed.
    """
    with alone_with("kept and not read") as ours:
        if not ours:
            return 0
        due = Mail.objects.filter(verdict=None, next_at__lte=now()).order_by("next_at", "id")
        waiting = list(due.values_list("pk", flat=True)[:AT_ONCE])
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


def overdue():
    """Mails that nobody has sorted within a school day; what "Nothing slips" counts."""
    waiting = Mail.objects.light().defer("reading").filter(verdict="parked").order_by("parked_at", "id")
    return [mail for mail in waiting[:MOST] if mail.is_overdue()]


def remind():
    """Tell of mail that has waited for more than a school day, once. Returns how many."""
    done = 0
    for mail in overdue():
        if mail.reminded:
            continue
        try:
            mail.remind(by=HALLWAY)
            done += 1
        except Exception:
            log.exception("reminding of mail %s failed; it is tried again", mail.pk)
    return done


class Silent(Exception):
    """A mailbox could not be read."""
