"""A made-up request: where it goes, by when and why; nothing is kept."""

import pytest

from hallway.asks.models import Ask
from hallway.core.verb import HALLWAY
from hallway.history.models import Event
from hallway.procedures.models import Procedure
from hallway.procedures.terms import Door, Escalation, Priority, Rule, Terms

CONROE = Terms(
    doors=(Door("first_contact"), Door("its"), Door("district")),
    escalations=(Escalation("contact_asks", to="district"),),
    priorities=(Priority("high", "High", respond="100 minutes"), Priority("low", "Low", respond="2 days")),
    rules=(Rule("high", stopped=True), Rule("low")),
)


def words(answer):
    import re

    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


@pytest.fixture
def asked(cast):
    return {"who": "teacher", "campus": cast.oak.pk, "topic": cast.topic.pk, "affected": "me"}


def test_a_teacher_at_oak_projector_teaching_stopped(cast, as_, asked, monday):
    Procedure.newest().change(by=HALLWAY, terms=CONROE)
    before = Event.objects.count()
    said = words(as_(cast.dora).get("/asks/simulator/", asked | {"stopped": "on"}))
    assert "It goes to Cora Cole" in said
    assert "Cora is the first contact at your campus." in said
    assert "Cora answers by today 10:40 ." in said
    assert (Ask.objects.count(), Event.objects.count()) == (0, before)


def test_the_first_contact_goes_one_door_further(cast, as_, asked, monday):
    Procedure.newest().change(by=HALLWAY, terms=CONROE)
    said = words(as_(cast.dora).get("/asks/simulator/", asked | {"who": "contact"}))
    assert "It goes to Dora Diaz" in said
    assert "The first contact: asked for it, so it goes one door further" in said


def test_a_draft_is_tried_before_it_counts(cast, as_, asked, monday):
    draft = Procedure.draft(by=cast.ada, campus=cast.oak)
    draft.revise(by=cast.ada, terms=CONROE)
    ada = as_(cast.ada)
    assert "It goes to Iván Núñez" in words(ada.get("/asks/simulator/", asked))
    assert "It goes to Cora Cole" in words(ada.get("/asks/simulator/", asked | {"version": draft.pk}))


def test_on_another_day(cast, as_, asked, monday):
    said = words(as_(cast.ada).get("/asks/simulator/", asked | {"at": "2026-03-07T10:00"}))
    assert "It goes to Iván Núñez" in said
    assert "Iván is the next one at your campus." in said
    assert "Iván answers by Monday 4:00 pm ." in said


@pytest.mark.parametrize(
    "bad",
    [
        {"campus": "x"},
        {"who": "king"},
        {"affected": ""},
        {"deadline": "soon"},
        {"at": "0001-01-01T00:00"},
        {"topic": "9" * 20},
    ],
)
def test_bad_words_get_a_sentence(cast, as_, asked, bad):
    assert as_(cast.ada).get("/asks/simulator/", asked | bad).status_code == 422


@pytest.mark.parametrize("version", ["x", "0", "9" * 40, "-1"])
def test_a_version_that_is_none(cast, as_, asked, version):
    assert as_(cast.ada).get("/asks/simulator/", asked | {"version": version}).status_code == 404
