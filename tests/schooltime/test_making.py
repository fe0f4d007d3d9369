"""Making a school year: the pattern, the preview, exactly that, and copies of other years."""

import re
from datetime import date

import pytest

from hallway.core.verb import HALLWAY, Denied, Refused
from hallway.history.models import Event
from hallway.schooltime import patterns
from hallway.schooltime.calendars import calendar_of
from hallway.schooltime.clock import is_school_day, letter_on
from hallway.schooltime.daytypes import Look
from hallway.schooltime.models import Day, Hours, Year

MAKE, COPY, LAY = "/settings/calendar/make/", "/settings/calendar/copy/", "/settings/calendar/lay/"
FIRST, LAST = date(2026, 8, 17), date(2027, 5, 28)
EVERYBODY = ["tess", "emil", "ivan", "kim", "lena", "ed", "opal", "cora", "dora", "ada"]
DISTRICT = {"ada", "dora"}


def made(campus=None, by=HALLWAY, first=FIRST, last=LAST, **more):
    return Year.make(by=by, campus=campus, label="2026–27", first=first, last=last, **more)


VERBS = {
    "make district": (DISTRICT, lambda c, by: made(by=by)),
    "make oak": (DISTRICT | {"opal"}, lambda c, by: made(c.oak, by=by)),
    "change oak": (
        DISTRICT | {"opal"},
        lambda c, by: made(c.oak).change(by=by, label="x", first=FIRST, last=LAST, teacher_only_counts=True),
    ),
    "remove oak": (DISTRICT | {"opal"}, lambda c, by: made(c.oak).remove(by=by)),
    "remove district": (DISTRICT, lambda c, by: made().remove(by=by)),
}


@pytest.mark.parametrize("name", VERBS)
def test_who_may(cast, name):
    who, do = VERBS[name]
    for key in EVERYBODY:
        if key in who:
            do(cast, getattr(cast, key))
        else:
            with pytest.raises(Denied):
                do(cast, getattr(cast, key))


def test_usual_days_of_2026():
    found = {each.code: (each.first, each.last) for each in patterns.usual(FIRST, LAST)}
    assert found["labor"] == (date(2026, 9, 7), date(2026, 9, 7))
    assert found["thanksgiving_week"] == (date(2026, 11, 23), date(2026, 11, 25))
    assert found["thanksgiving"] == (date(2026, 11, 26), date(2026, 11, 27))
    assert found["winter"] == (date(2026, 12, 21), date(2027, 1, 1))
    assert found["mlk"][0] == date(2027, 1, 18)
    assert found["presidents"][0] == date(2027, 2, 15)
    assert found["good_friday"][0] == date(2027, 3, 26)
    assert "memorial" not in found  # after the last day
    assert "juneteenth" not in found
    assert [patterns._easter(y) for y in (2024, 2025, 2038)] == [
        date(2024, 3, 31),
        date(2025, 4, 20),
        date(2038, 4, 25),
    ]
    later = {each.code: each.first for each in patterns.usual(FIRST, date(2027, 6, 30))}
    assert later["memorial"] == date(2027, 5, 31)


def test_letters_take_turns_on_days_with_school_only():
    days = patterns.year_days(
        date(2026, 9, 3), date(2026, 9, 10), (True,) * 5 + (False,) * 2,
        off=[("Labor Day", date(2026, 9, 7), date(2026, 9, 7))], early=2, letters=["A", "B"],
        there={date(2026, 9, 4): Look("teacher_only", "", "Training")},
    )  # fmt: skip
    assert [(day.day, look.type, look.letter) for day, look in sorted(days.items())] == [
        (3, "instructional", "A"),
        (4, "teacher_only", ""),
        (7, "holiday", ""),
        (8, "instructional", "B"),
        (9, "early_release", "A"),
        (10, "instructional", "B"),
    ]


def test_summer_lies_between_two_years_and_nowhere_else(cast):
    made(first=date(2025, 8, 18), last=date(2026, 5, 29))
    before = calendar_of(cast.oak.pk)
    assert is_school_day(before, date(2026, 7, 1))  # nobody entered the next year: nothing waits for it
    made()
    oak = calendar_of(cast.oak.pk)
    assert not is_school_day(oak, date(2026, 7, 1))
    assert is_school_day(oak, date(2025, 7, 1))
    assert is_school_day(oak, date(2027, 7, 1))
    assert is_school_day(oak, FIRST)
    Day.paint(by=HALLWAY, campus=None, days={date(2026, 7, 1): Look("make_up")})
    assert is_school_day(calendar_of(cast.oak.pk), date(2026, 7, 1))


def test_a_campus_s_own_years_count_for_it(cast):
    made(first=date(2025, 8, 18), last=date(2026, 5, 29))
    made()
    made(cast.oak, first=date(2025, 7, 6), last=date(2026, 6, 19))
    assert is_school_day(calendar_of(cast.oak.pk), date(2026, 7, 1))
    assert not is_school_day(calendar_of(cast.elm.pk), date(2026, 7, 1))


def test_teachers_workdays_count_where_the_year_says_so(cast):
    workday = {date(2026, 10, 12): Look("teacher_only")}
    year = made(days=workday)
    assert not is_school_day(calendar_of(cast.oak.pk), date(2026, 10, 12))
    year.change(by=HALLWAY, label="x", first=FIRST, last=LAST, teacher_only_counts=True)
    assert is_school_day(calendar_of(cast.oak.pk), date(2026, 10, 12))


def test_a_year_touches_all_dates(cast):
    """It makes a summer before or after it, so whoever recomputes looks at everything."""
    made(cast.oak)
    said = Event.objects.filter(kind="calendar.changed").latest("id").data
    assert said == {"campus": cast.oak.pk, "first": None, "last": None, "what": "year"}


def test_two_years_share_no_day(cast):
    made()
    with pytest.raises(Refused, match="2026–27"):
        made(first=date(2027, 5, 28), last=date(2028, 5, 28))
    with pytest.raises(Refused):
        made(first=LAST, last=FIRST)
    made(cast.oak)
    assert made().pk == made().pk  # the same dates again: the same year


def form(**change):
    said = {
        "label": "2026–27", "first": "2026-08-17", "last": "2027-05-28", "start": "07:30", "end": "16:00",
        "off": ["labor", "thanksgiving", "winter"], "winter_first": "2026-12-21", "winter_last": "2027-01-01",
        "early": "2", "letters": "A B",
    }  # fmt: skip
    return said | change


def sealed(answer):
    assert answer.status_code == 200, answer.content.decode()[:400]
    return re.search(r'name="plan" value="([^"]+)"', answer.content.decode()).group(1)


def test_a_year_in_two_presses(cast, as_, monday):
    client = as_(cast.dora)
    page = client.get(MAKE).content.decode()
    assert "Labor Day" in page
    assert 'value="2025-08-18"' in page
    answer = client.post(MAKE, form())
    assert not Year.objects.exists()  # only looked at
    assert "Thanksgiving" in answer.content.decode()
    before = Event.objects.filter(kind="calendar.changed").count()
    assert client.post(LAY, {"plan": sealed(answer)}).status_code == 303
    assert Event.objects.filter(kind="calendar.changed").count() == before + 1
    oak = calendar_of(cast.oak.pk)
    assert not is_school_day(oak, date(2026, 9, 7))
    assert oak.special[date(2026, 8, 19)].type == "early_release"
    assert [letter_on(oak, date(2026, 9, d)) for d in (4, 7, 8)] == ["A", "", "B"]
    assert "2026–27" in client.get("/settings/calendar/").content.decode()


def test_other_hours_come_with_the_year(cast, as_, monday):
    client = as_(cast.opal)
    answer = client.post(MAKE, form(campus=cast.oak.pk, start="08:00", end="15:00"))
    client.post(LAY, {"plan": sealed(answer)})
    assert Hours.objects.filter(campus=cast.oak).count() == 5
    assert calendar_of(cast.oak.pk).week[0][0][0].hour == 8
    assert calendar_of(cast.elm.pk).week[0][0][0].hour == 7


def test_working_the_days_off_out_again(cast, as_, monday):
    page = as_(cast.dora).post(MAKE, form(first="2028-08-14", last="2029-06-22", again="1")).content.decode()
    assert "Mon, Sep 4" in page
    assert "Juneteenth" in page
    assert 'value="2028-08-14"' in page


@pytest.mark.parametrize(
    "change",
    [
        {"last": "2026-08-01"},
        {"last": "2030-08-01"},
        {"first": "soon"},
        {"label": ""},
        {"end": "06:00"},
        {"winter_last": "2026-12-01"},
        {"winter_first": ""},
        {"letters": "Monday-is-red B"},
        {"off": ["party"]},
        {"early": "9"},
    ],
)
def test_what_makes_no_sense_comes_back(cast, as_, monday, change):
    answer = as_(cast.ada).post(MAKE, form(**change))
    assert answer.status_code == 422
    assert "needs another look" in answer.content.decode() or "need another look" in answer.content.decode()


def test_only_what_was_looked_at_happens(cast, as_, monday):
    client = as_(cast.dora)
    plan = sealed(client.post(MAKE, form()))
    Day.paint(by=cast.ada, campus=None, days={date(2026, 9, 7): Look("make_up")})
    answer = client.post(LAY, {"plan": plan})
    assert answer.status_code == 409
    assert "since you looked" in answer.content.decode()
    assert not Year.objects.exists()
    assert client.post(LAY, {"plan": sealed_again(answer)}).status_code == 303


def sealed_again(answer):
    return re.search(r'name="plan" value="([^"]+)"', answer.content.decode()).group(1)


def test_nobody_else_s_preview_and_no_invented_one(cast, as_, monday):
    plan = sealed(as_(cast.dora).post(MAKE, form()))
    assert as_(cast.ada).post(LAY, {"plan": plan}).status_code == 303
    assert as_(cast.dora).post(LAY, {"plan": plan + "x"}).status_code == 303
    assert not Year.objects.exists()


def test_last_year_again_on_the_same_weekdays(cast, as_, monday):
    days = {
        date(2025, 9, 1): Look("holiday", "", "Labor Day"),
        date(2025, 10, 10): Look("teacher_only", "", "Training"),  # a Friday
        date(2026, 1, 14): Look("weather", "", "Ice"),
        date(2025, 9, 2): Look("instructional", "B"),
    }
    year = made(first=date(2025, 8, 18), last=date(2026, 5, 29), days=days)
    client = as_(cast.ada)
    said = {"source": year.pk, "label": "2026–27", "first": "2026-08-17", "last": "2027-05-28", "letters": "on"}
    assert client.post(LAY, {"plan": sealed(client.post(COPY, said))}).status_code == 303
    rows = {row.date: row.look for row in Day.objects.filter(date__gte=FIRST)}
    assert rows == {
        date(2026, 9, 7): Look("holiday", "", "Labor Day"),
        date(2026, 10, 9): Look("teacher_only", "", "Training"),
        date(2026, 9, 1): Look("instructional", "B"),
    }


def test_another_campus_s_year_on_the_same_dates(cast, as_, monday):
    year = made(cast.elm, days={date(2026, 10, 9): Look("teacher_only", "", "Training")})
    answer = as_(cast.opal).post(
        COPY, {"campus": cast.oak.pk, "source": year.pk, "label": "x", "first": "2026-08-17", "last": "2027-05-28"}
    )
    assert answer.status_code == 422  # an office sees its own campus's years and the district's
    client = as_(cast.ada)
    said = {"campus": cast.oak.pk, "source": year.pk, "label": "x", "first": "2026-08-17", "last": "2027-05-28"}
    client.post(LAY, {"plan": sealed(client.post(COPY, said))})
    assert [row.date for row in Day.objects.filter(campus=cast.oak)] == [date(2026, 10, 9)]


def test_nothing_to_copy_yet(cast, as_, monday):
    assert "no year to copy yet" in as_(cast.ada).get(COPY).content.decode()


def test_name_and_dates_and_away(cast, as_, monday):
    year = made(cast.oak)
    client, path = as_(cast.opal), f"/settings/calendar/years/{year.pk}/"
    assert as_(cast.lena).get(path).status_code == 403
    assert client.get(path).status_code == 200
    assert client.post(path, {"label": "New", "first": "2026-08-10", "last": "2027-05-28"}).status_code == 303
    assert Year.objects.get().first == date(2026, 8, 10)
    assert client.post(path, {"label": "New", "first": "2026-08-10", "last": "2026-05-28"}).status_code == 422
    assert client.post(path + "remove/").status_code == 303
    assert not Year.objects.exists()


def test_pages_ask_the_database_little(cast, as_, monday, django_assert_max_num_queries):
    made()
    client = as_(cast.ada)
    for path in (MAKE, COPY):
        with django_assert_max_num_queries(15):
            client.get(path)
    with django_assert_max_num_queries(16):
        client.post(MAKE, form(first="2027-08-16", last="2028-05-26", off=["labor"]))
