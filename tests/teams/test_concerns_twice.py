"""Two of a circle hand on the same entry, or after it was set aside: it stays one matter, decided once, that can always be undone."""

from datetime import timedelta

import pytest

from hallway.core.verb import Refused
from hallway.delivery.models import Notice
from hallway.delivery.working import deliver_events
from hallway.privacy.models import Erasure
from hallway.teams.models import Concern, Topic
from hallway.teams.views import concerns as pages

UGLY = "xylozebra"


@pytest.fixture
def answer(cast, topic):
    return topic.answer(by=cast.olga, text=UGLY)


@pytest.fixture
def two(cast, topic, answer):
    return [Concern.say(by=by, topic=topic, message=answer.pk) for by in (cast.tess, cast.ivan)]


def test_both_are_erased(cast, two):
    for member in (cast.tess, cast.ivan):
        Erasure.carry_out(by=cast.ada, member=member, reason="asked for")
    assert list(Concern.objects.values_list("by", flat=True)) == [None, None]


def test_both_hear_what_became_of_it(monday, cast, two):
    two[0].set_aside(by=cast.lena)
    with monday.at(monday.instant + timedelta(minutes=1)):
        deliver_events()
    told = Notice.objects.filter(event__kind="concern.decided").values_list("member__name", flat=True)
    assert sorted(told) == sorted([cast.tess.name, cast.ivan.name])


def test_handed_on_from_an_old_window_after_it_was_set_aside(cast, topic, answer):
    Concern.say(by=cast.tess, topic=topic, message=answer.pk).set_aside(by=cast.lena)
    with pytest.raises(Refused):
        Concern.say(by=cast.ivan, topic=topic, message=answer.pk)


def test_one_that_came_at_the_same_moment_puts_it_back_too(cast, topic, answer):
    Concern.say(by=cast.tess, topic=topic, message=answer.pk).set_aside(by=cast.lena)
    late = Concern.objects.create(topic=topic, message=answer, author=cast.olga, by=cast.ivan)
    late.let_stand(by=cast.lena)
    answer.refresh_from_db()
    assert answer.kind == "reply", "what stands is read by the team"


def test_what_waits_stands_before_what_was_decided(cast, team, as_, monkeypatch):
    monkeypatch.setattr(pages, "SHOWN", 2)
    for title in ("One", "Two"):
        Concern.say(by=cast.ivan, topic=Topic.open(by=cast.tess, team=team, title=title)).let_stand(by=cast.lena)
    Concern.say(by=cast.ivan, topic=Topic.open(by=cast.tess, team=team, title="Three"))
    assert "waits for you" in as_(cast.lena).get("/teams/concerns/").content.decode()
