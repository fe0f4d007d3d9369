"""Short signed words that travel in mail: the reply address, the link that opens one request, and our Message-IDs.

They are made of numbers and a seal (HMAC-SHA256 under the secret key), so nothing has to be looked up to know them
again. The seal of an address uses only a-z and 2-7: some mail servers write every address in lower case.
"""

import base64
import hashlib
import hmac
import re
from datetime import timedelta

from django.conf import settings

from .now import now

LINK_DAYS = 60
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
NUMBER = r"[0-9a-z]{1,13}"
ADDRESS = re.compile(rf"({NUMBER})-({NUMBER})-([a-z2-7]{{13}})")
LINK = re.compile(rf"({NUMBER})-({NUMBER})-({NUMBER})-([A-Za-z0-9_-]{{22}})")
BIGGEST = 2**63 - 1


def _keys():
    """The key that seals, then the older ones that still open."""
    return [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]


def _mac(key, purpose, *parts):
    text = "\0".join([purpose, *map(str, parts)])
    return hmac.new(hashlib.sha256(f"hallway.tokens:{key}".encode()).digest(), text.encode(), hashlib.sha256).digest()


def _low(mac):
    return base64.b32encode(mac).decode().lower()


def _mixed(mac):
    return base64.urlsafe_b64encode(mac).decode()


def seal(purpose, *parts, length=13):
    """``length`` letters (a-z, 2-7; 5 bits each) that only this installation can make for these parts."""
    return _low(_mac(_keys()[0], purpose, *parts))[:length]


def sealed(text, purpose, *parts):
    """Whether ``text`` is the seal of these parts, under the present key or one kept for older mail."""
    text = text.lower()
    return (
        any(hmac.compare_digest(_low(_mac(key, purpose, *parts))[: len(text)], text) for key in _keys())
        and len(text) >= 13
    )


def short(number):
    """A number in as few letters and digits as it takes; ``int(…, 36)`` reads it."""
    out = ""
    while True:
        number, rest = divmod(number, 36)
        out = DIGITS[rest] + out
        if not number:
            return out


def _numbers(*texts):
    found = [int(text, 36) for text in texts]
    return found if all(number <= BIGGEST for number in found) else None


def ask_address_token(ask_id, member_id, *, noun="address"):
    """What follows the ``+`` of the reply address: says which request, and who was written to. At most 41 letters.

    ``noun``: another word for each kind of row, so that none is taken for another's.
    """
    return f"{short(ask_id)}-{short(member_id)}-{seal(noun, ask_id, member_id)}"


def read_address_token(text, *, noun="address"):
    """``(ask_id, member_id)`` of a genuine reply token, else None. It never expires: an answer to an old mail is an answer."""
    found = ADDRESS.fullmatch((text or "").strip().lower())
    numbers = _numbers(found[1], found[2]) if found else None
    return tuple(numbers) if numbers and sealed(found[3], noun, *numbers) else None


def _version(member_id):
    """What a member's links hang on: they stop working when the password is changed or the person leaves."""
    from django.contrib.auth import get_user_model

    members = get_user_model().objects.filter(pk=member_id, is_active=True)
    password = members.values_list("password", flat=True).first()
    return None if password is None else password[-16:]


def request_link(ask_id, member_id, *, member=None, noun="link"):
    """The token of a link that lets one member read and answer one request for 60 days without signing in.

    ``member``: their row, when it is at hand. ``noun``: another word for each kind of row, so that none opens another's.
    """
    version = member.password[-16:] if member else _version(member_id)
    until = int((now() + timedelta(days=LINK_DAYS)).timestamp()) // 86400
    mac = _mixed(_mac(_keys()[0], noun, ask_id, member_id, until, version))[:22]
    return f"{short(ask_id)}-{short(member_id)}-{short(until)}-{mac}"


def read_request_link(text, *, noun="link"):
    """``(ask_id, member_id)`` of a genuine link that has not run out, of somebody who still works here, else None."""
    found = LINK.fullmatch((text or "").strip())
    numbers = _numbers(found[1], found[2], found[3]) if found else None
    if not numbers or numbers[2] < int(now().timestamp()) // 86400:
        return None
    version = _version(numbers[1])
    if version is None:
        return None
    for key in _keys():
        if hmac.compare_digest(_mixed(_mac(key, noun, *numbers, version))[:22], found[4]):
            return numbers[0], numbers[1]
    return None
