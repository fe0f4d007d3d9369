"""What a mail says and how its headers keep a conversation together."""

import email
import email.policy
import re
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hallway.core.now import moved, now
from hallway.core.tokens import read_address_token, read_request_link
from hallway.delivery import headers
from hallway.delivery.letters import letter
from hallway.delivery.models import OutgoingMail
from hallway.delivery.pace import may_answer
from hallway.delivery.working import deliver_events
from hallway.delivery.writing import message
from hallway.history.kinds import KINDS
from hallway.history.models import Event, record


def mail_of(kind, member):
    return OutgoingMail.objects.get(event__kind=kind, member=member)


@pytest.fixture
def talked(cast, ask, monday, post):
    """A request with a reply of Iván's, told to everybody."""
    row = ask(detail="Since this morning, room is dark.")
    row.reply(by=cast.ivan, text="I come <b>before</b> lunch.\nPromised.")
    with moved(now() + timedelta(seconds=30)):
        deliver_events()
        yield row


def test_the_teachers_mail_says_who_and_when_and_needs_no_sign_in(client, cast, talked):
    mail = mail_of("ask.received", cast.tess)
    assert mail.subject == f"#{talked.pk} The projector is dark"
    assert mail.text.startswith("=-=-=")
    assert "Hello Tess," in mail.text
    assert "Iván Núñez looks after it" in mail.text
    link = re.search(r"http\S+/asks/link/(\S+)/", mail.text)
    assert read_request_link(link[1]) == (talked.pk, cast.tess.pk)
    assert mail.html.count(link[1]) == 1
    assert client.get(f"/asks/link/{link[1]}/").status_code == 200


def test_the_helpers_mail_leads_to_the_page_and_not_around_the_door(cast, talked):
    mail = mail_of("ask.opened", cast.ivan)
    assert "/asks/link/" not in mail.text + mail.html
    assert talked.get_absolute_url() in mail.text
    assert "Since this morning, room is dark." in mail.text


def test_a_reply_travels_as_its_writers_words(cast, talked):
    mail = mail_of("ask.replied", cast.tess)
    assert "I come <b>before</b> lunch." in mail.text
    assert "I come &lt;b&gt;before&lt;/b&gt; lunch." in mail.html
    assert mail.sender == '"Iván Núñez at Cedar Valley" <help@cedar.example>'
    assert "Auto-Submitted" not in mail.headers, "a person wrote it"
    assert mail_of("ask.received", cast.tess).headers["Auto-Submitted"] == "auto-generated"


def test_an_answer_finds_its_way_back(cast, talked):
    said = mail_of("ask.replied", cast.tess).headers["Reply-To"]
    local, domain = said.split("@")
    assert domain == "cedar.example"
    assert read_address_token(local.removeprefix("help+")) == (talked.pk, cast.tess.pk)


def test_the_mails_of_a_conversation_share_a_root_and_no_message_id(cast, talked):
    mails = list(OutgoingMail.objects.all())
    assert len({mail.headers["References"] for mail in mails}) == 1
    assert len({mail.message_id for mail in mails}) == len(mails)
    for mail in mails:
        assert headers.read_id(mail.message_id) == ("event", mail.event_id, mail.member_id)
        word, _type, number = headers.read_id(mail.headers["References"])
        assert (word, number) == ("thread", talked.pk)
        assert mail.headers["In-Reply-To"] == mail.headers["References"]


def test_the_message_id_is_made_from_the_event(cast, talked):
    mail = mail_of("ask.replied", cast.tess)
    assert letter(mail.event, cast.tess).message_id == mail.message_id


def test_one_click_stops_mail_of_a_kind(cast, talked):
    mail = mail_of("ask.replied", cast.tess)
    url = mail.headers["List-Unsubscribe"].strip("<>")
    assert mail.headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert url in mail.text


def test_mails_speak_the_readers_language(cast, ask, monday):
    from django.utils import translation

    cast.tess.language = "es"
    cast.tess.save()
    ask()
    with translation.override("en"):
        deliver_events()
        assert translation.get_language() == "en"
    assert 'lang="es"' in mail_of("ask.received", cast.tess).html
    assert 'lang="en"' in mail_of("ask.opened", cast.ivan).html


@pytest.mark.parametrize("kind", [kind.name for kind in KINDS.values() if kind.tell and kind.name.startswith("ask.")])
def test_every_kind_has_a_mail(cast, ask, monday, kind):
    row = ask()
    event = record(kind, row, by=cast.ivan, when="Tuesday 10:40", outcome="Fixed", to="Kim", away="Iván", why="x")
    mail = letter(event, cast.tess)
    assert "Hello Tess" in mail.text
    assert "<html" in mail.html
    assert "{" not in mail.text
    assert len(mail.html) < 20_000


def test_a_thank_you_is_a_mail_of_its_own_kind(cast, ask, monday):
    from hallway.appreciation.models import Thanks

    row = ask()
    row.solve(by=cast.ivan)
    Thanks.give(by=cast.tess, receivers=[cast.ivan], reason="You came <quickly>.", subject=row)
    with moved(now() + timedelta(seconds=60)):
        deliver_events()
    mail = mail_of("thanks.given", cast.ivan)
    assert mail.subject == "A thank-you"
    assert "Tess Tanaka says thank you." in mail.text
    assert "You came <quickly>." in mail.text
    assert "You came &lt;quickly&gt;." in mail.html
    assert "Reply-To" not in mail.headers
    assert not OutgoingMail.objects.filter(event__kind="thanks.given").exclude(member=cast.ivan).exists()


def test_five_answers_an_hour_and_no_sixth(cast, ask, monday):
    address = cast.tess.email
    for number in range(8):
        ask(through="mail", line=f"Auto {number}")
        deliver_events()
    answers = OutgoingMail.objects.filter(to=address, answer=True)
    assert answers.count() == 5
    assert {mail.headers["Auto-Submitted"] for mail in answers} == {"auto-replied"}
    assert not may_answer(address.upper())
    with moved(now() + timedelta(hours=2)):
        assert may_answer(address)


def test_without_a_mail_address_nothing_asks_for_an_answer(cast, ask, monday, settings):
    ask()
    deliver_events()
    mail = mail_of("ask.received", cast.tess)
    assert "Reply-To" not in mail.headers
    assert "=-=-=" not in mail.text


TEXT = st.text(alphabet=st.characters(codec="utf-8"), max_size=120)


@settings(max_examples=60, deadline=None)
@given(subject=TEXT, name=TEXT, words=TEXT)
def test_no_text_becomes_a_header(subject, name, words):
    mail = OutgoingMail(
        to="tess@cedar.example",
        subject=headers.value(subject, 250),
        sender=headers.named(name, "help@cedar.example"),
        text=words,
        headers={"X-Said": headers.value(words)},
        message_id=headers.fresh_id(),
    )
    raw = message(mail).message().as_bytes(linesep="\r\n")
    head = raw.split(b"\r\n\r\n", 1)[0]
    names = [line.split(b":")[0] for line in head.split(b"\r\n") if line[:1] not in (b" ", b"\t")]
    assert set(names) <= {
        b"Content-Type", b"MIME-Version", b"Content-Transfer-Encoding", b"Subject", b"From", b"To", b"Date",
        b"Message-ID", b"X-Said",
    }  # fmt: skip
    read = email.message_from_bytes(raw, policy=email.policy.default)
    assert read["To"] == "tess@cedar.example"
    assert read["From"].addresses[0].addr_spec == "help@cedar.example"


@given(st.text(max_size=80))
def test_only_one_plain_address_is_an_address(text):
    found = headers.address(text)
    assert found == "" or (found.count("@") == 1 and not set(found) & set(" \r\n,<>;"))


@pytest.mark.parametrize(
    "text", ["", "<event.1.2.aaaaaaaaaaaaaaaaaaaa@x>", "<event.1@x>", "<thread.9999999999999999999999.1.a@x>"]
)
def test_a_message_id_that_is_not_ours(text):
    assert headers.read_id(text) is None


def test_events_hold_no_words_of_messages(cast, talked):
    assert not Event.objects.filter(data__icontains="before").exclude(data__has_key="before").exists()
