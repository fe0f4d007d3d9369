"""Captured in the hallway: who, and what in five words."""

import uuid

import pytest

from hallway.asks.models import Ask


@pytest.fixture
def browser(as_, cast):
    return as_(cast.ivan)


def form(**values):
    return {"key": str(uuid.uuid4()), "line": "projector flickers", "mine": "on"} | values


def test_capture_knows_the_place_and_the_holder(browser, cast):
    assert browser.post("/asks/capture/", form(name="tess")).status_code == 303
    row = Ask.objects.get()
    assert (row.requester, row.filed_by, row.holder) == (cast.tess, cast.ivan, cast.ivan)
    assert (row.campus, row.room, row.through) == (cast.oak, cast.room, "capture")


def test_capture_is_routed_when_it_is_not_mine(browser, cast):
    browser.post("/asks/capture/", form(name=cast.emil.email, mine=""))
    row = Ask.objects.get()
    assert row.campus == cast.elm
    assert row.holder in (cast.kim, cast.ivan)


def test_capture_asks_which_one_and_keeps_the_words(browser, cast):
    answer = browser.post("/asks/capture/", form(name="o"))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "projector flickers" in page
    assert "Olga Ortiz" in page
    assert not Ask.objects.exists()
    browser.post("/asks/capture/", form(name="o", person=cast.olga.pk))
    assert Ask.objects.get().requester == cast.olga


def test_capture_twice_is_one_request(browser):
    same = form(name="tess")
    browser.post("/asks/capture/", same)
    browser.post("/asks/capture/", same)
    assert Ask.objects.count() == 1


@pytest.mark.parametrize(
    "wrong", [{"name": ""}, {"name": "nobody-like-this"}, {"name": "tess", "line": ""}, {"name": "tess", "key": "x"}]
)
def test_capture_unclear_is_asked_again(browser, wrong):
    assert browser.post("/asks/capture/", form(**wrong)).status_code == 422
    assert not Ask.objects.exists()


@pytest.mark.parametrize("who", ["tess", "cora", "lena", "ada"])
def test_capture_is_the_help_teams(as_, cast, who):
    assert as_(getattr(cast, who)).get("/asks/capture/").status_code == 403
