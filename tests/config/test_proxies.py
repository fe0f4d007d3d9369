"""A proxy's headers are believed from the addresses that were named, and from nobody else."""

from ipaddress import ip_network

import pytest

from hallway.config.proxies import BehindProxies

TRUSTED = (ip_network("10.0.0.0/8"), ip_network("fd00::/8"))


def seen(remote, trusted=TRUSTED, **headers):
    """(address, scheme) that the application sees, and that no forwarding header reaches it."""
    found = {}

    def app(environ, start_response):
        found.update(environ)
        return []

    environ = {"REMOTE_ADDR": remote, "wsgi.url_scheme": "http"}
    environ |= {f"HTTP_{name.upper()}": value for name, value in headers.items()}
    BehindProxies(app, trusted)(environ, None)
    assert not [name for name in found if "FORWARDED" in name or "REAL_IP" in name]
    return found["REMOTE_ADDR"], found["wsgi.url_scheme"]


@pytest.mark.parametrize(
    ("remote", "headers", "expected"),
    [
        ("203.0.113.9", {"x_forwarded_for": "1.2.3.4", "x_forwarded_proto": "https"}, ("203.0.113.9", "http")),
        ("10.0.0.1", {"x_forwarded_for": "1.2.3.4", "x_forwarded_proto": "https"}, ("1.2.3.4", "https")),
        ("10.0.0.1:5555", {"x_forwarded_for": "6.6.6.6, 1.2.3.4, 10.2.2.2"}, ("1.2.3.4", "http")),
        ("10.0.0.1", {"x_forwarded_for": "1.2.3.4, nonsense"}, ("10.0.0.1", "http")),
        ("10.0.0.1", {"x_forwarded_proto": "gopher"}, ("10.0.0.1", "http")),
        ("10.0.0.1", {}, ("10.0.0.1", "http")),
        ("fd00::1", {"x_forwarded_for": "2001:db8::5"}, ("2001:db8::5", "http")),
        ("[fd00::1]:80", {"x_forwarded_for": "[2001:db8::5]:4711"}, ("2001:db8::5", "http")),
        ("::ffff:10.0.0.1", {"x_forwarded_for": "1.2.3.4:99"}, ("1.2.3.4", "http")),
    ],
)
def test_who_the_visitor_is(remote, headers, expected):
    assert seen(remote, **headers) == expected


def test_without_trusted_proxies_nobody_is_believed():
    assert seen("127.0.0.1", (), x_forwarded_for="1.2.3.4", x_real_ip="9.9.9.9") == ("127.0.0.1", "http")


def test_what_is_no_address_stays_as_it_is():
    assert seen("unix:", x_forwarded_for="1.2.3.4") == ("unix:", "http")
