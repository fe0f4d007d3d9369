"""A mail that answers a letter of ours which listed several pieces of news. About one thing it joins that one. About several it is
a new matter, except where one of them is confidential: whose words these are is not known, so nobody else reads them.
"""

from django.contrib.contenttypes.models import ContentType

from hallway.delivery.headers import read_id
from hallway.delivery.models import OutgoingMail

MOST = 50


def listed(reference):
    """The nouns that the summary with this Message-ID listed, each once; none for any other mail."""
    if (read_id(reference) or ("",))[0] != "digest":
        return []
    rows = OutgoingMail.objects.filter(inside__message_id=reference.strip(), event__root_type__isnull=False)
    keys = rows.order_by().values_list("event__root_type", "event__root_id").distinct()[:MOST]
    models = [(ContentType.objects.get_for_id(kind).model_class(), pk) for kind, pk in keys]
    return [noun for model, pk in models if (noun := model.objects.filter(pk=pk).first())]


def confided(reading, member):
    """What is confidential and ``member`` takes part in, among several things that the answered summary listed; or None."""
    nouns = [noun for reference in reading.references for noun in listed(reference)]
    for noun in nouns:
        closed = getattr(type(noun), "locks_words", False) or getattr(noun, "confidential", False)
        if closed and type(noun).objects.visible_to(member).filter(pk=noun.pk).exists():
            return noun
    return None
