"""The pages on which people say when they can be met."""

from datetime import date, time

import pytest

from hallway.appointments.models import Block, CampusTerms, Override, OwnClass, Planning, Terms, Travel, Window
from hallway.core.verb import HALLWAY
from hallway.schooltime.clock import Period
from hallway.schooltime.daytypes import Look
from hallway.schooltime.models import BellSchedule, Day

WEEK = {"start_1": "09:00", "end_1": "11:00", "again_1": "13:00", "close_1": "14:00"}


@pytest.fixture
def ivan(as_, cast, monday):
    return as_(cast.ivan)


def test_a_week_is_painted(cast, ivan):
    said = {"campus": cast.oak.pk, **WEEK}
    assert ivan.post("/appointments/offer/paint/", said).status_code == 303
    assert [str(row) for row in Window.objects.all()] == ["1 09:00:00–11:00:00", "1 13:00:00–14:00:00"]
    page = ivan.get(f"/appointments/offer/?campus={cast.oak.pk}").content.decode()
    assert "You painted this week" in page
    assert ivan.post("/appointments/offer/paint/", {**said, "since": "2026-03-09", "end_1": "10:00"}).status_code == 303
    assert {row.until for row in Window.objects.filter(since=None)} == {date(2026, 3, 8)}
    assert ivan.post("/appointments/offer/paint/", {**said, "end_1": "08:00"}).status_code == 422
    for wrong in ("0001-01-01", "2026-02-30", "9999-12-31", "soon"):
        before = [*Window.objects.order_by("pk").values()]
        answer = ivan.post("/appointments/offer/paint/", {**said, "since": wrong})
        assert answer.status_code == 422
        assert "Choose a day of these years" in answer.content.decode()
        assert [*Window.objects.order_by("pk").values()] == before
    assert ivan.post("/appointments/offer/paint/", {"campus": cast.oak.pk, "usual": "1"}).status_code == 303
    assert not Window.objects.exists()


def test_a_day_that_is_different(cast, ivan):
    assert ivan.post("/appointments/offer/date/", {"date": "2026-03-04", "campus": cast.elm.pk}).status_code == 303
    row = Override.objects.get()
    assert "Wednesday, March 4" in ivan.get("/appointments/offer/").content.decode()
    assert ivan.post("/appointments/offer/date/", {"date": "2026-03-04", "start": "09:00"}).status_code == 409
    assert ivan.post(f"/appointments/offer/date/{row.pk}/take_back/").status_code == 303
    assert not Override.objects.exists()


def test_time_for_oneself(cast, ivan, book):
    said = {"date": "2026-03-03", "start": "09:00", "end": "09:30", "words": "Testing", "campus": cast.oak.pk}
    assert ivan.post("/appointments/offer/block/", said).status_code == 303
    row = Block.objects.get()
    assert f"{row.start:%H:%M}" == "15:00", "nine in Chicago"
    book()
    assert ivan.post("/appointments/offer/block/", {**said, "start": "10:00", "end": "11:00"}).status_code == 409
    assert ivan.post(f"/appointments/offer/block/{row.pk}/unblock/").status_code == 303
    assert not Block.objects.exists()


def test_terms(cast, ivan):
    said = {"offered": "on", "lengths": ["15", "60"], "notice": 60, "horizon": 14, "before": 5, "after": 5, "most": 4}
    assert ivan.post("/appointments/offer/terms/", said).status_code == 303
    row = Terms.objects.get()
    assert (row.lengths, row.notice, row.remote) == ([15, 60], 60, False)
    assert ivan.post("/appointments/offer/terms/", {**said, "horizon": 0}).status_code == 422


def test_own_classes(cast, ivan):
    said = {"label": "Third", "letters": "A, C", "campus": cast.oak.pk}
    assert ivan.post("/appointments/offer/teach/", said).status_code == 303
    row = OwnClass.objects.get()
    assert row.letter_set == {"A", "C"}
    assert ivan.post(f"/appointments/offer/teach/{row.pk}/drop/").status_code == 303
    assert not OwnClass.objects.exists()


def test_planning_periods_are_confirmed(cast, as_, monday):
    tess = as_(cast.tess)
    assert "No bells are entered" in tess.get("/appointments/planning/").content.decode()
    periods = [Period(time(9), time(9, 50), "Second"), Period(time(10), time(10, 50), "Third")]
    BellSchedule.add(by=HALLWAY, campus=cast.oak, name="Usual", periods=periods)
    assert tess.post("/appointments/planning/", {"p0": "", "p1": "open"}).status_code == 303
    assert list(Planning.objects.values_list("member", "letter", "label", "bookable")) == [
        (cast.tess.pk, "", "Third", True)
    ]
    Day.paint(by=HALLWAY, campus=cast.oak, days={date(2026, 3, 3): Look(letter="A")})
    assert tess.post("/appointments/planning/", {"p0": "kept", "p1": ""}).status_code == 303
    assert [(row.letter, row.label, row.bookable) for row in Planning.objects.all()] == [("A", "Second", False)]
    assert tess.post("/appointments/planning/", {"p0": "nonsense"}).status_code == 422


def test_campuses_and_the_district(cast, as_):
    dora, lena = as_(cast.dora), as_(cast.lena)
    assert dora.post("/appointments/places/travel/", {"minutes": 15}).status_code == 303
    about = {"one": cast.oak.pk, "other": cast.elm.pk, "minutes": 25}
    assert dora.post("/appointments/places/travel/", about).status_code == 303
    assert dora.post("/appointments/places/travel/", {**about, "other": cast.oak.pk}).status_code == 409
    assert dora.post("/appointments/places/travel/", {**about, "minutes": "x"}).status_code == 422
    assert "25 minutes" in dora.get("/appointments/places/").content.decode()
    assert Travel.objects.count() == 2
    assert lena.post("/appointments/places/planning/", {"campus": cast.oak.pk, "open": "no"}).status_code == 303
    assert not CampusTerms.objects.get().planning_open
    page = lena.get("/appointments/places/").content.decode()
    assert "Elm Middle" not in page
