"""Mailboxes that take tokens and no passwords: a real token endpoint, and Dovecot speaking XOAUTH2 and OAUTHBEARER."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from hallway.config.environment import read_environment
from hallway.core.mailservers import MailServer, oauth_client
from hallway.inbox import checking, fetching, mailboxes, oauth
from hallway.inbox.models import Mailbox

from .conftest import raw
from .dovecot import dovecot
from .servers import USER
from .tokens import Endpoint

pytestmark = pytest.mark.usefixtures("help_address")


@pytest.fixture(scope="module")
def door():
    with Endpoint(USER) as door, dovecot(tokeninfo=door.tokeninfo) as door.mail:
        yield door


@pytest.fixture
def server(door):
    """The mailbox as the environment would name it, with nothing remembered from before."""
    door.good, door.turn, door.seconds, door.status = {"first refresh"}, False, 3600, 200
    door.asked.clear()
    oauth._tokens.clear()
    return server_of(door)


def server_of(door, refresh="first refresh", secret="its secret"):
    client = oauth_client(
        "oauth", client_id="hallway", client_secret=secret, refresh_token=refresh, token_url=door.url
    )  # fmt: skip
    return MailServer("127.0.0.1", door.mail.port, USER, "", "none", "INBOX", "oauth", client)


def put(door, text):
    client = door.mail.client()
    client.append("INBOX", None, None, raw(text=text))
    client.logout()


def test_a_mailbox_is_read_with_a_token_that_is_asked_for_once_and_renewed_in_time(cast, door, server):
    put(door, "with a token")
    came = fetching.fetch(server)
    assert (came.taken > 0, came.error) == (True, "")
    assert [said["grant_type"] for said in door.asked] == ["refresh_token"]
    row = Mailbox.objects.get()
    assert timedelta(minutes=50) < row.token_until - timezone.now() < timedelta(minutes=61)
    fetching.fetch(server)
    assert len(door.asked) == 1
    door.seconds = 60  # less than we call good
    oauth.forget(row)
    fetching.fetch(server)
    assert fetching.fetch(server).error == ""
    assert len(door.asked) == 3


def test_a_token_taken_back_before_its_time_is_replaced_at_once(cast, door, server):
    fetching.fetch(server)
    door.live.clear()
    put(door, "after it was taken back")
    came = fetching.fetch(server)
    assert (came.taken, came.error) == (1, "")
    assert len(door.asked) == 2


def test_the_newest_refresh_token_is_kept_locked_and_an_entered_one_wins(cast, door, server):
    door.turn = True
    fetching.fetch(server)
    newest = next(iter(door.good))
    row = Mailbox.objects.get()
    assert newest not in row.refresh_token
    assert row.refresh_token.startswith("locked.")
    oauth.forget(row)
    assert fetching.fetch(server).error == ""  # "first refresh" is over; the newest one was used
    assert door.asked[-1]["refresh_token"] == newest
    door.good, door.turn = {"entered anew"}, False
    assert fetching.fetch(server_of(door, refresh="entered anew")).error == ""


def test_a_refused_token_is_said_in_a_sentence_and_remembered_until_it_is_good_again(cast, door, server):
    fetching.fetch(server)
    put(door, "while nobody could read")
    door.good = set()
    oauth._tokens.clear()
    came = fetching.fetch(server)
    assert came.error.startswith(
        "The sign-in service gives no token (invalid_grant): the refresh token is no longer good"
    )
    assert "secret words" not in came.error
    since = Mailbox.objects.get().token_refused_at
    fetching.fetch(server)
    assert Mailbox.objects.get().token_refused_at == since
    assert Mailbox.objects.get().failures == 2
    wrong = fetching.fetch(server_of(door, secret="another"))
    assert "invalid_client" in wrong.error
    door.good = {"first refresh"}
    assert fetching.fetch(server).taken == 1
    assert Mailbox.objects.get().token_refused_at is None


def test_an_endpoint_that_is_away_or_busy_is_no_refusal(cast, door, server):
    door.status = 503
    assert "503" in fetching.fetch(server).error
    gone = server._replace(oauth=server.oauth._replace(token_url="http://127.0.0.1:9/token"))
    assert "could not be reached" in fetching.fetch(gone).error
    assert Mailbox.objects.get().token_refused_at is None


def test_an_application_may_sign_in_as_itself(cast, door, server):
    assert fetching.fetch(server_of(door, refresh="")).error == ""
    assert door.asked[0]["grant_type"] == "client_credentials"


def test_oauthbearer_where_xoauth2_is_not_spoken(cast, door, server, monkeypatch):
    bear, tried = mailboxes._bear, []

    def without_xoauth2(box, *words):
        box.client.capabilities = tuple(c for c in box.client.capabilities if c != "AUTH=XOAUTH2")
        authenticate = box.client.authenticate

        def noted(mechanism, answer):
            tried.append(mechanism)
            return authenticate(mechanism, answer)

        box.client.authenticate = noted
        bear(box, *words)

    monkeypatch.setattr(mailboxes, "_bear", without_xoauth2)
    assert fetching.fetch(server).error == ""
    assert tried == ["OAUTHBEARER"]


def test_check_says_what_a_person_must_do(cast, door, server, settings):
    settings.ENV = replace(settings.ENV, mail_in=(server,), mail_secret_ends=timezone.now().date() + timedelta(days=9))
    assert [(urgent, "ends on" in said) for said, urgent in checking.trouble()] == [(False, True)]
    settings.ENV = replace(settings.ENV, mail_secret_ends=timezone.now().date())
    assert [(urgent, "ended on" in said) for said, urgent in checking.trouble()] == [(True, True)]
    door.good = set()
    oauth._tokens.clear()
    assert "cannot be opened: The sign-in service gives no token" in next(checking.trouble())[0]


def test_the_environment_names_google_microsoft_and_others():
    said = {
        "HALLWAY_MAIL_IN": "imaps://a%40d.org:own-token@imap.gmail.com/?auth=google,imaps://b%40d.org@outlook.office365.com/INBOX?auth=microsoft",
        "HALLWAY_MAIL_OAUTH_CLIENT_ID": "id", "HALLWAY_MAIL_OAUTH_CLIENT_SECRET": "word", "HALLWAY_MAIL_OAUTH_TENANT": "d.org",
        "HALLWAY_MAIL_OAUTH_SECRET_ENDS": "2027-06-30",
    }  # fmt: skip
    google, microsoft = read_environment(said).mail_in
    assert (google.oauth.token_url, google.oauth.refresh_token, google.password) == (
        "https://oauth2.googleapis.com/token", "own-token", "",
    )  # fmt: skip
    assert microsoft.oauth.token_url == "https://login.microsoftonline.com/d.org/oauth2/v2.0/token"
    assert microsoft.oauth.scope == "https://outlook.office365.com/.default"
    shared = read_environment(said | {"HALLWAY_MAIL_OAUTH_REFRESH_TOKEN": "shared"}).mail_in
    assert [server.oauth.refresh_token for server in shared] == ["own-token", "shared"]
    for wrong in (
        {"HALLWAY_MAIL_OAUTH_TENANT": ""}, {"HALLWAY_MAIL_OAUTH_CLIENT_ID": ""}, {"HALLWAY_MAIL_OAUTH_SECRET_ENDS": "June"},
        {"HALLWAY_MAIL_OAUTH_TOKEN_URL": "http://elsewhere.example/token"},
        {"HALLWAY_MAIL_IN": "imaps://a@b/?auth=kerberos"}, {"HALLWAY_MAIL_IN": "imaps://a@b/"},
    ):  # fmt: skip
        with pytest.raises(ValueError, match=r"HALLWAY_MAIL|Microsoft"):
            read_environment(said | wrong)


def test_passwords_in_any_alphabet_are_sent_as_they_are(cast, door):
    came = fetching.fetch(MailServer("127.0.0.1", door.mail.port, "ayuda", "contraseña", "none", "INBOX"))
    assert came.error == ""
