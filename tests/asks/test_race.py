"""Two people at the same moment, on a real PostgreSQL: one result, no error, nothing done twice."""

import threading
import uuid

import pytest
from django.db import connections

from hallway.asks.models import Ask
from hallway.core.verb import Refused
from hallway.history.models import Event
from hallway.threads.models import Message

pytestmark = pytest.mark.django_db(transaction=True)


def together(*works):
    """Run them at the same moment, each on a connection of its own; returns what each gave or raised."""
    start, results = threading.Barrier(len(works)), [None] * len(works)

    def run(number, work):
        try:
            start.wait(timeout=20)
            results[number] = work()
        except Exception as error:
            results[number] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=each) for each in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return results


def test_two_solve_at_once(cast, ask):
    row = ask(campus=cast.elm, requester=cast.emil)
    one, two = Ask.objects.get(pk=row.pk), Ask.objects.get(pk=row.pk)
    results = together(
        lambda: one.solve(by=cast.ivan, outcome="fixed"), lambda: two.solve(by=cast.kim, outcome="vendor")
    )
    assert not [error for error in results if isinstance(error, Exception)]
    assert Event.objects.filter(kind="ask.solved", root_id=row.pk).count() == 1
    assert one.outcome == two.outcome == Ask.objects.get(pk=row.pk).outcome


def test_two_take_at_once(cast, ask):
    row = ask(campus=cast.elm, requester=cast.emil)
    row.hand_over(by=row.holder, to=cast.dora)
    one, two = Ask.objects.get(pk=row.pk), Ask.objects.get(pk=row.pk)
    together(lambda: one.take(by=cast.ivan), lambda: two.take(by=cast.kim))
    assert Ask.objects.get(pk=row.pk).holder in (cast.ivan, cast.kim)
    assert Event.objects.filter(kind="ask.taken", root_id=row.pk).count() == 2


def test_the_same_reply_sent_twice_at_once(cast, ask):
    row, key = ask(), uuid.uuid4()
    rows = [Ask.objects.get(pk=row.pk) for _n in range(3)]
    together(*[lambda each=each: each.reply(by=cast.ivan, text="once", key=key) for each in rows])
    assert Message.objects.filter(text="once").count() == 1


def test_the_same_form_sent_twice_at_once(cast):
    """Eight presses at the same moment: one request, and everybody is shown it."""
    key = uuid.uuid4()

    def send():
        return Ask.open(by=cast.tess, requester=cast.tess, campus=cast.oak, line="Dark", key=key).pk

    results = together(*[send] * 8)
    assert set(results) == {Ask.objects.get().pk}
    assert Event.objects.filter(kind="ask.opened").count() == 1


def test_solve_and_close_at_once_end_closed_or_solved_never_between(cast, ask):
    row = ask(campus=cast.elm, requester=cast.emil)
    one, two = Ask.objects.get(pk=row.pk), Ask.objects.get(pk=row.pk)
    results = together(lambda: one.solve(by=cast.ivan), lambda: two.close(by=cast.kim))
    assert all(not isinstance(each, Exception) or isinstance(each, Refused) for each in results)
    assert Ask.objects.get(pk=row.pk).status == "closed"


def test_merging_into_each_other_makes_no_circle(cast, ask):
    one, two = ask(line="one"), ask(line="two")
    a, b = Ask.objects.get(pk=one.pk), Ask.objects.get(pk=two.pk)
    results = together(
        lambda: a.merge(by=cast.ivan, into=Ask.objects.get(pk=two.pk)),
        lambda: b.merge(by=cast.ivan, into=Ask.objects.get(pk=one.pk)),
    )
    one.refresh_from_db()
    two.refresh_from_db()
    assert not (one.merged_into_id and two.merged_into_id), results
    assert one.is_open or two.is_open


def test_a_row_that_somebody_works_on_is_not_waited_for(cast, ask):
    """The other transaction holds the survivor's row: a sentence, no waiting, nothing changed."""
    from django.db import transaction

    one, two = ask(line="one"), ask(line="two")
    held, done = threading.Event(), threading.Event()

    def hold():
        with transaction.atomic():
            Ask.objects.select_for_update().get(pk=one.pk)
            held.set()
            done.wait(timeout=20)

    def join():
        held.wait(timeout=20)
        try:
            return two.merge(by=cast.ivan, into=one)
        finally:
            done.set()

    _held, result = together(hold, join)
    assert isinstance(result, Refused)
    assert Ask.objects.get(pk=two.pk).is_open
