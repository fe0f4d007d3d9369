"""The ask form asks little: what is known is filled in or one tap away, and what is wanted fits into the one line."""

import re
import uuid

import pytest

from hallway.asks.models import Ask
from hallway.core.verb import HALLWAY
from hallway.people.models import Device
from hallway.procedures.models import Procedure
from hallway.procedures.sharing import example, shared_of
from hallway.procedures.terms import Terms


def said(**more):
    return {"line": "No input signal since Monday", "key": str(uuid.uuid4()), "room": "12", **more}


@pytest.fixture
def strict(cast, monday):
    """Bartlesville's procedure, which wants the room, the device, the words on the screen and a time."""
    (shared,) = shared_of(example("bartlesville"))
    draft = Procedure.draft(by=cast.ada, **shared.of)
    draft.revise(by=cast.ada, terms=shared.terms)
    draft.publish(by=cast.ada)


@pytest.fixture
def projector(cast):
    Device.add(by=HALLWAY, campus=cast.oak, room=cast.elm_room, tag="ELM-1", model="Printer")
    return Device.add(by=HALLWAY, campus=cast.oak, room=cast.room, tag="OAK-7", model="Projector")


def test_the_room_s_devices_are_tiles(cast, strict, projector, as_):
    tess = as_(cast.tess)
    page = tess.get("/asks/new/").content.decode()
    assert "Projector · OAK-7" in page
    assert "ELM-1" not in page
    assert tess.post("/asks/new/", said(device="OAK-7", best_time="10:20")).status_code == 303
    assert Ask.objects.get().device_tag == "OAK-7"


def test_a_tag_that_is_typed_counts_more_and_none_is_told(cast, strict, projector, as_):
    tess = as_(cast.tess)
    assert tess.post("/asks/new/", said(device="OAK-7", device_tag="LT-9", best_time="10:20")).status_code == 303
    assert Ask.objects.get().device_tag == "LT-9"
    assert tess.post("/asks/new/", said(device="", best_time="10:20")).status_code == 422
    assert tess.post("/asks/new/", said(device="ELM-1", best_time="10:20")).status_code == 422, "not in her room"


def test_no_tiles_where_no_device_is_asked_or_known(cast, strict, as_):
    assert 'name="device"' not in as_(cast.tess).get("/asks/new/").content.decode()


def test_one_line_says_what_is_wanted(cast, strict, projector, as_):
    tess = as_(cast.tess)
    page = tess.get("/asks/new/").content.decode()
    assert 'id="ask-line-hint">The exact words on the screen. Good: “No input signal, since Monday”.' in page
    short = tess.post("/asks/new/", said(line="does not work", device="OAK-7", best_time="10:20"))
    assert short.status_code == 422
    assert "Say a little more" in short.content.decode()
    more = said(line="does not work", detail="No input signal", device="OAK-7", best_time="10:20")
    assert tess.post("/asks/new/", more).status_code == 303


def test_the_best_time_of_the_last_request_is_there_again(cast, strict, projector, as_):
    tess = as_(cast.tess)
    assert 'value="10:20, at PE"' not in tess.get("/asks/new/").content.decode()
    tess.post("/asks/new/", said(device="OAK-7", best_time="10:20, at PE"))
    assert 'value="10:20, at PE"' in tess.get("/asks/new/").content.decode()
    assert 'value="10:20, at PE"' not in as_(cast.olga).get("/asks/new/").content.decode()


def test_a_time_that_need_not_be_said_is_not_said_again(cast, monday, as_):
    tess = as_(cast.tess)
    tess.post("/asks/new/", said(best_time="10:20, at PE"))
    assert "10:20, at PE" not in tess.get("/asks/new/").content.decode()


def test_what_a_topic_changes_comes_in_its_places(cast, strict, projector, as_):
    part = as_(cast.tess).post("/asks/new/questions/", {"line": "x"}).content.decode()
    assert '<div hx-swap-oob="innerHTML:#ask-needed">' in part
    assert "Projector · OAK-7" in part
    assert "The exact words on the screen." in part


def test_the_promise_stands_by_the_button(cast, strict, as_):
    tess = as_(cast.tess)
    assert 'id="ask-by">Cora answers by' in tess.get("/asks/new/").content.decode()
    part = tess.get("/asks/new/promise/", {"teaching_stopped": "yes"}).content.decode()
    assert '"innerHTML:#ask-by">Cora answers by' in part
    assert "10:00" in part


@pytest.mark.parametrize(("who", "words"), [("tess", "Send to the help team<"), ("dora", "Send to the help team at ")])
def test_the_button_names_the_campus_where_there_is_a_choice(cast, monday, as_, who, words):
    page = as_(getattr(cast, who)).get("/asks/new/").content.decode()
    assert words in page.replace("</span>", "<")


def test_the_same_questions_are_not_sent_again(cast, strict, projector, as_):
    """What somebody is just writing into one of them must not be taken from under their thumb."""
    tess = as_(cast.tess)
    mark = re.search(r'name="asked" value="(\w+)"', tess.get("/asks/new/").content.decode())[1]
    assert tess.post("/asks/new/questions/", {"topic": cast.topic.pk, "asked": mark}).status_code == 204
    draft = Procedure.draft(by=cast.ada, topic=cast.topic)
    draft.revise(by=cast.ada, terms=Terms())
    draft.publish(by=cast.ada)
    assert tess.post("/asks/new/questions/", {"topic": cast.topic.pk, "asked": mark}).status_code == 200
