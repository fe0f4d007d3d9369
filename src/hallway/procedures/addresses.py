"""Where the codes on paper lead."""

from django.conf import settings
from django.urls import reverse


def ask_address(*, campus=None, room=None):
    """The full address of the ask form with the campus, or a room and its campus, filled in."""
    about = f"?at={room.pk}" if room else f"?campus={campus.pk}" if campus else ""
    return f"{settings.PUBLIC_URL}{reverse('asks:new')}{about}"
