"""What mail servers do in the middle of a conversation: nothing is lost, and each trouble is a sentence."""

import contextlib
import datetime
import socket
import ssl
import threading
from dataclasses import replace

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from hallway.config.environment import MailServer
from hallway.core.now import moved, now
from hallway.delivery.models import OutgoingMail
from hallway.delivery.posting import Smtp
from hallway.delivery.sending import Rest, send_mail

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_server_is_known():
    Smtp.plain.clear()
    yield
    Smtp.plain.clear()


def queued(**values):
    values = {"to": "tess@cedar.example", "subject": "Hello", "text": "words\n.\n", "message_id": "<one@test>"} | values
    return OutgoingMail.objects.create(**values)


def only():
    return OutgoingMail.objects.get()


def test_a_server_that_drops_in_the_middle_of_data_gets_it_again_under_the_same_id(post):
    queued()
    drops = [True]

    async def handle_DATA(server, session, envelope):
        post.keeper.raw.append(envelope.content)
        if drops:
            drops.clear()
            server.transport.abort()
        return "250 OK"

    post.keeper.handle_DATA = handle_DATA
    with post.open():
        assert send_mail() == 0
        assert (only().state, only().error) == ("queued", "The mail server hung up.")
        Rest.until = 0.0
        with moved(now() + datetime.timedelta(hours=1)):
            assert send_mail() == 1
    assert len(post.keeper.raw) == 2
    assert all(b"Message-ID: <one@test>" in raw for raw in post.keeper.raw)
    assert only().state == "sent"


@pytest.mark.parametrize("pipelining", [False, True])
def test_refusals_in_between_disturb_no_other_mail_with_and_without_pipelining(post, pipelining):
    for number, name in enumerate(("a", "gone", "b", "later", "c")):
        queued(to=f"{name}@cedar.example", message_id=f"<{number}@test>")
    post.keeper.say["RCPT", "gone@cedar.example"] = "550 5.1.1 no such person"
    post.keeper.say["RCPT", "later@cedar.example"] = "450 4.2.0 greylisted"
    post.keeper.say["DATA", "b@cedar.example"] = "552 5.3.4 too large"

    async def handle_EHLO(server, session, envelope, hostname, responses):
        session.host_name = hostname
        return [responses[0], "250-PIPELINING", *responses[1:]] if pipelining else responses

    post.keeper.handle_EHLO = handle_EHLO
    with post.open():
        assert send_mail() == 2
    states = dict(OutgoingMail.objects.values_list("to", "state"))
    said = {to.partition("@")[0]: state for to, state in states.items()}
    assert said == {"a": "sent", "gone": "failed", "b": "failed", "later": "deferred", "c": "sent"}
    assert post.keeper.recipients == ["a@cedar.example", "c@cedar.example"]
    assert post.keeper.raw[0].rstrip().endswith(b"words\r\n.")


def test_a_server_that_insists_on_the_plain_sender_gets_it(post):
    queued()
    queued(to="olga@cedar.example", message_id="<two@test>")
    asked = []

    async def handle_MAIL(server, session, envelope, address, options):
        asked.append(address)
        if "+" in address:
            return "550 5.7.60 not permitted to send as this sender"
        envelope.mail_from = address
        return "250 OK"

    post.keeper.handle_MAIL = handle_MAIL
    with post.open():
        assert send_mail() == 2
    assert [("+" in address) for address in asked] == [True, False, False]


def test_a_server_without_starttls_gets_neither_password_nor_mail(post, settings):
    queued()
    settings.ENV = replace(settings.ENV, mail_out=MailServer("127.0.0.1", post.port, "me", "secret", "starttls", ""))
    with post.open():
        assert send_mail() == 0
    assert only().error.startswith("The mail server does not offer what was asked of it. (STARTTLS")
    assert not post.keeper.raw


def greet(listener, context):
    """Takes one connection and offers its certificate."""
    connection, _where = listener.accept()
    with contextlib.suppress(OSError), context.wrap_socket(connection, server_side=True) as safe:
        safe.sendall(b"220 mail\r\n")


def test_a_certificate_nobody_vouches_for_is_told(post, settings, tmp_path):
    key = ec.generate_private_key(ec.SECP256R1())
    name, today = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "mail")]), datetime.datetime.now(datetime.UTC)
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key()).serial_number(1)
    made = made.not_valid_before(today).not_valid_after(today + datetime.timedelta(days=1)).sign(key, hashes.SHA256())
    pem = tmp_path / "mail.pem"
    pem.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        + made.public_bytes(serialization.Encoding.PEM)
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)
    settings.ENV = replace(settings.ENV, mail_out=MailServer("127.0.0.1", post.port, "", "", "implicit", ""))
    queued()
    with socket.create_server(("127.0.0.1", post.port)) as listener:
        threading.Thread(target=greet, args=(listener, context), daemon=True).start()
        assert send_mail() == 0
    assert only().error.startswith("The mail server’s certificate cannot be trusted. (self")
    assert only().state == "queued"
