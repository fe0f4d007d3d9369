"""The matrix on its page: begun from what the rules say, steps added and taken away, mistakes told, without script."""

import pytest
from msgspec.structs import replace

from hallway.procedures.models import Procedure
from hallway.procedures.terms import read_terms

from .test_editor import BASE, FULL, boxes, change, terms_of
from .test_matrix import SMALL, TERMS


@pytest.fixture
def draft(cast):
    row = Procedure.draft(by=cast.dora, campus=cast.oak)
    row.revise(by=cast.dora, terms=TERMS)
    return row


@pytest.fixture
def press(as_, cast, draft):
    """``press(act, **values)``: the page's boxes after a button inside the form."""
    client, where = as_(cast.ada), f"{BASE}{draft.pk}/edit/promises/"
    state = {}

    def go(act="", **values):
        state["sent"] = (state.get("sent") or boxes(client.get(where))) | values
        if act:
            answer = client.post(where, state["sent"] | {"do": act})
            assert answer.status_code == 200, answer.content.decode()
            state["sent"] = boxes(answer)
        return state["sent"]

    go.save = lambda: client.post(where, state["sent"])
    return go


def test_what_the_page_shows_comes_back_unchanged(cast, draft, as_):
    client, where = as_(cast.ada), f"{BASE}{draft.pk}/edit/promises/"
    sent = boxes(client.get(where))
    assert (sent["shape"], sent["pair.cannot.many"], sent["rules-n"]) == ("matrix", "p1", "1")
    assert client.post(where, sent).status_code == 303
    assert terms_of(draft) == TERMS


def test_each_box_is_kept(cast, draft, as_):
    values = {
        "severities-1-name": "I can go on", "severities-1-hint": "No sound", "impacts-1-affected": "campus",
        "pair.ask.many": "p1", "usual": "ask",
    }  # fmt: skip
    assert change(as_(cast.dora), draft, "promises", **values).status_code == 303
    matrix = terms_of(draft).matrix
    assert (matrix.severities[1].name, matrix.severities[1].hint) == ("I can go on", "No sound")
    assert (matrix.impacts[1].affected, matrix.cells["ask"]["many"], matrix.usual) == ("campus", "p1", "ask")


def test_steps_are_added_and_taken_away(draft, press):
    sent = press("severities:add", **{"severities-1-hint": "typed, not saved"})
    assert sent["severities-3-code"] == "s1"
    assert sent["pair.s1.one"] == "p3", "a new pair is the least pressing until somebody chooses"
    press("impacts:add", **{"severities-3-name": "A wish"})
    sent = press("impacts:remove:0", **{"impacts-2-name": "Everybody", "impacts-2-affected": "campus"})
    assert terms_of(draft) == TERMS, "a button inside the form saves nothing"
    sent = press("severities:up:2")
    assert [sent[f"severities-{n}-code"] for n in range(4)] == ["cannot", "ask", "other", "s1"]
    assert press.save().status_code == 303
    matrix = terms_of(draft).matrix
    assert [one.name for one in matrix.impacts] == ["Several classes", "Everybody"]
    assert matrix.severities[2].hint == "typed, not saved"
    assert matrix.cells["cannot"] == {"many": "p1", "i1": "p3"}


def test_a_step_that_was_named_and_is_gone_is_replaced(draft, press):
    sent = press("severities:remove:0")
    assert sent["stopped"] == "other"
    assert sent["usual"] == "other"
    assert press.save().status_code == 422, "they must differ"
    press(usual="ask")
    assert press.save().status_code == 303
    assert (terms_of(draft).matrix.stopped, terms_of(draft).matrix.usual) == ("other", "ask")


def test_no_more_than_six_steps(press):
    for _press in range(6):
        sent = press("severities:add")
    assert sent["severities-n"] == "6"


def test_it_begins_with_what_the_rules_say(cast, draft, press):
    Procedure.objects.get(pk=draft.pk).revise(by=cast.dora, terms=read_terms(FULL.words()))
    sent = press("shape:matrix")
    assert sent["shape"] == "matrix"
    assert press.save().status_code == 303
    now = terms_of(draft)
    assert [one.name for one in now.matrix.impacts] == [
        "Only me", "My class", "Several classes", "The whole school", "The district",
    ]  # fmt: skip
    for stopped in (True, False):
        for reach in ("me", "class", "several", "campus"):
            said = {"stopped": stopped, "affected": reach}
            assert now.priority_of(**said) == FULL.priority_of(**said)
    assert now.priority_of(stopped=False, affected="me", deadline_days=1).code == "p1"
    assert now.priority_of(stopped=False, affected="campus", severity="s3").code == "p3"


@pytest.mark.parametrize("shape", ["grid", "list"])
def test_and_back_to_the_first_question_alone(draft, press, shape):
    sent = press(f"shape:{shape}")
    assert sent["shape"] == shape
    assert press.save().status_code == 303
    now = terms_of(draft)
    assert now.matrix is None
    for stopped in (True, False):
        for reach in ("me", "class", "several", "campus"):
            said = {"stopped": stopped, "affected": reach}
            assert now.priority_of(**said).code == TERMS.priority_of(**said).code
    assert now.priority_of(stopped=False, affected="me", deadline_days=1).code == "p2"


WRONG = [
    ({"severities-0-name": " "}, "Write what a teacher would say."),
    ({"severities-n": "1", "usual": "cannot"}, "two to six steps of how bad"),
    ({"severities-n": "0"}, "Choose one."),
    ({"impacts-n": "1"}, "two to six steps of whom"),
    ({"impacts-0-affected": "campus"}, "from the fewest to the most"),
    ({"impacts-0-affected": "nobody"}, "impacts-0-affected"),
    ({"severities-1-code": "cannot", "usual": "ask"}, "same short name"),
    ({"severities-1-code": "NO.no"}, "needs another look"),
    ({"pair.ask.one": "p77"}, "pair.ask.one"),
    ({"pair.ask.one": ""}, "Choose one."),
    ({"usual": "cannot"}, "cannot be what counts when nobody says"),
    ({"rules-0-deadline_days": ""}, "so it says which"),
]


@pytest.mark.parametrize(("values", "told"), WRONG)
def test_a_mistake_is_told_and_nothing_is_lost(cast, draft, as_, values, told):
    answer = change(as_(cast.ada), draft, "promises", **values)
    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert terms_of(draft) == TERMS


def test_the_pages_show_it_as_a_table(cast, draft, as_):
    page = as_(cast.ivan).get(f"{BASE}{draft.pk}/").content.decode()
    assert page.count("<table") == 1
    assert "Like a dark projector" in page
    draft.publish(by=cast.ada)
    sheet = as_(cast.tess).get(f"/how/{cast.oak.pk}/").content.decode()
    for words in ("I can teach another way", "Several classes", "Like a dark projector"):
        assert words in sheet
    assert "I can teach another way" not in as_(cast.tess).get(f"/how/{cast.elm.pk}/").content.decode()


def test_one_that_does_not_fit_is_told_when_a_part_is_written(cast, draft):
    from hallway.procedures.terms import Unclear

    with pytest.raises(Unclear):
        draft.revise(by=cast.ada, matrix=replace(SMALL, usual="cannot"))
