"""A watched mailbox: the server says that mail came, a worker process makes it a request within two seconds, and stops at once."""

import os
import signal
import subprocess
import sys
import threading
import time
from urllib.parse import quote

import pytest
from django.db import connection

from hallway.asks.models import Ask
from hallway.config.environment import MailServer
from hallway.inbox import fetching, idling, watching
from hallway.inbox.alone import alone_with
from hallway.inbox.models import Copy, Mail, Mailbox

from .conftest import raw
from .dovecot import dovecot
from .servers import PASSWORD, USER, imap_server, signed_in
from .test_commands import surroundings

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(scope="module")
def dove():
    with dovecot() as server:
        yield server


@pytest.fixture
def worker(tmp_path):
    """``worker(port, user)`` starts a worker process on the test's database that reads that mailbox."""
    about, started = connection.settings_dict, []
    url = f"postgresql://{about['USER']}@/{about['NAME']}?host={quote(about['HOST'], safe='')}"

    def start(*mailboxes):
        said = ",".join(f"imap://{user}:{quote(PASSWORD)}@127.0.0.1:{port}/INBOX?tls=none" for port, user in mailboxes)
        process = subprocess.Popen(
            [sys.executable, "-m", "hallway.cli.main", "work"], env=surroundings(tmp_path, url) | {"HALLWAY_MAIL_IN": said},
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        started.append(process)
        return process

    yield start
    for process in started:
        if process.poll() is None:
            process.kill()
            process.wait()


def until(fact, seconds=60):
    end = time.monotonic() + seconds
    while not fact():
        assert time.monotonic() < end, "it did not come to that"
        time.sleep(0.02)


def idles(name):
    """Whether a worker holds this mailbox and has read it."""
    with alone_with(name) as ours:
        return not ours and Mailbox.objects.filter(name=name, pushes=True, good_at__isnull=False).exists()


def test_a_mail_is_a_request_within_two_seconds_and_sigterm_ends_it_at_once(cast, dove, worker):
    dove.anew()
    client, process = dove.client(), worker((dove.port, dove.user))
    until(lambda: idles(f"{dove.user}@127.0.0.1/INBOX"))
    waits = []
    for number in range(5):
        client.append("INBOX", None, None, raw(subject=f"Number {number}"))
        began = time.monotonic()
        until(lambda count=number + 1: Ask.objects.count() == count)
        waits.append(time.monotonic() - began)
    assert sorted(waits)[2] < 2, waits  # the middle one: other tests may have the machine for a moment
    assert not Copy.objects.exists()
    process.send_signal(signal.SIGTERM)
    began = time.monotonic()
    process.wait(30)
    assert time.monotonic() - began < 15
    with alone_with(f"{dove.user}@127.0.0.1/INBOX") as ours:
        assert ours


def test_of_two_workers_one_watches_and_the_other_takes_over_when_it_is_killed(cast, dove, worker):
    dove.anew()
    name, client = f"{dove.user}@127.0.0.1/INBOX", dove.client()
    first = worker((dove.port, dove.user))
    until(lambda: idles(name))
    worker((dove.port, dove.user))
    client.append("INBOX", None, None, raw(subject="One"))
    until(lambda: Mail.objects.count() == 1)
    os.kill(first.pid, signal.SIGKILL)
    first.wait()
    client.append("INBOX", None, None, raw(subject="Two"))
    until(lambda: Mail.objects.count() == 2)
    until(lambda: idles(name))
    client.append("INBOX", None, None, raw(subject="Three"))
    until(lambda: Ask.objects.count() == 3)
    assert (Mail.objects.count(), Copy.objects.count()) == (3, 0)


def watched(server, seconds=60):
    """Run ``watching`` here in a thread; gives the event that stops it."""
    stop = threading.Event()
    one = watching.Watch(server, stop)
    one.tend()
    return one, stop


def test_pymap_pushes_too_and_mail_that_comes_between_two_commands_is_not_overlooked(cast, monkeypatch):
    with imap_server() as port:
        client = signed_in(port)
        server = MailServer("127.0.0.1", port, USER, PASSWORD, "none", "INBOX")
        read, late = fetching.read, [raw(subject="While reading")]

        def reads_and_then_one_more_comes(*words):
            read(*words)
            if late:
                client.append("INBOX", None, None, late.pop())

        monkeypatch.setattr(watching, "read", reads_and_then_one_more_comes)
        one, stop = watched(server)
        until(lambda: Mail.objects.count() == 1)
        client.append("INBOX", None, None, raw(subject="While idling"))
        until(lambda: Mail.objects.count() == 2)
        stop.set()
        one.thread.join(20)
        assert not one.thread.is_alive()
        client.logout()


def test_where_nothing_is_pushed_the_mailbox_is_left_to_the_pass_every_half_minute(cast, dove, monkeypatch):
    dove.anew()
    monkeypatch.setattr(idling, "offered", lambda box: False)
    server = MailServer("127.0.0.1", dove.port, dove.user, PASSWORD, "none", "INBOX")
    one, _stop = watched(server)
    one.thread.join(20)
    assert Mailbox.objects.get().pushes is False
    assert one.next_at - time.monotonic() > 500
    dove.client().append("INBOX", None, None, raw())
    assert fetching.fetch(server).taken == 1


def test_idling_is_renewed_and_a_lost_connection_is_taken_up_again(cast, dove, monkeypatch):
    dove.anew()
    monkeypatch.setattr(watching, "RENEW", 1)
    idled, wait = [], idling.wait

    def counted(*words):
        idled.append(time.monotonic())
        if len(idled) == 3:
            raise OSError("the line is gone")
        return wait(*words)

    monkeypatch.setattr(idling, "wait", counted)
    monkeypatch.setattr(watching, "PAUSE", 0)
    server = MailServer("127.0.0.1", dove.port, dove.user, PASSWORD, "none", "INBOX")
    one, stop = watched(server)
    until(lambda: len(idled) == 3)
    one.thread.join(20)
    assert Mailbox.objects.get().failures == 1
    one.tend()
    until(lambda: len(idled) >= 5)
    stop.set()
    one.thread.join(20)
    assert Mailbox.objects.get().failures == 0
