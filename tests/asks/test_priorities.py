"""A nudge lifts within its priority only, whatever a procedure's priorities hang on."""

from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.procedures.test_matrix import TERMS

from hallway.asks import pressing
from hallway.asks.models.weighing import Weighing
from hallway.core.now import moved
from hallway.procedures.terms import Priority, Rule, Terms
from hallway.schooltime import clock

MONDAY = datetime(2026, 3, 2, 15, 0, tzinfo=UTC)
CALENDAR = clock.Calendar("America/Chicago", clock.DEFAULT_WEEK)
BY_DEADLINE = Terms(
    priorities=tuple(Priority(code, code.upper(), respond="1 day") for code in ("now", "week", "fortnight", "usual")),
    rules=(
        Rule("now", stopped=True),
        Rule("week", deadline_days=5),
        Rule("fortnight", deadline_days=10),
        Rule("usual"),
    ),
)


class Row(Weighing):
    """A request without its rows: what the order reads."""

    status, emergency, is_open, step, known_issue, escalated_at = "open", False, True, "answer", False, None
    closed_at = solved_at = None
    calendar = CALENDAR

    def __init__(self, terms, affected="me", stopped=False, severity="", days=None, nudges=0):
        self.terms, self.affected, self.teaching_stopped, self.severity, self.impact = (
            terms,
            affected,
            stopped,
            severity,
            "",
        )
        self.deadline = (MONDAY + timedelta(days=days)).date() if days is not None else None
        self.nudges, self.next_at, self.promised_at = nudges, MONDAY + timedelta(days=1), MONDAY + timedelta(days=1)
        with moved(MONDAY):
            self.weigh("severity")
            pressing.settle(self)
            self.place = terms.priorities.index(self.priority)

    @property
    def plain_reasons(self):
        return {code for code, _minutes in self.reasons} - {"nudged", "pressing", "unsaid"}


severities = st.sampled_from(["", *(one.code for one in TERMS.matrix.severities)])
matrix_rows = st.builds(dict, affected=st.sampled_from(["me", "class", "several", "campus"]), severity=severities)
deadline_rows = st.builds(dict, days=st.none() | st.integers(0, 25), stopped=st.booleans())


def holds(terms, one, other, nudges):
    """Where nothing else tells two apart that are promised for the same moment, a nudge passes no higher priority."""
    quiet, pushy = Row(terms, **one), Row(terms, **other, nudges=nudges)
    if quiet.place < pushy.place and quiet.plain_reasons >= pushy.plain_reasons:
        assert quiet.rank < pushy.rank
    if one == other:
        assert pushy.rank < quiet.rank


@given(matrix_rows, matrix_rows, st.integers(1, 9))
@settings(max_examples=300)
def test_of_a_matrix(one, other, nudges):
    holds(TERMS, one, other, nudges)


@given(deadline_rows, deadline_rows, st.integers(1, 9))
@settings(max_examples=300)
def test_of_deadlines(one, other, nudges):
    holds(BY_DEADLINE, one, other, nudges)


def test_the_step_is_said():
    higher = Row(BY_DEADLINE, days=11)
    assert ("pressing", "more pressing than usual") in pressing.reasons_said(higher.reasons, higher.deadline)
    assert Row(BY_DEADLINE).reasons == []
    assert Row(Terms(), affected="several").reasons == [["wide", pressing.WORTH["wide"]]], "a fresh district needs none"
