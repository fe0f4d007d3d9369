"""Signing mail (DKIM, RFC 6376): the mail bytes and a key give a header that receiving servers check against a DNS record.

Our own forty lines over ``cryptography``: the library for it reckons RSA in Python, which costs more than telling and
sending a mail together (docs/adr/0006). The tests check the signatures with that library.
"""

import base64
import hashlib
import re
import time
from collections.abc import Mapping

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa

SIGNED = (
    b"from", b"to", b"subject", b"date", b"message-id", b"reply-to", b"in-reply-to", b"references", b"mime-version",
    b"content-type", b"content-transfer-encoding", b"auto-submitted", b"list-id", b"list-unsubscribe",
    b"list-unsubscribe-post",
)  # fmt: skip
BITS = 1024  # fewer are not believed by anybody
NAME = re.compile(r"(?!-)[a-z0-9-]{1,63}(?<!-)(?:\.(?!-)[a-z0-9-]{1,63}(?<!-))*")


class Signer:
    """``selector`` and ``domain`` say where the public half is published."""

    def __init__(self, key, selector, domain):
        self._key, self.selector, self.domain = key, selector, domain

    def __repr__(self):
        return f"Signer({self.name})"

    @property
    def name(self):
        """The name of the DNS record."""
        return f"{self.selector}._domainkey.{self.domain}"

    @property
    def record(self):
        """The text of the DNS record."""
        public = self._key.public_key().public_bytes(
            serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
        )
        return f"v=DKIM1; k=rsa; p={base64.b64encode(public).decode()}"

    def sign(self, raw):
        """The mail (bytes, CRLF) with its signature as the first header."""
        head, _blank, body = raw.partition(b"\r\n\r\n")
        found = [(name, value) for name, value in _headers(head) if name in SIGNED]
        names = b":".join(name for name, _value in found) + b":from"  # no second From may be put on top later
        digest = base64.b64encode(hashlib.sha256(_body(body)).digest())
        said = (
            f"v=1; a=rsa-sha256; c=relaxed/relaxed; d={self.domain}; s={self.selector}; t={int(time.time())};\r\n "
        ).encode() + b"h=%s;\r\n bh=%s;\r\n b=" % (names.replace(b":", b":\r\n  "), digest)
        lines = [b"%s:%s\r\n" % (name, _relaxed(value)) for name, value in found]
        lines.append(b"dkim-signature:" + _relaxed(said))
        signature = self._key.sign(b"".join(lines), padding.PKCS1v15(), hashes.SHA256())
        return b"DKIM-Signature: %s%s\r\n%s" % (said, _folded(base64.b64encode(signature)), raw)

    def works(self):
        """Whether what the private half signs, the public half in the record confirms."""
        public = serialization.load_der_public_key(base64.b64decode(self.record.rpartition("p=")[2]))
        said = b"Hallway"
        try:
            public.verify(
                self._key.sign(said, padding.PKCS1v15(), hashes.SHA256()), said, padding.PKCS1v15(), hashes.SHA256()
            )
        except InvalidSignature:
            return False
        return True


def read_signer(said: Mapping[str, str]):
    """The ``Signer`` of the environment's words, None without a key. Raises ValueError with one sentence that repeats no key."""
    if not said.get("HALLWAY_DKIM_KEY"):
        for name in ("HALLWAY_DKIM_SELECTOR", "HALLWAY_DKIM_DOMAIN"):
            if said.get(name):
                raise ValueError(f"{name} is set, but there is no HALLWAY_DKIM_KEY to sign with.")
        return None
    selector = (said.get("HALLWAY_DKIM_SELECTOR") or "hallway").lower()
    domain = (said.get("HALLWAY_DKIM_DOMAIN") or said.get("HALLWAY_MAIL_ADDRESS", "").rpartition("@")[2]).lower()
    if not NAME.fullmatch(selector):
        raise ValueError("HALLWAY_DKIM_SELECTOR must be letters, digits and hyphens, like hallway.")
    if not NAME.fullmatch(domain):
        raise ValueError("HALLWAY_DKIM_DOMAIN must be a domain, or HALLWAY_MAIL_ADDRESS must be set.")
    try:
        letters = re.sub(r"-----[A-Z ]+-----|\s", "", said["HALLWAY_DKIM_KEY"])
        key = serialization.load_der_private_key(base64.b64decode(letters, validate=True), password=None)
    except (ValueError, TypeError):
        raise ValueError("HALLWAY_DKIM_KEY is no private key that can be read (PEM, without a password).") from None
    if not isinstance(key, rsa.RSAPrivateKey) or key.key_size < BITS:
        raise ValueError("HALLWAY_DKIM_KEY must be an RSA key, best of 2048 bits.")
    return Signer(key, selector, domain)


def _headers(head):
    """[(name in lower case, value as it stands)]"""
    fields = re.split(rb"\r\n(?![ \t])", head)
    return [(name.strip().lower(), value) for name, _colon, value in (field.partition(b":") for field in fields)]


def _relaxed(value):
    return re.sub(rb"[ \t]+", b" ", value.replace(b"\r\n", b"")).strip(b" \t")


def _body(body):
    text = re.sub(rb"[ \t]+", b" ", body)
    text = re.sub(rb" ?(\r\n)", rb"\1", text)
    text = re.sub(rb"(?:\r\n)+\Z", b"", text.rstrip(b" ") if not text.endswith(b"\r\n") else text)
    return text + b"\r\n" if text else b""


def _folded(text):
    return b"\r\n  ".join(text[at : at + 70] for at in range(0, len(text), 70))
