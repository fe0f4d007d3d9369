"""What a first page says of thank-yous and waves."""

from datetime import timedelta

from hallway.core.morning import section
from hallway.core.now import now
from hallway.people.lines import person_from, person_values

from .models import Thanks, Wave

FEW, LATEST = 5, 2
FRESH = timedelta(days=7)
SENDER = person_values("sender")


def _sender(row):
    row.sender = person_from(row.sender)
    return row


def _thanked(member):
    rows = Thanks.objects.filter(receipts__member=member, at__gt=now() - FRESH)
    return rows.order_by("-id")[:LATEST]


def _waved(member):
    return Wave.objects.waiting_for(member)[:FEW]


section(
    "thanks", "appreciation/_thanked.html", _thanked, {"pk": "pk", "reason": "reason", "sender": SENDER},
    opened=_sender, order=10, place="first",
)  # fmt: skip
section(
    "waves", "appreciation/_waves.html", _waved, {"pk": "pk", "sender": SENDER}, opened=_sender, order=20, place="first"
)
