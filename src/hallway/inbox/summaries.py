"""A mail that answers a letter of ours which listed several pieces of news: a daily or weekly summary, or what left instead of many.
About one thing it joins that one. About several it is
a new matter, except where one of them is confidential: whose words these are is not known, so nobody else reads them.
"""

from datetime import timedelta

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q

from hallway.appointments.models import Brag
from hallway.delivery.headers import read_id
from hallway.delivery.models import OutgoingMail
from hallway.history.models import Event

MOST, WEEK = 50, timedelta(days=8)


def listed(reference):
    """The nouns that the summary with this Message-ID listed, each once; none for any other mail."""
    if (read_id(reference) or ("",))[0] != "digest":
        return []
    letter = OutgoingMail.objects.filter(message_id=reference.strip()).first()
    if letter is None:
        return []
    told = Event.objects.filter(Q(pk__in=letter.listed) | Q(mails__inside=letter), root_type__isnull=False)
    keys = told.order_by().values_list("root_type", "root_id").distinct()[:MOST]
    of_kind: dict = {}
    for kind, pk in keys:
        of_kind.setdefault(kind, []).append(pk)
    found = [
        ContentType.objects.get_for_id(kind).model_class().objects.in_bulk(numbers) for kind, numbers in of_kind.items()
    ]
    return [noun for nouns in found for noun in nouns.values()]


def only_one(reference):
    """The one thing that the summary with this Message-ID told of; None for several, and for any other mail. Good news that rode along
    is another thing: the answer may mean that."""
    nouns = listed(reference)
    if len(nouns) != 1:
        return None
    letter = OutgoingMail.objects.select_related("member").get(message_id=reference.strip())
    news = Brag.objects.published_to(letter.member, letter.created - WEEK, letter.created) if letter.listed else ()
    return None if any(each.get_absolute_url() in letter.text for each in news) else nouns[0]


def confided(reading, member):
    """What is confidential and ``member`` takes part in, among several things that the answered summary listed; or None."""
    nouns = [noun for reference in reading.references for noun in listed(reference)]
    for noun in nouns:
        closed = getattr(type(noun), "locks_words", False) or getattr(noun, "confidential", False)
        if closed and type(noun).objects.visible_to(member).filter(pk=noun.pk).exists():
            return noun
    return None
