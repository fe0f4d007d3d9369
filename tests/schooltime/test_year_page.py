"""The year's page: looked at, painted, undone, and the button for a morning of snow."""

from datetime import date

import pytest

from hallway.schooltime.calendars import calendar_of
from hallway.schooltime.clock import is_school_day
from hallway.schooltime.daytypes import Look
from hallway.schooltime.models import Day, Stroke, Year

PAGE, PAINT = "/settings/calendar/", "/settings/calendar/paint/"
FRIDAY = date(2026, 3, 6)


@pytest.fixture
def year(cast):
    days = {date(2025, 11, 27): Look("holiday", "", "Thanksgiving"), FRIDAY: Look("early_release", "B")}
    return Year.make(
        by=cast.ada, campus=None, label="2025–26", first=date(2025, 8, 18), last=date(2026, 5, 29), days=days
    )


def test_the_year_shows_color_letter_and_words(cast, as_, year, monday):
    page = as_(cast.opal).get(PAGE).content.decode()
    assert "2025–26" in page
    assert "Oak Elementary" in page  # an office begins with its own campus
    assert page.count('<table class="month"') == 12
    assert "date-early_release" in page
    assert "Friday, March 6, Early release, B day" in page
    assert "Thanksgiving" in page
    assert "goes by the district" in page


def test_a_lead_looks_and_does_not_paint(cast, as_, year, monday):
    client = as_(cast.lena)
    page = client.get(PAGE).content.decode()
    assert "Early release, B day" in page
    assert "paint/" not in page
    assert "no_school" not in page
    assert client.get(f"{PAGE}?campus={cast.elm.pk}").status_code == 403
    assert client.post(PAINT, {"campus": cast.oak.pk, "type": "holiday", "day": "2026-03-06"}).status_code == 403


def test_nothing_entered_yet(cast, as_, monday):
    page = as_(cast.ada).get(PAGE).content.decode()
    assert "No school year is entered yet" in page
    assert "August 2025" in page


def test_few_statements(cast, as_, year, monday, django_assert_max_num_queries):
    client = as_(cast.opal)
    with django_assert_max_num_queries(15):
        client.get(PAGE)


def test_ticked_days_are_painted_and_undone(cast, as_, year, monday):
    client = as_(cast.opal)
    said = {"campus": cast.oak.pk, "type": "teacher_only", "label": "Training", "day": ["2026-03-06", "2026-03-09"]}
    assert client.post(PAINT, said).status_code == 303
    rows = {row.date: row.look for row in Day.objects.filter(campus=cast.oak)}
    assert rows == {
        FRIDAY: Look("teacher_only", "B", "Training"),  # the letter stays
        date(2026, 3, 9): Look("teacher_only", "", "Training"),
    }
    assert not is_school_day(calendar_of(cast.oak.pk), FRIDAY)
    stroke = Stroke.objects.latest("pk")
    assert f"/settings/calendar/undo/{stroke.pk}/" in client.get(PAGE).content.decode()
    assert client.post(f"/settings/calendar/undo/{stroke.pk}/").status_code == 303
    assert not Day.objects.filter(campus=cast.oak).exists()


def test_a_stretch_of_dates_means_its_weekdays(cast, as_, year, monday):
    client = as_(cast.ada)
    said = {"type": "holiday", "label": "Spring break", "first": "2026-03-13", "last": "2026-03-20"}
    assert client.post(PAINT, said).status_code == 303
    assert Day.objects.filter(label="Spring break").count() == 6
    assert "Spring break" in client.get(PAGE).content.decode()
    assert client.post(PAINT, said | {"type": ""}).status_code == 303
    assert not Day.objects.filter(label="Spring break").exists()


def test_a_letter_alone(cast, as_, year, monday):
    client = as_(cast.ada)
    assert client.post(PAINT, {"type": "instructional", "letter": "A", "day": "2026-03-10"}).status_code == 303
    assert Day.objects.get(date=date(2026, 3, 10)).look == Look("instructional", "A")
    assert client.post(PAINT, {"type": "instructional", "letter": "-", "day": "2026-03-10"}).status_code == 303
    assert Day.objects.get(date=date(2026, 3, 10)).letter == ""


def test_school_on_the_district_s_holiday_is_a_make_up_day(cast, as_, year, monday):
    said = {"campus": cast.oak.pk, "type": "instructional", "day": "2025-11-27"}
    assert as_(cast.opal).post(PAINT, said).status_code == 303
    assert Day.objects.get(campus=cast.oak).type == "make_up"
    assert is_school_day(calendar_of(cast.oak.pk), date(2025, 11, 27))


def test_weather_painted_afterwards_closes_every_campus(cast, as_, year, monday):
    Day.paint(by=cast.opal, campus=cast.oak, days={date(2026, 2, 10): Look("early_release", "A")})
    said = {"type": "weather", "label": "Ice", "day": ["2026-02-10", "2026-02-11"]}
    assert as_(cast.ada).post(PAINT, said).status_code == 303
    assert not is_school_day(calendar_of(cast.oak.pk), date(2026, 2, 10))
    assert not is_school_day(calendar_of(cast.elm.pk), date(2026, 2, 11))
    assert Day.objects.get(campus=cast.oak).was == "early_release"


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"type": "holiday"}, "Tick the days"),
        ({"type": "holiday", "day": ["x", "2026-02-30"]}, "Tick the days"),
        ({"type": "holiday", "last": "2026-03-10"}, "first day is missing"),
        ({"type": "holiday", "first": "2026-03-10", "last": "2026-03-09"}, "before the first"),
        ({"type": "holiday", "first": "2026-03-10", "last": "2030-03-09"}, "longer than a year"),
        ({"type": "party", "day": "2026-03-10"}, "needs another look"),
        ({"type": "holiday", "day": "2026-03-10", "schedule": "77"}, "needs another look"),
    ],
)
def test_what_makes_no_sense_comes_back(cast, as_, year, monday, said, sentence):
    before = Day.objects.count()
    answer = as_(cast.ada).post(PAINT, {**said, "campus": cast.oak.pk})
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert Day.objects.count() == before


def test_ticks_come_back_with_an_error(cast, as_, year, monday):
    page = as_(cast.ada).post(PAINT, {"type": "party", "day": "2026-03-10"}).content.decode()
    assert 'value="2026-03-10" checked' in page


def test_no_school_today_and_school_after_all(cast, as_, year, monday):
    client = as_(cast.opal)
    assert "No school today" in client.get(PAGE).content.decode()
    said = {"campus": cast.oak.pk, "date": "2026-03-02", "label": "Ice"}
    assert client.post("/settings/calendar/no_school/", said).status_code == 303
    day = Day.objects.get(campus=cast.oak, date=date(2026, 3, 2))
    assert (day.type, day.label) == ("weather", "Ice")
    page = client.get(PAGE).content.decode()
    assert "School after all" in page
    assert client.post(f"/settings/calendar/days/{day.pk}/school_after_all/").status_code == 303
    assert not Day.objects.filter(campus=cast.oak).exists()


@pytest.mark.parametrize("when", ["2026-03-07", "2026-03-01", "2026-04-01", "x"])
def test_no_school_only_for_a_school_day_soon(cast, as_, year, monday, when):
    as_(cast.opal).post("/settings/calendar/no_school/", {"campus": cast.oak.pk, "date": when})
    assert not Day.objects.filter(type="weather").exists()


def test_a_year_of_another_campus_is_not_found(cast, as_, year, monday):
    elm = Year.make(by=cast.ada, campus=cast.elm, label="Elm", first=date(2026, 8, 1), last=date(2027, 5, 1))
    assert as_(cast.opal).get(f"{PAGE}?campus={cast.oak.pk}&year={elm.pk}").status_code == 404
    assert as_(cast.opal).get(f"{PAGE}?campus={cast.oak.pk}&year={year.pk}").status_code == 200
