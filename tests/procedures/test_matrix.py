"""A matrix of how bad it is × whom it reaches: what it says, what it refuses, and how it travels in a file."""

import tomllib

import pytest
from msgspec.structs import replace

from hallway.procedures.comparing import differences
from hallway.procedures.matrix import Impact, Matrix, Severity
from hallway.procedures.models import Procedure
from hallway.procedures.sharing import example, file_of, shared_of
from hallway.procedures.terms import Priority, Rule, Terms, Unclear, read_terms

SMALL = Matrix(
    severities=(
        Severity("cannot", "I cannot teach"),
        Severity("other", "I can teach another way", "Like a dark projector"),
        Severity("ask", "It is a question"),
    ),
    impacts=(Impact("one", "Only me"), Impact("many", "Several classes", "several")),
    cells={
        "cannot": {"one": "p2", "many": "p1"},
        "other": {"one": "p3", "many": "p2"},
        "ask": {"one": "p3", "many": "p3"},
    },
    stopped="cannot",
    usual="other",
)
TERMS = Terms(
    priorities=(
        Priority("p1", "At once", "15 minutes", "", "4 hours"),
        Priority("p2", "Soon", "1 hour"),
        Priority("p3", "In time", "3 days"),
    ),
    rules=(Rule("p2", deadline_days=1),),
    matrix=SMALL,
)


def code(**said):
    return TERMS.priority_of(**({"stopped": False, "affected": "me"} | said)).code


def test_each_cell_counts():
    for severity, row in SMALL.cells.items():
        for impact, priority in row.items():
            if severity != "cannot":
                reach = {"one": "me", "many": "several"}[impact]
                assert code(severity=severity, impact=impact, affected=reach) == priority


def test_stopped_teaching_says_how_bad_it_is():
    assert code(stopped=True, severity="ask") == "p2"
    assert code(stopped=True, affected="several") == "p1"


def test_who_says_nothing_is_usual():
    assert code() == "p3"
    assert code(affected="several") == "p2"
    assert code(severity="of another matrix", impact="too", affected="several") == "p2"


@pytest.mark.parametrize(("reach", "step"), [("me", "one"), ("class", "many"), ("several", "many"), ("campus", "many")])
def test_a_reach_without_a_step_of_its_own_counts_as_the_next_wider(reach, step):
    assert SMALL.impact("", reach).code == step


def test_of_two_steps_that_reach_as_far_the_one_that_was_said_counts():
    wide = replace(SMALL, impacts=(*SMALL.impacts, Impact("all", "The district", "several")))
    assert wide.impact("all", "several").code == "all"
    assert wide.impact("", "several").code == "many"
    assert wide.impact("all", "me").code == "one", "corrected since"


def test_a_rule_beside_it_raises_and_never_lowers():
    assert code(deadline_days=1) == "p2"
    assert code(deadline_days=2) == "p3"
    assert code(stopped=True, affected="several", deadline_days=1) == "p1"


def cells(**changed):
    return {"cells": {name: {**row} for name, row in SMALL.cells.items()} | changed}


WRONG = [
    ({"severities": SMALL.severities[:1]}, "two to six steps of how bad"),
    ({"severities": tuple(Severity(f"s{n}", "Bad") for n in range(7))}, "two to six steps of how bad"),
    ({"impacts": SMALL.impacts[:1]}, "two to six steps of whom"),
    ({"severities": (*SMALL.severities, Severity("ask", "Again"))}, "how bad it is have the same short name"),
    ({"impacts": (*SMALL.impacts, Impact("many", "Again", "campus"))}, "whom it reaches have the same short name"),
    ({"impacts": (SMALL.impacts[1], SMALL.impacts[0])}, "from the fewest to the most"),
    ({"severities": (*SMALL.severities[:2], Severity("ask", " "))}, "has no words"),
    ({"stopped": "gone"}, "“gone”, which is not on the list"),
    ({"usual": "gone"}, "“gone”, which is not on the list"),
    ({"usual": "cannot"}, "cannot be what counts when nobody says"),
    (cells(ask={"one": "p3"}), "“It is a question” is for “Several classes”"),
    (cells(ask={"one": "p3", "many": "p9"}), "the priority “p9”"),
    (cells(ask={"one": "p3", "many": "p3", "all": "p3"}), "“all”, which is not on the list"),
    (cells(gone={"one": "p3", "many": "p3"}), "“gone”, which is not on the list"),
]


@pytest.mark.parametrize(("values", "told"), WRONG)
def test_what_does_not_hold_together_is_told_in_a_sentence(values, told):
    with pytest.raises(Unclear, match=told):
        read_terms(replace(TERMS, matrix=replace(SMALL, **values)).words())


def test_rules_beside_it_say_whom_they_raise():
    with pytest.raises(Unclear, match="so it says which"):
        read_terms(replace(TERMS, rules=(Rule("p1"),)).words())
    assert read_terms(replace(TERMS, rules=()).words()).rules == ()
    with pytest.raises(Unclear, match="at least one rule"):
        read_terms(replace(TERMS, rules=(), matrix=None).words())


def test_who_writes_a_matrix_need_not_write_rules():
    words = replace(TERMS, rules=()).words()
    del words["rules"]
    assert read_terms(words).rules == ()


def test_out_and_in_again(cast):
    row = Procedure.draft(by=cast.ada, campus=cast.oak)
    for terms in (TERMS, replace(TERMS, rules=())):
        row.revise(by=cast.ada, terms=terms)
        text = file_of([row])
        (back,) = shared_of(text)
        assert back.terms == terms
    assert tomllib.loads(text)["procedure"][0]["matrix"]["cells"]["cannot"] == {"one": "p2", "many": "p1"}


def test_a_mistake_in_a_file_is_told_with_its_line(cast):
    text = example("st_vrain").replace('s5 = { i5 = "p4", ', "s5 = { ")
    from hallway.procedures.sharing import Unreadable

    with pytest.raises(Unreadable, match=r"Procedure 1 \(line .*It is a question or a wish” is for “Only me”"):
        shared_of(text)


def test_what_differs_is_said_in_plain_words():
    new = replace(
        SMALL,
        severities=(SMALL.severities[0], Severity("other", "I can go on", "Like a dark projector"), SMALL.severities[2]),
        cells=cells(ask={"one": "p3", "many": "p2"})["cells"],
        usual="ask",
    )  # fmt: skip
    found = {
        line.label: (line.before, line.now)
        for part in differences(TERMS, replace(TERMS, matrix=new))
        for line in part.lines
    }
    assert found["How bad it is, 2"] == (
        "I can teach another way · Like a dark projector", "I can go on · Like a dark projector",
    )  # fmt: skip
    assert found["It is a question · Several classes"] == ("In time", "Soon")
    assert found["When nobody says how bad it is"] == ("I can teach another way", "It is a question")
    assert "It is a question · Only me" not in found
    assert len(found) == 3, "a step's new name is told once"


def test_a_role_that_cannot_file_is_told():
    with pytest.raises(Unclear, match="“admin” cannot send requests"):
        read_terms(replace(TERMS, filers=("admin",)).words())
