"""Bell schedules: read as people write them, chosen by date, letter and kind of day, edited on pages."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hallway.core.verb import HALLWAY, Denied
from hallway.schooltime.bells import read, written
from hallway.schooltime.calendars import calendar_of
from hallway.schooltime.clock import period_at, periods_on
from hallway.schooltime.daytypes import Look
from hallway.schooltime.models import BellSchedule, Day

EVERYBODY = ["tess", "emil", "ivan", "kim", "lena", "ed", "opal", "cora", "dora", "ada"]
MAY = {"opal", "dora", "ada"}
REGULAR = "8:05 First period\n8:55 Second period\n\n12:40 Lunch\n1:15 Third period\n3:10 Dismissal"


def lines(text):
    periods, problems = read(text)
    assert not problems
    return [(f"{p.start:%H:%M}", f"{p.end:%H:%M}", p.label, p.lunch) for p in periods]


def test_as_people_write_them():
    assert lines(REGULAR) == [
        ("08:05", "08:55", "First period", ""),
        ("08:55", "12:40", "Second period", ""),
        ("12:40", "13:15", "Lunch", ""),
        ("13:15", "15:10", "Third period", ""),
    ]
    assert lines("8:05 - 8:50 Period 1\n1st Hour 9:00 AM to 9:45 a.m.\n* 12.30 pm – 1.15 pm: Late lunch") == [
        ("08:05", "08:50", "Period 1", ""),
        ("09:00", "09:45", "1st Hour", ""),
        ("12:30", "13:15", "Late lunch", ""),
    ]


def test_lunch_variants_lie_over_each_other():
    assert lines("11:30-12:55 Fifth period | A lunch 11:30\n11:30-12:55 Fifth period | B lunch 12:20") == [
        ("11:30", "12:55", "Fifth period", "A lunch 11:30"),
        ("11:30", "12:55", "Fifth period", "B lunch 12:20"),
    ]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("8:05 First\nnothing\n9:00 Second\n10:00 end", 2),
        ("8:05-7:50 First", 1),
        ("8:05-8:50", 1),
        ("8:61-8:50 x", 1),
        ("13:05 pm-14:00 x", 1),
        ("8:05 First", 1),
        ("8:05-9:00 First\n8:50-9:40 Second", 2),
        ("8:05-8:50-9:00 First", 1),
    ],
)
def test_what_cannot_be_read_is_named_by_its_line(text, line):
    assert [number for number, _why in read(text)[1]] == [line]


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(text):
    periods, _problems = read(text)
    again, problems = read(written(periods))
    assert (again, problems) == (periods, []) or any(p.start.hour < 6 or p.lunch for p in periods)


def schedule(cast, name="Regular", text=REGULAR, campus=None, **more):
    return BellSchedule.add(by=HALLWAY, campus=campus or cast.oak, name=name, periods=read(text)[0], **more)


def first_bell(cast, day):
    found = periods_on(calendar_of(cast.oak.pk), day)
    return found[0].label if found else None


def test_the_date_s_own_then_the_letter_s_then_the_kind_s(cast):
    schedule(cast)
    schedule(cast, "B days", "8:05-9:00 B first", letters="B, C")
    schedule(cast, "Early", "8:05-9:00 Early first", type="early_release")
    rally = schedule(cast, "Rally", "8:05-9:00 Rally first", only_named=True)
    schedule(cast, "Elsewhere", "8:05-9:00 Elm first", campus=cast.elm)
    days = {
        date(2026, 3, 3): Look("instructional", "B"),
        date(2026, 3, 4): Look("early_release", "B"),
        date(2026, 3, 5): Look("instructional", "B", "", rally.pk),
        date(2026, 3, 6): Look("late_start"),
        date(2026, 3, 7): Look("make_up"),
        date(2026, 3, 9): Look("holiday"),
    }
    Day.paint(by=HALLWAY, campus=cast.oak, days=days)
    said = {day: first_bell(cast, date(2026, 3, day)) for day in (2, 3, 4, 5, 6, 7, 9)}
    assert said == {
        2: "First period",
        3: "B first",
        4: "Early first",
        5: "Rally first",
        6: None,  # nobody entered the bells of a late start
        7: "First period",
        9: None,
    }
    rally.remove(by=HALLWAY)
    assert first_bell(cast, date(2026, 3, 5)) == "B first"
    at = datetime(2026, 3, 2, 13, 20, tzinfo=ZoneInfo("America/Chicago"))
    assert period_at(calendar_of(cast.oak.pk), at).label == "Third period"


def test_who_may(cast):
    row = schedule(cast)
    for key in EVERYBODY:
        by = getattr(cast, key)
        for do in (
            lambda by=by: schedule_by(by, cast),
            lambda by=by: row.change(
                by=by, name="Regular", type="instructional", letters="", only_named=False, periods=read(REGULAR)[0]
            ),
        ):
            if key in MAY:
                do()
            else:
                with pytest.raises(Denied):
                    do()


def schedule_by(by, cast):
    return BellSchedule.add(by=by, campus=cast.oak, name="Regular", periods=read(REGULAR)[0])


PAGE = "/settings/calendar/bells/"


def form(cast, **change):
    return {
        "campus": cast.oak.pk,
        "name": "Regular",
        "type": "instructional",
        "letters": "A C",
        "text": REGULAR,
    } | change


def test_by_the_pages(cast, as_, monday):
    client = as_(cast.opal)
    assert "No bells yet" in client.get(PAGE).content.decode()
    assert client.get(f"{PAGE}add/?campus={cast.oak.pk}").status_code == 200
    assert client.post(PAGE + "add/", form(cast)).status_code == 303
    row = BellSchedule.objects.get()
    assert (row.letters, row.periods.count()) == ("A, C", 4)
    assert "8:05 – 15:10" in client.get(PAGE).content.decode()
    page = client.get(f"{PAGE}{row.pk}/").content.decode()
    assert "12:40-13:15 Lunch" in page
    assert client.post(f"{PAGE}{row.pk}/", form(cast, name="New", text="9:00-10:00 One")).status_code == 303
    assert [p.start for p in row.periods.all()] == [time(9)]
    assert "New" in as_(cast.lena).get(PAGE).content.decode()
    assert as_(cast.lena).get(f"{PAGE}{row.pk}/").status_code == 403
    assert client.post(f"{PAGE}{row.pk}/remove/").status_code == 303
    assert not BellSchedule.objects.exists()


def test_errors_name_the_line(cast, as_, monday):
    answer = as_(cast.opal).post(PAGE + "add/", form(cast, text="8:05-8:50 One\nTwo\n9:00-8:00 Three"))
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Line 2: There is no time" in page
    assert "Line 3: The end is before" in page
    assert "8:05-8:50 One" in page


def test_a_name_is_taken_once(cast, as_, monday):
    client = as_(cast.opal)
    client.post(PAGE + "add/", form(cast))
    assert client.post(PAGE + "add/", form(cast)).status_code == 422
    assert client.post(PAGE + "add/", form(cast, name="")).status_code == 422
    assert as_(cast.ada).get(PAGE + "add/").status_code == 302 or as_(cast.ada).get(PAGE + "add/").status_code == 303


def test_one_and_three_cost_the_same(cast, as_, monday, django_assert_max_num_queries):
    client = as_(cast.opal)
    schedule(cast)
    with django_assert_max_num_queries(15) as first:
        client.get(PAGE)
    schedule(cast, "Two")
    schedule(cast, "Three")
    with django_assert_max_num_queries(len(first)):
        client.get(PAGE)


def test_a_painted_day_names_its_bells(cast, as_, monday):
    rally = schedule(cast, "Rally", "8:05-9:00 Rally first", only_named=True)
    said = {"campus": cast.oak.pk, "type": "instructional", "day": "2026-03-05", "schedule": rally.pk}
    assert as_(cast.opal).post("/settings/calendar/paint/", said).status_code == 303
    assert first_bell(cast, date(2026, 3, 5)) == "Rally first"
