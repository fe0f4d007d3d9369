"""Slower weeks: what a promise is multiplied by, who may say so, and the page."""

from datetime import date

import pytest

from hallway.core.verb import HALLWAY, Denied
from hallway.history.models import Event
from hallway.schooltime.calendars import season_on, season_percent
from hallway.schooltime.models import Season

EVERYBODY = ["tess", "emil", "ivan", "kim", "lena", "ed", "opal", "cora", "dora", "ada"]
DISTRICT = {"ada", "dora"}
WEEKS = {"first": date(2026, 8, 17), "last": date(2026, 8, 28), "percent": 150, "words": "Everybody is new"}


def test_a_campus_s_own_beats_the_district_s_and_the_slowest_wins(cast):
    Season.add(by=HALLWAY, campus=None, **WEEKS)
    Season.add(by=HALLWAY, campus=None, **WEEKS | {"last": date(2026, 8, 21), "percent": 200})
    Season.add(by=HALLWAY, campus=cast.elm, **WEEKS | {"percent": 120, "words": "Moving"})
    assert season_percent(cast.oak.pk, date(2026, 8, 16)) == 100
    assert season_percent(cast.oak.pk, date(2026, 8, 17)) == 200
    assert season_on(cast.oak.pk, date(2026, 8, 28)) == (150, "Everybody is new")
    assert season_on(cast.elm.pk, date(2026, 8, 17)) == (120, "Moving")
    assert season_percent(cast.elm.pk, date(2026, 8, 29)) == 100
    assert season_percent(None, date(2026, 8, 17)) == 200


@pytest.mark.parametrize("name", ["district", "oak"])
def test_who_may(cast, name):
    campus, who = (None, DISTRICT) if name == "district" else (cast.oak, DISTRICT | {"opal"})
    for key in EVERYBODY:
        by = getattr(cast, key)
        row = Season.add(by=HALLWAY, campus=campus, **WEEKS)
        if key in who:
            Season.add(by=by, campus=campus, **WEEKS)
            row.remove(by=by)
        else:
            for do in (
                lambda by=by: Season.add(by=by, campus=campus, **WEEKS),
                lambda by=by, row=row: row.remove(by=by),
            ):
                with pytest.raises(Denied):
                    do()


def test_one_event_with_its_dates(cast):
    Season.add(by=cast.opal, campus=cast.oak, **WEEKS)
    Season.add(by=cast.opal, campus=cast.oak, **WEEKS)
    event = Event.objects.get(kind="calendar.changed", data__what="season")
    assert event.data == {"campus": cast.oak.pk, "first": "2026-08-17", "last": "2026-08-28", "what": "season"}


PAGE = "/settings/calendar/seasons/"


def test_by_the_page(cast, as_, monday):
    client = as_(cast.opal)
    said = {"campus": cast.oak.pk, "first": "2026-08-17", "last": "2026-08-28", "percent": "150", "words": "All is new"}
    assert "No slower weeks ahead" in client.get(f"{PAGE}?campus={cast.oak.pk}").content.decode()
    assert client.post(PAGE, said).status_code == 303
    page = client.get(f"{PAGE}?campus={cast.oak.pk}").content.decode()
    assert "All is new" in page
    row = Season.objects.get()
    assert client.post(f"{PAGE}{row.pk}/remove/").status_code == 303
    assert not Season.objects.exists()
    assert client.post(PAGE, {"first": "2026-08-17", "last": "2026-08-28", "percent": "150"}).status_code == 403


@pytest.mark.parametrize(
    "change", [{"percent": "90"}, {"percent": "1000"}, {"last": "2026-08-01"}, {"last": "2027-08-01"}, {"first": ""}]
)
def test_what_makes_no_sense_comes_back(cast, as_, monday, change):
    said = {"first": "2026-08-17", "last": "2026-08-28", "percent": "150"} | change
    assert as_(cast.ada).post(PAGE, said).status_code == 422
    assert not Season.objects.exists()
