"""What leaders may know: a figure only behind five teachers and three ITS, of months that are over, cut to fives."""

from datetime import timedelta

import pytest

from hallway.appointments.counting import counts
from hallway.appointments.models import Consult, Visit
from hallway.core.now import moved
from hallway.core.verb import HALLWAY
from hallway.people.models import Member, Post

from . import made


@pytest.fixture
def many(cast, monday):
    """``many(teachers, its, times)``: that many people at Oak, and each teacher asks each of ``times`` consults."""

    def make(teachers, its, times=2):
        def person(name, role):
            member = Member.add(by=HALLWAY, email=f"{name}@cedar.example", name=name.title())
            Post.add(by=HALLWAY, member=member, role=role, campus=cast.oak)
            return member

        helpers = [person(f"helper{n}", "its") for n in range(its)]
        for number in range(teachers):
            teacher = person(f"teacher{number}", "teacher")
            for time in range(times):
                helper = helpers[(number + time) % its]
                about = {"by": teacher, "teacher": teacher, "its": helper, "campus": cast.oak}
                Consult.open(**about, lesson={"line": "x"})
                Visit.ask_in(**about, focus={}, on=made.TAUGHT).took_place(by=helper)

    return make


@pytest.mark.parametrize(
    ("teachers", "its", "figure"), [(5, 3, 10), (6, 3, 10), (4, 3, None), (5, 2, None), (5, 1, None), (0, 1, None)]
)
def test_enough_people_behind_a_figure(cast, many, monday, teachers, its, figure):
    many(teachers, its)
    with moved(monday.instant + timedelta(days=40)):
        found = counts({cast.oak.pk})
        assert (found.consults, found.visits) == (figure, figure)
        assert counts(None).consults == figure
        assert counts({cast.elm.pk}).consults is None


def test_this_month_is_not_counted_yet(cast, many, monday):
    many(5, 3)
    assert counts(None).consults is None
    with moved(monday.instant + timedelta(days=30)):
        assert counts(None).consults == 10


def test_what_becomes_of_one_later_changes_no_figure(cast, many, monday):
    many(5, 3, times=1)
    with moved(monday.instant + timedelta(days=40)):
        before = counts(None).consults
        for row in Consult.objects.all():
            row.withdraw(by=row.teacher)
        assert counts(None).consults == before == 5


def test_the_home_of_a_leader_says_it(cast, many, monday, as_):
    many(5, 3)
    with moved(monday.instant + timedelta(days=40)):
        assert "At least 10 lessons were planned together." in as_(cast.lena).get("/").content.decode()
        assert "At least 10 visits took place." in as_(cast.dora).get("/").content.decode()
        assert "Too few people" in as_(cast.ed).get("/").content.decode()
        assert "At least" not in as_(cast.tess).get("/").content.decode()
