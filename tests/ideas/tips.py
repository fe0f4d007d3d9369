"""Iván's tip at Oak, published; made when first asked for, found again after."""

from hallway.core.tokens import request_link
from hallway.ideas.models import Tip


def tip(cast, **said):
    """Iván tells Oak of three colors of paper."""
    found = Tip.objects.filter(by=cast.ivan, state="published").first()
    if found and not said:
        return found
    about = {"title": "Three colors of paper", "text": "Green: alone. Yellow: nearly. Red: not yet."} | said
    return Tip.draft(by=cast.ivan, campus=cast.oak, **about).publish(by=cast.ivan)


def link(tip, member):
    return request_link(tip.pk, member.pk, member=member, noun="tip")
