"""Links of our letters that open something without signing in, in the name of whom the letter was written to. They are known by
their host, path and token, also where a gateway wrote them anew in a link of its own (``%2F``, or ``_`` for the slash) or a
mail program broke them across lines.
"""

import re
from functools import lru_cache
from urllib.parse import urlsplit

from django.conf import settings

BREAK = r"(?:=?[ \t]{0,4}\r?\n[ \t>|]{0,20})?"


def _sign(sign):
    """One sign as it is, or as gateways write it: ``%2F``, ``%252F``, ``-2F``."""
    return rf"(?:[%-](?:25){{0,4}}{ord(sign):02X}|{re.escape(sign)})"


def _many(letters, least, most):
    """That many of ``letters``, also broken across lines."""
    return rf"{letters}(?:{BREAK}{letters}){{{least - 1},{most - 1}}}"


SLASH, DASH = rf"(?:{_sign('/')}|_)", BREAK + _sign("-") + BREAK
NUMBER = _many("[0-9a-z]", 1, 13)
LETTER = rf"(?:\w|{_sign('-')}|{_sign('_')})"
GROUP = _many(rf"(?:\w|{_sign('_')}|{_sign('.')}|{_sign('*')})", 1, 40)
TOKENS = (
    f"{NUMBER}{DASH}{NUMBER}{DASH}{NUMBER}{DASH}{_many(LETTER, 22, 22)}",  # core.tokens.request_link
    f"{NUMBER}{DASH}{GROUP}{DASH}{_many('[a-z2-7]', 20, 20)}",  # delivery.stopping
    r"[\w.*%-]{24,300}",  # any other, in one piece
)
WORD = BREAK + _many("[a-z]", 1, 30) + BREAK
KEY = rf"({SLASH}){WORD}(?:{SLASH}{WORD}){{0,4}}{SLASH}{BREAK}(?:{'|'.join(TOKENS)})(?:{SLASH}[a-z0-9]{{0,30}}){{0,4}}"


def without_keys(text):
    """With the house's address in place of such links."""
    return _keys(_host()).sub(lambda found: _host() + found[1], text)


def holds_key(text):
    return bool(_keys(_host()).search(text))


def _host():
    return urlsplit(settings.PUBLIC_URL).netloc


@lru_cache(maxsize=4)
def _keys(host):
    name = BREAK.join(letter if letter.isalnum() else _sign(letter) for letter in host)
    return re.compile(f"{name}{BREAK}{KEY}", re.IGNORECASE)
