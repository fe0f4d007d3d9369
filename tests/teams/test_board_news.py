"""Answers on a board are one line a topic in the bell and the daily mail, until they are read; taken back, the one before is told."""

from datetime import UTC, datetime, timedelta

import pytest

from hallway.core.now import moved, now
from hallway.delivery.digests import send_digests
from hallway.delivery.models import Notice, OutgoingMail
from hallway.delivery.working import deliver_events, tell
from hallway.history.models import Event
from hallway.teams.models import Concern, Topic

from ..meanwhile import during

TUESDAY = datetime(2026, 3, 3, 13, 30, tzinfo=UTC)  # after seven, where the school is


def news(member, **more):
    return Notice.objects.filter(event__kind="board.answered", member=member, **more).order_by("pk")


@pytest.fixture
def told(monday, topic):
    """Answer, and what follows is told; ``told(by, by, ...)`` answers in one go."""
    steps = iter(range(1, 100))

    def answer(*people):
        rows = [topic.answer(by=by, text=f"Answer {n}") for n, by in enumerate(people)]
        with monday.at(monday.instant + timedelta(minutes=next(steps))):
            deliver_events()
        return rows

    return answer


@pytest.mark.parametrize("at_once", [True, False])
def test_one_line_a_topic(monday, cast, team, topic, told, at_once):
    people = [cast.ivan, cast.olga, cast.ivan, cast.ivan]
    other = Topic.open(by=cast.tess, team=team, title="The copier")
    other.answer(by=cast.olga, text="It hums.")
    for each in [people] if at_once else [[by] for by in people]:
        told(*each)
    assert {each.event.root_id for each in news(cast.tess)} == {topic.pk, other.pk}
    assert news(cast.tess).count() == 2
    assert news(cast.tess, event__root_id=topic.pk).get().event.actor == cast.ivan, "the newest"
    assert news(cast.ivan).get().event.actor == cast.olga, "one's own answer is no news"
    with monday.at(TUESDAY):
        send_digests()
    mail = OutgoingMail.objects.get(member=cast.tess, subject__contains="news for you")
    assert mail.text.count("answered on the board") == 2


def test_what_was_read_stays_and_the_next_is_new(cast, topic, told):
    told(cast.ivan)
    Notice.read_about(by=cast.tess, root=topic)
    told(cast.olga)
    told(cast.ivan)
    assert [each.read_at is None for each in news(cast.tess)] == [False, True]


@pytest.mark.parametrize("how", ["taken back", "set aside"])
def test_without_the_newest_the_one_before_is_told(cast, topic, told, how):
    told(cast.ivan)
    (last,) = told(cast.olga)
    assert news(cast.tess).get().event.actor == cast.olga
    if how == "taken back":
        topic.take_back(by=cast.olga, message=last.pk)
    else:
        Concern.say(by=cast.tess, topic=topic, message=last.pk).set_aside(by=cast.lena)
    assert news(cast.tess, read_at=None).get().event.actor == cast.ivan
    assert not news(cast.ivan).exists(), "he wrote that one"


def test_what_was_read_before_is_not_told_again(cast, topic, told):
    told(cast.ivan)
    Notice.read_about(by=cast.tess, root=topic)
    (last,) = told(cast.olga)
    topic.take_back(by=cast.olga, message=last.pk)
    assert not news(cast.tess, read_at=None).exists()
    assert news(cast.tess).count() == 1


@pytest.mark.parametrize("newest", ["last", "first"])
@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_leave_one_line(cast, topic, newest):
    """Each tells one answer, and would not see the other's line."""
    topic.answer(by=cast.ivan, text="One"), topic.answer(by=cast.olga, text="Two")
    events = list(Event.objects.filter(kind="board.answered").order_by("pk" if newest == "last" else "-pk"))
    during(lambda: tell(events[0]), lambda: tell(events[1]))
    assert news(cast.tess).get().event.actor == cast.olga, "the newest, whoever was told of it last"
    assert news(cast.ivan).get().event.actor == cast.olga


@pytest.mark.django_db(transaction=True)
def test_taken_back_while_it_is_told(cast, topic):
    one, two = (topic.answer(by=by, text="Words") for by in (cast.ivan, cast.olga))
    tell(Event.objects.get(kind="board.answered", data__answer=one.pk))

    def work():
        with moved(now() + timedelta(minutes=1)):
            deliver_events()

    during(work, lambda: topic.take_back(by=cast.olga, message=two.pk))
    assert news(cast.tess).get().event.actor == cast.ivan


@pytest.mark.django_db(transaction=True)
def test_taken_back_while_the_one_before_is_told(cast, topic):
    two = [topic.answer(by=by, text="Words") for by in (cast.ivan, cast.olga)][1]
    first, last = Event.objects.filter(kind="board.answered").order_by("pk")
    tell(last)
    during(lambda: tell(first), lambda: topic.take_back(by=cast.olga, message=two.pk))
    assert news(cast.tess).get().event.actor == cast.ivan
