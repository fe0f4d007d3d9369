"""Where somebody is said to be today."""

from datetime import date

from hallway.core.verb import HALLWAY
from hallway.people.models import Absence, Post
from hallway.people.where import where_said, where_today

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
