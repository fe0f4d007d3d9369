"""Mail that providers push: really signed, forged, replayed, damaged, large, and when it cannot be kept."""

import base64
import hashlib
import hmac
import json
from dataclasses import replace
from urllib.parse import urlencode

import pytest
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from django.db import OperationalError
from django.test import Client

from hallway.config.environment import read_environment
from hallway.core.mailservers import PUSHING
from hallway.inbox import pushing
from hallway.inbox.models import Copy, Handed, Mail

from .conftest import raw

KEY = "a signing key of the provider"
RSA = rsa.generate_private_key(65537, 2048)
PEM = (
    RSA.public_key().public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo).decode()
)


def mailgun(mail, key=KEY, form="multipart"):
    token, moment = "0123456789abcdef" * 3, "1772000000"
    seal = hmac.new(key.encode(), f"{moment}{token}".encode(), hashlib.sha256).hexdigest()
    fields = {
        "recipient": b"help@cedar.example",
        "timestamp": moment.encode(),
        "token": token.encode(),
        "signature": seal.encode(),
    }
    fields["body-mime"] = mail
    if form == "multipart":
        body = b"".join(
            b'--edge\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n' % (name.encode(), value)
            for name, value in fields.items()
        )
        return body + b"--edge--\r\n", "multipart/form-data; boundary=edge", {}
    return urlencode(fields).encode(), "application/x-www-form-urlencoded", {}


def mandrill(mail, key=KEY):
    events = json.dumps(
        [{"event": "inbound", "ts": 1772000000, "msg": {"raw_msg": mail.decode(), "email": "help@cedar.example"}}]
    )
    signed = f"https://help.cedar.example/inbox/push/mandrill/mimemandrill_events{events}"
    seal = base64.b64encode(hmac.new(key.encode(), signed.encode(), hashlib.sha1).digest()).decode()
    return (
        urlencode({"mandrill_events": events}).encode(),
        "application/x-www-form-urlencoded",
        {"X-Mandrill-Signature": seal},
    )


def mailersend(mail, key=KEY):
    body = json.dumps({"type": "inbound.message", "data": {"id": "1", "raw": mail.decode()}}).encode()
    return body, "application/json", {"Signature": hmac.new(key.encode(), body, hashlib.sha256).hexdigest()}


def postal(mail, key=KEY):
    signer = RSA if key == KEY else rsa.generate_private_key(65537, 2048)
    body = json.dumps(
        {"id": 1, "rcpt_to": "help@cedar.example", "message": base64.b64encode(mail).decode(), "base64": True}
    ).encode()
    seal = base64.b64encode(signer.sign(body, padding.PKCS1v15(), hashes.SHA1())).decode()
    return body, "application/json", {"X-Postal-Signature": seal}


SIGNED = {"mailgun": mailgun, "mandrill": mandrill, "mailersend": mailersend, "postal": postal}


@pytest.fixture
def post(settings, help_address):
    """``post(provider, body, kind, headers)`` as a stranger to a house that knows all four keys."""
    postals = "".join(PEM.splitlines()[1:-1])
    settings.ENV = replace(settings.ENV, mail_push=dict.fromkeys(SIGNED, KEY) | {"postal": postals})
    settings.PUBLIC_URL = "https://help.cedar.example"

    def send(provider, body, kind, headers):
        client = Client(enforce_csrf_checks=True)
        return client.post(f"/inbox/push/{provider}/mime", body, content_type=kind, headers=headers).status_code

    return send


def test_every_provider_we_name_is_tested():
    assert set(SIGNED) == set(PUSHING) == set(pushing.CHECKS) == set(pushing.RAWS)


@pytest.mark.parametrize("provider", SIGNED)
def test_signed_is_kept_byte_for_byte_replayed_is_counted_forged_is_refused(cast, post, provider):
    mail = raw(text="Grüße from the provider\r\nFrom here on", Content_Type="text/plain; charset=utf-8")
    pushed = SIGNED[provider](mail)
    assert post(provider, *pushed) == 200
    row = Mail.objects.get()
    assert bytes(row.raw) == mail
    assert (row.source, row.verdict) == (f"push {provider}", None)
    assert post(provider, *pushed) == 200
    assert (Mail.objects.count(), Copy.objects.count(), Handed.objects.get().mails) == (1, 1, 2)
    body, kind, headers = SIGNED[provider](raw(text="forged"), key="another key of somebody")
    assert post(provider, body, kind, headers) == 403
    assert post(provider, body, kind, {}) == 403
    altered = pushed[0].replace(b"cedar.example", b"cedar.exampla")
    if provider != "mailgun":  # which signs a word of its own and not the mail
        assert post(provider, altered, pushed[1], pushed[2]) == 403
    assert Mail.objects.count() == 1


@pytest.mark.parametrize("form", ["multipart", "urlencoded"])
def test_mailgun_hands_over_any_bytes_and_large_ones(cast, post, form):
    mail = (
        "From: tess@cedar.example\r\nSubject: Señor\r\n\r\nNúñez & ".encode("latin-1") + bytes(range(128, 256)) * 60_000
    )
    assert len(mail) > 7_000_000
    assert post("mailgun", *mailgun(mail, form=form)) == 200
    assert bytes(Mail.objects.get().raw) == mail


def test_signed_without_raw_mail_is_said(cast, post):
    token, moment = "t" * 50, "1772000000"
    seal = hmac.new(KEY.encode(), f"{moment}{token}".encode(), hashlib.sha256).hexdigest()
    form = urlencode({"token": token, "timestamp": moment, "signature": seal, "body-plain": "parsed"}).encode()
    assert post("mailgun", form, "application/x-www-form-urlencoded", {}) == 400
    for body in (b"", b"[]", b"{}", b'{"data": 5}', b"\xff\x00"):
        seal = hmac.new(KEY.encode(), body, hashlib.sha256).hexdigest()
        assert post("mailersend", body, "application/json", {"Signature": seal}) == 400
    assert not Mail.objects.exists()


def test_what_cannot_be_kept_now_is_asked_for_again(cast, post, monkeypatch):
    def full(*words):
        raise OperationalError("no room")

    monkeypatch.setattr(pushing, "keep_many", full)
    assert post("postal", *postal(raw())) == 503


def test_nobody_pushes_where_no_key_is_known(cast, post, settings):
    settings.ENV = replace(settings.ENV, mail_push={"postal": settings.ENV.mail_push["postal"]})
    assert post("mailgun", *mailgun(raw())) == 404
    assert post("nobody", b"", "application/json", {}) == 404
    monster = Client().post("/inbox/push/postal/mime", b"x", content_type="application/json", CONTENT_LENGTH=str(10**9))
    assert monster.status_code == 413


def test_the_environment_names_keys_and_repeats_none():
    said = read_environment({"HALLWAY_MAIL_PUSH": f"mailgun:{KEY}, postal:{'b64' * 9}"})
    assert said.mail_push == {"mailgun": KEY, "postal": "b64" * 9}
    for wrong in ("mailgun", "mailgun:short", f"sendgrid:{KEY}"):
        with pytest.raises(ValueError, match="HALLWAY_MAIL_PUSH") as told:
            read_environment({"HALLWAY_MAIL_PUSH": wrong})
        assert KEY not in str(told.value)
