"""Links that let somebody in once: shown by GET, used by POST, one page for all that do not open."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from hallway.core.now import now
from hallway.core.verb import HALLWAY, Denied
from hallway.history.models import Event
from hallway.people.letters import link_of, send_letter
from hallway.people.models import Invitation

FRESH = "three quiet yellow doors"


def path(invitation):
    return reverse("people:accept", args=[invitation.token])


@pytest.fixture
def invitation(cast):
    return Invitation.send(by=cast.ada, member=cast.tess)


def inside(client):
    return "_auth_user_id" in client.session


def test_looking_changes_nothing_and_accepting_lets_in(cast, invitation):
    for _ in range(3):
        assert Client().get(path(invitation)).status_code == 200
        assert Client().head(path(invitation)).status_code == 200
    client = Client()
    answer = client.post(path(invitation), {"password": FRESH})
    assert answer.status_code == 302
    assert inside(client)
    cast.tess.refresh_from_db()
    assert cast.tess.check_password(FRESH)
    kinds = set(Event.objects.filter(root_id=cast.tess.pk).values_list("kind", flat=True))
    assert {"member.invited", "member.joined", "member.password"} <= kinds


def test_it_works_once(cast, invitation):
    Client().post(path(invitation), {"password": FRESH})
    again = Client()
    assert again.post(path(invitation), {"password": "some other long words"}).status_code == 410
    assert not inside(again)


def ways_to_be_dead(cast):
    def used(i):
        i.accept(by=cast.tess, password=FRESH)

    def replaced(i):
        Invitation.send(by=cast.ada, member=cast.tess)

    def old(i):
        Invitation.objects.update(expires=now())

    def left(i):
        cast.tess.deactivate(by=cast.ada)

    def new_password(i):
        cast.tess.choose_password(by=cast.tess, password=FRESH)

    def new_address(i):
        cast.tess.change(by=cast.ada, email="tess.t@cedar.example")

    return [used, replaced, old, left, new_password, new_address]


@pytest.mark.parametrize("way", range(6))
def test_every_dead_link_shows_the_same_page(cast, invitation, way):
    dead = ways_to_be_dead(cast)[way]
    dead(invitation)
    answer = Client().get(path(invitation))
    never = Client().get(reverse("people:accept", args=["never-made"]))
    assert answer.status_code == never.status_code == 410
    strip = re.compile(r'(csrfmiddlewaretoken" value|nonce|csrf-token" content)="[^"]*"')
    assert strip.sub("", answer.content.decode()) == strip.sub("", never.content.decode())
    assert answer["Referrer-Policy"] == "same-origin"


@pytest.mark.parametrize(
    "change", [str.upper, str.swapcase, lambda t: t[:-1], lambda t: t + "x", lambda t: " ", lambda t: "null"]
)
def test_a_changed_token_opens_nothing(cast, invitation, change):
    assert Client().get(reverse("people:accept", args=[change(invitation.token)])).status_code == 410


def test_lives(cast):
    join = Invitation.send(by=cast.ada, member=cast.tess)
    reset = Invitation.send(by=cast.ada, member=cast.tess, purpose="reset")
    assert timedelta(days=6, hours=23) < join.expires - now() <= timedelta(days=7)
    assert timedelta(hours=23) < reset.expires - now() <= timedelta(hours=24)
    assert Invitation.find(join.token), "asking for a new password leaves the invitation open"


def test_only_the_digest_is_kept(cast, invitation):
    assert invitation.token not in str(Invitation.objects.values().get(pk=invitation.pk))
    assert invitation.token not in str(list(Event.objects.values()))
    assert len(invitation.token) >= 43  # 256 bits


def test_a_weak_password_comes_back_with_a_reason(cast, invitation):
    for weak in ("short", "password123", "1234567890", ""):
        assert Client().post(path(invitation), {"password": weak}).status_code == 422
    assert Invitation.find(invitation.token)


def test_accepting_as_somebody_else_ends_their_session_first(cast, invitation, as_):
    client = as_(cast.olga)
    client.post(path(invitation), {"password": FRESH})
    assert client.session["_auth_user_id"] == str(cast.tess.pk)


def test_the_letter_carries_our_public_address(cast, invitation, settings):
    settings.PUBLIC_URL = "https://help.cedar.example"
    send_letter(invitation)
    letter = mail.outbox[0]
    assert letter.to == ["tess@cedar.example"]
    assert link_of(invitation) in letter.body
    assert "https://help.cedar.example/people/invitation/" in letter.body
    assert link_of(invitation) in letter.alternatives[0].content


def test_forgotten_password(cast):
    answer = Client().post(reverse("account_reset_password"), {"email": "TESS@cedar.example"})
    assert answer.status_code == 200
    link = re.search(r"http\S+", mail.outbox[0].body).group()
    client = Client()
    assert client.post(re.sub(r"^https?://[^/]+", "", link), {"password": FRESH}).status_code == 302
    assert inside(client)


@pytest.mark.parametrize("email", ["nobody@cedar.example", "gone@cedar.example", "teſs@cedar.example"])
def test_forgotten_password_of_nobody(cast, email):
    known = Client().post(reverse("account_reset_password"), {"email": "tess@cedar.example"})
    answer = Client().post(reverse("account_reset_password"), {"email": email})
    if answer.status_code == 200:
        assert answer.content.decode().count(email) == known.content.decode().count("tess@cedar.example")
    assert len(mail.outbox) == 1


def test_asking_again_and_again_gives_the_same_page_and_few_letters(cast):
    pages = {
        Client().post(reverse("account_reset_password"), {"email": "tess@cedar.example"}).status_code for _ in range(8)
    }
    assert pages == {200}
    assert len(mail.outbox) == 3


WHO = {
    "ada": True,
    "opal": True,
    "tess": False,
    "olga": False,
    "lena": False,
    "ivan": False,
    "kim": False,
    "dora": False,
}


@pytest.mark.parametrize(("who", "may"), WHO.items())
def test_who_may_send(cast, who, may):
    member = getattr(cast, who)
    if may:
        assert Invitation.send(by=member, member=cast.tess)
    else:
        with pytest.raises(Denied):
            Invitation.send(by=member, member=cast.tess)


def test_the_office_sends_none_to_another_campus_or_to_the_administrator(cast):
    for other in (cast.emil, cast.kim, cast.ed, cast.ada, cast.dora):
        with pytest.raises(Denied):
            Invitation.send(by=cast.opal, member=other)


def test_who_may_accept(cast, invitation):
    with pytest.raises(Denied):
        invitation.accept(by=cast.olga, password=FRESH)
    with pytest.raises(Denied):
        invitation.accept(by=cast.ada, password=FRESH)


def test_two_at_once_one_wins(cast, invitation):
    from hallway.core.verb import Refused

    twin = Invitation.objects.get(pk=invitation.pk)
    invitation.accept(by=cast.tess, password=FRESH)
    with pytest.raises(Refused):
        twin.accept(by=cast.tess, password="another set of words")
    assert HALLWAY
