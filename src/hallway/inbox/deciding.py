"""What is to become of a mail: pure reading, nothing is written here. ``taking`` does what ``decide`` says.

Joining, in this order: the signed token of a reply address, our own sealed Message-ID in References, the Message-ID of a
mail that became part of a request, a ``[#12]`` in the subject. None of them counts unless the sender takes part in the
request or helps with it; otherwise the mail is parked and a person decides. A From line is a claim and gives no rights
beyond writing into one's own request.
"""

import re
from dataclasses import dataclass
from datetime import timedelta

from django.contrib.contenttypes.models import ContentType

from hallway.asks.models import Ask
from hallway.asks.models.opening import asker_role
from hallway.core.kept import kept
from hallway.core.now import now
from hallway.core.tokens import ADDRESS, read_address_token
from hallway.delivery.headers import help_address, read_id
from hallway.history.models import Event
from hallway.people.models import Campus, Member
from hallway.procedures.models import Procedure

from .models import Mail
from .returned import ask_of
from .thanks import is_short_thanks

# "[#12]" anywhere, and "#12 …" as our subjects begin, but then only in a reply: "#3 printer is broken" is a new matter.
TAG = re.compile(r"\[\s?#(\d{1,12})\s?\]|^(?:\s*\w{1,4}(?:\[\d+\])?\s*[:：])+\s*#(\d{1,12})\b")
UNREADABLE = ("too-deep", "unreadable-")
PACE, PACE_MINUTES = 12, 10  # mails of one sender into one request


@dataclass
class Decision:
    """``verdict`` and ``reason`` as in ``Mail``; ``ask``: where it goes; ``looks_like``: for a parked one; ``member``: the sender;
    ``does``: "open", "reply", "follow" (a new request from one closed long ago), "thank" or ""."""

    verdict: str
    reason: str
    ask: Ask | None = None
    looks_like: Ask | None = None
    member: Member | None = None
    does: str = ""


@kept
def our_addresses():
    """Our own mail addresses, lower case."""
    address = help_address().lower()
    return (address,) if address else ()


def senders(readings):
    """{address: Member with posts} of everybody who wrote these mails; two or three statements for all of them."""
    written = {reading.sender for reading in readings}
    return {m.email: m for m in Member.objects.with_posts().select_related("room__campus").filter(email__in=written)}


def decide(mail, reading, members):
    """The ``Decision`` for a kept mail and its ``Reading``. ``members``: what ``senders`` said."""
    own = our_addresses()
    if reading.bounce:
        return Decision("bounced", "bounced-later" if reading.late else "bounced", ask=_survivor(ask_of(reading)))
    if read_id(reading.message_id) or _base(reading.sender) in own:
        return Decision("automatic", "own")
    ask, way = find_ask(reading)
    if reading.automatic:
        return Decision("automatic", f"automatic: {reading.automatic}"[:60], ask=ask)
    for problem, reason in (
        ("empty", "empty"),
        ("too-large", "too-large"),
        ("no-from", "no-sender"),
        ("several-from", "several-senders"),
    ):
        if problem in reading.problems:
            return Decision("parked", reason, looks_like=ask)
    if mail.size > len(mail.raw):
        return Decision("parked", "too-large", looks_like=ask)
    if any(problem.startswith(UNREADABLE) for problem in reading.problems):
        return Decision("parked", "unreadable", looks_like=ask)
    member = members.get(reading.sender)
    if way == "broken":
        return Decision("parked", "broken-token", looks_like=ask, member=member)
    if ask:
        return _answer(mail, reading, ask, member)
    return _fresh(reading, member)


def _answer(mail, reading, ask, member):
    if member is None or not member.is_active or not (ask.is_party(member) or ask.is_staff(member)):
        return Decision("parked", "not-party", looks_like=ask, member=member)
    since = now() - timedelta(minutes=PACE_MINUTES)
    if Mail.objects.filter(ask=ask, sender=reading.sender, received_at__gt=since).exclude(pk=mail.pk).count() >= PACE:
        return Decision("parked", "flood", looks_like=ask, member=member)
    if not ask.is_open and not ask.is_staff(member) and is_short_thanks(reading.text) and not _files(reading):
        return Decision("added", "thanks", ask=ask, member=member, does="thank")
    if ask.is_long_over() and not ask.is_staff(member):
        if there := ask.goes_on_as(member):
            return _answer(mail, reading, there, member)
        return Decision("opened", "came-back", ask=ask, member=member, does="follow")
    return Decision("added", "answer", ask=ask, member=member, does="reply")


def _fresh(reading, member):
    if member is None:
        return Decision("parked", "unknown-sender")
    if not member.is_active:
        return Decision("parked", "inactive-sender", member=member)
    if member.seat.is_its and reading.forwarded_from and reading.forwarded_from != member.email:
        return Decision("parked", "forwarded", member=member)
    if is_short_thanks(reading.text) and not _files(reading):
        return Decision("parked", "lone-thanks", member=member)
    if campus_of(member) is None:
        return Decision("parked", "no-campus", member=member)
    if terms_of(member).channel("mail").use == "not_a_procedure":
        return Decision("refused", "wrong-door", member=member, does="show the door")
    return Decision("opened", "new", member=member, does="open")


def terms_of(member):
    """What the procedure says for mail of ``member``; their campus, else the district's."""
    campus = campus_of(member)
    return Procedure.in_force(campus, None, asker_role(member, campus) if campus else "").terms


def _files(reading):
    return [file for file in reading.attachments if not file.inline]


def campus_of(member):
    """The campus a member's mail is about: where their room is, else where they teach, else where they serve; or None."""
    if member.room_id and member.room.campus.enabled:
        return member.room.campus
    today = now().date()
    posts = [post for post in member.posts.all() if post.campus_id and post.in_force(today) and post.campus.enabled]
    posts.sort(key=lambda post: (post.role not in ("teacher", "contact", "office", "lead"), post.pk))
    if posts:
        return posts[0].campus
    campuses = list(Campus.objects.filter(enabled=True)[:2])
    return campuses[0] if len(campuses) == 1 else None


def find_ask(reading):
    """``(request or None, how)``: how is "token", "reference", "mail", "tag", "" or "broken" (a damaged or forged token)."""
    broken = False
    for address in [*reading.delivered_to, *reading.to, *reading.cc]:
        tag = address.partition("@")[0].rpartition("+")[2]
        if "+" in address and ADDRESS.fullmatch(tag):
            said = read_address_token(tag)
            ask = _survivor(said[0]) if said else None
            if ask:
                return ask, "token"
            broken = True
    for reference in reversed(reading.references):
        ask = _by_our_id(reference)
        if ask:
            return ask, "reference"
    if broken:
        return None, "broken"
    if reading.references:
        known = Mail.objects.filter(
            message_id__in=reading.references, verdict__in=["opened", "added"], ask__isnull=False
        )
        row = known.order_by("-id").values_list("ask_id", flat=True).first()
        if row:
            return _survivor(row), "mail"
    tag = TAG.search(reading.subject)
    ask = _survivor(int(tag[1] or tag[2])) if tag else None
    return ask, "tag" if ask else ""


def _by_our_id(reference):
    said = read_id(reference)
    if not said:
        return None
    word, first, second = said
    kind = ContentType.objects.get_for_model(Ask)
    if word == "event":
        event = Event.objects.filter(pk=first, root_type=kind).only("root_id").first()
        return _survivor(event.root_id) if event else None
    if word == "thread" and first == kind.pk:
        return _survivor(second)
    return None


def _survivor(pk):
    """The request, or the one it was joined with."""
    ask = Ask.objects.filter(pk=pk).order_by().defer("words")[:1]
    for _step in range(20):
        found = next(iter(ask), None)
        if found is None or not found.merged_into_id:
            return found
        ask = Ask.objects.filter(pk=found.merged_into_id).order_by().defer("words")[:1]
    return None


def _base(address):
    local, _at, domain = address.rpartition("@")
    return f"{local.partition('+')[0]}@{domain}"
