"""Availability against a slow and obvious oracle, on days on which the clocks change too, and between time zones."""

import random
from datetime import UTC, date, datetime, time, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hallway.appointments.availability import slots, why_not
from hallway.appointments.offers import Asked, Guest, Override, OwnClass, Person, Place, Post, Taking, Terms, Window
from hallway.schooltime.clock import Calendar, Period, Special

from . import oracle

FRIDAY = {"spring": date(2026, 3, 6), "autumn": date(2026, 10, 30), "plain": date(2026, 4, 17)}
ZONES = ["America/Chicago", "America/Denver", "America/Phoenix", "America/New_York", "America/St_Johns"]
LABELS = ["First", "Second", "Third", "Lunch"]


def minute_of(day, hour=0):
    return int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp() // 60) + hour * 60


@st.composite
def spans(draw, most=2, long=(1, 8)):
    """Up to ``most`` spans of a day on the wall clock, ``long`` hours each; by night as often as by day."""
    found, edge = [], 0
    for _n in range(draw(st.integers(1, most))):
        a = edge + draw(st.integers(0, 60)) * 5
        b = a + draw(st.integers(long[0] * 12, long[1] * 12)) * 5
        if b >= 24 * 60:
            break
        found.append((time(a // 60, a % 60), time(b // 60, b % 60)))
        edge = b
    return tuple(found)


@st.composite
def periods(draw):
    found = []
    for label in LABELS[: draw(st.integers(0, 4))]:
        for a, b in draw(spans(most=3, long=(1, 3)))[-1:]:
            found.append(Period(a, b, label))
    return tuple(sorted(found, key=lambda p: (p.start, p.end)))


@st.composite
def calendars(draw, first):
    days = [first + timedelta(days=n) for n in range(-1, 5)]
    rung, special = draw(periods()), {}
    for day in draw(st.lists(st.sampled_from(days), max_size=3, unique=True)):
        kind = draw(st.sampled_from(["instructional", "instructional", "early_release", "holiday", "teacher_only"]))
        there = draw(spans()) if kind in ("instructional", "early_release") else ()
        special[day] = Special(there, kind, draw(st.sampled_from(["", "A", "B"])), "", draw(periods()) if there else ())
    usual, sunday = draw(spans()), draw(st.sampled_from([(), ((time(0, 30), time(5)), (time(9), time(20)))]))
    week = (*[usual] * 6, sunday)
    return Calendar(draw(st.sampled_from(ZONES)), week, special=special, periods=rung)


maybe_day = st.one_of(st.none(), st.sampled_from([d + timedelta(days=n) for d in FRIDAY.values() for n in range(4)]))


@st.composite
def worlds(draw):
    first = FRIDAY[draw(st.sampled_from(sorted(FRIDAY)))] + timedelta(days=draw(st.integers(0, 2)))
    last = first + timedelta(days=1)
    places = {pk: Place(pk, f"C{pk}", draw(calendars(first))) for pk in (1, 2)}
    near = [first + timedelta(days=n) for n in range(-1, 3)]
    at = st.integers(minute_of(first, -12), minute_of(last, 36))

    def takings(met):
        found = []
        for a in draw(st.lists(at, max_size=2)):
            found.append(
                Taking(
                    a, a + draw(st.integers(1, 90)), met and draw(st.booleans()), draw(st.sampled_from([None, 1, 2]))
                )
            )
        return tuple(found)

    busy = st.lists(at, max_size=2).map(lambda starts: tuple((a, a + 35) for a in starts))
    windows = [
        Window(pk, day.weekday(), a, b, draw(maybe_day), draw(maybe_day))
        for pk in (1, 2) if draw(st.booleans()) for day in near for a, b in draw(spans(most=1))
    ]  # fmt: skip
    overrides = []
    for day in draw(st.lists(st.sampled_from(near), max_size=1)):
        start, end = draw(st.one_of(st.just((None, None)), spans(most=1, long=(1, 4)).map(lambda s: s[0])))
        overrides.append(Override(day, draw(st.sampled_from([None, 1, 2])), start, end))
    posts = [
        Post(draw(st.sampled_from([None, 1, 2])), tuple(draw(st.lists(st.integers(0, 6), max_size=4))), None, draw(maybe_day))
        for _n in range(draw(st.integers(0, 2)))
    ] + [Post(1)] * draw(st.sampled_from([0, 1, 1, 1]))  # fmt: skip
    classes = [
        OwnClass(draw(st.sampled_from([1, 2])), draw(st.sampled_from(LABELS)), frozenset(draw(st.sets(st.sampled_from("AB")))))
        for _n in range(draw(st.integers(0, 2)))
    ]  # fmt: skip
    terms = Terms(
        notice=draw(st.sampled_from([0, 60, 600])), before=draw(st.sampled_from([0, 10])), after=draw(st.sampled_from([0, 5])),
        most=draw(st.sampled_from([0, 0, 0, 1])), horizon=draw(st.sampled_from([1, 2, 28])), lengths=(15, 30, 60, 90),
    )  # fmt: skip
    out = ((near[0], draw(st.sampled_from(near))),) if draw(st.integers(0, 9)) == 7 else ()
    person = Person(
        7, terms, tuple(posts), out, tuple(windows), tuple(overrides), tuple(classes), takings(True), draw(busy), places
    )
    planning = {
        (1, draw(st.sampled_from(["", "A"])), draw(st.sampled_from(LABELS))): draw(st.booleans())
        for _n in range(draw(st.integers(0, 2)))
    }
    guests = (Guest(8, takings(False), draw(busy), planning),) if draw(st.booleans()) else ()
    asked = Asked(
        draw(st.sampled_from([15, 30, 60, 90])), places[1], first, last, draw(st.integers(minute_of(first, -20), minute_of(first, 4))),
        remote=draw(st.booleans()), guests=guests, own=draw(st.booleans()), planning_open=draw(st.booleans()),
        travel={(1, 2): 20, (2, 1): 20} if draw(st.booleans()) else {}, travel_usual=draw(st.sampled_from([0, 45])),
    )  # fmt: skip
    return person, asked


@st.composite
def ordinary(draw):
    """A full day on two campuses: much is offered, and much stands in its way."""
    roll = random.Random(draw(st.integers(0, 2**32)))
    first = FRIDAY["plain"] - timedelta(days=roll.randint(0, 2))
    week = (((time(7, 30), time(16)),),) * 7
    rung = tuple(Period(time(8 + n, 5), time(8 + n, 50), label) for n, label in enumerate(LABELS))
    letters = {first: Special(week[0], letter=roll.choice(["A", "B"]), periods=rung)}
    places = {
        pk: Place(pk, f"C{pk}", Calendar(roll.choice(ZONES), week, special=letters, periods=rung)) for pk in (1, 2)
    }

    def stretches(met):
        found = [minute_of(first, 13) + roll.randint(0, 36 * 60) for _n in range(roll.randint(0, 3))]
        return tuple(Taking(a, a + 20, met and roll.random() < 0.7, roll.choice([None, 1, 2])) for a in found)

    classes = tuple(
        OwnClass(roll.choice([1, 2]), roll.choice(LABELS), frozenset(roll.choice(["", "A", "AB"]))) for _n in range(roll.randint(0, 1))
    )  # fmt: skip
    terms = Terms(0, roll.choice([0, 10]), roll.choice([0, 25]), roll.choice([0, 0, 2]), 28, (15, 30, 45, 60))
    person = Person(7, terms, (Post(1), Post(2)), classes=classes, taken=stretches(True), places=places)
    planning = {(1, roll.choice(["", "A"]), label): roll.random() < 0.5 for label in roll.sample(LABELS, 2)}
    guests = tuple(Guest(8 + n, stretches(False), (), planning) for n in range(roll.randint(0, 2)))
    travel = {(1, 2): 20, (2, 1): 20} if roll.random() < 0.5 else {}
    asked = Asked(
        roll.choice([15, 30, 45, 60]), places[1], first, first + timedelta(days=1), minute_of(first), roll.random() < 0.2,
        guests, roll.random() < 0.5, roll.random() < 0.7, travel, roll.choice([0, 45]),
    )  # fmt: skip
    return person, asked


def whole(examples):
    return settings(max_examples=examples, deadline=None, suppress_health_check=list(HealthCheck))


@whole(40)
@given(worlds())
def test_as_the_oracle_says(world):
    person, asked = world
    assert [slot.minute for slot in slots(person, asked)] == oracle.starts(person, asked)


@whole(40)
@given(ordinary())
def test_as_the_oracle_says_on_full_days(world):
    person, asked = world
    assert [slot.minute for slot in slots(person, asked)] == oracle.starts(person, asked)


@whole(25)
@given(st.one_of(worlds(), ordinary()))
def test_every_minute_is_a_slot_or_has_a_reason(world):
    person, asked = world
    there = {slot.minute for slot in slots(person, asked)}
    for at in oracle.all_minutes(asked)[::5]:
        assert (why_not(person, asked, at) is None) == (at in there), (at, why_not(person, asked, at))
