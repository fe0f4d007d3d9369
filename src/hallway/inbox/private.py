"""A mail that answers a letter about a consult, a visit or good news. It never becomes a request, which others would read.

In a consult it joins the conversation when its sender takes part. Else its words reach nobody, and the sender is told where to
write. Either way the mail's own bytes and words go from its row with the verdict: what is said in confidence lies locked.
"""

from datetime import timedelta

from django.contrib.contenttypes.models import ContentType

from hallway.appointments.models import Consult
from hallway.core.now import now
from hallway.delivery.headers import read_id
from hallway.history.models import Event
from hallway.threads.models import Message
from hallway.threads.models.messages import locks_words

from . import identity, summaries
from .models import Mail

JOINED, CLOSED = "private", "private-closed"
PACE = (
    (timedelta(minutes=10), 12),
    (timedelta(days=1), 30),
)  # of one sender in one consult; then a program may be answering


def noun_of(reading):
    """The consult, visit or good news that a Message-ID of ours among its references tells of; or None."""
    for reference in reversed(reading.references):
        if (about := _about(reference)) and locks_words(about[0]):
            model = ContentType.objects.get_for_id(about[0]).model_class()
            if noun := model.objects.filter(pk=about[1]).first():
                return noun
    return None


def _about(reference):
    """(type, id) of the noun that a letter with this Message-ID told of; None for other mail, and for a letter about several."""
    word, first, second = read_id(reference) or ("", 0, 0)
    if word == "event":
        return Event.objects.filter(pk=first, root_type__isnull=False).values_list("root_type", "root_id").first()
    if word == "digest":
        noun = summaries.only_one(reference)
        return noun and (ContentType.objects.get_for_model(noun).pk, noun.pk)
    return (first, second) if word == "thread" and first else None


def judged(noun, member, proof, has_rights):
    """``(verdict, reason, does)`` for a mail of ``member`` that answers a letter about ``noun``."""
    takes_part = member is not None and type(noun).objects.visible_to(member).filter(pk=noun.pk).exists()
    if not takes_part or proof == identity.FAILED:
        return "refused", CLOSED, ""
    doubtful = proof == identity.UNPROVEN and has_rights(member)
    if doubtful or not isinstance(noun, Consult) or not member.can("say", noun):
        return "refused", CLOSED, "show the page"
    if too_many(noun, member):
        return "refused", CLOSED, ""
    return "added", JOINED, "say"


def too_many(noun, member):
    """Whether ``member`` writes on it by mail faster than a person would."""
    return any(_said(noun, member, span) >= most for span, most in PACE)


def _said(noun, member, span):
    return Message.objects.of(noun).filter(author=member, through="mail", at__gt=now() - span).count()


def forget(mail):
    """Take its words out of the row, and whom it is from out of one that joined."""
    Mail.objects.filter(pk=mail.pk).update(raw=b"")
    mail.raw, mail.reading, mail.subject, mail.said = b"", None, "", ""
    if mail.reason == JOINED:
        mail.sender, mail.member = "", None
