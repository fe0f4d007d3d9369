"""Searching consults: only those one takes part in, by their topic and who is in them. What they are about is not searched:
it lies locked."""

from django.db.models import Q
from django.utils.translation import gettext as _

from hallway.core.search import plain
from hallway.core.words import when_words

from .models import Consult, Visit

MOST = 500


def find(member, text, limit=20):
    """Consults of ``member`` whose topic or people begin with every typed word, newest first; at most ``limit``."""
    wanted = plain(text, limit=1000).split()
    if not wanted or not member.is_active:
        return []
    found = []
    for row in Consult.objects.visible_to(member).for_list()[:MOST]:
        has = plain(
            row.topic, row.teacher.name, row.teacher.preferred_name, row.its.name, row.its.preferred_name
        ).split()
        if all(any(word.startswith(each) for word in has) for each in wanted):
            found.append(row)
        if len(found) == limit:
            break
    return found


def shared(member, person, limit):
    """[(row, words)]: lessons planned and visits that took place between the two, newest first, at most ``limit`` of each.

    A thank-you about one stays between them; the words name no lesson and no focus.
    """
    between = Q(teacher=member, its=person) | Q(teacher=person, its=member)
    consults = Consult.objects.visible_to(member).filter(between).exclude(state="withdrawn").order_by("-id")[:limit]
    visits = Visit.objects.visible_to(member).filter(between, state="done").order_by("-id")[:limit]
    return [
        *(
            (row, _("The lesson you planned together (%(day)s)") % {"day": when_words(row.asked_at)})
            for row in consults
        ),
        *((row, _("The visit (%(day)s)") % {"day": when_words(row.done_at)}) for row in visits),
    ]
