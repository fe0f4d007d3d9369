"""Rows made in bulk are the rows that verbs would have written."""

from datetime import UTC, datetime

import pytest

from hallway.asks import pressing
from hallway.asks.jobs import breaches
from hallway.asks.models import Ask
from hallway.core.now import moved
from hallway.core.verb import HALLWAY
from hallway.demo.bulk import SIZES, Bulk
from hallway.demo.names import campus_names, person_names
from hallway.history.models import Event
from hallway.people.models import Campus, Member, Post
from hallway.procedures.models import Topic
from hallway.threads.models import Message

NOW = datetime(2026, 10, 14, 16, 30, tzinfo=UTC)
MANY = 400


@pytest.fixture
def filled(cast):
    """Four hundred requests on top of the cast's own district."""
    Topic.add(by=HALLWAY, name="Sound", icon="volume-2")
    bulk = Bulk(NOW, lambda line: None)
    bulk.people(6, 30, 3, domain="many.example")
    bulk.requests(
        MANY, ["the bell is loud", "no sound"], ["please look", "P-114 hums, señor"], rare="xylograph", common="flicker"
    )
    return bulk


def test_there_are_as_many_as_asked_for(filled):
    assert Ask.objects.count() == MANY
    assert Message.objects.count() == 4 * MANY
    assert Campus.objects.count() == 2 + 6
    assert Ask.objects.filter(status="closed").count() == pytest.approx(0.85 * MANY, rel=0.05)
    assert Post.objects.filter(role="its", member__email__startswith="its.").count() == 6


def test_nothing_slips(filled):
    with moved(NOW):
        assert breaches() == []


def test_rank_and_reasons_are_what_a_verb_would_set(filled):
    for ask in Ask.objects.select_related("campus"):
        rank, reasons = ask.rank, ask.reasons
        with moved(NOW):
            pressing.settle(ask)
        assert (ask.reasons, ask.rank) == (reasons, rank), ask


def test_words_are_found(filled):
    assert Ask.objects.matching("xylograph").count() == pytest.approx(10, abs=1)
    assert Ask.objects.matching("flick").count() == pytest.approx(MANY / 20, abs=2)
    teacher = Ask.objects.filter(confidential=False).first().requester
    assert Ask.objects.matching(teacher.name.split()[0]).exists()
    assert Ask.objects.matching("senor").exists()
    assert Ask.objects.matching("P-114").exists()
    assert not Ask.objects.filter(confidential=True).exclude(words=None).exists()
    assert Member.objects.matching(teacher.folded).filter(pk=teacher.pk).exists()


def test_verbs_go_on_where_the_bulk_ended(filled):
    ask = Ask.objects.filter(status="open").first()
    ask.reply(by=ask.holder, text="I come by")
    again = Ask.open(by=ask.requester, campus=ask.campus, requester=ask.requester, line="one more")
    assert again.pk == max(Ask.objects.values_list("pk", flat=True))
    assert Message.objects.of(again).count() == 1


def test_timelines_read(filled):
    for event in Event.objects.filter(kind__startswith="ask.").select_related("actor")[:200]:
        assert event.sentence()
        assert event.told
    ask = Ask.objects.filter(status="closed").first()
    assert [event.kind for event in Event.objects.of(ask)][-2:] == ["ask.solved", "ask.confirmed"]
    said = Event.objects.of(ask).filter(kind="ask.replied").first()
    assert Message.objects.get(pk=said.data["message"]).author_id == said.actor_id


def test_two_fills_are_alike(filled):
    first = list(Ask.objects.order_by("pk").values_list("line", "status", "opened_at", "requester__name"))
    Event.objects.all().delete()
    Message.objects.all().delete()
    Ask.objects.all().delete()
    Post.objects.filter(member__email__endswith="many.example").delete()
    Member.objects.filter(email__endswith="many.example").delete()
    Campus.objects.filter(code__startswith="C0").delete()
    bulk = Bulk(NOW, lambda line: None)
    bulk.people(6, 30, 3, domain="many.example")
    bulk.requests(MANY, ["the bell is loud", "no sound"], ["please look", "it hums again"])
    assert first == list(Ask.objects.order_by("pk").values_list("line", "status", "opened_at", "requester__name"))


def test_names_are_many():
    assert len(set(campus_names(1800))) == 1800
    import random

    assert len(set(person_names(2000, random.Random(1)))) > 1500


def test_sizes_are_those_of_the_domain():
    assert {size: row[:3] for size, row in SIZES.items()} == {
        "typical": (25, 1_200, 15),
        "large": (180, 20_000, 200),
        "stretch": (1_800, 140_000, 1_000),
    }
