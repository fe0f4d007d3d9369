"""A secret that lies in the database, locked with the installation's own key: whoever reads the rows alone reads nothing.

Fernet (AES and an HMAC) under a key derived from the secret key; keys kept as older ones still open what they locked.
"""

import base64
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.utils.translation import gettext as _

MARK = "locked."


class CannotOpen(Exception):
    """It was locked with another key; the text says so and what to do."""


def _box():
    return _box_of((settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS))


@lru_cache(maxsize=4)
def _box_of(keys):
    made = [HKDF(SHA256(), 32, salt=None, info=b"hallway.locked").derive(key.encode()) for key in keys]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(key)) for key in made])


def lock(text):
    """``text`` as it may lie in a row: letters of base64 after a mark; "" stays ""."""
    return MARK + _box().encrypt(text.encode()).decode() if text else ""


def unlock(text):
    """What was locked; a text without the mark comes back as it is. Raises ``CannotOpen``."""
    if not text.startswith(MARK):
        return text
    try:
        return _box().decrypt(text.removeprefix(MARK).encode()).decode()
    except (InvalidToken, ValueError) as error:
        raise CannotOpen(
            _(
                "This was kept under another secret key and cannot be opened. Bring the secret key back that belongs to this data;"
                " the mail server can also be named in HALLWAY_MAIL_OUT."
            )
        ) from error


def lock_bytes(data):
    """The bytes of a file as they may lie on a disk; a little longer than they were (``locked_size``)."""
    return base64.urlsafe_b64decode(_box().encrypt(data))


def unlock_bytes(data):
    """What ``lock_bytes`` locked. Raises ``CannotOpen`` for another key, and when a single bit was altered."""
    try:
        return _box().decrypt(base64.urlsafe_b64encode(data))
    except InvalidToken as error:
        raise CannotOpen(_("This file was kept under another secret key, or has been altered.")) from error


def locked_size(size):
    """How many bytes ``size`` bytes are when they are locked: version, time, vector, whole blocks, and the seal."""
    return 1 + 8 + 16 + (size // 16 + 1) * 16 + 32
