"""What is like the line that somebody types: their own open requests, and what is known at their campuses. Nobody else's.

Both are small sets that an index gives (a person's open requests, the few live known issues); the words are compared in
them, so that it costs the same at a million requests. Words fit by their beginnings, as in search.
"""

from itertools import pairwise

from django.db.models import Q, Value
from django.db.models.functions import Lower

from hallway.core.search import Matches, Words, beginning, plain
from hallway.core.text import as_number

from .models import Ask, KnownIssue

MOST, SHORTEST = 3, 3
# Words that half of all first lines have: they say nothing about what is wrong. English and Spanish, folded.
SAYS_NOTHING = (
    "the and not for with does has have had are was were this that there from into our your its can cannot wont dont "
    "help need needs please work works working again some when what only will just very all any out still since new "
    "los las una uno del con por para que como esta este hay mas muy sin funciona ayuda necesito favor"
)
EMPTY = frozenset(SAYS_NOTHING.split())
# Written as one word or as two: "Wi-Fi" is kept as "wi fi".
PARTED = {"wifi": "wi fi", "email": "e mail", "smartboard": "smart board", "logon": "log on", "login": "log in"}
JOINED = {two: one for one, two in PARTED.items()}


def query_for(line):
    """A tsquery text that fits rows with any telling word of ``line``; empty when it has none."""
    words = plain(line, limit=400).split()
    pairs = {" ".join(two) for two in pairwise(words)} & set(JOINED)
    telling = [word for word in words if len(word) >= SHORTEST and word not in EMPTY]
    telling += [JOINED[pair] for pair in sorted(pairs)]
    both = [f"({' <-> '.join(PARTED[word].split())})" for word in telling if word in PARTED]
    return " | ".join([f"{beginning(word)}:*" for word in telling[:12]] + both)


def similar(member, line, *, room="", topic="", limit=MOST):
    """(own open requests, live known issues of the member's campuses), together at most ``limit``, newest first.

    ``room``: its name as typed; ``topic``: its id as text. Both together fit a row without a word in common. Two statements.
    """
    query = query_for(line)
    number = as_number(topic, digits=9)
    place = room.strip()
    if not query and not (number and place):
        return [], []
    known = KnownIssue.objects.told_to(member).annotate(said=Words(Lower("words")))
    known = list(known.filter(_fits("said", query) | _same("ask__", number, place))[:limit])
    asks = Ask.objects.filter(requester=member).still_open().exclude(known_as__in=[each.pk for each in known])
    asks = asks.filter(_fits("words", query) | _same("", number, place)).select_related("holder", "room")
    return list(asks.defer("words", "route_why", "reasons").order_by("-id")[: limit - len(known)]), known


def _fits(field, query):
    return Q(Matches(field, query)) if query else Q(pk=Value(None))


def _same(way, topic, place):
    """Same topic and same place."""
    if not (topic and place):
        return Q(pk=Value(None))
    here = Q(**{f"{way}room__name__iexact": place}) | Q(**{f"{way}place__iexact": place})
    return here & Q(**{f"{way}topic": topic})
