"""A request under a procedure with a matrix: asked in plain words, promised before sending, corrected, and come by mail."""

import re
import uuid
from datetime import date

import pytest
from msgspec.structs import replace
from tests.procedures.test_matrix import SMALL, TERMS

from hallway.asks.models import Ask
from hallway.core.verb import HALLWAY
from hallway.procedures.models import Procedure
from hallway.procedures.terms import Question


@pytest.fixture
def matrix(cast, monday):
    """At Oak the small matrix is in force; Elm has the fresh district's rules."""
    draft = Procedure.draft(by=cast.ada, campus=cast.oak)
    draft.revise(by=cast.ada, terms=TERMS)
    draft.publish(by=cast.ada)
    return draft


def said(**more):
    return {"key": str(uuid.uuid4()), "line": "No picture", "room": "12"} | more


def opened(cast, **values):
    who = values.pop("who", cast.tess)
    return Ask.open(by=who, requester=who, campus=cast.oak, line="No picture", **values)


class TestAsking:
    def test_the_form_asks_in_the_procedures_words(self, cast, matrix, as_):
        page = as_(cast.tess).get("/asks/new/").content.decode()
        assert "Is teaching stopped right now?" in page
        assert page.index("Is teaching stopped right now?") < page.index("How bad is it?")
        assert "I can teach another way" in page
        assert "Like a dark projector" in page
        assert "I cannot teach" not in page, "the first question asks that already"
        assert 'name="affected"' not in page
        assert 'name="impact"' in page

    def test_elsewhere_the_form_is_as_it_was(self, cast, matrix, as_):
        page = as_(cast.emil).get("/asks/new/").content.decode()
        assert 'name="severity"' not in page
        assert 'name="affected"' in page

    def test_one_line_is_enough(self, cast, matrix, as_):
        """What the form has chosen beforehand, sent as it is."""
        form = as_(cast.tess).get("/asks/new/").context["form"]
        chosen = {name: form[name].value() for name in ("severity", "impact")}
        assert chosen == {"severity": "other", "impact": "one"}
        assert as_(cast.tess).post("/asks/new/", said(**chosen)).status_code == 303
        row = Ask.objects.get()
        assert (row.severity, row.impact, row.affected, row.priority.code) == ("other", "one", "me", "p3")

    def test_what_is_chosen_is_kept_and_decides(self, cast, matrix, as_):
        as_(cast.tess).post("/asks/new/", said(severity="other", impact="many"))
        row = Ask.objects.get()
        assert (row.severity, row.impact, row.affected, row.priority.code) == ("other", "many", "several", "p2")
        assert "several classes affected" in row.why()
        assert not row.is_unsaid

    def test_yes_says_how_bad_it_is(self, cast, matrix, as_):
        as_(cast.tess).post("/asks/new/", said(teaching_stopped="yes", severity="ask", impact="many"))
        row = Ask.objects.get()
        assert (row.teaching_stopped, row.severity, row.priority.code) == (True, "cannot", "p1")
        assert "teaching stopped now" in row.why()

    def test_words_of_another_matrix_are_told_and_nothing_is_lost(self, cast, matrix, as_):
        answer = as_(cast.tess).post("/asks/new/", said(severity="s9", detail="Since Friday"))
        assert answer.status_code == 422
        assert "the steps have other words" in answer.content.decode()
        assert "Since Friday" in answer.content.decode()

    def test_no_word_is_the_usual_and_says_so(self, cast, matrix, as_):
        assert as_(cast.tess).post("/asks/new/", said()).status_code == 303
        row = Ask.objects.get()
        assert (row.severity, row.impact, row.priority.code, row.is_unsaid) == ("", "", "p3", True)

    def test_who_is_affected_may_be_hidden_or_explained(self, cast, matrix, as_):
        for question, seen in ((Question("hidden"), False), (Question(hint="It decides how soon we come"), True)):
            draft = Procedure.draft(by=cast.ada, campus=cast.oak)
            draft.revise(by=cast.ada, terms=replace(TERMS, questions={"affected": question}))
            draft.publish(by=cast.ada)
            page = as_(cast.tess).get("/asks/new/").content.decode()
            assert ('name="impact"' in page) is seen
            assert ("It decides how soon we come" in page) is seen
            assert as_(cast.tess).post("/asks/new/", said(severity="other")).status_code == 303

    @pytest.mark.parametrize(
        ("chosen", "when"),
        [
            ({}, "Thursday 9:00"),
            ({"severity": "other", "impact": "many"}, "10:00"),
            ({"severity": "ask", "impact": "many"}, "Thursday 9:00"),
            ({"teaching_stopped": "yes", "severity": "ask"}, "10:00"),
            ({"teaching_stopped": "yes", "impact": "many"}, "9:15"),
            ({"severity": "x", "impact": "9" * 99}, "Thursday 9:00"),
        ],
    )
    def test_the_promise_before_sending(self, cast, matrix, as_, chosen, when):
        assert f"{when}</time>" in as_(cast.tess).get("/asks/new/promise/", chosen).content.decode()

    def test_the_steps_follow_campus_and_topic(self, cast, matrix, as_):
        own = Procedure.draft(by=cast.ada, campus=cast.oak, topic=cast.topic)
        steps = tuple(replace(one, name=f"{one.name}, by the projector") for one in SMALL.severities)
        own.revise(by=cast.ada, terms=replace(TERMS, matrix=replace(SMALL, severities=steps)))
        own.publish(by=cast.ada)
        client = as_(cast.tess)
        page = client.post(
            "/asks/new/questions/", {"topic": cast.topic.pk, "severity": "ask", "line": "x"}
        ).content.decode()
        assert "by the projector" in page
        assert 'hx-swap-oob="innerHTML:#ask-weight"' in page
        page = client.post("/asks/new/questions/", {"severity": "gone", "impact": "gone"}).content.decode()
        for name, usual in (("severity", "other"), ("impact", "one")):
            assert re.search(f'<input[^>]*name="{name}"[^>]*value="{usual}"[^>]*checked', page), page


class TestAfterwards:
    def test_the_helper_corrects_how_bad_it_is(self, cast, matrix, as_):
        row = opened(cast, severity="ask", impact="one")
        ivan, where = as_(row.holder), f"/asks/{row.pk}/triage/"
        page = ivan.get(where).content.decode()
        assert "It is a question" in page
        form = ivan.get(where).context["form"]
        sent = {name: form[name].value() for name in form.fields} | {"severity": "other", "impact": "many"}
        sent = {name: value for name, value in sent.items() if value not in (None, False)}
        assert ivan.post(where, sent).status_code == 303
        row.refresh_from_db()
        assert (row.severity, row.impact, row.affected, row.priority.code) == ("other", "many", "several", "p2")
        assert f"{row.promised_at:%H:%M}" == "16:00", "10:00 at Oak: more pressing, an earlier promise"

    @pytest.mark.parametrize(
        ("before", "change", "after"),
        [
            ({"severity": "ask"}, {"teaching_stopped": True}, (True, "cannot", "p2")),
            ({"teaching_stopped": True}, {"teaching_stopped": False}, (False, "", "p3")),
            ({"teaching_stopped": True}, {"teaching_stopped": False, "severity": "ask"}, (False, "ask", "p3")),
            ({"severity": "ask"}, {"severity": "cannot"}, (True, "cannot", "p2")),
            ({"severity": "ask"}, {"severity": "nonsense"}, (False, "", "p3")),
        ],
    )
    def test_stopped_and_its_step_agree(self, cast, matrix, before, change, after):
        row = opened(cast, **before)
        row.triage(by=row.holder, **change)
        assert (row.teaching_stopped, row.severity, row.priority.code) == after

    def test_the_reach_and_its_step_agree(self, cast, matrix):
        row = opened(cast, severity="other", impact="many")
        row.triage(by=row.holder, affected="me")
        assert (row.impact, row.reach_said, row.priority.code) == ("", "Only me", "p3")
        row.triage(by=row.holder, impact="many")
        assert (row.affected, row.reach_said) == ("several", "Several classes")

    def test_both_sides_read_it_in_plain_words(self, cast, matrix, as_):
        row = opened(cast, severity="ask", impact="many")
        for member in (cast.tess, row.holder):
            page = as_(member).get(row.get_absolute_url()).content.decode()
            assert "It is a question" in page
            assert "Several classes" in page

    def test_a_version_without_a_matrix_keeps_no_steps(self, cast, monday):
        row = opened(cast, severity="ask", impact="many", affected="class")
        assert (row.severity, row.impact, row.affected, row.is_unsaid) == ("", "", "class", False)

    def test_a_deadline_raises_it(self, cast, matrix):
        assert opened(cast, severity="ask", deadline=date(2026, 3, 3)).priority.code == "p2"

    def test_sent_twice_is_one_and_other_steps_are_other_words(self, cast, matrix):
        from hallway.core.verb import Refused

        key = uuid.uuid4()
        assert opened(cast, key=key, severity="ask") == opened(cast, key=key, severity="ask")
        with pytest.raises(Refused):
            opened(cast, key=key, severity="other")


class TestUnsaid:
    @pytest.mark.parametrize("through", ["mail", "capture"])
    def test_it_counts_as_usual_and_the_reasons_name_it(self, cast, matrix, as_, through):
        row = Ask.open(by=HALLWAY, requester=cast.tess, campus=cast.oak, line="Help", through=through)
        assert (row.severity, row.priority.code) == ("", "p3")
        assert "taken as “I can teach another way”: nobody said how bad it is" in row.why()
        assert "nobody said how bad it is" in as_(row.holder).get("/asks/").content.decode()
        row.triage(by=row.holder, severity="ask")
        assert not any("nobody said" in reason for reason in row.why())

    def test_it_stands_where_it_would_stand(self, cast, matrix):
        quiet, told = opened(cast), opened(cast, severity="other")
        assert (quiet.is_unsaid, told.is_unsaid) == (True, False)
        assert quiet.rank == told.rank, "the words weigh nothing"

    def test_stopped_or_an_emergency_says_it(self, cast, matrix):
        assert not opened(cast, teaching_stopped=True).is_unsaid


class TestSimulator:
    WHERE = "/asks/simulator/"

    def try_it(self, client, **values):
        return client.get(self.WHERE, {"who": "teacher", **values})

    @pytest.mark.parametrize(
        ("values", "priority"),
        [
            ({}, "In time"),
            ({"severity": "other", "impact": "many"}, "Soon"),
            ({"severity": "ask", "impact": "many"}, "In time"),
            ({"severity": "ask", "impact": "many", "stopped": "on"}, "At once"),
            ({"severity": "of elm", "impact": "of elm"}, "In time"),
        ],
    )
    def test_it_asks_the_same_steps(self, cast, matrix, as_, values, priority):
        page = self.try_it(as_(cast.dora), campus=cast.oak.pk, impact=values.pop("impact", "one"), **values)
        assert page.status_code == 200
        assert page.context["found"]["priority"].name == priority

    def test_the_steps_are_of_the_campus_or_the_tried_version(self, cast, matrix, as_):
        client = as_(cast.dora)
        assert "severity" not in self.try_it(client, campus=cast.elm.pk, affected="me").context["form"].fields
        draft = Procedure.draft(by=cast.ada, campus=cast.elm)
        draft.revise(by=cast.ada, terms=TERMS)
        tried = self.try_it(client, campus=cast.elm.pk, version=draft.pk, impact="many")
        assert tried.context["found"]["priority"].name == "Soon"
