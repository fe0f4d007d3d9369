"""Hours and days without school: verbs, who may, and the page."""

from datetime import date, time

import pytest

from hallway.core.verb import HALLWAY, Denied
from hallway.history.models import Event
from hallway.people.models import Member, Post
from hallway.schooltime.calendars import calendar_of, forget
from hallway.schooltime.daytypes import Look
from hallway.schooltime.models import Day, Hours

EVERYBODY = ["tess", "emil", "ivan", "kim", "lena", "ed", "opal", "otto", "cora", "dora", "ada"]
DISTRICT = {"ada", "dora"}
WEEK = {day: [(time(8, 0), time(15, 0))] for day in range(5)}
VERBS = {
    "set_week district": (DISTRICT, lambda c, by: Hours.set_week(by=by, campus=None, week=WEEK)),
    "set_week oak": (DISTRICT | {"opal"}, lambda c, by: Hours.set_week(by=by, campus=c.oak, week=WEEK)),
}


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


def test_a_campus_with_hours_of_its_own(cast):
    Hours.set_week(by=cast.opal, campus=cast.oak, week=WEEK)
    forget()
    assert calendar_of(cast.oak.pk).week[0] == ((time(8, 0), time(15, 0)),)
    assert calendar_of(cast.elm.pk).week[0] == ((time(7, 30), time(16, 0)),)
    Hours.set_week(by=cast.opal, campus=cast.oak, week={})
    forget()
    assert calendar_of(cast.oak.pk).week == calendar_of(cast.elm.pk).week


def test_hours_by_kind_of_day(cast):
    """A kind of day without hours of its own on a weekday goes by the plain ones; a Saturday made up by a Friday's."""
    noon = {day: [(time(8, 0), time(12, 0))] for day in (2,)}
    Hours.set_week(by=cast.opal, campus=cast.oak, week=WEEK)
    Hours.set_week(by=cast.opal, campus=cast.oak, week=noon, type="early_release")
    looks = {
        date(2026, 3, 4): Look("early_release"),
        date(2026, 3, 5): Look("early_release"),
        date(2026, 3, 7): Look("make_up"),
        date(2026, 3, 6): Look("teacher_only"),
    }
    Day.paint(by=cast.opal, campus=cast.oak, days=looks)
    oak = calendar_of(cast.oak.pk)
    assert oak.walls(date(2026, 3, 4)) == ((time(8, 0), time(12, 0)),)
    assert oak.walls(date(2026, 3, 5)) == ((time(8, 0), time(15, 0)),)
    assert oak.walls(date(2026, 3, 7)) == ((time(8, 0), time(15, 0)),)
    assert oak.walls(date(2026, 3, 6)) == ()


def form(**change):
    return {f"start_{d}": "07:45" for d in range(5)} | {f"end_{d}": "15:45" for d in range(5)} | change


def test_hours_by_the_page(cast, as_):
    client = as_(cast.dora)
    assert client.post("/settings/hours/set_week/", form(again_0="17:00", close_0="18:30")).status_code == 303
    assert [(h.weekday, h.start, h.end) for h in Hours.objects.filter(weekday=0)] == [
        (0, time(7, 45), time(15, 45)),
        (0, time(17, 0), time(18, 30)),
    ]
    assert client.post("/settings/hours/set_week/", form(campus=cast.elm.pk)).status_code == 303
    assert Hours.objects.filter(campus=cast.elm).count() == 5
    assert client.post("/settings/hours/as_usual/", {"campus": cast.elm.pk}).status_code == 303
    assert not Hours.objects.filter(campus=cast.elm).exists()
    assert Event.objects.filter(kind="calendar.changed", data__what="hours").count() >= 3


@pytest.mark.parametrize(
    "change",
    [
        {"end_0": ""},
        {"start_0": ""},
        {"end_0": "07:00"},
        {"again_0": "17:00"},
        {"again_0": "12:00", "close_0": "18:00"},
        {"again_0": "18:00", "close_0": "17:00"},
        {"again_5": "08:00", "close_5": "09:00"},
        {"start_0": "25:00"},
        {"start_0": "x"},
    ],
)
def test_hours_that_make_no_sense_come_back(cast, as_, change):
    before = Hours.objects.count()
    assert as_(cast.ada).post("/settings/hours/set_week/", form(**change)).status_code == 422
    assert Hours.objects.count() == before


def test_a_campus_number_without_end_is_not_found(cast, as_):
    assert as_(cast.ada).get("/settings/hours/?campus=" + "9" * 5000).status_code == 404


def test_hours_of_a_kind_of_day_by_the_page(cast, as_):
    client = as_(cast.opal)
    noon = {"start_2": "08:00", "end_2": "12:00", "type": "early_release", "campus": cast.oak.pk}
    assert client.post("/settings/hours/set_week/", noon).status_code == 303
    assert [(h.type, h.weekday) for h in Hours.objects.filter(campus=cast.oak)] == [("early_release", 2)]
    page = client.get(f"/settings/hours/?campus={cast.oak.pk}&type=early_release").content.decode()
    assert 'value="12:00"' in page
    assert client.post("/settings/hours/as_usual/", {"campus": cast.oak.pk, "type": "early_release"}).status_code == 303
    assert not Hours.objects.filter(campus=cast.oak).exists()
    assert client.get("/settings/hours/?type=holiday").status_code == 200  # a kind without hours shows the plain ones


def test_an_office_sets_its_own_campus_only(cast, as_):
    client = as_(cast.opal)
    assert client.post("/settings/hours/set_week/", form()).status_code == 403
    assert client.post("/settings/hours/set_week/", form(campus=cast.elm.pk)).status_code == 403
    assert client.post("/settings/hours/set_week/", form(campus=cast.oak.pk)).status_code == 303
