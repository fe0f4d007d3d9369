"""What machines ask, and who may read the reasons."""

import time
from dataclasses import replace
from datetime import timedelta

import psycopg
import pytest
from django.core.cache import caches
from django.db import InterfaceError, OperationalError, ProgrammingError
from django.test import RequestFactory
from django.utils import timezone

from hallway.config import outage
from hallway.config.health import HEARTBEAT
from hallway.delivery.models import OutgoingMail

TOKEN = "a token for the metrics"


@pytest.fixture
def beat(db):
    def write(**more):
        now = time.time()
        caches["default"].set(HEARTBEAT, {"at": now, "since": now - 3600, "host": "h", "pulses": {}} | more)

    write()
    return write


def test_healthz_says_nothing_but_ok(client):
    answer = client.get("/healthz")
    assert (answer.status_code, answer.content) == (200, b"ok\n")


def test_ready(client, beat):
    assert client.get("/readyz").status_code == 200


def test_reasons_are_for_an_administrator_only(client, cast, beat):
    beat(at=time.time() - 300)
    answer = client.get("/readyz")
    assert (answer.status_code, answer.content) == (503, b"not ready\n")
    client.force_login(cast.tess)
    assert client.get("/readyz").content == b"not ready\n"
    client.force_login(cast.ada)
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert "last seen" in answer.json()["problems"][0]


def test_a_mailbox_that_cannot_be_read_is_a_reason(client, settings, beat):
    from hallway.core.mailservers import MailServer

    box = MailServer("mail.example", 993, "a", "b", "implicit", "INBOX")
    settings.ENV = replace(settings.ENV, mail_in=(box,), metrics_token=TOKEN)
    answer = client.get("/readyz", headers={"Authorization": f"Bearer {TOKEN}"})
    assert "mailbox" in answer.json()["problems"][0]
    beat(pulses={"fetch": time.time(), "mail": time.time()})
    assert client.get("/readyz").status_code == 200


def test_so_is_one_of_the_settings_page(client, cast, settings, beat):
    from hallway.core.mailservers import MailServer
    from hallway.inbox.models import Mailbox

    settings.ENV = replace(settings.ENV, metrics_token=TOKEN)
    assert client.get("/readyz").status_code == 200
    Mailbox.objects.create(name="box").enter(
        by=cast.ada, server=MailServer("mail.example", 993, "a", "b", "implicit", "INBOX")
    )
    answer = client.get("/readyz", headers={"Authorization": f"Bearer {TOKEN}"})
    assert "mailbox" in answer.json()["problems"][0]


def test_metrics_are_off_without_a_token_and_closed_without_the_right_one(client, cast, settings, beat):
    assert client.get("/metrics").status_code == 404
    settings.ENV = replace(settings.ENV, metrics_token=TOKEN)
    assert client.get("/metrics").status_code == 401
    assert client.get("/metrics", headers={"Authorization": "Bearer wrong"}).status_code == 401
    client.force_login(cast.ada)
    assert client.get("/metrics").status_code == 401
    answer = client.get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"})
    assert answer.status_code == 200
    assert "# TYPE hallway_mail_queued gauge\nhallway_mail_queued 0\n" in answer.content.decode()


def test_a_letter_that_rests_until_the_morning_is_not_late(client, cast, settings):
    settings.ENV = replace(settings.ENV, metrics_token=TOKEN)
    evening, hour = timezone.now() - timedelta(hours=9), timedelta(hours=1)

    def oldest():
        said = client.get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"}).content.decode()
        return float(said.split("\nhallway_mail_oldest_seconds ")[1].split()[0])

    mail = OutgoingMail.objects.create(to="a@b.example", created=evening, next_at=timezone.now() + hour)
    assert oldest() == 0
    OutgoingMail.objects.filter(pk=mail.pk).update(next_at=timezone.now() - hour)
    assert oldest() == pytest.approx(3600, abs=60)
    OutgoingMail.objects.filter(pk=mail.pk).update(attempts=1)
    assert oldest() == pytest.approx(9 * 3600, abs=60)


@pytest.mark.parametrize(
    ("problem", "away"),
    [
        (OperationalError("gone"), True),
        (InterfaceError("closed"), True),
        (psycopg.OperationalError("gone"), True),
        (ProgrammingError("a mistake of ours"), False),
        (ValueError("a mistake of ours"), False),
        (None, False),
    ],
)
def test_what_counts_as_a_database_that_is_away(problem, away):
    assert outage.database_is_away(problem) is away


def test_a_statement_that_was_stopped_is_no_outage():
    problem = OperationalError("too slow")
    problem.__cause__ = psycopg.errors.QueryCanceled("too slow")
    assert not outage.database_is_away(problem)


@pytest.mark.parametrize(
    ("accept", "kind"), [("text/html", "text/html; charset=utf-8"), ("application/json", "application/problem+json")]
)
def test_an_outage_says_when_to_come_back(accept, kind):
    request = RequestFactory().get("/", headers={"Accept": accept})
    try:
        raise OperationalError("gone")
    except OperationalError:
        answer = outage.broken(request)
    assert (answer.status_code, answer["Retry-After"], answer["Content-Type"]) == (503, "5", kind)


def test_errors_that_name_each_other_as_their_cause_are_no_outage():
    one, two = OSError("full"), ValueError("not kept")
    one.__cause__, two.__cause__ = two, one
    assert not outage.database_is_away(one)
