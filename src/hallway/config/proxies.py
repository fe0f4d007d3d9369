"""Who the visitor is, behind proxies: their headers are believed from the addresses the administrator named, else dropped."""

from ipaddress import ip_address

HEADERS = (
    "HTTP_X_FORWARDED_FOR",
    "HTTP_X_FORWARDED_PROTO",
    "HTTP_X_FORWARDED_HOST",
    "HTTP_FORWARDED",
    "HTTP_X_REAL_IP",
)


class BehindProxies:
    """WSGI: puts the visitor's address into REMOTE_ADDR and the outer scheme into wsgi.url_scheme."""

    def __init__(self, app, trusted):
        self.app = app
        self.trusted = trusted

    def __call__(self, environ, start_response):
        said = {name: environ.pop(name, "") for name in HEADERS}
        # granian tells the port as well ("10.0.0.1:4711"); the address alone is what throttling and logs want
        address = _address(environ.get("REMOTE_ADDR", ""))
        if address is not None:
            if self._trusts(address):
                if said["HTTP_X_FORWARDED_PROTO"] in ("http", "https"):
                    environ["wsgi.url_scheme"] = said["HTTP_X_FORWARDED_PROTO"]
                for hop in reversed(said["HTTP_X_FORWARDED_FOR"].split(",")):
                    further = _address(hop)
                    if further is None:
                        break
                    address = further
                    if not self._trusts(address):
                        break
            environ["REMOTE_ADDR"] = str(address)
        return self.app(environ, start_response)

    def _trusts(self, address):
        return any(address in network for network in self.trusted if network.version == address.version)


def _address(text):
    text = text.strip()
    for form in (text, text.removeprefix("[").partition("]")[0], text.rpartition(":")[0]):
        try:
            found = ip_address(form)
        except ValueError:
            continue
        return getattr(found, "ipv4_mapped", None) or found
    return None
