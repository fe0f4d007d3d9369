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
from urllib.parse import urljoin, urlsplit

from django.utils.translation import gettext as _

BYTES = 1024 * 1024
SECONDS = 10
HOPS = 4
PORTS = {"http": 80, "https": 443}
# What the standard library calls global although it leads elsewhere: addresses that carry another one inside
CARRIERS = [ipaddress.ip_network(text) for text in ("64:ff9b::/96", "64:ff9b:1::/48", "2001::/32", "2002::/16")]
GLOBAL_6 = ipaddress.ip_network("2000::/3")


class NotFetched(Exception):
    """Why there is nothing to read, as a sentence for the person who gave the address."""


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


def fetch(url, *, allowed=is_public, ports=PORTS, seconds=SECONDS):
    """The bytes behind an http, https or webcal address. Raises ``NotFetched`` with a sentence.

    ``allowed``, ``ports`` and ``seconds`` are for tests with a server of their own.
    """
    end = time.monotonic() + seconds
    url = url.strip()
    if url[:9].lower() == "webcal://":
        url = "https://" + url[9:]
    for _hop in range(HOPS):
        try:
            found = _once(url, end, allowed, ports)
        except NotFetched:
            raise
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise NotFetched(
                _("That address did not answer. Open it in a browser to see whether it is right.")
            ) from error
        if isinstance(found, bytes):
            return found
        url = found
    raise NotFetched(_("That address leads from one to the next without end."))


def _once(url, end, allowed, ports):
    """The bytes, or the address that this one leads to."""
    said = urlsplit(url)
    if said.scheme not in PORTS or not said.hostname or said.username:
        raise NotFetched(_("That is no address of a calendar. It begins with https:// or webcal://."))
    port = said.port or PORTS[said.scheme]
    if port not in ports.values():
        raise NotFetched(_("Only the usual ports of the web are asked."))
    address = _address(said.hostname, port, allowed)
    context = ssl.create_default_context() if said.scheme == "https" else None
    left = end - time.monotonic()
    if left <= 0:
        raise NotFetched(_("That address took too long to answer."))
    link = _Straight(said.hostname, address, port, context, left)
    cut = threading.Timer(left, _cut, [link])
    cut.daemon = True
    cut.start()
    try:
        path = (said.path or "/") + (f"?{said.query}" if said.query else "")
        link.request("GET", path, headers={"User-Agent": "Hallway", "Accept": "text/calendar, text/csv, */*"})
        answer = link.getresponse()
        if answer.status in (301, 302, 303, 307, 308) and answer.headers.get("Location"):
            return urljoin(url, answer.headers["Location"])
        if answer.status != 200:
            raise NotFetched(_("That address answers with error %(code)d.") % {"code": answer.status})
        data = answer.read(BYTES + 1)
        if time.monotonic() >= end:
            raise NotFetched(_("That address took too long to answer."))
        if len(data) > BYTES:
            raise NotFetched(_("What lies there is larger than 1 MB. A school calendar is smaller."))
        return data
    except (OSError, http.client.HTTPException, AttributeError) as error:
        if time.monotonic() >= end:
            raise NotFetched(_("That address took too long to answer.")) from error
        raise OSError("no answer") from error
    finally:
        cut.cancel()
        link.close()


def _cut(link):
    """Time is up: whatever is being read ends now, also one byte at a time."""
    if link.sock:
        with contextlib.suppress(OSError):
            link.sock.shutdown(socket.SHUT_RDWR)


def _address(host, port, allowed):
    try:
        found = {entry[4][0] for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)}
    except (OSError, UnicodeError) as error:
        raise NotFetched(
            _("There is no “%(host)s” on the web. Look at the address once more.") % {"host": host}
        ) from error
    if not found or not all(allowed(each) for each in found):
        raise NotFetched(_("That address lies inside a private network. Save the file from there and send it instead."))
    return min(found, key=lambda text: ":" in text)
