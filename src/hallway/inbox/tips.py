"""A mail that answers the letter which told of a tip. A thank-you is given to whoever wrote it, between the two; a question becomes
a request, which they hold where they help. Who leads or manages people reads no name (``Tip.hears``): there it goes as any mail goes.
"""

from django.contrib.contenttypes.models import ContentType

from hallway.appreciation.models import REASON_LIMIT, Thanks
from hallway.delivery.headers import read_id
from hallway.history.models import Event
from hallway.ideas.models import Tip

from . import identity, summaries
from .quotes import SUBJECT_FW

THANKED = "tip-thanks"


def answered(reading):
    """``(tip, id of whom its letter was written to)`` by a Message-ID of ours among its references; ``(None, None)`` for other mail, for
    what is passed on, and for a letter that told of more."""
    if SUBJECT_FW.match(reading.subject):
        return None, None
    kind = ContentType.objects.get_for_model(Tip)
    for reference in reversed(reading.references):
        word, first, second = read_id(reference) or ("", 0, 0)
        if word == "digest" and isinstance(tip := summaries.only_one(reference), Tip):
            return tip, first
        if word == "event" and (event := Event.objects.filter(pk=first, root_type=kind).only("root_id").first()):
            return Tip.objects.filter(pk=event.root_id).first(), second
    return None, None


def to_thank(reading, member, proof):
    """The tip whose writer a short thank-you is for; or None. A From line is not enough: the letter was the sender's own, or the mail
    server proves who wrote."""
    tip, reader = answered(reading)
    if tip is None or not tip.hears or tip.by_id == member.pk or not (reader == member.pk or proof == identity.PROVEN):
        return None
    return tip if Tip.objects.visible_to(member).filter(pk=tip.pk).exists() else None


def thank(mail, tip, text, *, key):
    """Give it to the tip's writer, in the sender's words. Raises Denied or Refused."""
    Thanks.give(by=mail.member, receivers=[tip.by], reason=text[:REASON_LIMIT], subject=tip, key=key)


def holder_of(reading, member, campus):
    """Whoever wrote the tip that a question is about, when they help at ``campus`` and read names; else None, and it goes its way."""
    tip, _reader = answered(reading)
    writer = tip.hears if tip else None
    if writer is None or campus is None or writer.pk == member.pk:
        return None
    return writer if writer.seat.is_its and writer.seat.serves(campus.pk) else None
