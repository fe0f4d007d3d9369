"""The link at the foot of a mail that stops mails of its kind: signed, for one member and one group, without signing in."""

from django.conf import settings
from django.contrib.auth import get_user_model
from django.urls import reverse

from hallway.core.text import as_number
from hallway.core.tokens import seal, sealed

from .choices import everything, groups

LENGTH = 20


def stop_token(member_pk, group_key):
    return f"{member_pk}-{group_key}-{seal('stop', member_pk, group_key, length=LENGTH)}"


def stop_url(member_pk, group_key):
    """The absolute address of the page that stops mails of this group for this member."""
    return settings.PUBLIC_URL + reverse("delivery:stop", args=[stop_token(member_pk, group_key)])


def read_stop_token(text):
    """``(member, group)`` of a genuine token whose member still works here, else None. It does not run out."""
    number, _dash, rest = (text or "").partition("-")
    key, _dash, mac = rest.rpartition("-")
    number = as_number(number)
    if number is None or len(mac) != LENGTH:
        return None
    if not mac.isascii() or not sealed(mac, "stop", number, key):
        return None
    member = get_user_model().objects.filter(pk=number, is_active=True).first()
    group = next((group for group in [everything(), *groups()] if group.key == key), None)
    return (member, group) if member and group else None
