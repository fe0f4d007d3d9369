"""New rows written together: nobody can tell the difference but by the number of statements."""

import pytest
from django.db import DataError, IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from hallway.asks.models import Ask
from hallway.core.gathering import gathered, hold, update
from hallway.core.now import moved, now
from hallway.core.verb import HALLWAY, Refused
from hallway.history.models import Event
from hallway.people.models import Room
from hallway.threads.models import Message


def open_one(cast, number, **more):
    return Ask.open(by=cast.tess, requester=cast.tess, campus=cast.oak, line=f"Lamp {number}", detail="It hums", **more)


def test_many_are_one_statement_a_table(cast):
    open_one(cast, 0)
    with (
        CaptureQueriesContext(
            connection,
        ) as said,
        transaction.atomic(),
        gathered(),
    ):
        asks = [open_one(cast, number) for number in range(1, 11)]
    inserts = [one["sql"].split('"')[1] for one in said if one["sql"].startswith(("COPY", "INSERT"))]
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


def replied(cast, asks):
    """The statements of replying to each of ``asks``, which are read and locked together."""
    with CaptureQueriesContext(connection) as said, transaction.atomic(), gathered():
        rows = Ask.objects.order_by("pk").select_for_update().defer("words").in_bulk([ask.pk for ask in asks])
        hold(rows.values())
        for ask in rows.values():
            ask.reply(by=HALLWAY, author=cast.tess, text=f"Still dark in Ünkel {ask.pk}", through="mail")
    return [one["sql"] for one in said if "asks_ask" in one["sql"]]


def test_many_changes_are_one_statement(cast):
    asks = [open_one(cast, number) for number in range(10)]
    for ask in asks[:5]:
        ask.reply(by=cast.ivan, text="Which room?")
    alone = open_one(cast, 10)
    alone.reply(by=HALLWAY, author=cast.tess, text="Still dark", through="mail")
    said = replied(cast, asks)
    assert sum(sql.startswith("SELECT") for sql in said) == 1, "none is read again"
    assert sum(sql.startswith("UPDATE") for sql in said) <= 3
    for ask in asks:
        row = Ask.objects.get(pk=ask.pk)
        assert row.step == "answer"
        assert Ask.objects.extra(where=["words @@ to_tsquery('simple', %s)"], params=["unkel & dark"]).filter(pk=row.pk)


def test_gathered_or_not_the_row_is_the_same(cast):
    with moved(now()):
        one, two = open_one(cast, 1), open_one(cast, 1)
        one.reply(by=HALLWAY, author=cast.tess, text='It hums \U0001f50a "so"\\', through="mail")
        with transaction.atomic(), gathered():
            three = open_one(cast, 1)
            two.reply(by=HALLWAY, author=cast.tess, text='It hums \U0001f50a "so"\\', through="mail")
        three.reply(by=HALLWAY, author=cast.tess, text='It hums \U0001f50a "so"\\', through="mail")
    rows = list(Ask.objects.filter(pk__in=[one.pk, two.pk, three.pk]).values())
    for row in rows:
        for name in ("id", "key"):
            row.pop(name)
    assert rows[0] == rows[1] == rows[2]
    texts = [
        list(Message.objects.of(ask).order_by("pk").values_list("text", "full_text", "at")) for ask in (one, two, three)
    ]
    assert texts[0] == texts[1] == texts[2]


def test_a_row_that_was_changed_meanwhile_is_read_again(cast):
    ask = open_one(cast, 1)
    with transaction.atomic(), gathered():
        row = Ask.objects.select_for_update().defer("words").get(pk=ask.pk)
        hold([row])
        Ask.objects.filter(pk=ask.pk).update(place="the gym")
        row.reply(by=HALLWAY, author=cast.tess, text="Where?", through="mail")
        assert row.place == "the gym"


def test_two_changes_of_one_row_are_both_written(cast):
    ask = open_one(cast, 1)
    with transaction.atomic(), gathered():
        row = Ask.objects.select_for_update().defer("words").get(pk=ask.pk)
        hold([row])
        row.reply(by=HALLWAY, author=cast.tess, text="Lantern", through="mail")
        row.reply(by=cast.ivan, text="I come", through="mail")
    found = Ask.objects.get(pk=ask.pk)
    assert (found.step, found.answered_at) == ("work", row.answered_at)
    assert "lantern" in str(found.words)


def misplace(pk):
    with transaction.atomic(), gathered():
        row = Ask.objects.select_for_update().defer("words").get(pk=pk)
        row.place = "x" * 500
        update(row, ["place"])


def test_a_change_the_database_refuses_ends_all(cast):
    ask = open_one(cast, 1)
    with pytest.raises(DataError):
        misplace(ask.pk)
    assert Ask.objects.get(pk=ask.pk).place == ""
