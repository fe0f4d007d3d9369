"""Mail through a provider: its API is a real HTTP server on loopback, its reports are really signed."""

import hashlib
import hmac
import json
import threading
import time
from contextlib import contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from hallway.core.mailservers import read_out
from hallway.core.now import now
from hallway.delivery.models import AddressTrouble, OutgoingMail
from hallway.delivery.sending import Rest, send_mail

KEY = "the signing key of the provider"


@contextmanager
def api(answer, status=200):
    """A provider's API that keeps what it is sent: ``got``, [(path, headers, body)], and its address."""
    got = []

    class Takes(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            got.append((self.path, dict(self.headers), body))
            said = json.dumps(answer).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(said)))
            self.end_headers()
            self.wfile.write(said)

        def log_message(self, *words):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Takes)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield got, f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture(autouse=True)
def _rested():
    Rest.until, Rest.times = 0.0, 0
    yield
    Rest.until, Rest.times = 0.0, 0


def queued(**values):
    values = {"to": "tess@cedar.example", "subject": "Hello", "text": "words", "message_id": "<one@test>"} | values
    return OutgoingMail.objects.create(**values)


def through(settings, said):
    settings.ENV = replace(settings.ENV, mail_out=read_out("HALLWAY_MAIL_OUT", said), mail_address="help@cedar.example")


@pytest.mark.django_db
def test_it_leaves_over_the_api_with_our_message_id_and_is_known_by_theirs(settings):
    mail = queued(
        html="<p>words</p>", sender='"Iván at Cedar" <help@cedar.example>', headers={"Reply-To": "help+x@cedar.example"}
    )
    with api({"ErrorCode": 0, "Message": "OK", "MessageID": "abc-1", "To": mail.to}) as (got, address):
        through(settings, f"anymail+postmark://tok%40en@?api_url={address}/")
        assert send_mail() == 1
    ((path, headers, body),) = got
    said = json.loads(body)
    assert (path, headers["X-Postmark-Server-Token"]) == ("/email", "tok@en")
    assert (said["To"], said["Subject"], said["TextBody"]) == (mail.to, "Hello", "words")
    named = {each["Name"]: each["Value"] for each in said["Headers"]}
    assert (named["Message-ID"], named["X-PM-KeepID"]) == ("<one@test>", "true")
    mail.refresh_from_db()
    assert (mail.state, mail.provider_id) == ("sent", "abc-1")


@pytest.mark.parametrize(
    ("status", "state", "said"),
    [
        (401, "queued", "does not accept the key"),
        (429, "queued", "does not take mail now"),
        (503, "queued", "does not take mail now"),
        (400, "failed", "answered 400"),
    ],
)
@pytest.mark.django_db
def test_what_the_api_answers_is_told_apart(settings, status, state, said):
    mail = queued()
    with api({"message": "no"}, status) as (_got, address):
        through(settings, f"anymail+mailgun://key@?sender_domain=cedar.example&api_url={address}/v3")
        assert send_mail() == 0
    mail.refresh_from_db()
    assert mail.state == state
    assert said in mail.error


@pytest.mark.django_db
def test_an_api_that_is_not_there_loses_nothing(settings):
    mail = queued()
    through(settings, "anymail+resend://key@?api_url=http://127.0.0.1:9/")
    assert send_mail() == 0
    mail.refresh_from_db()
    assert (mail.state, mail.error) == ("queued", "The mail provider could not be reached.")


def report(event, key=KEY, number="<m1@mg.example>", **data):
    """A signed report as Mailgun sends it."""
    stamp, token = str(int(time.time())), "t" * 50
    signature = hmac.new(key.encode(), f"{stamp}{token}".encode(), hashlib.sha256).hexdigest()
    about = {"event": event, "timestamp": time.time(), "id": "e1", "recipient": "tess@cedar.example"} | data
    about["message"] = {"headers": {"message-id": number.strip("<>")}}
    return {"signature": {"timestamp": stamp, "token": token, "signature": signature}, "event-data": about}


@pytest.fixture
def told(client, settings, cast):
    """``told(report)``: the status of the answer. A mail of ours is known to Mailgun as ``<m1@mg.example>``."""
    through(
        settings, f"anymail+mailgun://key@?sender_domain=cedar.example&webhook_signing_key={KEY.replace(' ', '%20')}"
    )
    queued(to=cast.tess.email, member=cast.tess, state="sent", sent_at=now(), provider_id="<m1@mg.example>")

    def tell(said, provider="mailgun"):
        return client.post(
            f"/notices/reports/{provider}/", json.dumps(said), content_type="application/json"
        ).status_code

    return tell


def state():
    return OutgoingMail.objects.get().state


def test_delivered_deferred_bounced(told, cast):
    late = {"severity": "temporary", "delivery-status": {"code": 452, "message": "4.2.2 full"}}
    assert told(report("failed", **late)) == 200
    assert state() == "deferred"
    assert told(report("delivered")) == 200
    assert told(report("delivered")) == 200
    assert state() == "accepted"
    dead = {
        "severity": "permanent",
        "reason": "bounce",
        "delivery-status": {"code": 550, "message": "5.1.1 no such user"},
    }
    assert told(report("failed", **dead)) == 200
    assert state() == "bounced"
    cast.tess.refresh_from_db()
    assert cast.tess.mail_bad
    assert [line[0] for line in OutgoingMail.objects.get().story] == ["deferred", "accepted", "bounced"]
    assert told(report("delivered")) == 200
    assert state() == "bounced", "an old report changes nothing"


def test_junk_stops_mail_to_them_and_they_see_why(told, cast, as_):
    assert told(report("complained")) == 200
    cast.tess.refresh_from_db()
    assert cast.tess.mail_bad
    assert "marked as junk" in as_(cast.tess).get("/notices/choices/").content.decode()
    assert AddressTrouble.objects.get().times == 1


def test_what_is_not_signed_is_not_believed(told, client):
    assert told(report("delivered", key="another key")) == 403
    assert told({"event-data": {}}) == 403
    broken = report("delivered")
    del broken["event-data"]
    assert told(broken) == 400
    assert told(report("delivered"), provider="postmark") == 404
    assert client.get("/notices/reports/mailgun/").status_code == 405
    assert state() == "sent"


def test_a_report_that_comes_before_our_own_note_is_asked_for_again(told):
    assert told(report("delivered", number="<later@mg.example>")) == 503
    assert told(report("delivered", number="<later@mg.example>", timestamp=time.time() - 3600)) == 200


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("anymail+nobody://key@", "knows these providers"),
        ("anymail+postmark://", "needs the provider's key"),
        ("anymail+mailjet://key@", "needs the provider's key"),
        ("anymail+postmark://secretkey@host", "must look like"),
        ("anymail+postmark://secretkey@?A b=1", "name that Anymail"),
    ],
)
def test_a_provider_that_cannot_be_read_is_a_sentence(said, words):
    with pytest.raises(ValueError, match=words) as error:
        read_out("HALLWAY_MAIL_OUT", said)
    assert "secretkey" not in str(error.value)
