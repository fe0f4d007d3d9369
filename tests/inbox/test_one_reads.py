"""Mail that is kept is read by one worker at a time: nothing is read twice, nothing is overtaken, nobody has to let go."""

import contextlib
import threading

import pytest
from django.db import OperationalError, connection

from hallway.asks.models import Ask
from hallway.inbox import jobs, taking
from hallway.inbox.keeping import keep_many
from hallway.inbox.models import Mail

from .conftest import raw

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def other(monkeypatch):
    """Another worker, on a connection of its own, that stands still with mail in hand; ``go()`` lets it go on, and waits."""
    reads, first, stands, goes = jobs.work_through, threading.Event(), threading.Event(), threading.Event()

    def slow(waiting, patient):
        if not first.is_set():
            first.set()
            stands.set()
            assert goes.wait(30)
        return reads(waiting, patient=patient)

    def work():
        try:
            with contextlib.suppress(OperationalError):  # it was killed
                done.append(jobs.read_kept())
        finally:
            connection.close()

    def go():
        goes.set()
        thread.join(30)
        return done

    monkeypatch.setattr(jobs, "work_through", slow)
    done, thread = [], threading.Thread(target=work)
    go.start = lambda: (thread.start(), stands.wait(30))
    yield go
    goes.set()
    if thread.ident:
        thread.join(30)


def test_two_workers_read_each_mail_once(cast, other, monkeypatch):
    keep_many([raw(subject=f"Number {n}") for n in range(4)])
    seen, reads = [], taking.read_bounded
    monkeypatch.setattr(taking, "read_bounded", lambda data, own=(): seen.append(data) or reads(data, own))
    other.start()
    keep_many([raw(subject="Number 4")])
    assert jobs.read_kept() == 0, "the other one has them in hand"
    assert seen == []
    assert other() == [4]
    assert jobs.read_kept() == 1
    assert len(seen) == len(set(seen)) == 5
    assert list(Ask.objects.order_by("pk").values_list("line", flat=True)) == [f"Number {n}" for n in range(5)]


def test_one_that_is_killed_lets_go(cast, other):
    keep_many([raw()])
    other.start()
    with connection.cursor() as cursor:  # what PostgreSQL does when the process is gone
        cursor.execute(
            "SELECT pg_terminate_backend(l.pid, 5000) FROM pg_locks l JOIN pg_database d ON d.oid = l.database"
            " WHERE l.locktype = 'advisory' AND l.granted AND d.datname = current_database()"
        )
        assert cursor.fetchall() == [(True,)]
    assert jobs.read_kept() == 1
    assert Mail.objects.get().verdict == "opened"


def test_bytes_of_worked_mails_are_let_go(cast):
    kept = [one.mail_id for one in keep_many([raw(subject=f"Number {n}") for n in range(3)])]
    assert all("raw" not in mail.__dict__ for mail in taking.work_through(kept).values())
