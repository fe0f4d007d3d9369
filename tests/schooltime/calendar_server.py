"""A web server that gives a calendar out: real, on loopback, and the test says what it answers."""

import contextlib
import http.server
import threading
import time


class CalendarServer:
    """``body``: what it gives; ``etag``, ``modified``: what it says of it (empty: nothing); ``status``; ``pause``: seconds
    before it answers. ``asked``: the requests that came, as (path, headers)."""

    def __init__(self, body=b"", etag="", modified=""):
        self.body, self.etag, self.modified, self.status, self.pause, self.asked = body, etag, modified, 200, 0, []
        self.http = http.server.ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        threading.Thread(target=self.http.serve_forever, daemon=True).start()
        self.place = f"127.0.0.1:{self.http.server_port}"
        self.url = f"http://{self.place}/a-secret-key/school.ics"

    def _handler(self):
        server = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                server.asked.append((self.path, dict(self.headers)))
                time.sleep(server.pause)
                with contextlib.suppress(OSError):
                    self._answer()

            def _answer(self):
                same = server.etag and self.headers.get("If-None-Match") == server.etag
                same = same or (server.modified and self.headers.get("If-Modified-Since") == server.modified)
                self.send_response(304 if same else server.status)
                if server.etag:
                    self.send_header("ETag", server.etag)
                if server.modified:
                    self.send_header("Last-Modified", server.modified)
                self.end_headers()
                if not same:
                    self.wfile.write(server.body)

            def log_message(self, *_args):
                pass

        return Handler

    def close(self):
        self.http.shutdown()
        self.http.server_close()
