"""An OAuth 2 token endpoint on loopback: gives access tokens for refresh tokens and for the application itself, and tells a
mail server whose token it is shown."""

import json
import secrets
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit


class Endpoint:
    """``Endpoint(user)`` in a ``with``: ``url`` of /token, ``tokeninfo`` for the mail server; ``asked``: the forms that came.

    ``good``: refresh tokens that are taken. ``turn``: whether each use gives a new one and ends the old. ``seconds``: life of a token.
    """

    def __init__(self, user):
        self.user, self.good, self.turn, self.seconds = user, {"first refresh"}, False, 3600
        self.live, self.asked, self.status = set(), [], 200

    def __enter__(self):
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                said = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
                self._answer(*outer.token({name: values[0] for name, values in said.items()}))

            def do_GET(self):
                token = parse_qs(urlsplit(self.path).query).get("access_token", [""])[0]
                known = token in outer.live
                self._answer(
                    200 if known else 401, {"email": outer.user, "active": "yes"} if known else {"error": "no"}
                )

            def _answer(self, status, about):
                body = json.dumps(about).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *words):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{self.server.server_port}"
        self.url, self.tokeninfo = f"{address}/token", f"{address}/tokeninfo?access_token="
        return self

    def __exit__(self, *trouble):
        self.server.shutdown()
        self.server.server_close()

    def token(self, said):
        self.asked.append(said)
        if self.status != 200:
            return self.status, {}
        if (said["client_id"], said["client_secret"]) != ("hallway", "its secret"):
            return 401, {"error": "invalid_client"}
        if said["grant_type"] == "refresh_token" and said["refresh_token"] not in self.good:
            return 400, {"error": "invalid_grant", "error_description": "secret words of the server"}
        token = secrets.token_urlsafe(24)
        self.live.add(token)
        about = {"access_token": token, "expires_in": self.seconds, "token_type": "Bearer"}
        if self.turn:
            about["refresh_token"] = secrets.token_urlsafe(16)
            self.good = {about["refresh_token"]}
        return 200, about
