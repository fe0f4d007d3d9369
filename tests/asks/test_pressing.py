"""The order of the help list, as properties: what may pass what, and that waiting always counts."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

from hypothesis import given, settings
from hypothesis import strategies as st

from hallway.asks import pressing
from hallway.core.now import moved
from hallway.schooltime import clock

MONDAY = datetime(2026, 3, 2, 15, 0, tzinfo=UTC)
CALENDAR = clock.Calendar("America/Chicago", clock.DEFAULT_WEEK)
PRIORITIES = ["stopped", "wide", "usual"]
ANSWER = {"stopped": 60, "wide": 180, "usual": 510}  # school minutes, the default procedure's


def request(priority="usual", asked=0, nudges=0, escalated=False, deadline=None, known=False):
    """A request asked so many minutes after Monday, not yet answered; its promise by the default procedure."""
    opened = MONDAY + timedelta(minutes=asked)
    due = clock.after_minutes(CALENDAR, opened, ANSWER[priority])
    row = SimpleNamespace(
        status="open", teaching_stopped=priority == "stopped", emergency=False, affected="several" if priority == "wide" else "me",
        escalated_at=opened if escalated else None, deadline=deadline, nudges=nudges,
        known_issue=known, next_at=due, promised_at=due, closed_at=None, solved_at=None, calendar=CALENDAR, opened_at=opened,
        is_open=True, step="answer", is_unsaid=False, severity_said="", steps_above_usual=lambda: 0,
    )  # fmt: skip
    with moved(opened):
        pressing.settle(row)
    return row


minutes = st.integers(min_value=0, max_value=60 * 24 * 4)


@given(minutes, st.sampled_from(PRIORITIES), st.integers(1, 40))
def test_a_nudge_lifts_once_however_often(asked, priority, nudges):
    assert request(priority, asked, nudges).rank == request(priority, asked, 1).rank < request(priority, asked).rank


@given(minutes, st.integers(0, 5))
def test_a_nudge_never_passes_a_more_pressing_priority(asked, nudges):
    """Asked at the same moment, a nudged one stays below one that is a priority more pressing."""
    assert request("stopped", asked).rank < request("wide", asked, nudges=nudges).rank
    assert request("wide", asked).rank < request("usual", asked, nudges=nudges).rank


@given(minutes, minutes, st.sampled_from(PRIORITIES))
def test_who_asked_earlier_stands_higher(one, other, priority):
    early, late = sorted((one, other))
    assert request(priority, early).rank <= request(priority, late).rank


@given(minutes, st.sampled_from(PRIORITIES), st.integers(1, 10))
def test_quiet_requests_rise_past_the_pushy(asked, priority, nudges):
    """Somebody who nudges all the time passes a quiet one of the same priority by no more than two hours of waiting."""
    pushy = request(priority, asked + 24 * 60 * 3, nudges)
    quiet = request(priority, asked)
    assert quiet.rank < pushy.rank


@given(minutes, st.sampled_from(PRIORITIES), st.booleans(), st.booleans(), st.integers(0, 3))
@settings(max_examples=60)
def test_every_reason_is_said_and_the_sum_is_the_key(asked, priority, escalated, known, nudges):
    row = request(priority, asked, nudges, escalated, known=known)
    said = pressing.reasons_said(row.reasons, row.deadline)
    assert len(said) == len(row.reasons) == (priority != "usual") + escalated + known + bool(nudges)
    assert all(text for _name, text in said)
    assert row.next_at - row.rank == timedelta(minutes=sum(worth for _code, worth in row.reasons))
    assert said == pressing.reasons_said(sorted(row.reasons, key=lambda reason: -reason[1]), None)


@given(st.integers(0, 40))
def test_a_deadline_counts_when_it_is_near(days):
    day = MONDAY.date() + timedelta(days=days)
    counted = [code for code, _minutes in request(deadline=day).reasons]
    ahead = sum(clock.is_school_day(CALENDAR, MONDAY.date() + timedelta(days=n)) for n in range(1, days + 1))
    assert counted == (["deadline"] if ahead <= pressing.DEADLINE_DAYS else [])


def test_waiting_ones_carry_no_reasons():
    row = request("stopped", nudges=2)
    row.status = "waiting_you"
    pressing.settle(row)
    assert row.reasons == []
    assert row.rank == row.next_at
