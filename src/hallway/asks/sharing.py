"""What a thank-you between two people can be about: requests of the one that the other held."""

from django.db.models import Q

from .models import Ask


def shared(member, person, limit):
    """[(Ask, words)]: finished ones, newest first, at most ``limit``."""
    rows = Ask.objects.visible_to(member).filter(
        Q(requester=member, holder=person) | Q(requester=person, holder=member), status__in=("solved", "closed")
    )
    return [(row, str(row)) for row in rows.order_by("-id")[:limit]]
