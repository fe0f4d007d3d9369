"""It came back long after: a new request that goes on from the old one, by page, by link and by mail alike."""

import uuid
from datetime import timedelta

import pytest
from django.test import Client

from hallway.asks.models import Ask
from hallway.core.kept import clear
from hallway.core.now import moved
from hallway.core.tokens import request_link
from hallway.core.verb import Denied
from hallway.history.models import Event
from hallway.threads.models import Message

LATER = timedelta(days=60)  # twenty school days, and then some


@pytest.fixture
def old(cast, ask, monday):
    row = ask(line="The projector is dark", room=cast.room, topic=cast.topic)
    row.solve(by=cast.ivan)
    row.confirm(by=cast.tess)
    return row


def said(text="It is dark again"):
    return {"text": text, "key": str(uuid.uuid4())}


def linked(old, new):
    words = [str(each.sentence()) for each in (*Event.objects.of(old), *Event.objects.of(new))]
    return f"It came back as #{new.pk}" in words and f"It goes on from #{old.pk}" in words


def test_by_page(cast, old, as_, monday):
    with moved(monday.instant + LATER):
        browser = as_(cast.tess)
        assert "your words begin a new request" in browser.get(old.get_absolute_url()).content.decode()
        form = said()
        answer = browser.post(f"/asks/{old.pk}/reply/", form)
        new = Ask.objects.latest("pk")
        assert answer.url == new.get_absolute_url()
        browser.post(f"/asks/{old.pk}/reply/", form)
        assert Ask.objects.count() == 2, "a double press is one request"
        assert (new.requester, new.room, new.topic, new.line) == (cast.tess, cast.room, cast.topic, old.line)
        assert Message.objects.of(new).get().text == "It is dark again"
        assert linked(old, new)
        browser.post(f"/asks/{old.pk}/reply/", said("And the sound, too"))
        assert Ask.objects.count() == 2, "what comes after that joins it"
        assert Message.objects.of(new).last().text == "And the sound, too"
    old.refresh_from_db()
    assert old.status == "closed"


def test_by_link_and_by_the_bare_button(cast, old, monday):
    with moved(monday.instant + LATER):
        Client().post(f"/asks/link/{request_link(old.pk, cast.tess.pk)}/reopen/", said(""))
        assert linked(old, Ask.objects.latest("pk"))


def test_within_the_interval_it_opens_again(cast, old, as_, monday):
    with moved(monday.instant + timedelta(days=7)):
        as_(cast.tess).post(f"/asks/{old.pk}/reply/", said())
    old.refresh_from_db()
    assert old.is_open
    assert Ask.objects.count() == 1


def test_the_interval_is_its_procedures(cast, old, as_, monday):
    words = old.procedure.said | {"waiting": {"remind_days": 3, "close_days": 5, "reopen_days": 2}}
    type(old.procedure).objects.filter(pk=old.procedure_id).update(said=words)
    clear()
    with moved(monday.instant + timedelta(days=7)):
        as_(cast.tess).post(f"/asks/{old.pk}/reply/", said())
        assert Ask.objects.count() == 2


def test_a_helper_writes_into_the_old_one(cast, old, as_, monday):
    with moved(monday.instant + LATER):
        as_(cast.ivan).post(f"/asks/{old.pk}/reply/", said("For the record: it was the lamp."))
    assert Ask.objects.count() == 1


def test_a_confidential_one_stays_so(cast, ask, monday):
    row = ask(confidential=True)
    row.close(by=cast.ivan)
    with moved(monday.instant + LATER):
        new = row.follow_up(by=cast.tess, text="again")
    assert new.confidential
    assert new.words is None


@pytest.mark.parametrize("who", ["olga", "emil", "ivan", "kim", "lena", "ed", "opal", "cora", "dora", "ada", "gone"])
def test_only_its_own_people(cast, old, who):
    with pytest.raises(Denied):
        old.follow_up(by=getattr(cast, who), text="again")


def test_filed_for_a_colleague_stays_theirs(cast, ask, monday):
    row = ask(by=cast.olga, requester=cast.tess)
    row.close(by=cast.ivan)
    with moved(monday.instant + LATER):
        new = row.follow_up(by=cast.olga, text="again")
    assert (new.requester, new.filed_by) == (cast.tess, cast.olga)
