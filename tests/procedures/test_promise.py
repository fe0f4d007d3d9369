"""Topics and what is promised: versions, who may, and the pages."""

import pytest

from hallway.core.verb import Denied, Refused
from hallway.procedures.models import Procedure, Topic

EVERYBODY = ["tess", "emil", "ivan", "kim", "lena", "ed", "opal", "cora", "dora", "ada"]
MAY = {"dora", "ada"}
VERBS = {
    "add": lambda c, by: Topic.add(by=by, name="Printers"),
    "change topic": lambda c, by: c.topic.change(by=by, hint="No picture"),
    "change procedure": lambda c, by: Procedure.in_force().change(by=by, step_days=4),
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
    fresh = Procedure.in_force().change(by=cast.ada, answer_usual=120)
    assert fresh.version == before.procedure.version + 1
    before.refresh_from_db()
    assert before.procedure.answer_usual == 510
    assert ask(line="Another").procedure == fresh


def test_the_same_again_is_no_new_version(cast):
    now = Procedure.in_force()
    assert now.change(by=cast.ada, step_days=now.step_days) == now
    assert Procedure.objects.count() == 1


def test_two_at_once_the_second_looks_again(cast):
    one, two = Procedure.in_force(), Procedure.in_force()
    one.change(by=cast.ada, step_days=4)
    with pytest.raises(Refused):
        two.change(by=cast.dora, step_days=7)


def promised(**change):
    now = Procedure.in_force()
    names = ["answer_stopped", "answer_wide", "answer_usual", "step_days", "nudge_after_days", "nudge_every_days",
             "remind_after_days", "close_after_days", "reopen_within_days"]  # fmt: skip
    return {name: getattr(now, name) for name in names} | change


def test_the_promise_by_the_page(cast, as_):
    client = as_(cast.dora)
    assert client.post("/settings/procedure/", promised(answer_stopped=30, close_after_days=6)).status_code == 303
    assert (Procedure.in_force().answer_stopped, Procedure.in_force().version) == (30, 2)
    for wrong in (
        {"answer_stopped": 240},
        {"step_days": 0},
        {"step_days": -1},
        {"close_after_days": 10**9},
        {"answer_usual": "x"},
    ):
        assert client.post("/settings/procedure/", promised(**wrong)).status_code == 422, wrong
    assert as_(cast.opal).post("/settings/procedure/", promised(step_days=5)).status_code == 403


def test_an_odd_time_that_is_in_force_stays_to_be_chosen(cast, as_):
    Procedure.in_force().change(by=cast.ada, answer_stopped=47)
    assert "47 school minutes" in as_(cast.ada).get("/settings/procedure/").content.decode()


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
