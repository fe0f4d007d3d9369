"""A small OpenID Connect provider on loopback: real HTTP, real keys, real signed ID tokens, and any lie a test wants told."""

import base64
import hashlib
import json
import secrets
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import jwt
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa


class Provider:
    """``claims``: what the next token says (None leaves a claim out) · ``lie``: a function that may replace the token."""

    def __init__(self):
        self.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.other = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.claims, self.lie, self.profile, self.codes, self.asked = {}, None, None, {}, []
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"idp": self}))
        self.issuer = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()

    @property
    def public_pem(self):
        return self.key.public_key().public_bytes(
            serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
        )

    def consent(self, url):
        """What the browser does over there: read the request, come back with a code. Gives (state, code)."""
        query = {k: v[0] for k, v in parse_qs(urlsplit(url).query).items()}
        code = secrets.token_urlsafe(16)
        self.codes[code] = query
        self.asked.append(query)
        return query["state"], code

    def token_for(self, query):
        said = {
            "iss": self.issuer,
            "aud": query["client_id"],
            "sub": "person-1",
            "iat": int(time.time()),
            "exp": int(time.time()) + 300,
            "nonce": query.get("nonce"),
            "email": "tess@cedar.example",
            "email_verified": True,
        } | self.claims
        said = {k: v for k, v in said.items() if v is not None}
        if self.lie:
            return self.lie(self, said)
        return jwt.encode(said, self.key, algorithm="RS256", headers={"kid": "one"})


class _Handler(BaseHTTPRequestHandler):
    idp: Provider

    def log_message(self, *args):
        pass

    def say(self, about, status=200):
        body = json.dumps(about).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        idp = self.idp
        if self.path == "/.well-known/openid-configuration":
            self.say(
                {
                    "issuer": idp.issuer,
                    "authorization_endpoint": f"{idp.issuer}/authorize",
                    "token_endpoint": f"{idp.issuer}/token",
                    "userinfo_endpoint": f"{idp.issuer}/me",
                    "jwks_uri": f"{idp.issuer}/keys",
                }
            )
        elif self.path == "/keys":
            key = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(idp.key.public_key()))
            self.say({"keys": [key | {"kid": "one", "alg": "RS256", "use": "sig"}]})
        elif self.path == "/me":
            self.say(idp.profile or {"sub": "person-1"})
        else:
            self.say({}, 404)

    def do_POST(self):
        idp = self.idp
        form = {k: v[0] for k, v in parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode()).items()}
        query = idp.codes.pop(form.get("code", ""), None)
        proof = base64.urlsafe_b64encode(hashlib.sha256(form.get("code_verifier", "").encode()).digest()).rstrip(b"=")
        if (
            query is None
            or query.get("code_challenge") != proof.decode()
            or form["redirect_uri"] != query["redirect_uri"]
        ):
            return self.say({"error": "invalid_grant"}, 400)
        self.say({"access_token": secrets.token_urlsafe(8), "token_type": "Bearer", "id_token": idp.token_for(query)})
