"""Which request a mail answers, by what it carries. Whether its sender may write there is ``deciding``'s question."""

import re

from django.contrib.contenttypes.models import ContentType

from hallway.asks.models import Ask
from hallway.core.gathering import hold
from hallway.core.tokens import ADDRESS, BIGGEST, read_address_token
from hallway.delivery.headers import read_id
from hallway.history.models import Event
from hallway.ideas.models.idea_talking import ANSWERS_AS

from . import summaries
from .models import Mail

# "[#12]" anywhere, and "#12 …" as our subjects begin, but then only in a reply: "#3 printer is broken" is a new matter.
TAG = re.compile(r"\[\s?#(\d{1,12})\s?\]|^(?:\s*\w{1,4}(?:\[\d+\])?\s*[:：])+\s*#(\d{1,12})\b")


def tokens(reading):
    """What the reply addresses among its recipients say, in order: (request's id, member's id), None for a broken one."""
    for tag in tags(reading):
        if not read_address_token(tag, noun=ANSWERS_AS):
            yield read_address_token(tag)


def tags(reading):
    """What stands after the plus of the reply addresses among a mail's recipients."""
    for address in [*reading.delivered_to, *reading.to, *reading.cc]:
        tag = address.partition("@")[0].rpartition("+")[2]
        if "+" in address and ADDRESS.fullmatch(tag):
            yield tag


def named_by(readings):
    """{id: request} that the reply addresses of some mails name, in one statement; for ``find_ask``. They are locked."""
    ids = {said[0] for reading in readings for said in tokens(reading) if said}
    asks = Ask.objects.filter(merged_into=None).order_by("pk").select_for_update().defer("words")
    named = asks.in_bulk(ids) if ids else {}
    hold(named.values())
    return named


def find_ask(reading, named=None):
    """``(request or None, how)``: how is "token", "reference", "mail", "tag", "" or "broken" (a damaged or forged token;
    the request is then what the mail looks like).

    ``named``: what ``named_by`` gave; each row is used once, since the next mail may find it changed.
    """
    broken = False
    for said in tokens(reading):
        ask = ((named or {}).pop(said[0], None) or survivor(said[0])) if said else None
        if ask:
            return ask, "token"
        broken = True
    for reference in reversed(reading.references):
        ask = by_our_id(reference)
        if ask:
            return ask, "reference"
    ask, way = _by_other_mail(reading)
    return ask, "broken" if broken else way


def _by_other_mail(reading):
    if reading.references:
        known = Mail.objects.filter(
            message_id__in=reading.references, verdict__in=["opened", "added"], ask__isnull=False
        )
        row = known.order_by("-id").values_list("ask_id", flat=True).first()
        if row:
            return survivor(row), "mail"
    tag = TAG.search(reading.subject)
    ask = survivor(int(tag[1] or tag[2])) if tag else None
    return ask, "tag" if ask else ""


def seem_meant(reading):
    """The requests that reply addresses with a broken seal name. Nobody is let in by that; it says who may see the mail."""
    numbers = (int(tag.partition("-")[0], 36) for tag in tags(reading) if not read_address_token(tag))
    return [ask for number in numbers if number <= BIGGEST and (ask := survivor(number))]


def by_our_id(reference):
    """The request that a Message-ID of ours tells of, when its seal is genuine; or None."""
    said = read_id(reference)
    if not said:
        return None
    word, first, second = said
    if word == "digest":
        noun = summaries.only_one(reference)
        return noun.survivor if isinstance(noun, Ask) else None
    kind = ContentType.objects.get_for_model(Ask)
    if word == "event":
        event = Event.objects.filter(pk=first, root_type=kind).only("root_id").first()
        return survivor(event.root_id) if event else None
    if word == "thread" and first == kind.pk:
        return survivor(second)
    return None


def survivor(pk):
    """The request, or the one it was joined with; None when there is none."""
    ask = Ask.objects.filter(pk=pk).defer("words").first()
    return ask and ask.survivor
