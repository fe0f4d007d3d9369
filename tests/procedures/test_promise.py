"""Topics and what is promised: versions, who may, and the pages."""

from datetime import timedelta

import pytest
from msgspec.structs import replace

from hallway.core import kept
from hallway.core.verb import Denied, Refused
from hallway.procedures.forms import ProcedureForm
from hallway.procedures.models import Procedure, Topic


def altered(answer="", **values):
    """What is in force, with some of it otherwise. ``answer``: the usual answer's time."""
    terms = Procedure.in_force().terms
    if answer:
        values["priorities"] = (*terms.priorities[:-1], replace(terms.priorities[-1], respond=answer))
    return replace(terms, **values)


EVERYBODY = ["tess", "emil", "ivan", "kim", "lena", "ed", "opal", "cora", "dora", "ada"]
MAY = {"dora", "ada"}
VERBS = {
    "add": lambda c, by: Topic.add(by=by, name="Printers"),
    "change topic": lambda c, by: c.topic.change(by=by, hint="No picture"),
    "draft": lambda c, by: Procedure.draft(by=by, campus=c.oak),
    "change procedure": lambda c, by: Procedure.in_force().change(by=by, terms=altered(step_days=4)),
}


@pytest.mark.parametrize("name", VERBS)
def test_who_may(cast, name):
    for key in EVERYBODY:
        if key in MAY:
            VERBS[name](cast, getattr(cast, key))
        else:
            with pytest.raises(Denied):
                VERBS[name](cast, getattr(cast, key))


def test_a_change_is_a_new_version_and_older_requests_keep_theirs(cast, ask):
    before = ask()
    fresh = Procedure.in_force().change(by=cast.ada, terms=altered("120 minutes"))
    assert fresh.version == before.procedure.version + 1
    before.refresh_from_db()
    assert before.procedure.terms.priority("usual").respond == "510 minutes"
    assert ask(line="Another").procedure == fresh


def test_the_same_again_is_no_new_version(cast):
    now = Procedure.in_force()
    assert now.change(by=cast.ada, terms=altered()) == now
    assert Procedure.objects.count() == 1


def test_a_draft_is_written_published_from_a_day_and_only_then_in_force(cast, monday):
    draft = Procedure.draft(by=cast.dora, campus=cast.oak)
    assert Procedure.draft(by=cast.ada, campus=cast.oak) == draft
    assert Procedure.in_force(cast.oak).campus is None
    draft.revise(by=cast.dora, terms=altered(step_days=7))
    draft.publish(by=cast.dora, since=monday.instant + timedelta(days=3))
    assert Procedure.in_force(cast.oak).terms.step_days == 2
    with monday.at(monday.instant + timedelta(days=3)):
        assert Procedure.in_force(cast.oak) == draft
        assert Procedure.in_force(cast.oak).terms.step_days == 7
        assert Procedure.in_force(cast.elm).campus is None
    for late in (lambda: draft.revise(by=cast.dora, terms=altered()), lambda: draft.discard(by=cast.dora)):
        with pytest.raises(Refused):
            late()
    draft.publish(by=cast.dora)
    assert draft.since == monday.instant + timedelta(days=3)


def test_a_draft_can_be_thrown_away(cast):
    draft = Procedure.draft(by=cast.ada, campus=cast.oak)
    draft.discard(by=cast.ada)
    assert not Procedure.objects.filter(campus=cast.oak).exists()


def test_several_begin_the_same_draft_at_once(cast, transactional_db):
    from concurrent.futures import ThreadPoolExecutor
    from threading import Barrier

    from django.db import connection

    together = Barrier(4)

    def begin(_number):
        try:
            together.wait(10)
            return Procedure.draft(by=cast.ada, campus=cast.oak).pk
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        assert len(set(pool.map(begin, range(4)))) == 1


def test_the_closest_procedure_wins(cast, monday):
    """Of the campus before the district's, then of the topic, then of the role."""
    made = {}
    for campus in (None, cast.oak):
        for topic in (None, cast.topic):
            for role in ("", "lead"):
                if campus or topic or role:
                    draft = Procedure.draft(by=cast.ada, campus=campus, topic=topic, role=role)
                    draft.publish(by=cast.ada)
                    made[campus, topic, role] = draft
    made[None, None, ""] = Procedure.newest()
    for key, row in made.items():
        assert Procedure.in_force(*key) == row
    made[cast.oak, cast.topic, "lead"].delete()
    kept.clear()
    assert Procedure.in_force(cast.oak, cast.topic, "lead") == made[cast.oak, cast.topic, ""]
    assert Procedure.in_force(cast.elm, cast.topic, "teacher") == made[None, cast.topic, ""]


def test_two_at_once_the_second_looks_again(cast):
    one, two = Procedure.in_force(), Procedure.in_force()
    one.change(by=cast.ada, terms=altered(step_days=4))
    with pytest.raises(Refused):
        two.change(by=cast.dora, terms=altered(step_days=7))


def promised(**change):
    form = ProcedureForm(terms=Procedure.in_force().terms)
    return {name: field.initial for name, field in form.fields.items()} | change


def test_the_promise_by_the_page(cast, as_):
    client = as_(cast.dora)
    assert (
        client.post("/settings/procedure/", promised(answer_stopped="30 minutes", close_after_days=6)).status_code
        == 303
    )
    now = Procedure.in_force()
    assert (now.terms.priority("stopped").respond, now.terms.waiting.close_days, now.version) == ("30 minutes", 6, 2)
    for wrong in (
        {"answer_stopped": "240 minutes"},
        {"step_days": 0},
        {"step_days": -1},
        {"close_after_days": 10**9},
        {"answer_usual": "x"},
    ):
        assert client.post("/settings/procedure/", promised(**wrong)).status_code == 422, wrong
    assert as_(cast.opal).post("/settings/procedure/", promised(step_days=5)).status_code == 403


def test_an_odd_time_that_is_in_force_stays_to_be_chosen(cast, as_):
    Procedure.in_force().change(by=cast.ada, terms=altered("547 minutes"))
    assert "547 minutes" in as_(cast.ada).get("/settings/procedure/").content.decode()


def test_topics_by_the_page(cast, as_):
    client = as_(cast.ada)
    new = {"name": "Printers", "hint": "Paper, toner", "icon": "printer", "order": 5}
    assert client.post("/settings/topics/add/", new).status_code == 303
    topic = Topic.objects.get(name="Printers")
    assert client.post(f"/settings/topics/{topic.pk}/", new | {"name": "Printing", "enabled": ""}).status_code == 303
    topic.refresh_from_db()
    assert (topic.name, topic.enabled) == ("Printing", False)
    assert client.post("/settings/topics/add/", new | {"name": "Printing"}).status_code == 422
    assert client.post("/settings/topics/add/", new | {"icon": "../../etc"}).status_code == 422
    assert as_(cast.tess).post("/settings/topics/add/", new).status_code == 403
