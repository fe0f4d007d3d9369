"""Several addresses of ours: what each means for a request, one mail to several of them, where answers go; and the page for it."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError

from hallway.asks.models import Ask
from hallway.core.now import moved
from hallway.core.verb import HALLWAY, Denied
from hallway.delivery.letters import letter
from hallway.history.models import Event
from hallway.inbox.models import Address, Copy, Mail, Mailbox
from hallway.inbox.taking import take
from hallway.people.models import Post
from hallway.procedures.models import Topic

from .conftest import raw
from .servers import PASSWORD

pytestmark = pytest.mark.usefixtures("help_address")


@pytest.fixture
def sound(cast):
    return Topic.add(by=cast.ada, name="Sound and light")


@pytest.fixture
def av(cast, sound):
    """av@ is for Elm, about sound; answers go to a domain of their own."""
    return Address.add(
        by=cast.ada, address="av@cedar.example", campus=cast.elm, topic=sound, reply_domain="reply.cedar.example"
    )


def test_a_mail_to_it_opens_a_request_of_its_campus_and_topic(cast, av, sound):
    ask = take(raw(To="AV desk <AV@Cedar.Example>")).ask
    assert (ask.campus, ask.topic, ask.requester, ask.mailed_to) == (cast.elm, sound, cast.tess, "av@cedar.example")
    assert ask.room is None  # Tess's room is at Oak
    plain = take(raw(text="to the first one")).ask
    assert (plain.campus, plain.topic, plain.mailed_to) == (cast.oak, None, "")


def test_on_the_evening_of_somebodys_last_day_their_mail_is_of_their_campus(cast):
    """It is tomorrow in UTC already; and of two posts the one that begins tomorrow does not count yet."""
    cast.tess.change(by=HALLWAY, room=None)
    cast.tess.posts.update(until=date(2026, 3, 2))
    Post.add(by=HALLWAY, member=cast.tess, role="teacher", campus=cast.elm, since=date(2026, 3, 3))
    with moved(datetime(2026, 3, 3, 2, 0, tzinfo=UTC)):  # Monday 20:00 in Chicago
        assert take(raw()).ask.campus == cast.oak


@pytest.mark.parametrize(
    ("to", "cc", "delivered", "meant"),
    [
        ("av@cedar.example, help@cedar.example", None, None, "av"),
        ("help@cedar.example, av@cedar.example", None, None, "help"),
        ("help@cedar.example", "av@cedar.example", None, "help"),
        ("someone@elsewhere.example", "av@cedar.example", "help@cedar.example", "av"),
        ("undisclosed@elsewhere.example", None, "av@cedar.example", "av"),
        ("av+anything@cedar.example", None, None, "av"),
    ],
)
def test_one_mail_to_several_is_one_request_with_a_stated_precedence(cast, av, to, cc, delivered, meant):
    first = take(raw(To=to, Cc=cc, Delivered_To=delivered))
    again = take(b"Delivered-To: help@cedar.example\r\nReceived: by another mailbox\r\n" + raw(To=to, Cc=cc))
    assert first.pk == again.pk
    assert (Ask.objects.count(), Copy.objects.count()) == (1, 1)
    assert first.ask.campus == (cast.elm if meant == "av" else cast.oak)


def test_answers_leave_from_it_and_come_back_to_its_own_domain(cast, av):
    ask = take(raw(To="av@cedar.example")).ask
    event = Event.objects.of(ask).get(kind="ask.received")
    mail = letter(event, cast.tess)
    assert "<av@cedar.example>" in mail.sender
    reply_to = mail.headers["Reply-To"]
    assert reply_to.startswith("av+")
    assert reply_to.endswith("@reply.cedar.example")
    answer = take(raw(subject="Re: it", text="Both speakers", To=reply_to))
    assert (answer.verdict, answer.ask) == ("added", ask)


def test_what_we_send_from_it_is_known_as_our_own(cast, av):
    assert take(raw(sender="av@cedar.example")).verdict == "automatic"
    assert take(raw(sender="av+tag@reply.cedar.example", text="again")).verdict == "automatic"
    av.remove(by=cast.ada)
    assert take(raw(To="av@cedar.example", text="afterwards")).ask.campus == cast.oak


def test_who_may(cast, av):
    for who in (cast.tess, cast.ivan, cast.dora, cast.opal, cast.lena):
        for doing in (
            lambda who=who: Address.add(by=who, address="x@cedar.example"),
            lambda who=who: av.change(by=who, topic=None),
            lambda who=who: av.remove(by=who),
            lambda who=who: Mailbox.objects.create(name=str(who.pk)).leave(by=who),
        ):
            with pytest.raises(Denied):
                doing()
    with pytest.raises(ValidationError):
        Address.add(by=cast.ada, address="av@cedar.example")
    av.remove(by=cast.ada)
    assert Address.add(by=cast.ada, address="av@cedar.example").pk == av.pk


def test_the_page_adds_changes_and_removes(cast, as_, av):
    client = as_(cast.ada)
    said = {"address": "Lab@cedar.example", "campus": cast.oak.pk, "topic": "", "reply_domain": ""}
    assert client.post("/inbox/doors/addresses/add/", said).status_code in (302, 303)
    row = Address.objects.get(address="lab@cedar.example")
    assert client.post("/inbox/doors/addresses/add/", said).status_code == 422
    assert client.post("/inbox/doors/addresses/add/", {**said, "address": "nonsense"}).status_code == 422
    assert client.post(f"/inbox/doors/addresses/{row.pk}/", {**said, "reply_domain": "no domain"}).status_code == 422
    client.post(f"/inbox/doors/addresses/{row.pk}/", {**said, "reply_domain": "r.cedar.example"})
    row.refresh_from_db()
    assert row.reply_domain == "r.cedar.example"
    client.post(f"/inbox/doors/addresses/{row.pk}/remove/")
    page = client.get("/inbox/doors/").content.decode()
    assert "av@cedar.example" in page
    assert "lab@cedar.example" not in page


def test_a_mailbox_of_the_page_is_read_and_its_secrets_are_locked(cast, as_):
    from hallway.inbox import jobs, mailboxes

    from .servers import USER, imap_server, signed_in

    client = as_(cast.ada)
    with imap_server() as port:
        box = signed_in(port)
        box.append("INBOX", None, None, raw())
        said = {
            "host": f"127.0.0.1:{port}",
            "user": USER,
            "folder": "INBOX",
            "auth": "",
            "password": PASSWORD,
            "plain": "on",
        }
        assert client.post("/inbox/doors/mailboxes/add/", said).status_code in (302, 303)
        row = Mailbox.objects.get()
        assert PASSWORD not in row.access
        assert row.access.startswith("locked.")
        assert (jobs.fetch_mailboxes(), Mail.objects.count()) == (1, 1)
        assert PASSWORD not in client.get("/inbox/doors/").content.decode()
        client.post(f"/inbox/doors/mailboxes/{row.pk}/leave/")
        assert mailboxes.servers() == []
        box.logout()
    tokens = {
        **said,
        "auth": "microsoft",
        "client_id": "id",
        "client_secret": "word",
        "tenant": "d.org",
        "secret_until": "2027-06-30",
    }
    assert client.post("/inbox/doors/mailboxes/add/", tokens).status_code in (302, 303)
    (server,) = mailboxes.servers()
    assert (server.auth, server.oauth.client_secret, server.password) == ("microsoft", "word", "")
    for wrong in (
        {"tenant": ""},
        {"client_id": ""},
        {"auth": "", "password": ""},
        {"host": "a b/c"},
        {"host": "x:y"},
        {"auth": "google"},
    ):
        assert client.post("/inbox/doors/mailboxes/add/", {**tokens, **wrong}).status_code == 422
