"""Two presses at once of what comes after a training: one certificate, one try, one reaction."""

import threading
from datetime import timedelta

import pytest
from django.db import connection

from hallway.core.now import moved
from hallway.ideas.models import Trial
from hallway.trainings.models import Certificate, Reaction, Seat, Session

from .made import announced

pytestmark = pytest.mark.django_db(transaction=True)


def both(*acts):
    start, wrong = threading.Barrier(len(acts)), []

    def hand(act):
        try:
            start.wait(10)
            act()
        except Exception as error:
            wrong.append(error)
        finally:
            connection.close()

    hands = [threading.Thread(target=hand, args=(act,)) for act in acts]
    for each in hands:
        each.start()
    for each in hands:
        each.join(30)
    assert wrong == []


def test_at_once(cast):
    row = announced(cast)
    row.answer(by=cast.tess, said="going")
    with moved(row.starts + timedelta(minutes=10)):
        row.check_in(by=cast.tess)
    seat, over = Seat.objects.get(member=cast.tess), row.ends + timedelta(hours=1)

    def at(act):
        def call():
            with moved(over):
                act(Session.objects.get(pk=row.pk))

        return call

    both(*[at(lambda _row: Certificate.issue(by=cast.tess, seat=seat))] * 2)
    assert Certificate.objects.count() == 1
    both(*[at(lambda row: row.react(by=cast.tess, mark="useful"))] * 2)
    assert Reaction.objects.count() == 1
    both(*[at(lambda row: row.tell_tried(by=cast.tess, result="worked"))] * 2)
    assert Trial.objects.count() == 1
    for minutes in (20, 30):
        rows = {seat.pk: {"here": [row.dates[0].pk], "was": [], "state": "", "minutes": minutes}}
        both(
            at(lambda row, rows=rows: row.keep_attendance(by=cast.ivan, rows=rows)),
            at(lambda _row: Certificate.issue(by=cast.tess, seat=seat)),
        )
        assert Certificate.objects.get(replaced_at=None).minutes == minutes
