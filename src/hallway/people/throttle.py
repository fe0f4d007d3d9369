"""How many wrong guesses are let through. A school of 1,500 behind one address must never be locked out by one of them.

Wrong passwords are counted three ways: person and network, person everywhere, network. A browser in which the person
signed in before carries a signed mark, and is counted by itself: whatever others try, a teacher at their own
computer gets in. Nothing is written when a sign-in works, so eight in the morning costs nothing.
"""

import hashlib
import ipaddress
import time
from contextlib import contextmanager
from datetime import timedelta

from django.conf import settings
from django.core import signing

from hallway.core.now import now

from .models import Attempt

WINDOW = timedelta(minutes=10)
PER_PERSON_AND_NETWORK = 10
PER_PERSON = 60
PER_NETWORK = 200
LETTERS_PER_PERSON = 3
LETTERS_PER_NETWORK = 150
PACE = 0.2  # seconds
MARK = "hallway_known"
MARK_DAYS = 180


def address_of(request):
    """The visitor's address as text (the server has put a believed proxy's word for it into REMOTE_ADDR)."""
    try:
        return str(ipaddress.ip_address(request.META.get("REMOTE_ADDR", "")))
    except ValueError:
        return "0.0.0.0"  # noqa: S104 - no listener: what a request over a socket file has


def network_of(request):
    """The visitor's address, for IPv6 the /64 that one household or school has."""
    address = ipaddress.ip_address(address_of(request))
    if address.version == 6:
        return str(ipaddress.ip_network(f"{address}/64", strict=False))
    return str(address)


def _key(*parts):
    return hashlib.sha256("\x1f".join(str(p) for p in parts).encode("utf-8", "replace")).hexdigest()


def _counted(request, email):
    """[(key, limit)] that a wrong password counts against."""
    email = email.strip().lower()
    if known_here(request, email):
        return [(_key("known", email, request.COOKIES[MARK]), PER_PERSON_AND_NETWORK)]
    network = network_of(request)
    return [
        (_key("both", email, network), PER_PERSON_AND_NETWORK),
        (_key("person", email), PER_PERSON),
        (_key("network", network), PER_NETWORK),
    ]


def too_many(request, email):
    """Whether a password for ``email`` may not be tried from here now. One statement."""
    limits = dict(_counted(request, email))
    rows = Attempt.objects.filter(key__in=limits, since__gt=now() - WINDOW).values_list("key", "count")
    return any(count >= limits[key] for key, count in rows)


def wrong(request, email):
    """Count a wrong password."""
    for key, _limit in _counted(request, email):
        Attempt.add(key, WINDOW)


def may_send_letter(request, email):
    """Whether one more mail with a link or code may go to ``email``; counted whether or not anybody has it."""
    return Attempt.add(_key("letter", email.strip().lower()), WINDOW) <= LETTERS_PER_PERSON


def network_may_send(request):
    return Attempt.add(_key("letters", network_of(request)), WINDOW) <= LETTERS_PER_NETWORK


@contextmanager
def unhurried():
    """Let what happens inside take ``PACE`` seconds, so that the time does not tell whether somebody is known."""
    end = time.monotonic() + PACE
    yield
    time.sleep(max(0.0, end - time.monotonic()))


def known_here(request, email):
    """Whether ``email`` signed in from this browser before."""
    try:
        marked = signing.loads(request.COOKIES.get(MARK, ""), salt=MARK, max_age=MARK_DAYS * 86_400)
    except signing.BadSignature:
        return False
    return isinstance(marked, list) and _key("mark", email) in marked


def mark_known(request, answer, email):
    """Let this browser remember that ``email`` signed in here (digests of the last five people)."""
    try:
        marked = signing.loads(request.COOKIES.get(MARK, ""), salt=MARK)
    except signing.BadSignature:
        marked = []
    mine = _key("mark", email)
    marked = [mine, *(m for m in marked if m != mine)][:5]
    answer.set_cookie(
        MARK,
        signing.dumps(marked, salt=MARK),
        max_age=MARK_DAYS * 86_400,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
