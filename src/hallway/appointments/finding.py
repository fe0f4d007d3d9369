"""Searching consults: only those one takes part in, by their topic and who is in them. What they are about is not searched:
it lies locked."""

from hallway.core.search import plain

from .models import Consult

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
