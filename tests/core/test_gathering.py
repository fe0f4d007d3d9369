"""New rows written together: nobody can tell the difference but by the number of statements."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from hallway.asks.models import Ask
from hallway.core.gathering import gathered
from hallway.core.verb import HALLWAY, Refused
from hallway.history.models import Event
from hallway.people.models import Room
from hallway.threads.models import Message


def open_one(cast, number, **more):
    return Ask.open(by=cast.tess, requester=cast.tess, campus=cast.oak, line=f"Lamp {number}", detail="It hums", **more)


def test_many_are_three_inserts(cast):
    open_one(cast, 0)
    with (
        CaptureQueriesContext(
            connection,
        ) as said,
        transaction.atomic(),
        gathered(),
    ):
        asks = [open_one(cast, number) for number in range(1, 11)]
    inserts = [one["sql"].split('"')[1] for one in said if one["sql"].startswith("INSERT")]
    assert sorted(inserts) == ["asks_ask", "history_event", "threads_message"]
    for ask in asks:
        row = Ask.objects.get(pk=ask.pk)
        assert (row.line, row.holder_id, row.next_at) == (ask.line, ask.holder_id, ask.next_at)
        assert Message.objects.of(row).get().text == "It hums"
        assert [each.kind for each in Event.objects.of(row)] == ["ask.opened", "ask.received"]


def test_what_reads_a_table_finds_the_rows_that_waited(cast):
    with transaction.atomic(), gathered():
        ask = open_one(cast, 1)
        assert Ask.objects.filter(pk=ask.pk).exists()
        ask.reply(by=cast.ivan, text="I am on my way")
        ask.solve(by=HALLWAY)
        assert Message.objects.of(ask).count() == 2
    kinds = list(Event.objects.of(ask).values_list("kind", flat=True))
    assert kinds == ["ask.opened", "ask.received", "ask.replied", "ask.solved"]
    assert Ask.objects.get(pk=ask.pk).status == "solved"


def gather(cast, *abouts):
    with transaction.atomic(), gathered():
        for number, about in enumerate(abouts):
            open_one(cast, number, **about)


def test_a_key_used_twice_ends_all_of_it(cast):
    first = open_one(cast, 1)
    with pytest.raises(IntegrityError):
        gather(cast, {}, {"key": first.key})
    assert Ask.objects.count() == 1


def test_nothing_is_written_when_it_breaks_off(cast):
    room = Room.add(by=HALLWAY, campus=cast.elm, name="7")
    with pytest.raises(Refused):
        gather(cast, {}, {"room": room})
    assert not Ask.objects.exists()
    assert open_one(cast, 2).pk
