"""Erasing somebody: nothing of theirs is left anywhere, and history still reads."""

import pytest
from django.core import mail as letters
from django.db import connection
from django.test import Client

from hallway.asks.models import Ask
from hallway.core.verb import HALLWAY, Denied
from hallway.history.models import Event
from hallway.people.models import Absence, Invitation, Member, Post
from hallway.privacy.decisions import DECISIONS, relations
from hallway.privacy.models import Erasure

CANARIES = [
    "tess@cedar.example",
    "tanaka",
    "zebrahello",
    "zebraline",
    "zebrareply",
    "zebrabest",
    "zebraabout",
    "zebrathanks",
]


@pytest.fixture
def history(cast, ask):
    from hallway.appreciation.models import Thanks

    cast.tess.introduce(by=cast.tess, about="zebraabout")
    solved = ask(line="zebraline one", hello="zebrahello", best_time="zebrabest")
    solved.reply(by=cast.tess, text="zebrareply")
    solved.reply(by=cast.ivan, text="Try the switch")
    solved.solve(by=cast.ivan)
    Thanks.give(by=cast.tess, receivers=[cast.ivan], reason="zebrathanks", subject=solved)
    waiting = ask(line="zebraline two")
    Invitation.send(by=cast.ada, member=cast.tess)
    Absence.be_out(by=cast.tess, member=cast.tess, first="2026-03-05")
    client = Client()
    client.post("/account/login/", {"login": "tess@cedar.example", "password": "a long enough word"})
    return solved, waiting, client


def everything():
    """Every text of every row of every table, in lower case."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'"
        )
        tables = [name for (name,) in cursor.fetchall()]
        said = []
        for name in tables:
            cursor.execute(f'SELECT t::text FROM "{name}" t')
            said += [f"{name}: {row}" for (row,) in cursor.fetchall()]
    return [line.lower() for line in said]


def test_nothing_of_theirs_is_left_in_any_row(cast, history):
    before = "\n".join(everything())
    for word in CANARIES:
        assert word in before, f"{word} was never there"
    Erasure.carry_out(by=cast.ada, member=cast.tess, reason="asked for")
    left = [line for line in everything() for word in CANARIES if word in line]
    assert not left


def test_nothing_of_a_helper_is_left_either(cast, ask, monday):
    """Whoever held, handed over, was out, or covered leaves no name in reasons, routes and events."""
    from hallway.delivery.models import OutgoingMail
    from hallway.delivery.working import deliver_events

    held = ask(line="The board")
    held.reply(by=cast.ivan, text="zebraanswer")
    Absence.be_out(by=cast.ivan, member=cast.ivan, first="2026-03-02", cover=cast.kim)
    other = ask(requester=cast.olga, campus=cast.elm, line="The lamp", room=None)
    other.hand_over(by=cast.kim, to=cast.ivan, note="for you")
    ask(line="A third", requester=cast.cora)
    deliver_events()
    OutgoingMail.objects.update(state="sent")
    said = "\n".join(everything())
    assert "núñez" in said
    assert "zebraanswer" in said
    Erasure.carry_out(by=cast.ada, member=cast.ivan)
    words = ("núñez", "nunez", "iván", "ivan@", "zebraanswer")
    left = [line[:300] for line in everything() for word in words if word in line]
    assert not left
    assert Ask.objects.matching("lamp").count() == 1, "what others wrote is still found"


def test_history_still_reads(cast, history):
    solved, _waiting, _client = history
    Erasure.carry_out(by=cast.ada, member=cast.tess)
    solved.refresh_from_db()
    assert solved.requester.name == "A former colleague"
    assert solved.status == "solved" or solved.status == "closed"
    opened = Event.objects.of(solved).first()
    assert "former" in Event.objects.get(pk=opened.pk).actor.name
    assert opened.sentence()


def test_their_open_requests_are_withdrawn_and_their_work_moves_on(cast, history, ask):
    _solved, waiting, _client = history
    held = ask(requester=cast.olga)
    assert held.holder == cast.ivan
    Erasure.carry_out(by=cast.ada, member=cast.tess)
    waiting.refresh_from_db()
    assert waiting.status == "closed"
    Erasure.carry_out(by=cast.ada, member=cast.ivan)
    held.refresh_from_db()
    assert held.holder != cast.ivan
    assert held.holder or held.queue


def test_no_way_in_is_left(cast, history):
    *_rest, client = history
    Erasure.carry_out(by=cast.ada, member=cast.tess)
    assert client.get("/people/me/").status_code == 302
    assert (
        Client().post("/account/login/", {"login": "tess@cedar.example", "password": "a long enough word"}).status_code
        == 422
    )
    assert not Post.objects.filter(member=cast.tess).exists()
    letters.outbox.clear()
    Client().post("/account/password/reset/", {"email": "tess@cedar.example"})
    assert not letters.outbox


def test_their_address_is_free_again(cast):
    Erasure.carry_out(by=cast.ada, member=cast.tess)
    assert Member.add(by=HALLWAY, email="tess@cedar.example", name="Tess Again").pk != cast.tess.pk


def test_others_are_as_before(cast, history):
    olga = str(Member.objects.values().get(pk=cast.olga.pk))
    Erasure.carry_out(by=cast.ada, member=cast.tess)
    assert str(Member.objects.values().get(pk=cast.olga.pk)) == olga


def test_twice_is_once(cast):
    first = Erasure.carry_out(by=cast.ada, member=cast.tess)
    assert Erasure.carry_out(by=cast.ada, member=cast.tess) == first
    assert Erasure.objects.count() == 1


def test_every_relation_to_a_member_is_decided():
    """An app that starts keeping something about people has to say here what becomes of it."""
    assert {label for label, _m, _f in relations()} == set(DECISIONS)


def test_decisions_name_real_fields():
    for label, model, _field in relations():
        names = {f.name for f in model._meta.get_fields()} | {f.attname for f in model._meta.concrete_fields}
        decision = DECISIONS[label]
        assert set(decision.shown) | set(decision.blank) <= names, label


@pytest.mark.parametrize("who", ["tess", "olga", "ivan", "kim", "lena", "ed", "opal", "cora", "dora", "ada"])
def test_who_may_carry_out(cast, as_, who):
    member = getattr(cast, who)
    target = cast.tess if who != "ada" else cast.ada
    with pytest.raises(Denied):
        Erasure.carry_out(by=member, member=target)
    if who != "ada":
        said = {"reason": "x", "name": "Tess Tanaka"}
        assert as_(member).post(f"/privacy/{cast.tess.pk}/erase/", said).status_code == 403


def test_by_the_page_only_with_the_name_typed(cast, as_):
    client, url = as_(cast.ada), f"/privacy/{cast.tess.pk}/erase/"
    assert client.get(url).status_code == 405
    assert client.post(url, {"reason": "asked", "name": "Tess"}).status_code == 422
    assert client.post(url, {"reason": "", "name": "Tess Tanaka"}).status_code == 422
    assert not Erasure.objects.exists()
    assert client.post(url, {"reason": "asked", "name": "tess tanaka"}).status_code == 303
    assert Member.objects.get(pk=cast.tess.pk).name == "A former colleague"
