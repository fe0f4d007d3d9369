"""A mail that answers a letter about a consult, a visit or good news: it joins the consult or nothing, and no list shows it."""

from datetime import timedelta

import pytest

from hallway.asks.models import Ask
from hallway.core.now import moved
from hallway.delivery.models import OutgoingMail
from hallway.delivery.working import deliver_events
from hallway.inbox import identity, private
from hallway.inbox.counting import faults
from hallway.inbox.models import Mail
from hallway.inbox.taking import take
from hallway.threads.models import File, Message

from ..appointments import made
from ..canary import CANARY
from ..test_canary_at_rest import open_files, open_tables
from .conftest import raw


@pytest.fixture
def letter(cast, monday, help_address):
    """``letter(noun, member)``: the newest letter that ``member`` got about it."""

    def found(noun, member):
        with moved(monday.instant + timedelta(minutes=5)):
            for _round in range(3):
                deliver_events()
        rows = OutgoingMail.objects.filter(member=member).order_by("-id")
        return next(row for row in rows if row.event.root == noun)

    return found


def answer(to, sender, **headers):
    headers = {"In-Reply-To": to.message_id, "References": f"{to.headers['References']} {to.message_id}"} | headers
    return raw(sender=sender.email, subject=f"Re: {CANARY}", text=f"{CANARY} by mail", **headers)


def with_a_file(to, sender):
    head, _blank, _text = answer(to, sender, MIME_Version="1.0", Content_Type="multipart/mixed; boundary=b").partition(
        b"\r\n\r\n"
    )
    parts = (
        f"\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\n{CANARY} by mail\r\n--b\r\nContent-Type: text/plain\r\n"
        f'Content-Disposition: attachment; filename="{CANARY}.txt"\r\n\r\n{CANARY} bytes\r\n--b--\r\n'
    )
    return head + parts.encode()


def test_it_joins_the_consult_and_leaves_nothing_else(cast, letter, settings, as_):
    consult = made.consult(cast)
    consult.say(by=cast.ivan, text="What did you try?")
    mail = take(with_a_file(letter(consult, cast.tess), cast.tess))
    assert (mail.verdict, mail.reason) == ("added", "private")
    said = Message.objects.of(consult).last()
    assert (said.author, said.text, said.through) == (cast.tess, f"{CANARY} by mail", "mail")
    assert File.objects.of(consult).get().open().read().strip() == f"{CANARY} bytes".encode()
    assert not Ask.objects.exists()
    row = Mail.objects.get()
    assert (bytes(row.raw), row.reading, row.subject, row.sender, row.member) == (b"", None, "", "", None)
    assert open_tables() == set()
    assert open_files(settings.DATA) == []
    assert not [line for line in faults() if "joined" in line]
    for who in (cast.tess, cast.ivan):
        assert f"{CANARY} by mail" in as_(who).get(consult.get_absolute_url()).content.decode()


def test_a_reply_whose_program_kept_one_reference_joins_too(cast, letter):
    consult = made.consult(cast)
    consult.say(by=cast.ivan, text="What did you try?")
    to = letter(consult, cast.tess)
    assert take(answer(to, cast.tess, References=None)).reason == "private"


def test_the_same_mail_twice_is_said_once(cast, letter):
    consult = made.consult(cast)
    consult.say(by=cast.ivan, text="What did you try?")
    mail = answer(letter(consult, cast.tess), cast.tess)
    take(mail), take(mail)
    assert Message.objects.of(consult).filter(author=cast.tess).count() == 1


def test_an_answer_about_a_visit_is_kept_nowhere_and_its_sender_is_told(cast, letter):
    visit = made.visit(cast)
    mail = take(answer(letter(visit, cast.ivan), cast.ivan))
    assert (mail.verdict, mail.reason) == ("refused", "private-closed")
    assert not Ask.objects.exists()
    assert open_tables() == set()
    deliver_events()
    told = OutgoingMail.objects.order_by("-id").first()
    assert told.member == cast.ivan
    assert "reached nobody" in told.text
    assert "/consults/" in told.text
    assert told.answer


@pytest.mark.parametrize("who", ["lena", "olga", "kim"])
def test_somebody_else_with_the_letter_says_nothing_there(cast, letter, who):
    consult, sender = made.consult(cast), getattr(cast, who)
    mail = take(answer(letter(consult, cast.ivan), sender))
    assert (mail.verdict, mail.reason) == ("refused", "private-closed")
    assert not Message.objects.of(consult).exists()
    assert not Ask.objects.exists()
    deliver_events()
    assert not OutgoingMail.objects.filter(member=sender).exists()


def test_an_unknown_sender_says_nothing_there(cast, letter):
    consult = made.consult(cast)
    to = letter(consult, cast.ivan)
    mail = take(raw(sender="who@else.example", In_Reply_To=to.message_id, References=to.message_id))
    assert (mail.verdict, mail.reason) == ("refused", "private-closed")
    assert not Ask.objects.exists()


def test_a_sender_whose_proof_failed_or_is_missing(cast, monday):
    consult = made.consult(cast)
    rights = lambda member: member.seat.is_its  # noqa: E731
    assert private.judged(consult, cast.tess, identity.FAILED, rights)[2] == ""
    assert private.judged(consult, cast.ivan, identity.UNPROVEN, rights)[2] == "show the page"
    assert private.judged(consult, cast.tess, identity.UNPROVEN, rights)[2] == "say"


def test_a_program_that_answers_is_stopped(cast, letter):
    consult = made.consult(cast)
    consult.say(by=cast.ivan, text="What did you try?")
    to = letter(consult, cast.tess)
    reasons = [
        take(answer(to, cast.tess, X_Number=str(number), Message_ID=f"<{number}@phone>")).reason for number in range(14)
    ]
    assert reasons == ["private"] * 12 + ["private-closed"] * 2
