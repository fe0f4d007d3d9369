"""Secrets in rows: opened only with the installation's key, or one that is kept as an older one."""

import pytest

from hallway.core.locked import CannotOpen, lock, unlock


@pytest.mark.parametrize("word", ["p:/@ %", "\N{KEY} ñ", "x" * 300])
def test_there_and_back(word):
    locked = lock(word)
    assert word not in locked
    assert locked != lock(word)
    assert unlock(locked) == word


def test_nothing_and_what_was_never_locked():
    assert (lock(""), unlock(""), unlock("an old one")) == ("", "", "an old one")


def test_another_key_opens_nothing_an_older_one_does(settings):
    locked, first = lock("a mail password"), settings.SECRET_KEY
    settings.SECRET_KEY = "another key that is long enough for it"
    with pytest.raises(CannotOpen, match="HALLWAY_MAIL_OUT") as told:
        unlock(locked)
    assert "a mail password" not in str(told.value)
    settings.SECRET_KEY_FALLBACKS = [first]
    assert unlock(locked) == "a mail password"


@pytest.mark.parametrize("text", ["locked.", "locked.x", "locked.gAAAA", "locked.ñ"])
def test_damaged_is_the_same_sentence(text):
    with pytest.raises(CannotOpen):
        unlock(text)
