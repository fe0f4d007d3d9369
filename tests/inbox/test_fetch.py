"""Mailboxes on a real IMAP server: everything is read once, whatever breaks off in between."""

import io
import json
from dataclasses import replace

import pytest

from hallway.asks.models import Ask
from hallway.config.environment import MailServer
from hallway.inbox import commands, fetching, jobs
from hallway.inbox.models import Copy, Mail, Mailbox

from .conftest import raw
from .servers import PASSWORD, USER, imap_server, signed_in

pytestmark = pytest.mark.usefixtures("help_address")


@pytest.fixture(scope="module")
def port():
    with imap_server() as port:
        yield port


@pytest.fixture
def box(port):
    """A signed-in client of the server with an empty INBOX; ``put(raw)`` delivers a mail."""
    client = signed_in(port)
    yield client
    client.logout()


def put(box, *raws, seen=False):
    for one in raws:
        assert box.append("INBOX", "\\Seen" if seen else None, None, one)[0] == "OK"


def server(port, **values):
    return replace_server(MailServer("127.0.0.1", port, USER, PASSWORD, "none", "INBOX"), **values)


def replace_server(said, **values):
    return said._replace(**values)


def test_all_mails_come_once_seen_or_not(cast, box, port):
    put(box, raw(text="one"), raw(text="two"))
    put(box, raw(text="three"), seen=True)
    first = fetching.fetch(server(port))
    assert (first.taken, first.error) == (3, "")
    again = fetching.fetch(server(port))
    assert again.taken == 0
    put(box, raw(text="four"))
    assert fetching.fetch(server(port)).taken == 1
    assert Mail.objects.count() == 4
    assert not Copy.objects.exists()
    assert not Ask.objects.exists()  # kept, the worker reads
    while jobs.read_kept():
        pass
    assert Ask.objects.count() == 4
    box.select("INBOX")
    assert not box.search(None, "UNSEEN")[1][0]


def test_the_bytes_are_the_servers_bytes(cast, box, port):
    sent = "From: tess@cedar.example\r\nSubject: Señor\r\nContent-Type: text/plain; charset=iso-8859-1\r\n\r\nNúñez".encode(
        "latin-1"
    )
    put(box, sent)
    fetching.fetch(server(port))
    assert bytes(Mail.objects.get().raw).rstrip() == sent


def test_numbering_anew_brings_nothing_twice(cast, box, port):
    put(box, raw(text="one"), raw(text="two"))
    fetching.fetch(server(port))
    Mailbox.objects.update(uidvalidity=1)
    assert fetching.fetch(server(port)).taken == 2
    assert (Mail.objects.count(), Copy.objects.count()) == (2, 2)


def test_a_wrong_password_is_one_sentence_and_the_worker_hears_of_it(cast, box, port, settings):
    settings.ENV = replace(settings.ENV, mail_in=(server(port, password="wrong"), server(port)))
    put(box, raw())
    with pytest.raises(jobs.Silent):
        jobs.fetch_mailboxes()
    assert Mail.objects.count() == 1  # the other mailbox was read
    row = Mailbox.objects.get()
    assert row.failures in (0, 1)
    out = io.StringIO()
    assert commands.fetch(out) == 1
    lines = [json.loads(line) for line in out.getvalue().splitlines()]
    assert lines[0]["error"] == "The mail server did not accept the user name or password."
    assert lines[1]["error"] is None


def test_no_mailbox_is_said(cast, settings):
    settings.ENV = replace(settings.ENV, mail_in=())
    assert commands.fetch(io.StringIO()) == 1
