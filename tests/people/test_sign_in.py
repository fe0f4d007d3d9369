"""Password, code by mail, throttling: the same answer for everybody, and no school locked out behind one address."""

import re

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from hallway.core.verb import HALLWAY
from hallway.people import throttle
from hallway.people.models import Member

LOGIN = "/account/login/"
RIGHT = "a long enough word"


def try_in(client, email, password, **extra):
    return client.post(LOGIN, {"login": email, "password": password}, **extra)


def inside(client):
    return "_auth_user_id" in client.session


def test_a_member_signs_in_with_any_spelling_of_their_address(cast):
    client = Client()
    answer = try_in(client, "Tess@CEDAR.example ", RIGHT)
    assert answer.status_code == 302
    assert inside(client)


def test_the_session_gets_a_new_key_at_sign_in(cast):
    client = Client()
    client.get(LOGIN)
    session = client.session
    session["something"] = 1
    session.save()
    before = session.session_key
    client.cookies["sessionid"] = before
    try_in(client, "tess@cedar.example", RIGHT)
    assert client.session.session_key != before


def test_wrong_unknown_and_gone_get_the_same_answer(cast):
    def words(email, password):
        answer = try_in(Client(), email, password)
        body = re.sub(r'(value|nonce|content)="[^"]*"', "", answer.content.decode())
        return answer.status_code, re.sub(r"[0-9a-zA-Z]{32,}", "", body)

    wrong = words("tess@cedar.example", "not it at all")
    assert wrong[0] == 422
    assert "do not go together" in wrong[1]
    assert words("nobody@cedar.example", "not it at all") == wrong
    assert words("gone@cedar.example", RIGHT) == wrong


def test_it_goes_where_they_wanted_but_never_elsewhere(cast):
    for wanted, got in [
        ("/people/", "/people/"),
        ("//evil.example/", "/"),
        ("https://evil.example/", "/"),
        ("/\\evil.example", "/"),
        ("javascript:alert(1)", "/"),
        ("https:evil.example", "/"),
    ]:
        answer = Client().post(LOGIN, {"login": "tess@cedar.example", "password": RIGHT, "next": wanted})
        assert answer["Location"] == got, wanted


def test_ten_wrong_passwords_stop_that_person_from_there(cast):
    client = Client()
    for _ in range(throttle.PER_PERSON_AND_NETWORK):
        assert try_in(client, "tess@cedar.example", "guess").status_code == 422
    answer = try_in(client, "tess@cedar.example", RIGHT)
    assert answer.status_code == 429
    assert answer["Retry-After"] == "600"
    assert not inside(client)


def test_others_behind_the_same_address_still_get_in(cast):
    for _ in range(throttle.PER_PERSON_AND_NETWORK + 3):
        try_in(Client(), "tess@cedar.example", "guess")
    neighbour = Client()
    assert try_in(neighbour, "olga@cedar.example", RIGHT).status_code == 302


def test_a_browser_they_used_before_is_counted_by_itself(cast):
    """However many guesses others make from the same school, a teacher at their own computer gets in."""
    own = Client()
    try_in(own, "tess@cedar.example", RIGHT)
    own.post("/account/logout/")
    for number in range(throttle.PER_NETWORK + 1):
        throttle.Attempt.add(throttle._key("network", "127.0.0.1"), throttle.WINDOW)
        if number < throttle.PER_PERSON + 1:
            throttle.Attempt.add(throttle._key("person", "tess@cedar.example"), throttle.WINDOW)
    assert try_in(Client(), "tess@cedar.example", RIGHT).status_code == 429
    assert try_in(own, "tess@cedar.example", RIGHT).status_code == 302


def test_many_people_signing_in_at_once_from_one_address_are_all_let_in(cast):
    for _ in range(throttle.PER_NETWORK + 50):
        assert not throttle.too_many(_request(), "tess@cedar.example")
    people = [cast.tess, cast.olga, cast.emil, cast.ivan, cast.kim, cast.lena]
    for member in people * 3:
        assert try_in(Client(), member.email, RIGHT).status_code == 302
    assert throttle.Attempt.objects.count() == 0


def _request(address="127.0.0.1"):
    from django.test import RequestFactory

    return RequestFactory().get("/", REMOTE_ADDR=address)


def test_the_count_starts_again_after_the_window(cast, monday):
    from datetime import timedelta

    for _ in range(throttle.PER_PERSON_AND_NETWORK):
        throttle.wrong(_request(), "tess@cedar.example")
    assert throttle.too_many(_request(), "tess@cedar.example")
    with monday.at(monday.instant + throttle.WINDOW + timedelta(seconds=1)):
        assert not throttle.too_many(_request(), "tess@cedar.example")


def test_one_home_of_ipv6_addresses_counts_as_one(cast):
    assert throttle.network_of(_request("2001:db8:1:2::7")) == throttle.network_of(_request("2001:db8:1:2:ffff::9"))
    assert throttle.network_of(_request("2001:db8:1:3::7")) != throttle.network_of(_request("2001:db8:1:2::7"))
    assert throttle.network_of(_request("")) == "0.0.0.0"


def ask_for_code(client, email):
    return client.post(reverse("account_request_login_code"), {"email": email})


def test_a_code_by_mail_lets_them_in(cast):
    client = Client()
    assert ask_for_code(client, "TESS@cedar.example").status_code == 302
    assert [m.to for m in mail.outbox] == [["tess@cedar.example"]]
    code = re.search(r"[A-Z]{4}-[A-Z]{4}", mail.outbox[0].body).group()
    answer = client.post(reverse("account_confirm_login_code"), {"code": code.lower().replace("-", " ")})
    assert answer.status_code == 302
    assert inside(client)


def test_three_wrong_codes_end_it(cast):
    client = Client()
    ask_for_code(client, "tess@cedar.example")
    code = re.search(r"[A-Z]{4}-[A-Z]{4}", mail.outbox[0].body).group()
    for _ in range(3):
        client.post(reverse("account_confirm_login_code"), {"code": "XXXX-XXXX"})
    client.post(reverse("account_confirm_login_code"), {"code": code})
    assert not inside(client)


@pytest.mark.parametrize(
    "email", ["nobody@cedar.example", "gone@cedar.example", "te\u017fs@cedar.example", "ｔess@cedar.example"]
)
def test_nobody_known_gets_the_same_page_and_no_mail(cast, email):
    known, other = Client(), Client()
    first, second = ask_for_code(known, "tess@cedar.example"), ask_for_code(other, email)
    if second.status_code == 422:  # not an address at all to a mail server
        return
    assert (first.status_code, first["Location"]) == (second.status_code, second["Location"])
    assert other.get(second["Location"]).status_code == 200
    assert [m.to for m in mail.outbox] == [["tess@cedar.example"]]


def test_letters_to_one_person_are_few(cast):
    for _ in range(throttle.LETTERS_PER_PERSON):
        assert ask_for_code(Client(), "tess@cedar.example").status_code == 302
    assert ask_for_code(Client(), "tess@cedar.example").status_code == 429
    assert len(mail.outbox) == throttle.LETTERS_PER_PERSON


def test_switching_somebody_off_ends_their_session_at_once(cast):
    client = Client()
    try_in(client, "tess@cedar.example", RIGHT)
    cast.tess.deactivate(by=cast.ada)
    assert client.get("/people/me/").status_code == 302
    cast.tess.reactivate(by=cast.ada)
    assert client.get("/people/me/").status_code == 302  # the old session stays ended


def test_signing_out(cast):
    client = Client()
    try_in(client, "tess@cedar.example", RIGHT)
    key = client.session.session_key
    assert client.get("/account/logout/").status_code == 200
    assert inside(client)
    answer = client.post("/account/logout/")
    assert answer["Clear-Site-Data"] == '"cache"'
    client.cookies["sessionid"] = key
    assert not inside(client)


@pytest.mark.parametrize("path", ["signup/", "email/", "3rdparty/", "password/set/", "2fa/", "confirm-email/"])
def test_pages_nobody_wants_do_not_exist(cast, as_, path):
    assert as_(cast.tess).get(f"/account/{path}").status_code == 404


def offered():
    return [{"member": Member.objects.get(email="tess@cedar.example"), "role": "a teacher", "says": "Ask for help"}]


def test_one_tap_only_in_the_demo(cast, settings):
    url = reverse("demo_sign_in", args=[cast.tess.pk])
    assert Client().post(url).status_code == 403
    settings.DEMO = True
    assert Client().get(url).status_code == 405
    client = Client()
    settings.DEMO_PEOPLE = "tests.people.test_sign_in.offered"
    assert "Tess Tanaka, a teacher" in client.get(LOGIN).content.decode()
    assert client.post(url).status_code == 302
    assert inside(client)
    assert Client().post(reverse("demo_sign_in", args=[cast.gone.pk])).status_code == 404


def test_look_alike_addresses_are_other_addresses(cast):
    Member.add(by=HALLWAY, email="mike@cedar.example", name="Mike Moss")
    for near in ["mıke@cedar.example", "mi\u212ae@cedar.example", "mike@cedar.exampIe.", "mike@cedar.example\n@x"]:
        assert Member.objects.by_address(near) is None
    assert Member.objects.by_address(" MIKE@cedar.example").name == "Mike Moss"


@pytest.mark.parametrize("path", ["/account/login/code/", "/account/password/reset/"])
def test_the_time_does_not_tell_who_is_known(cast, monkeypatch, path):
    import time

    monkeypatch.setattr(throttle, "PACE", 1.5)
    for email in ("tess@cedar.example", "nobody@cedar.example"):
        start = time.monotonic()
        Client().post(path, {"email": email})
        assert time.monotonic() - start >= 1.5


def test_a_code_is_in_no_subject(cast):
    """Subjects stay in the list of mail that went out; bodies with codes are erased there."""
    ask_for_code(Client(), "tess@cedar.example")
    assert not re.search(r"[A-Z]{4}-[A-Z]{4}", mail.outbox[0].subject)


def test_passwords_are_kept_by_argon2(db, settings):
    from django.contrib.auth.hashers import check_password, make_password

    settings.PASSWORD_HASHERS = ["hallway.people.passwords.Passwords"]
    kept = make_password("three quiet yellow doors")
    assert kept.startswith("argon2$argon2id$v=19$m=19456,t=2,p=1$")
    assert check_password("three quiet yellow doors", kept)
    assert not check_password("three quiet yellow door", kept)
