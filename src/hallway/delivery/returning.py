"""What becomes of a mail after it left, or when it could not leave: written into its row, told to whom it concerns.

A server that says "there is no such person" marks the address: nothing is sent there until its owner proves that mail
arrives. "Not now", a full mailbox or a refused letter does not; when that happens again and again over days,
administrators are told. Notices of delay change nothing but the row.
"""

import re
from datetime import timedelta

from django.contrib.auth import get_user_model
from django.db.models import F, Func, JSONField, Q, Value

from hallway.core.now import now
from hallway.core.text import one_line
from hallway.core.verb import HALLWAY
from hallway.history.models import Event, record

from .headers import is_machine
from .models import AddressTrouble, OutgoingMail

# Codes of RFC 3463 that say something of the letter, the mailbox's room or a rule, and nothing about whether the person is there.
NOT_THE_PERSON = re.compile(r"\b5\.(?:2\.[2-4]|3\.\d+|4\.[0235-9]|5\.\d+|6\.\d+|7\.\d+)\b")
NO_SUCH_PERSON = re.compile(r"\b5\.1\.(?:[1-6]|10)\b|\b5\.2\.1\b")
ENHANCED = re.compile(r"\b[45]\.\d{1,3}\.\d{1,3}\b")
TIMES, DAYS, FORGET = 3, 2, timedelta(days=14)
ONCE = timedelta(days=1)


class _Longer(Func):
    """A JSON list with one more line at its end."""

    template, arg_joiner = "(%(expressions)s)", " || "


def write(rows, state, why="", **values):
    """Give the mails of a query a new state, with the line for their story. How many there were."""
    line = [[state, now().isoformat(timespec="seconds"), one_line(why, 300)]]
    story = _Longer(F("story"), Value(line, JSONField()), output_field=JSONField())
    return rows.update(state=state, error=one_line(why, 300), story=story, **values)


def refused(mail, rows, said, *, recipient):
    """Our mail server, or theirs at the door, refused this mail for good; ``rows``: its row, while it is still ours."""
    if not write(rows, "failed", said, **({"text": "", "html": ""} if mail.secret else {})):
        return
    code = said.partition(" ")[0]
    dead = NO_SUCH_PERSON.search(said) or (code in ("550", "551", "553") and not ENHANCED.search(said))
    if recipient:
        _trouble(mail.to, said, dead=bool(dead))
    tell(mail)


def came_back(mail, status, *, permanent, late=False):
    """A report about a mail that left. ``status``: "5.1.1" or "". ``late``: their server goes on trying."""
    rows = OutgoingMail.objects.filter(pk=mail.pk)
    why = f"returned {status}".strip()
    if late:
        write(rows.filter(state__in=["sent", "deferred"]), "deferred", why)
    elif write(rows.exclude(state__in=["bounced", "dropped", "bundled"]), "bounced", why):
        _trouble(mail.to, why, dead=permanent and not NOT_THE_PERSON.search(status))
        tell(mail)


def arrived(mail):
    """The recipient's own server says that it has the mail."""
    if write(OutgoingMail.objects.filter(pk=mail.pk, state__in=["sent", "deferred"]), "accepted"):
        AddressTrouble.objects.filter(address=mail.to, dead_at=None).update(times=0)


def complained(mail):
    """Who got it pressed "junk": nothing more is sent there until they want it again, or a provider would stop us all."""
    why = "marked as junk"
    if write(OutgoingMail.objects.filter(pk=mail.pk).exclude(error=why), "accepted", why):
        _trouble(mail.to, why, dead=True)


def _trouble(address, why, *, dead):
    if is_machine(address):  # our own: a canary that was lost is the watchdog's matter
        return
    moment, why = now(), one_line(why, 300)
    AddressTrouble.objects.filter(address=address, dead_at=None, last_at__lt=moment - FORGET).update(
        times=0, first_at=moment, told_at=None
    )
    AddressTrouble.objects.get_or_create(address=address, defaults={"first_at": moment})
    row = AddressTrouble.objects.filter(address=address)
    row.filter(times=0, dead_at=None).update(first_at=moment)
    row.update(times=F("times") + 1, last_at=moment, why=why)
    if dead:
        get_user_model().objects.filter(email=address).update(mail_bad=True)
        row.filter(dead_at=None).update(dead_at=moment)
        return
    often = row.filter(dead_at=None, told_at=None, times__gte=TIMES, first_at__lte=moment - timedelta(days=DAYS - 1))
    if often.update(told_at=moment):
        record("address.doubtful", row.get(), by=HALLWAY, address=address)


def tell(mail):
    """Whoever holds the request learns that a mail about it did not arrive; once a day for an address. News of that kind that
    does not arrive either is not told again, or two addresses would go on for ever."""
    letters = OutgoingMail.objects.filter(Q(pk=mail.pk) | Q(inside=mail.pk), event__isnull=False)
    letters = letters.exclude(event__kind__in=["mail.bounced", "address.doubtful"])
    told = set()
    for letter in letters.select_related("event").order_by("-pk")[:50]:
        event = letter.event
        root, key = event.root, (event.root_type_id, event.root_id)
        if key in told or not hasattr(root, "helpers"):
            continue
        told.add(key)
        before = Event.objects.of(root).filter(kind="mail.bounced", at__gt=now() - ONCE)
        if not before.filter(data__address=mail.to).exists():
            record("mail.bounced", root, by=HALLWAY, address=mail.to)
