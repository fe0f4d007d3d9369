"""Mail servers as addresses: smtp://user:password@host:587, imaps://…/INBOX. Read here for the environment and the settings page."""

import re
from typing import NamedTuple
from urllib.parse import parse_qs, unquote, urlsplit

LOOPBACK = {"localhost", "127.0.0.1", "::1"}
OUT = {"smtp": 587, "smtps": 465}
IN = {"imap": 143, "imaps": 993}


class MailServer(NamedTuple):
    """One mail server. ``tls``: ``implicit``, ``starttls`` or ``none``. ``folder``: an IMAP folder, else empty."""

    host: str
    port: int
    user: str
    password: str
    tls: str
    folder: str


def read_server(name: str, value: str, schemes: dict[str, int]) -> MailServer | None:
    """The server that ``value`` names, None when it is empty. ``schemes``: ``OUT`` or ``IN``; ``name`` stands in the sentence of
    the ValueError, which never repeats the value since it may hold a password.

    Without ``?tls=``: encrypted, except to this very machine, where a relay seldom has a certificate.
    """
    if not value:
        return None
    try:
        parts = urlsplit(value)
        port = parts.port
    except ValueError:
        raise ValueError(f"{name} is not an address that can be read.") from None
    if parts.scheme not in schemes or not parts.hostname:
        raise ValueError(
            f"{name} must look like {' or '.join(f'{scheme}://user:password@host' for scheme in schemes)}."
        )
    implicit = parts.scheme.endswith("s")
    said = parse_qs(parts.query, keep_blank_values=True)
    tls = said.pop("tls", ["implicit" if implicit else "none" if parts.hostname in LOOPBACK else "starttls"])[-1]
    if said or tls not in (("implicit",) if implicit else ("starttls", "none")):
        raise ValueError(f"{name} may end in ?tls=starttls or ?tls=none and nothing else.")
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    folder = ""
    if schemes is IN:
        folder = unquote(parts.path.strip("/")) or "INBOX"
        if not (user and password):
            raise ValueError(f"{name} needs a user name and a password.")
    return MailServer(parts.hostname, port or schemes[parts.scheme], user, password, tls, folder)


def read_servers(name: str, value: str, schemes: dict[str, int]) -> tuple[MailServer, ...]:
    """Several, separated by commas (a comma in a password is no separator)."""
    parts = re.split(r",(?=\s*\w+://)", value)
    return tuple(server for part in parts if (server := read_server(name, part.strip(), schemes)))
