"""Where somebody is said to be today."""

from datetime import date, timedelta

from hallway.asks.models import Ask
from hallway.core.verb import HALLWAY
from hallway.people.models import Absence, Post
from hallway.people.where import where_said, where_today
from hallway.schooltime.daytypes import Look
from hallway.schooltime.models import Day

FRIDAY, SATURDAY, TUESDAY = date(2026, 3, 6), date(2026, 3, 7), date(2026, 3, 3)


def said(member, day):
    return where_said(where_today([member], day)[member.pk])


def test_on_a_weekend_nobody_is_said_to_be_at_school(cast):
    assert said(cast.cora, FRIDAY) == "at Oak Elementary today"
    assert said(cast.cora, SATURDAY) == "not at a campus today"


def test_who_is_posted_on_a_saturday_is_there(cast):
    Post.add(by=HALLWAY, member=cast.kim, role="its", campus=cast.oak, hat="saturdays", weekdays=[5])
    assert said(cast.kim, SATURDAY) == "at Oak Elementary today"


def test_two_campuses_on_a_day_and_none_when_out(cast):
    assert {place.code for place in where_today([cast.ivan], TUESDAY)[cast.ivan.pk]} == {"OAK", "ELM"}
    Absence.be_out(by=HALLWAY, member=cast.ivan, first=TUESDAY)
    assert said(cast.ivan, TUESDAY) == "not at a campus today"


def enter(campus, type, day):
    Day.paint(by=HALLWAY, campus=campus, days={day: Look(type)})


def test_on_a_holiday_nobody_is_said_to_be_at_school(cast):
    enter(None, "holiday", TUESDAY)
    assert said(cast.cora, TUESDAY) == "not at a campus today"
    assert said(cast.ivan, TUESDAY) == "not at a campus today", "also not who is posted on Tuesdays"
    assert said(cast.cora, FRIDAY) == "at Oak Elementary today"


def test_one_campus_is_closed_and_the_other_open(cast):
    enter(cast.oak, "weather", TUESDAY)
    assert said(cast.ivan, TUESDAY) == "at Elm Middle today"


def test_teachers_own_days_and_make_up_days_are_worked(cast):
    enter(cast.oak, "teacher_only", TUESDAY)
    enter(cast.oak, "make_up", SATURDAY)
    assert said(cast.cora, TUESDAY) == "at Oak Elementary today"
    assert said(cast.cora, SATURDAY) == "at Oak Elementary today"


def test_no_page_says_at_school_on_a_holiday(cast, client, monday):
    ask = Ask.open(by=cast.tess, requester=cast.tess, campus=cast.oak, line="The projector is dark")
    enter(None, "holiday", TUESDAY)
    with monday.at(monday.instant + timedelta(days=1)):
        for member in (cast.tess, cast.ivan, cast.lena):
            client.force_login(member)
            for path in ("/", "/asks/new/", f"/asks/{ask.pk}/", "/people/", f"/people/{cast.ivan.pk}/"):
                answer = client.get(path)
                assert "Elementary today" not in answer.text, (member, path)
