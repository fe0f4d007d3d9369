"""The ask form has only the questions that the procedure of its campus and topic asks; and the emergency door."""

import uuid

import pytest
from msgspec.structs import replace

from hallway.asks.models import Ask
from hallway.core.verb import HALLWAY, Denied, Refused
from hallway.delivery.models import Notice, OutgoingMail
from hallway.delivery.working import deliver_events
from hallway.procedures.models import Procedure, Topic
from hallway.procedures.terms import Emergency, Question, Terms

ASKS_MUCH = Terms(
    questions={
        "device_tag": Question("required", hint="On the lid.", good="LT-2041", bad="the grey one"),
        "deadline": Question("hidden"),
        "best_time": Question("required"),
    },
)


@pytest.fixture
def topic(cast, monday):
    """Laptops have a procedure of their own."""
    row = Topic.add(by=HALLWAY, name="Laptops", icon="laptop")
    draft = Procedure.draft(by=cast.ada, topic=row)
    draft.revise(by=cast.ada, terms=ASKS_MUCH)
    draft.publish(by=cast.ada)
    return row


def said(**more):
    return {"line": "It does not start", "key": str(uuid.uuid4()), "affected": "me", **more}


class TestTopic:
    def test_only_its_questions_with_examples(self, cast, topic, as_):
        tess = as_(cast.tess)
        usual = tess.get("/asks/new/").content.decode()
        page = tess.get(f"/asks/new/?topic={topic.pk}").content.decode()
        assert 'name="deadline"' in usual
        assert 'name="deadline"' not in page
        assert "On the lid. Good: “LT-2041”. Less helpful: “the grey one”." in page

    def test_what_is_needed_is_said_in_place_and_nothing_is_lost(self, cast, topic, as_):
        tess = as_(cast.tess)
        answer = tess.post("/asks/new/", said(topic=topic.pk, detail="Since Friday"))
        assert answer.status_code == 422
        page = answer.content.decode()
        assert page.count("Your help team needs this one to begin.") >= 2
        assert "Since Friday" in page
        whole = said(topic=topic.pk, device_tag="LT-2041", best_time="10:20", deadline="2026-03-20")
        assert tess.post("/asks/new/", whole).status_code == 303
        row = Ask.objects.get()
        assert (row.device_tag, row.best_time, row.deadline) == ("LT-2041", "10:20", None)

    def test_while_a_class_stands_still_nothing_more_is_needed(self, cast, topic, as_):
        answer = as_(cast.tess).post("/asks/new/", said(topic=topic.pk, teaching_stopped="yes"))
        assert answer.status_code == 303
        row = Ask.objects.get()
        assert (row.teaching_stopped, row.device_tag, row.best_time) == (True, "", "")

    def test_changing_the_topic_keeps_what_was_typed(self, cast, topic, as_):
        page = as_(cast.tess).post("/asks/new/questions/", {"topic": topic.pk, "best_time": "10:20"}).content.decode()
        assert 'value="10:20"' in page
        assert "Less helpful" in page
        assert "needs this one" not in page

    @pytest.mark.parametrize("bad", ["0", "x", "9" * 30, "-1", ""])
    def test_topics_that_are_none(self, cast, topic, as_, bad):
        tess = as_(cast.tess)
        assert tess.get("/asks/new/", {"topic": bad}).status_code == 200
        assert tess.post("/asks/new/questions/", {"topic": bad}).status_code == 200

    def test_the_prospect_is_of_the_topic(self, cast, topic, as_):
        Procedure.objects.filter(topic=topic).first()
        draft = Procedure.draft(by=cast.ada, topic=topic)
        stopped, wide, usual = draft.terms.priorities
        draft.revise(
            by=cast.ada, terms=replace(draft.terms, priorities=(stopped, wide, replace(usual, respond="3 days")))
        )
        draft.publish(by=cast.ada)
        page = as_(cast.tess).get("/asks/new/promise/", {"topic": topic.pk}).content.decode()
        assert "Thursday 9:00</time>" in page


DOOR = Emergency(
    phone="x5050",
    words="Smoke or water: leave the room first.",
    tell=("lead", "its", "office"),
    may=("contact", "lead"),
)


class TestEmergency:
    @pytest.fixture(autouse=True)
    def door(self, cast, monday):
        Procedure.newest().change(by=HALLWAY, terms=Terms(emergency=DOOR))

    def test_everybody_sees_the_phone_and_only_the_named_the_door(self, cast, as_):
        for member, door in ((cast.tess, False), (cast.cora, True), (cast.lena, True)):
            page = as_(member).get("/asks/new/").content.decode()
            assert "x5050" in page
            assert ('name="emergency"' in page) is door

    def test_it_fans_out_to_the_listed_by_every_channel(self, cast):
        for key in ("lena", "ivan", "opal"):
            from hallway.delivery.models import Choice

            Choice.objects.create(member=getattr(cast, key), group="ask.opened", how="off")
        row = Ask.open(by=cast.cora, requester=cast.cora, campus=cast.oak, line="Water on the rack", emergency=True)
        assert row.priority.code == "stopped"
        deliver_events()
        told = {n.member_id for n in Notice.objects.filter(event__kind="ask.emergency")}
        assert told == {cast.lena.pk, cast.ivan.pk, cast.opal.pk}
        mailed = set(OutgoingMail.objects.filter(event__kind="ask.emergency").values_list("to", flat=True))
        assert mailed == {cast.lena.email, cast.ivan.email, cast.opal.email}

    def test_others_are_told_kindly_to_phone(self, cast):
        with pytest.raises(Refused):
            Ask.open(by=cast.tess, requester=cast.tess, campus=cast.oak, line="Smoke", emergency=True)
        with pytest.raises(Denied):
            Ask.open(by=cast.gone, requester=cast.tess, campus=cast.oak, line="Smoke", emergency=True)
