"""Getting a calendar feed from the web without being led into the school's own network.

A name is resolved once, every address it has must be public, and the connection goes to one of those very addresses; a
redirect begins anew. At most ``BYTES``, at most ``SECONDS`` for all of it, plain ports only.
"""

import contextlib
import http.client
import ipaddress
import socket
import ssl
import threading
import time
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

BYTES = 1024 * 1024
SECONDS = 10
HOPS = 4
MARK = 200  # characters of an ETag that is kept
PORTS = {"http": 80, "https": 443}
# What the standard library calls global although it leads elsewhere: addresses that carry another one inside
CARRIERS = [ipaddress.ip_network(text) for text in ("64:ff9b::/96", "64:ff9b:1::/48", "2001::/32", "2002::/16")]
GLOBAL_6 = ipaddress.ip_network("2000::/3")


class NotFetched(Exception):
    """Why there is nothing to read, as a sentence for the person who gave the address: in English with what stands in its gaps
    (``sentence``, ``about``), since it is kept, and said in the language of whoever reads it later."""

    def __init__(self, sentence, **about):
        super().__init__(sentence)
        self.sentence, self.about = sentence, about

    def __str__(self):
        return in_words(self.sentence, self.about)


def in_words(sentence, about):
    """What was kept, in the language of now; what is no sentence of ours (any more) as it stands."""
    said = gettext(sentence) if sentence else ""
    return said % about if about else said


@dataclass(frozen=True)
class Got:
    """``data``: the bytes that lie there, None when they are as they were; ``etag`` and ``modified``: to be said next time."""

    data: bytes | None
    etag: str = ""
    modified: str = ""


def is_public(text):
    """Whether an address (as text) is one of the open internet's, and nothing that leads back inside."""
    try:
        address = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return False
    if not address.is_global or address.is_multicast or address.is_reserved or address.is_private:
        return False
    if address.version == 6:
        return address in GLOBAL_6 and not any(address in net for net in CARRIERS)
    return True


class _Straight(http.client.HTTPConnection):
    """A connection to the very address that was looked at, under the name that was asked for."""

    def __init__(self, host, address, port, context, timeout):
        super().__init__(host, port, timeout=timeout)
        self.address, self.context = address, context

    def connect(self):
        self.sock = socket.create_connection((self.address, self.port), self.timeout)
        if self.context:
            self.sock = self.context.wrap_socket(self.sock, server_hostname=self.host)


def host_of(url):
    """The name of the machine that an address leads to. Raises ``NotFetched`` for what is no address of a calendar."""
    try:
        return _parts(url, PORTS | _opened()[1])[0]
    except ValueError as error:
        raise NotFetched(_("That is no address of a calendar. It begins with https:// or webcal://.")) from error


def fetch(url, *, etag="", modified="", allowed=None, ports=None, seconds=SECONDS, most=BYTES):
    """``Got`` from an http, https or webcal address. Raises ``NotFetched`` with a sentence, which never holds the address.

    ``etag``, ``modified``: what came with it last time. ``most``: bytes. ``allowed``, ``ports`` and ``seconds`` are for tests with a
    server of their own; so is the setting ``FEEDS_OPEN_TO``.
    """
    end = time.monotonic() + seconds
    inside, more = _opened()
    allowed = allowed or (lambda address: address in inside or is_public(address))
    known = {"If-None-Match": etag, "If-Modified-Since": modified}
    for _hop in range(HOPS):
        try:
            said = {name: value for name, value in known.items() if value}
            found = _once(url, end, allowed, ports or PORTS | more, said, most)
        except NotFetched:
            raise
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise NotFetched(
                _("That address did not answer. Open it in a browser to see whether it is right.")
            ) from error
        if isinstance(found, Got):
            return found
        url = found
    raise NotFetched(_("That address leads from one to the next without end."))


def _opened():
    """What the setting opens beyond the open web: (addresses, {name: port}). Nothing, but in tests."""
    places = [place.rpartition(":") for place in settings.FEEDS_OPEN_TO]
    return {address for address, _colon, _port in places}, {place[2]: int(place[2]) for place in places}


def _parts(url, ports):
    """(host, port, whether it is spoken to secretly, path) of an address that may be asked."""
    url = url.strip()
    said = urlsplit("https://" + url[9:] if url[:9].lower() == "webcal://" else url)
    if said.scheme not in PORTS or not said.hostname or said.username:
        raise NotFetched(_("That is no address of a calendar. It begins with https:// or webcal://."))
    port = said.port or PORTS[said.scheme]
    if port not in ports.values():
        raise NotFetched(_("Only the usual ports of the web are asked."))
    return said.hostname, port, said.scheme == "https", (said.path or "/") + (f"?{said.query}" if said.query else "")


def _once(url, end, allowed, ports, known, most):
    """``Got``, or the address that this one leads to."""
    host, port, secretly, path = _parts(url, ports)
    address = _address(host, port, allowed)
    context = ssl.create_default_context() if secretly else None
    left = end - time.monotonic()
    if left <= 0:
        raise NotFetched(_("That address took too long to answer."))
    link = _Straight(host, address, port, context, left)
    cut = threading.Timer(left, _cut, [link])
    cut.daemon = True
    cut.start()
    try:
        asked = {"User-Agent": "Hallway", "Accept": "text/calendar, text/csv, */*"}
        link.request("GET", path, headers=asked | known)
        return _answered(link.getresponse(), url, end, most)
    except (OSError, http.client.HTTPException, AttributeError) as error:
        if time.monotonic() >= end:
            raise NotFetched(_("That address took too long to answer.")) from error
        raise OSError("no answer") from error
    finally:
        cut.cancel()
        link.close()


def _answered(answer, url, end, most):
    said = [answer.headers.get(name, "") for name in ("ETag", "Last-Modified")]
    marks = [text if len(text) <= MARK and text.isprintable() else "" for text in said]
    if answer.status == 304:
        return Got(None, *marks)
    if answer.status in (301, 302, 303, 307, 308) and answer.headers.get("Location"):
        return urljoin(url, answer.headers["Location"])
    if answer.status != 200:
        raise NotFetched(_("That address answers with error %(code)d."), code=answer.status)
    data = answer.read(most + 1)
    if time.monotonic() >= end:
        raise NotFetched(_("That address took too long to answer."))
    if len(data) > most:
        raise NotFetched(_("What lies there is larger than %(n)d MB, which is not read."), n=most // (1024 * 1024))
    return Got(data, *marks)


def _cut(link):
    """Time is up: whatever is being read ends now, also one byte at a time."""
    if link.sock:
        with contextlib.suppress(OSError):
            link.sock.shutdown(socket.SHUT_RDWR)


def _address(host, port, allowed):
    try:
        found = {entry[4][0] for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)}
    except (OSError, UnicodeError) as error:
        raise NotFetched(_("There is no “%(host)s” on the web. Look at the address once more."), host=host) from error
    if not found or not all(allowed(each) for each in found):
        raise NotFetched(_("That address lies inside a private network. Save the file from there and send it instead."))
    return min(found, key=lambda text: ":" in text)
