"""What is taken back in the very instant in which a worker tells of it: the press waits for the worker, and nothing of it is left."""

from datetime import timedelta

import pytest

from hallway.appreciation.models import Thanks
from hallway.core.now import moved, now
from hallway.delivery.models import Hitch, Notice
from hallway.delivery.working import deliver_events
from hallway.history.models import Event
from hallway.ideas.models.opened import Opened

from ..meanwhile import during
from ..teams import made

pytestmark = pytest.mark.django_db(transaction=True)


def work():
    with moved(now() + timedelta(minutes=1)):
        deliver_events()


def thanks(cast):
    row = Thanks.give(by=cast.tess, receivers=[cast.ivan], reason="Before the bell")
    return lambda: row.take_back(by=cast.tess)


def topic(cast):
    row = made.topic(cast)
    row.answer(by=cast.ivan, text="Mine has one")
    return lambda: row.take_away(by=cast.tess)


def page(cast):
    row = Opened.open_outcomes(by=cast.ivan, lead=cast.lena)
    return lambda: row.close_outcomes(by=cast.ivan)


@pytest.mark.parametrize("make", [thanks, topic, page])
def test_nothing_of_it_is_left(cast, make):
    gone = make(cast)
    during(work, gone)
    assert not Notice.objects.filter(
        event__kind__in=["thanks.given", "board.opened", "board.answered", "outcomes.opened"]
    )


@pytest.mark.parametrize("make", [thanks, topic, page])
def test_a_second_try_is_waited_for_too(cast, make):
    gone = make(cast)
    for event in Event.objects.filter(told=None, due__isnull=False):
        Hitch.objects.create(event=event, part="telling", next_at=now())
    Event.objects.update(told=now())
    during(work, gone)
    assert not Hitch.objects.exists()
