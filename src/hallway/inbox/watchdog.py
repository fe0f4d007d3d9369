"""The watchdog: every five minutes it looks whether mail goes round, and tells a person within the hour when it does not.

A canary flies the whole circle: out through the mail server, in through the mailbox, read like every mail and recognised by
its signed address or Message-ID. It is counted among the automatic mails and nobody sees it.
"""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q

from hallway.core.now import now
from hallway.delivery import headers, watching
from hallway.delivery.models import STILL_HERE, OutgoingMail
from hallway.delivery.sending import mail_server

from . import checking
from .mailboxes import name_of, servers
from .models import Canary, Mailbox

EVERY = timedelta(minutes=19)  # a look is every five minutes, so every fourth look sends one
LOST = 5  # looks without it
SILENT, FAILURES = timedelta(minutes=30), 3
AHEAD = timedelta(days=14)  # before a secret ends
KEPT = timedelta(days=30)


def look():
    """Send a canary when it is time, see what is wrong, and let administrators know what begins and what is over.

    Returns how many troubles began or ended. Does nothing in the demo, whose mail stays at home.
    """
    if settings.DEMO:
        return 0
    mailboxes = [each for server in servers() if (each := Mailbox.objects.filter(name=name_of(server)).first())]
    found = watching.stuck()
    for row in mailboxes:
        found |= _silent(row)
    found |= _circle(bool(mailboxes), found)
    return watching.note(found)


def _silent(row):
    found = {}
    if row.token_refused_at:
        found[f"token:{row.name}"] = f"{row.name}: {row.error}" if row.error else row.name
    elif row.failures >= FAILURES and (row.good_at is None or row.good_at < now() - SILENT):
        found[f"in:{row.name}"] = f"{row.name}: {row.error}"
    ends = checking.secret_ends(row)
    if ends and ends <= now().date() + AHEAD:
        found[f"secret:{row.name}"] = f"{row.name}: {ends}"
    return found


def _circle(reads, found):
    """Send the next canary; what a lost one says, when nothing else explains it."""
    if not (reads and settings.ENV.canary and headers.help_address() and not found.get("out") and mail_server()):
        return {}
    last = Canary.objects.select_related("mail").order_by("-sent_at").first()
    back = Canary.objects.exclude(back_at=None).order_by("-sent_at").values_list("sent_at", flat=True).first()
    away = Canary.objects.filter(back_at=None).filter(Q(mail__sent_at__isnull=False) | Q(mail__state="failed"))
    away = away.filter(sent_at__gt=back) if back else away
    lost = away.filter(looks__gte=LOST).order_by("sent_at").first()
    away.filter(sent_at__gt=now() - KEPT).update(looks=F("looks") + 1)
    waits = last and last.mail and OutgoingMail.objects.filter(STILL_HERE, pk=last.mail_id).exists()
    if not waits and (last is None or last.sent_at < now() - EVERY):
        fly()
    if lost is None or any(code.startswith(("in:", "token:")) for code in found):
        return {}
    return {"circle": f"{headers.help_address()}: {lost.sent_at:%Y-%m-%d %H:%M} UTC"}


def fly():
    """Send a canary: a row like every mail that leaves."""
    with transaction.atomic():
        canary = Canary.objects.create()
        canary.mail = OutgoingMail.objects.create(
            to=headers.canary_address(canary.pk, headers.help_address()),
            subject="Hallway looks whether mail goes round",
            text="This mail is for Hallway itself. Nobody needs to read it.\n",
            headers={"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"},
            message_id=headers.sealed_id("canary", canary.pk, 0),
        )
        canary.save(update_fields=["mail"])
    return canary


def number_of(reading):
    """The number of the canary that a mail is, or None for every other mail."""
    number = headers.read_canary_address([*reading.delivered_to, *reading.to])
    said = headers.read_id(reading.message_id) if number is None else None
    return said[1] if said and said[0] == "canary" else number


def came(reading):
    """It is back."""
    Canary.objects.filter(pk=number_of(reading), back_at=None).update(back_at=now())


def forget_old():
    """Canaries of a month ago, but the latest that came back. How many."""
    keep = Canary.objects.exclude(back_at=None).order_by("-sent_at").values_list("pk", flat=True)[:1]
    return Canary.objects.filter(sent_at__lt=now() - KEPT).exclude(pk__in=list(keep)).delete()[0]
