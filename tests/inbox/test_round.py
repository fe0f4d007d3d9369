"""The whole circle over a real IMAP and a real SMTP server: asked by mail, answered, solved, thanked."""

from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine

from hallway.asks.models import Ask
from hallway.config.environment import MailServer
from hallway.core.now import now
from hallway.delivery import sending, working
from hallway.inbox import jobs
from hallway.threads.models import Message

from .conftest import raw
from .servers import PASSWORD, USER, Post, imap_server, signed_in

pytestmark = pytest.mark.usefixtures("help_address")


@pytest.fixture(scope="module")
def port():
    with imap_server() as port:
        yield port


@pytest.fixture
def post(settings, port):
    settings.EMAIL_BACKEND = "hallway.delivery.backend.RowBackend"
    sending.Rest.until, sending.Rest.times = 0.0, 0
    with Post() as post:
        settings.ENV = replace(
            settings.ENV,
            mail_in=(MailServer("127.0.0.1", port, USER, PASSWORD, "none", "INBOX"),),
            mail_out=MailServer("127.0.0.1", post.port, "", "", "none", ""),
        )
        yield post


@pytest.fixture
def deliver(port):
    """``deliver(raw)`` puts a mail into the mailbox and lets the pulses run until nothing is left to do."""
    client = signed_in(port)

    def go(*raws):
        for one in raws:
            client.append("INBOX", None, None, one)
        work()

    yield go
    client.logout()


def work():
    while jobs.fetch_mailboxes() + jobs.read_kept() + working.deliver_events() + sending.send_mail():
        pass


def answer(mail, sender, text):
    """What a mail program makes of "reply" to a mail of ours, with the usual quote."""
    quoted = "\r\n".join(f"> {line}" for line in mail.get_body(("plain",)).get_content().splitlines())
    words = f"{text}\r\n\r\nOn Mon, Mar 2, 2026 at 9:00 AM Hallway <help@cedar.example> wrote:\r\n\r\n{quoted}\r\n"
    return raw(
        sender=sender,
        subject=f"Re: {mail['Subject']}",
        text=words,
        To=str(mail["Reply-To"]),
        In_Reply_To=mail["Message-ID"],
        Content_Type="text/plain; charset=utf-8",
    )


def test_asked_answered_solved_thanked(cast, post, deliver):
    deliver(raw(Message_ID="<first@phone>", Content_Type="text/plain; charset=utf-8"))
    ask = Ask.objects.get()
    ours = post.to("tess@cedar.example")[-1]
    assert ours["Auto-Submitted"] == "auto-replied"
    assert "<first@phone>" in ours["References"]
    theirs = post.to("ivan@cedar.example")[-1]

    deliver(answer(theirs, "ivan@cedar.example", "I come at ten. Is it the one by the window?"))
    assert Message.objects.of(ask).last().text == "I come at ten. Is it the one by the window?"
    mail = post.to("tess@cedar.example")[-1]
    assert "I come at ten" in mail.get_body(("plain",)).get_content()

    deliver(answer(mail, "tess@cedar.example", "Yes, by the window."))
    assert Message.objects.of(ask).last().text == "Yes, by the window."
    assert "Yes, by the window." in post.to("ivan@cedar.example")[-1].get_body(("plain",)).get_content()

    ask.refresh_from_db()
    ask.solve(by=cast.ivan)
    work()
    deliver(answer(post.to("tess@cedar.example")[-1], "tess@cedar.example", "It works now, thank you so much!"))
    ask.refresh_from_db()
    assert ask.status == "closed"
    assert Message.objects.of(ask).last().confirms
    assert Ask.objects.count() == 1


def test_out_of_office_answers_nothing_and_opens_nothing(cast, post, deliver):
    deliver(raw())
    before = len(post.got)
    away = raw(subject="Automatic reply: #1", text="I am away.", To=str(post.to("tess@cedar.example")[-1]["Reply-To"]))
    deliver(away)
    assert len(post.got) == before
    assert Message.objects.of(Ask.objects.get()).count() == 1


def test_a_responder_without_any_header_gets_five_answers_an_hour(cast, post, deliver):
    """Every answer of ours is answered by a new mail, with another Message-ID and no mark at all."""
    for number in range(9):
        deliver(raw(subject=f"We got your mail {number}", text=f"Our reference is {number}."))
    assert len([m for m in post.to("tess@cedar.example") if m["Auto-Submitted"] == "auto-replied"]) == 5
    with time_machine.travel(now() + timedelta(minutes=61), tick=True):
        deliver(raw(subject="An hour later", text="Still here."))
    assert len([m for m in post.to("tess@cedar.example") if m["Auto-Submitted"] == "auto-replied"]) == 6
