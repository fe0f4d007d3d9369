"""Days of any kind: what is entered, who may, and what the compiled calendar makes of it."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from hallway.core.verb import HALLWAY, Denied, Refused
from hallway.delivery.working import deliver_events
from hallway.history.kinds import KINDS
from hallway.history.models import Event
from hallway.people.models import Member, Post
from hallway.schooltime import clock
from hallway.schooltime.calendars import calendar_of
from hallway.schooltime.daytypes import Look, runs
from hallway.schooltime.models import Day

EVERYBODY = ["tess", "emil", "ivan", "kim", "lena", "ed", "opal", "otto", "cora", "dora", "ada"]
DISTRICT = {"ada", "dora"}
FRIDAY, MONDAY = date(2026, 3, 20), date(2026, 3, 23)
BREAK = {FRIDAY: Look("holiday", "", "Spring break"), MONDAY: Look("holiday")}
VERBS = {
    "paint district": (DISTRICT, lambda c, by: Day.paint(by=by, campus=None, days=BREAK)),
    "paint oak": (DISTRICT | {"opal"}, lambda c, by: Day.paint(by=by, campus=c.oak, days=BREAK)),
    "no_school district": (DISTRICT, lambda c, by: Day.no_school(by=by, campus=None, dates=[FRIDAY])),
    "no_school oak": (DISTRICT | {"opal"}, lambda c, by: Day.no_school(by=by, campus=c.oak, dates=[FRIDAY])),
    "school_after_all oak": (DISTRICT | {"opal"}, lambda c, by: snow(c.oak).school_after_all(by=by)),
    "school_after_all district": (DISTRICT, lambda c, by: snow(None).school_after_all(by=by)),
    "undo oak": (DISTRICT | {"opal"}, lambda c, by: painted(c.oak).undo(by=by)),
}


def snow(campus):
    return Day.no_school(by=HALLWAY, campus=campus, dates=[FRIDAY])[0]


def painted(campus):
    Day.objects.all().delete()
    return Day.paint(by=HALLWAY, campus=campus, days=BREAK)


@pytest.mark.parametrize("name", VERBS)
def test_who_may(cast, name):
    cast.otto = Member.add(by=HALLWAY, email="otto@cedar.example", name="Otto Elm")
    Post.add(by=HALLWAY, member=cast.otto, role="office", campus=cast.elm)
    who, do = VERBS[name]
    for key in EVERYBODY:
        if key in who:
            do(cast, getattr(cast, key))
        else:
            with pytest.raises(Denied):
                do(cast, getattr(cast, key))


def school(campus, day):
    return clock.is_school_day(calendar_of(campus.pk), day)


def test_the_district_s_days_and_one_campus_s_own(cast):
    Day.paint(by=cast.ada, campus=None, days=BREAK)
    assert not school(cast.oak, FRIDAY)
    assert not school(cast.elm, FRIDAY)
    Day.paint(by=cast.ada, campus=cast.oak, days={FRIDAY: Look("early_release", "B")})
    assert school(cast.oak, FRIDAY)
    assert clock.letter_on(calendar_of(cast.oak.pk), FRIDAY) == "B"
    assert not school(cast.elm, FRIDAY)
    Day.paint(by=cast.ada, campus=cast.oak, days={FRIDAY: None})
    assert not school(cast.oak, FRIDAY)


def test_letters_of_a_campus_do_not_open_it_on_the_district_s_holiday(cast):
    letters = {FRIDAY: Look("instructional", "A", "Picture day"), MONDAY: Look("instructional", "B")}
    Day.paint(by=cast.opal, campus=cast.oak, days=letters)
    Day.paint(by=cast.ada, campus=None, days={FRIDAY: Look("holiday", "", "Fair"), MONDAY: Look("early_release")})
    oak = calendar_of(cast.oak.pk)
    assert not school(cast.oak, FRIDAY)
    assert oak.special[FRIDAY].type == "holiday"
    assert (oak.special[MONDAY].type, oak.special[MONDAY].letter) == ("early_release", "B")
    Day.paint(by=cast.opal, campus=cast.oak, days={FRIDAY: Look("make_up", "A")})
    assert school(cast.oak, FRIDAY)
    assert not school(cast.elm, FRIDAY)


def test_several_weather_days_are_one_event(cast):
    before = Event.objects.filter(kind="calendar.changed").count()
    Day.no_school(by=cast.ada, campus=None, dates=[MONDAY, FRIDAY], label="Flood")
    found = Event.objects.filter(kind="calendar.changed").order_by("id")[before:]
    assert [event.data["first"] for event in found] == ["2026-03-20"]
    assert Day.objects.filter(type="weather", label="Flood").count() == 2


def test_one_change_is_one_event_and_no_change_is_none(cast):
    before = Event.objects.filter(kind="calendar.changed").count()
    assert Day.paint(by=cast.opal, campus=cast.oak, days=BREAK)
    assert Day.paint(by=cast.opal, campus=cast.oak, days=BREAK) is None
    found = Event.objects.filter(kind="calendar.changed").order_by("id")[before:]
    assert [event.data for event in found] == [
        {"campus": cast.oak.pk, "first": "2026-03-20", "last": "2026-03-23", "what": "days"}
    ]
    assert found[0].root == cast.oak
    assert found[0].due is not None  # others may listen
    assert "Opal" in found[0].sentence()


def test_undo_brings_back_what_was_there(cast):
    Day.paint(by=cast.ada, campus=cast.oak, days={FRIDAY: Look("instructional", "A", "Picture day")})
    stroke = Day.paint(by=cast.ada, campus=cast.oak, days=BREAK)
    stroke.undo(by=cast.opal)
    assert [(day.date, day.look) for day in Day.objects.all()] == [(FRIDAY, Look("instructional", "A", "Picture day"))]


def test_what_changed_again_since_is_not_undone(cast):
    stroke = Day.paint(by=cast.ada, campus=cast.oak, days=BREAK)
    Day.paint(by=cast.ada, campus=cast.oak, days={MONDAY: Look("make_up")})
    with pytest.raises(Refused, match="changed again"):
        stroke.undo(by=cast.ada)
    assert Day.objects.count() == 2


def test_a_weather_day_keeps_the_letter_and_goes_away_again(cast):
    Day.paint(by=cast.ada, campus=cast.oak, days={FRIDAY: Look("instructional", "A")})
    (day,) = Day.no_school(by=cast.opal, campus=cast.oak, dates=[FRIDAY], label="Ice")
    assert (day.type, day.letter, day.label) == ("weather", "A", "Ice")
    assert not school(cast.oak, FRIDAY)
    day.school_after_all(by=cast.opal)
    day.school_after_all(by=cast.opal)
    assert Day.objects.get().type == "instructional"
    assert school(cast.oak, FRIDAY)


def test_after_all_a_day_has_its_own_name_again(cast):
    Day.paint(
        by=cast.ada, campus=cast.oak, days={FRIDAY: Look("instructional", "A"), MONDAY: Look(label="Picture day")}
    )
    rows = Day.no_school(by=cast.opal, campus=cast.oak, dates=[FRIDAY, MONDAY], label="Ice")
    assert {row.label for row in rows} == {"Ice"}
    for row in rows:
        row.school_after_all(by=cast.opal)
    assert [row.look for row in Day.objects.all()] == [Look("instructional", "A"), Look(label="Picture day")]


def test_a_letter_that_comes_while_it_is_closed_stays_when_there_is_school_after_all(cast):
    Day.paint(by=cast.ada, campus=cast.oak, days={FRIDAY: Look("early_release", "A", "Fair")})
    Day.no_school(by=cast.opal, campus=cast.oak, dates=[FRIDAY, MONDAY], label="Ice")
    Day.paint(by=cast.ada, campus=cast.oak, days={day: Look("weather", "B", "Ice") for day in (FRIDAY, MONDAY)})
    for row in Day.objects.all():
        row.school_after_all(by=cast.opal)
    assert [row.look for row in Day.objects.all()] == [Look("early_release", "B", "Fair"), Look(letter="B")]


def test_the_district_s_weather_closes_a_campus_with_an_entry_of_its_own(cast):
    Day.paint(by=cast.ada, campus=cast.oak, days={FRIDAY: Look("early_release", "A")})
    (day,) = Day.no_school(by=cast.dora, campus=None, dates=[FRIDAY])
    assert not school(cast.oak, FRIDAY)
    assert not school(cast.elm, FRIDAY)
    assert Day.no_school(by=cast.dora, campus=None, dates=[FRIDAY]) == [day]
    day.school_after_all(by=cast.dora)
    assert [(row.campus, row.type) for row in Day.objects.all()] == [(cast.oak, "early_release")]


def test_a_weather_day_moves_what_is_due(cast):
    asked = datetime(2026, 3, 19, 15, 30, tzinfo=ZoneInfo("America/Chicago"))
    assert clock.after_minutes(calendar_of(cast.oak.pk), asked, 60).day == 20
    Day.no_school(by=cast.opal, campus=cast.oak, dates=[FRIDAY])
    assert clock.after_minutes(calendar_of(cast.oak.pk), asked, 60).day == 23


def test_neighbours_stand_together():
    days = [date(2026, 3, 18), FRIDAY, MONDAY, date(2026, 3, 24), date(2026, 3, 27)]
    assert runs(days) == [
        (date(2026, 3, 18), date(2026, 3, 18)),
        (FRIDAY, date(2026, 3, 24)),
        (date(2026, 3, 27), date(2026, 3, 27)),
    ]


def test_whoever_tells_of_a_changed_calendar_reads_the_new_one_first(cast):
    """Another process changed the rows: this one's compiled calendar is old until it hears of it."""
    heard = KINDS["calendar.changed"].listeners
    seen = []

    def hear(event):
        seen.append(school(cast.oak, FRIDAY))

    Day.paint(by=cast.ada, campus=None, days=BREAK)
    Day.objects.all().delete()
    assert school(cast.oak, FRIDAY)  # compiled, and kept
    Day.objects.create(campus=None, date=FRIDAY, type="holiday")
    assert school(cast.oak, FRIDAY)
    heard.append(hear)
    try:
        deliver_events()
    finally:
        heard.remove(hear)
    assert seen
    assert not any(seen)
