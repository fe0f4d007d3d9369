"""A feed is fetched from the open web only, in ten seconds and one megabyte; tried against a real server."""

import http.server
import threading
import time

import pytest

from hallway.schooltime.fetching import BYTES, NotFetched, fetch, is_public


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "192.168.0.1", "172.16.5.5", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
        "255.255.255.255", "240.0.0.1", "::1", "::", "fe80::1", "fc00::1", "ff02::1", "::ffff:10.0.0.1", "::ffff:8.8.8.8",
        "64:ff9b::a00:1", "64:ff9b:1::1", "2002:a00:1::", "2001:0:a00:1::", "fec0::1", "100::1", "x", "",
    ],
)  # fmt: skip
def test_addresses_that_lead_inside(address):
    assert not is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "93.184.216.34", "2606:4700::1111"])
def test_addresses_of_the_open_web(address):
    assert is_public(address)


class Answers(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        if self.path == "/feed.ics":
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"BEGIN:VCALENDAR " + self.headers["Host"].encode())
        elif self.path.startswith("/go"):
            self.send_response(302)
            self.send_header(
                "Location", {"/go": "/feed.ics", "/goround": "/goround", "/goin": "http://10.0.0.1/"}[self.path]
            )
            self.end_headers()
        elif self.path == "/large":
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"x" * (BYTES + 10))
        elif self.path == "/slow":
            self.wfile.write(b"HTTP/1.1 200 OK\r\nX-A: ")
            try:
                for _n in range(60):
                    self.wfile.write(b"a")
                    time.sleep(0.1)
            except OSError:
                pass
        else:
            self.send_error(404)

    def log_message(self, *_args):
        pass


@pytest.fixture(scope="module")
def server():
    made = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    threading.Thread(target=made.serve_forever, daemon=True).start()
    yield made.server_port
    made.shutdown()
    made.server_close()


def get(port, path, **more):
    return fetch(
        f"http://127.0.0.1:{port}{path}",
        allowed=lambda a: a == "127.0.0.1",
        ports={"http": port, "https": port},
        **more,
    )


def test_what_lies_there(server):
    assert get(server, "/feed.ics").data.startswith(b"BEGIN:VCALENDAR 127.0.0.1")
    assert get(server, "/go").data.startswith(b"BEGIN:VCALENDAR")


def test_only_the_setting_opens_the_guard(server, settings):
    url = f"http://127.0.0.1:{server}/feed.ics"
    with pytest.raises(NotFetched, match="usual ports"):
        fetch(url)
    settings.FEEDS_OPEN_TO = (f"127.0.0.1:{server + 1 if server < 65535 else 1}",)
    with pytest.raises(NotFetched, match="usual ports"):
        fetch(url)
    settings.FEEDS_OPEN_TO = (f"127.0.0.2:{server}",)
    with pytest.raises(NotFetched, match="private network"):
        fetch(url)
    settings.FEEDS_OPEN_TO = (f"127.0.0.1:{server}",)
    assert fetch(url).data


@pytest.mark.parametrize(
    ("path", "sentence"),
    [("/goround", "without end"), ("/goin", "usual ports|private"), ("/large", "1 MB"), ("/none", "error 404")],
)
def test_what_is_refused(server, path, sentence):
    with pytest.raises(NotFetched, match=sentence):
        get(server, path)


def test_one_byte_at_a_time_ends_in_time(server):
    began = time.monotonic()
    with pytest.raises(NotFetched, match="too long"):
        get(server, "/slow", seconds=1)
    assert time.monotonic() - began < 3


@pytest.mark.parametrize(
    "url",
    [
        "ftp://example.com/x", "file:///etc/passwd", "/etc/passwd", "https://", "http://127.0.0.1/", "http://[::1]/",
        "http://localhost/x.ics", "https://me:word@example.com/", "http://example.com:8080/", "http://0x7f.1/", "x" * 500,
        "http://[::ffff:127.0.0.1]/", "http://a:b:c/", "http://\u2100.example/", "https://no-such-name.invalid/",
    ],
)  # fmt: skip
def test_addresses_that_are_not_asked(url):
    with pytest.raises(NotFetched):
        fetch(url)
