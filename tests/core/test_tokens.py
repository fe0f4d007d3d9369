"""Signed words in mail: short, hard to make, and gone when they should be."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hallway.core.now import moved, now
from hallway.core.tokens import ask_address_token, read_address_token, read_request_link, request_link

ids = st.integers(1, 2**63 - 1)


@given(ids, ids)
def test_a_reply_address_says_whose_it_is_in_any_case(ask, member):
    token = ask_address_token(ask, member)
    assert read_address_token(token) == (ask, member)
    assert read_address_token(token.upper()) == (ask, member)
    assert len("help+" + token) <= 64, "what a local part may have"


@given(ids, ids, st.integers(0, 40), st.sampled_from("abcxyz234567-"))
def test_a_changed_letter_is_noticed(ask, member, at, letter):
    token = ask_address_token(ask, member)
    changed = token[:at] + letter + token[at + 1 :]
    assert changed == token or read_address_token(changed) is None


@given(st.text(max_size=60))
def test_anything_else_is_nobodys(text):
    assert read_address_token(text) is None


def test_an_older_key_still_opens(settings):
    token = ask_address_token(7, 8)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another key of at least thirty-two letters"
    assert read_address_token(token) == (7, 8)
    settings.SECRET_KEY_FALLBACKS = []
    assert read_address_token(token) is None


def test_a_link_opens_one_request_for_sixty_days(cast):
    token = request_link(12, cast.tess.pk)
    assert read_request_link(token) == (12, cast.tess.pk)
    with moved(now() + timedelta(days=59)):
        assert read_request_link(token)
    with moved(now() + timedelta(days=62)):
        assert read_request_link(token) is None


@pytest.mark.parametrize("change", ["password", "leaves"])
def test_a_link_stops_with_a_new_password_or_when_somebody_leaves(cast, change):
    from hallway.core.verb import HALLWAY

    token = request_link(12, cast.tess.pk)
    if change == "password":
        cast.tess.set_password("quite another long word")
        cast.tess.save()
    else:
        cast.tess.deactivate(by=HALLWAY)
    assert read_request_link(token) is None


def test_a_link_of_one_is_not_a_link_of_another(cast):
    token = request_link(12, cast.tess.pk)
    ask, member, until, mac = token.split("-", 3)
    assert read_request_link(f"d-{member}-{until}-{mac}") is None
    assert read_request_link(f"{ask}-{member}-zzz-{mac}") is None
    assert read_request_link(token[:-1]) is None
    assert read_request_link("") is None
