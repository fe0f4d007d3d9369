"""What differs: only between what a feed says and what it said when somebody let it, and never against a person's own hand."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from hallway.schooltime.clock import DEFAULT_WEEK, Calendar, Special
from hallway.schooltime.daytypes import ALL, Look
from hallway.schooltime.differing import looks, marked, told

TODAY = date(2026, 9, 1)
MON, TUE = date(2026, 9, 7), date(2026, 9, 8)
HOLIDAY = ["holiday", "Labor Day", ""]


def here(own):
    special = {day: Special((), look.type, look.letter, look.label) for day, look in own.items()}
    return Calendar("America/Chicago", DEFAULT_WEEK, special=special)


def differ(says, taken=None, own=None):
    own = own or {}
    return looks(
        {day.isoformat(): said for day, said in says.items()}, here(own), own,
        {day.isoformat(): said for day, said in (taken or {}).items()}, TODAY,
    )  # fmt: skip


def test_added_changed_gone():
    brought = {MON: Look("holiday", "", "Labor Day"), TUE: Look("early_release", "B", "")}
    taken = {MON: HOLIDAY, TUE: ["early_release", "", "B"]}
    assert differ(taken, taken, brought) == {}
    assert differ(taken) == {MON: Look("holiday", "", "Labor Day"), TUE: Look("early_release", "B")}
    assert differ({TUE: taken[TUE]}, taken, brought) == {MON: None}
    assert differ({MON: HOLIDAY, TUE: ["", "", "B"]}, taken, brought) == {TUE: Look("instructional", "B")}
    assert differ({MON: HOLIDAY, TUE: ["early_release", "", ""]}, taken, brought) == {TUE: Look("early_release")}
    assert differ({MON: ["teacher_only", "Workday", ""], TUE: taken[TUE]}, taken, brought) == {
        MON: Look("teacher_only", "", "Workday")
    }


def test_what_people_changed_here_is_not_touched_when_the_feed_drops_it():
    assert differ({}, {MON: HOLIDAY}, {MON: Look("teacher_only", "", "Workday")}) == {}
    assert differ({}, {MON: HOLIDAY}) == {}
    assert differ({}, {TUE: ["", "", "B"]}, {TUE: Look(letter="A")}) == {}


def test_what_is_over_is_not_gone():
    past = date(2026, 8, 24)
    assert differ({}, {past: HOLIDAY}, {past: Look("holiday", "", "Labor Day")}) == {}


def test_the_bells_that_a_day_names_stay():
    assert differ({TUE: ["", "", "B"]}, None, {TUE: Look(letter="A", schedule=7)}) == {
        TUE: Look(letter="B", schedule=7)
    }
    assert differ({TUE: HOLIDAY}, None, {TUE: Look(letter="A", schedule=7)}) == {TUE: Look("holiday", "", "Labor Day")}


def test_counted_and_marked():
    says, taken = (
        {"2026-09-07": HOLIDAY, "2026-09-08": ["", "", "B"]},
        {"2026-09-08": ["", "", "A"], "2026-09-09": HOLIDAY},
    )
    days = {MON: Look(), TUE: Look(), date(2026, 9, 9): None}
    assert told(says, taken, days) == (1, 1, 1)
    assert marked(says, taken, days) == marked(says, taken, days)
    assert marked(says, taken, days) != marked(says, taken, {MON: Look()})
    assert marked(says, taken, {}) == ""


kinds = st.sampled_from(["", *(each.name for each in ALL)])
letters = st.sampled_from(["", "A", "B"])
said = st.tuples(kinds, letters).filter(any).map(lambda pair: [pair[0], "Day off" if pair[0] else "", pair[1]])
saying = st.dictionaries(st.dates(date(2026, 9, 2), date(2026, 9, 12)), said)


@settings(max_examples=80, deadline=None)
@given(saying, saying, saying)
def test_once_let_nothing_differs(first, second, by_hand):
    """Whatever stood here before: when somebody lets what is shown, the same feed has nothing more to say."""
    own = {day: Look(type or "instructional", letter, label) for day, (type, label, letter) in by_hand.items()}
    taken: dict = {}
    for says in (first, second):
        days = differ(says, taken, own)
        own = {day: look for day, look in (own | days).items() if look}
        taken = says
        assert differ(says, taken, own) == {}
        assert differ(says, {}, own) == {}, "nor does all of it"
