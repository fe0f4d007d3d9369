"""Answering from paper, without a name: a browser is known again by a cookie that is set with its first answer and says nothing, and
each tip keeps another digest of it, so that nobody follows a browser from tip to tip. Networks are braked by a seal that is forgotten
after minutes.
"""

import secrets
from datetime import timedelta

from django.conf import settings

from hallway.core.tokens import seal
from hallway.people.models import Attempt
from hallway.people.throttle import network_of

COOKIE, DAYS, LENGTH = "hallway_tips", 180, 26
WINDOW = timedelta(minutes=10)
PER_NETWORK, PER_DEVICE = 300, 20  # a school of 1,500 sits behind one address


def device_of(request, tip):
    """The mark of this browser for this tip, "" when it has answered none yet."""
    said = request.COOKIES.get(COOKIE, "")
    return _mark(tip, said) if _genuine(said) else ""


def new_device(tip):
    """(a cookie's value, its mark for this tip)."""
    value = secrets.token_urlsafe(24)
    return value, _mark(tip, value)


def remember(answer, value):
    """Set the cookie: with the first answer, never by looking."""
    answer.set_cookie(
        COOKIE, value, max_age=DAYS * 86_400, path="/", httponly=True, samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )  # fmt: skip


def too_many(request, device=""):
    """Whether this network, or this browser, has answered so much within ten minutes that one more is not counted."""
    counted = [(seal("tips-network", network_of(request), length=40), PER_NETWORK)]
    if device:
        counted.append((seal("tips-device", device, length=40), PER_DEVICE))
    return any(Attempt.add(key, WINDOW) > limit for key, limit in counted)


def _genuine(said):
    return len(said) == 32 and said.isascii() and all(letter.isalnum() or letter in "-_" for letter in said)


def _mark(tip, value):
    return seal("tips", tip.pk, value, length=LENGTH)
