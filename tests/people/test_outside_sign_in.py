"""Sign-in through a provider: only a verified address of a known member binds, afterwards only (issuer, subject) counts."""

import time

import jwt
import pytest
from allauth.socialaccount.models import SocialAccount
from django.test import Client

from hallway.core.verb import HALLWAY
from hallway.people.models import Member

from .provider import Provider

CLIENT = "hallway-here"


@pytest.fixture(scope="module")
def server():
    provider = Provider()
    yield provider
    provider.close()


@pytest.fixture
def idp(server, settings, cast):
    server.claims, server.lie, server.profile = {}, None, None
    apps = [
        {
            "provider_id": door,
            "name": door.title(),
            "client_id": CLIENT,
            "secret": "s",
            "settings": {"server_url": server.issuer},
        }
        for door in ("google", "microsoft", "district")
    ]
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": apps, "OAUTH_PKCE_ENABLED": True}}
    return server


def walk(idp, client=None, door="google", **more):
    """There and back; gives (answer, client)."""
    client = client or Client()
    there = client.post(f"/account/oidc/{door}/login/", more)
    assert there.status_code == 302
    state, code = idp.consent(there["Location"])
    return client.get(f"/account/oidc/{door}/login/callback/", {"state": state, "code": code}), client


def who(client):
    return Member.objects.filter(pk=client.session.get("_auth_user_id")).first()


def test_a_known_member_with_a_verified_address_gets_in(idp, cast):
    answer, client = walk(idp, next="/people/")
    assert answer.status_code == 302
    assert answer["Location"] == "/people/"
    assert who(client) == cast.tess
    account = SocialAccount.objects.get()
    assert account.user == cast.tess
    assert account.extra_data == {}  # what the provider told stays there
    cast.tess.refresh_from_db()
    assert cast.tess.check_password("a long enough word")  # their password still works


def test_the_button_is_on_the_sign_in_page_and_a_look_at_it_starts_nothing(idp):
    client = Client()
    assert "Go on with Google" in client.get("/account/login/").content.decode()
    assert client.get("/account/oidc/google/login/").status_code == 405
    assert client.post("/account/oidc/nowhere/login/").status_code == 404
    assert client.get("/account/oidc/nowhere/login/callback/").status_code == 404


@pytest.mark.parametrize("verified", [False, None, "true", 1, "True"])
def test_only_true_itself_means_verified(idp, cast, verified):
    idp.claims = {"email_verified": verified}
    answer, client = walk(idp)
    assert answer.status_code == 403
    assert who(client) is None
    assert not SocialAccount.objects.exists()


@pytest.mark.parametrize("email", ["stranger@cedar.example", "gone@cedar.example", "teſs@cedar.example", None])
def test_nobody_signs_up_and_who_left_stays_out(idp, cast, email):
    before = Member.objects.count()
    idp.claims = {"email": email}
    answer, client = walk(idp)
    assert answer.status_code == 403
    assert who(client) is None
    assert Member.objects.count() == before


def test_a_changed_address_at_the_provider_stays_the_same_member(idp, cast):
    walk(idp)
    idp.claims = {"email": "olga@cedar.example"}
    answer, client = walk(idp)
    assert answer.status_code == 302
    assert who(client) == cast.tess


def test_a_changed_address_here_stays_the_same_member(idp, cast):
    walk(idp)
    cast.tess.change(by=HALLWAY, email="tess.tanaka@cedar.example")
    _answer, client = walk(idp)
    assert who(client) == cast.tess


def test_a_second_identity_with_the_same_address_is_not_let_in(idp, cast):
    walk(idp)
    idp.claims = {"sub": "somebody-else"}
    answer, client = walk(idp)
    assert answer.status_code == 403
    assert who(client) is None
    cast.tess.forget_sign_ins(by=cast.ada)  # the administrator may bind anew
    _answer, client = walk(idp)
    assert who(client) == cast.tess


def test_the_same_subject_at_another_door_is_another_person(idp, cast):
    walk(idp)
    idp.claims = {"email": "olga@cedar.example"}
    _answer, client = walk(idp, door="district")
    assert who(client) == cast.olga


def test_a_member_switched_off_later_stays_out(idp, cast):
    walk(idp)
    cast.tess.deactivate(by=cast.ada)
    answer, client = walk(idp)
    assert answer.status_code == 403
    assert who(client) is None


def test_a_signed_in_colleague_gains_no_identity(idp, cast, as_):
    client = as_(cast.olga)
    client.post("/account/oidc/google/login/?process=connect", {})
    _answer, client = walk(idp, client=client)
    assert who(client) == cast.tess
    assert not SocialAccount.objects.filter(user=cast.olga).exists()


def signed(key=None, alg="RS256", kid="one", **change):
    def lie(idp, said):
        said = {k: v for k, v in (said | change).items() if v is not None}
        return jwt.encode(said, key(idp) if key else idp.key, algorithm=alg, headers={"kid": kid} if kid else {})

    return lie


def by_hand(idp, said):
    """HS256 with the public key as its secret; the library refuses to make that, so the token is made by hand."""
    import base64
    import hashlib
    import hmac
    import json

    def part(value):
        return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=")

    body = part({"alg": "HS256", "typ": "JWT", "kid": "one"}) + b"." + part(said)
    return (
        body + b"." + base64.urlsafe_b64encode(hmac.digest(idp.public_pem, body, hashlib.sha256)).rstrip(b"=")
    ).decode()


LIES = {
    "another key": signed(key=lambda idp: idp.other),
    "no signature": signed(key=lambda idp: None, alg="none"),
    "a shared secret": signed(key=lambda idp: b"guess" * 10, alg="HS256"),
    "the public key as secret": by_hand,
    "an unknown key": signed(kid="two"),
    "no key named": signed(kid=None),
    "another issuer": signed(iss="https://evil.example"),
    "another audience": signed(aud="somebody-else"),
    "two audiences, no party": signed(aud=[CLIENT, "somebody-else"]),
    "another party": signed(azp="somebody-else"),
    "run out": signed(exp=int(time.time()) - 3600),
    "no end": signed(exp=None),
    "no subject": signed(sub=None),
    "another nonce": signed(nonce="other"),
    "no nonce": signed(nonce=None),
    "no token": lambda idp, said: None,
    "nonsense": lambda idp, said: "x.y.z",
}


@pytest.mark.parametrize("lie", LIES.values(), ids=LIES)
def test_every_damaged_token_is_refused_without_a_session(idp, lie):
    idp.lie = lie
    answer, client = walk(idp)
    assert answer.status_code == 401
    assert who(client) is None
    assert not SocialAccount.objects.exists()


def test_state_and_code_work_once_and_for_one_browser(idp, cast):
    mine = Client()
    state, code = idp.consent(mine.post("/account/oidc/google/login/")["Location"])
    back = "/account/oidc/google/login/callback/"
    for client, query in [
        (Client(), {"state": state, "code": code}),
        (mine, {"code": code}),
        (mine, {"state": "forged", "code": code}),
    ]:
        assert client.get(back, query).status_code == 401
        assert who(client) is None
    assert mine.get(back, {"state": state, "code": code}).status_code == 302
    mine.post("/account/logout/")
    assert mine.get(back, {"state": state, "code": code}).status_code == 401


def test_the_way_back_is_our_public_address(idp, settings):
    walk(idp)
    assert idp.asked[-1]["redirect_uri"] == f"{settings.PUBLIC_URL}/account/oidc/google/login/callback/"


def test_address_and_promise_come_from_one_source(idp, cast):
    """An address in the profile is not made true by a promise in the token."""
    idp.claims = {"email": None, "email_verified": True}
    idp.profile = {"sub": "person-1", "email": "tess@cedar.example"}
    assert walk(idp)[0].status_code == 403
    idp.profile = {"sub": "another", "email": "tess@cedar.example", "email_verified": True}
    assert walk(idp)[0].status_code == 401
    idp.profile = {"sub": "person-1", "email": "tess@cedar.example", "email_verified": True}
    assert walk(idp)[0].status_code == 302


def test_microsoft_vouches_in_its_own_word_and_nobody_else_may(idp, cast):
    idp.claims = {"email_verified": None, "xms_edov": True}
    assert walk(idp, door="district")[0].status_code == 403
    assert walk(idp, door="microsoft")[0].status_code == 302
    idp.claims = {"email_verified": False, "xms_edov": True, "sub": "x", "email": "olga@cedar.example"}
    assert walk(idp, door="microsoft")[0].status_code == 403


def test_a_provider_that_is_down_is_said_kindly(idp, settings, cast):
    settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]["settings"]["server_url"] = "http://127.0.0.1:9"
    answer = Client().post("/account/oidc/google/login/")
    assert answer.status_code == 401
    assert "did not open" in answer.content.decode()


def test_changing_their_mind_over_there(idp):
    client = Client()
    state, _code = idp.consent(client.post("/account/oidc/google/login/")["Location"])
    answer = client.get("/account/oidc/google/login/callback/", {"state": state, "error": "access_denied"})
    assert answer.status_code == 302
    assert "without signing in" in client.get(answer["Location"]).content.decode()
