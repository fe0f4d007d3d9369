"""Whose birthday is announced to whom, on which day; nobody unless they said so, and nobody's year."""

import ast
import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError

from hallway.core.verb import HALLWAY, Denied
from hallway.delivery.working import deliver_events
from hallway.people.models import Campus, Member
from hallway.privacy.models import Erasure
from hallway.schooltime.calendars import calendar_of
from hallway.schooltime.models import Day
from hallway.teams import birthdays
from hallway.teams.models import Birthday, Card, LifeEvent, Signature

SRC = Path(birthdays.__file__).parent.parent
EVERYBODY = ["tess", "olga", "emil", "ivan", "kim", "lena", "ed", "opal", "cora", "dora", "ada"]


def say(member, month, day, **more):
    return Birthday.say_birthday(by=member, member=member, month=month, day=day, **({"audience": "team"} | more))


def names(viewer, day, **more):
    fresh = Member.objects.get(pk=viewer.pk)
    return [each.member.short_name for each in birthdays.seen_by(fresh, day, **more)]


WEDNESDAY = date(2026, 3, 4)


def test_nobody_unless_they_said_so(cast, team):
    say(cast.tess, 3, 4, audience="nobody")
    for who in EVERYBODY:
        assert names(getattr(cast, who), WEDNESDAY) == [], who
    assert Birthday._meta.get_field("audience").default == "nobody"
    assert Birthday._meta.get_field("card").default is False


@pytest.mark.parametrize(
    ("audience", "told"), [("team", {"olga", "ivan"}), ("campus", {"olga", "ivan", "lena", "opal", "cora"})]
)
def test_who_reads_of_it(cast, team, audience, told):
    """Never oneself, never the other campus, never the district."""
    say(cast.tess, 3, 4, audience=audience)
    assert {who for who in EVERYBODY if names(getattr(cast, who), WEDNESDAY)} == told
    say(cast.ivan, 3, 4, audience="team")
    assert names(cast.tess, WEDNESDAY) == ["Iván"], "the adopted ITS is of the circle"


@pytest.mark.parametrize("who", EVERYBODY)
def test_only_oneself_says_it(cast, who):
    member = getattr(cast, who)
    if who == "tess":
        say(member, 3, 4)
        return
    with pytest.raises(Denied):
        Birthday.say_birthday(by=member, member=cast.tess, month=3, day=4)
    row = say(cast.tess, 3, 4)
    with pytest.raises(Denied):
        row.forget(by=member)


@pytest.mark.parametrize(("month", "day"), [(2, 30), (4, 31), (0, 1), (13, 1), (1, 0), (1, 32)])
def test_no_such_day(cast, month, day):
    with pytest.raises(ValidationError):
        say(cast.tess, month, day)
    assert not Birthday.objects.exists()


@pytest.mark.parametrize(
    ("month", "day", "announced"),
    [
        (3, 4, date(2026, 3, 4)),  # a Wednesday
        (3, 7, date(2026, 3, 6)),  # a Saturday: the Friday before
        (3, 8, date(2026, 3, 6)),  # a Sunday, too
        (3, 16, date(2026, 3, 13)),  # the first Monday of a break: the last day before
        (3, 22, date(2026, 3, 23)),  # its last Sunday: the first day after
    ],
)
def test_on_the_working_day(cast, team, month, day, announced):
    for n in range(16, 21):
        Day.objects.create(campus=None, date=date(2026, 3, n), type="holiday", label="Spring break")
    from hallway.schooltime.calendars import forget

    forget()
    say(cast.tess, month, day)
    days = [date(2026, 3, n) for n in range(1, 32)]
    assert [each for each in days if names(cast.olga, each)] == [announced]
    (found,) = birthdays.seen_by(cast.olga, announced)
    assert found.date == date(2026, month, day)


@pytest.mark.parametrize(
    ("leap", "year", "announced"),
    [
        ("28", 2027, date(2027, 2, 26)),  # February 28 is a Sunday
        ("1", 2027, date(2027, 3, 1)),
        ("28", 2028, date(2028, 2, 29)),  # a year that has the day
        ("1", 2028, date(2028, 2, 29)),
    ],
)
def test_the_29th_of_february(cast, team, leap, year, announced):
    say(cast.tess, 2, 29, leap=leap)
    days = [date(year, 2, 20) + timedelta(days=n) for n in range(20)]
    assert [each for each in days if names(cast.olga, each)] == [announced]


def test_whose_post_has_ended_is_of_the_campus_no_more(cast, team):
    say(cast.cora, 3, 4, audience="campus")
    assert names(cast.lena, WEDNESDAY) == ["Cora"]
    cast.cora.posts.update(until=date(2020, 1, 1))
    assert names(cast.lena, WEDNESDAY) == []


def test_over_the_turn_of_the_year(cast, team):
    say(cast.tess, 1, 1)
    days = [date(2026, 12, 20) + timedelta(days=n) for n in range(30)]
    assert len([each for each in days if names(cast.olga, each)]) == 1


def test_in_the_depth_of_a_summer_on_its_own_day():
    from hallway.schooltime.clock import Calendar

    nothing = Calendar(zone="America/Chicago", week=((),) * 7)
    assert birthdays.announced_on(date(2026, 7, 15), nothing) == date(2026, 7, 15)


def test_on_the_first_page_of_that_day_only(monday, cast, team, as_):
    """Wednesday's on Wednesday; Saturday's on Friday, with its day; and with no statement more for whom none is near."""
    say(cast.tess, 3, 4)
    say(cast.ivan, 3, 7, audience="campus")
    olga = as_(cast.olga)
    for later, said, unsaid in (
        (1, [], ["Tess Tanaka’s birthday", "Núñez’s birthday"]),
        (2, ["It is Tess Tanaka’s birthday today."], ["Núñez’s birthday"]),
        (4, ["Iván Núñez’s birthday is Saturday, March 7."], ["Tess Tanaka’s"]),
    ):
        with monday.at(monday.instant + timedelta(days=later)):
            page = olga.get("/").content.decode().partition("<main")[2].partition("<aside")[0]
            assert all(words in page for words in said), later
            assert not any(words in page for words in unsaid), later
    with monday.at(monday.instant + timedelta(days=2)):
        assert "birthday today" not in as_(cast.emil).get("/").content.decode()
        assert "birthday today" not in as_(cast.tess).get("/").content.decode()


def test_gone_when_they_leave(monday, cast, team):
    say(cast.tess, 3, 4, audience="campus")
    cast.tess.deactivate(by=cast.ada)
    assert names(cast.olga, WEDNESDAY) == []
    with monday.at(monday.instant + timedelta(minutes=1)):
        deliver_events()
    assert not Birthday.objects.exists()


def test_gone_with_what_is_erased_and_taken_back(cast, team):
    row = say(cast.tess, 3, 4)
    row.forget(by=cast.tess)
    assert not Birthday.objects.exists()
    say(cast.tess, 3, 4)
    Erasure.carry_out(by=cast.ada, member=cast.tess, reason="asked for")
    assert not Birthday.objects.exists()


def test_one_statement_when_there_is_none(cast, team, django_assert_num_queries):
    viewer = Member.objects.get(pk=cast.olga.pk)
    assert viewer.seat
    with django_assert_num_queries(1):
        assert birthdays.seen_by(viewer, WEDNESDAY) == []


def test_said_again_changes_it(cast, team):
    say(cast.tess, 3, 4)
    say(cast.tess, 3, 5)
    assert Birthday.objects.count() == 1
    assert names(cast.olga, WEDNESDAY) == []


def test_the_calendar_of_the_person_decides(cast, team):
    """Elm is off on Wednesday: Kim's birthday is said on Tuesday, Tess's at Oak on its day."""
    Day.objects.create(campus=cast.elm, date=WEDNESDAY, type="holiday", label="Elm day")
    from hallway.schooltime.calendars import forget

    forget()
    say(cast.kim, 3, 4, audience="campus")
    say(cast.tess, 3, 4, audience="team")
    assert names(cast.emil, date(2026, 3, 3)) == ["Kim"]
    assert names(cast.emil, WEDNESDAY) == []
    assert names(cast.olga, WEDNESDAY) == ["Tess"]
    assert calendar_of(cast.oak.pk) != calendar_of(cast.elm.pk)
    assert Campus.objects.count() == 2
    assert HALLWAY


# The house rules of celebrating: what would make it unkind fails here.

FIELDS = {"id", "member", "month", "day", "audience", "leap", "card"}


def test_a_birthday_has_no_year():
    assert {field.name for field in Birthday._meta.get_fields()} == FIELDS


def test_one_module_reads_birthdays_and_two_functions_in_it():
    """Every page, mail and card goes through ``birthdays``; and there, all but one's own form goes through ``_rows``."""
    naming, reading = set(), set()
    for path in SRC.rglob("*.py"):
        if "migrations" in path.parts:
            continue
        text = path.read_text()
        where = str(path.relative_to(SRC))
        if re.search(r'\bBirthday\b(?!"\))|teams_birthday', text):  # but for the word that people read
            naming.add(where)
        for node in ast.walk(ast.parse(text)):
            if (
                isinstance(node, ast.Attribute)
                and getattr(node.value, "id", "") == "Birthday"
                and node.attr != "say_birthday"
            ):
                reading.add((where, node.attr))
    assert naming == {
        "teams/birthdays.py", "teams/models/__init__.py", "teams/models/birthday.py", "teams/views/celebrating.py",
        "privacy/decisions.py", "demo/belonging.py",
    }  # fmt: skip
    assert reading == {("teams/birthdays.py", "objects")}
    tree = ast.parse((SRC / "teams/birthdays.py").read_text())
    functions = [node for node in tree.body if isinstance(node, ast.FunctionDef)]
    touching = {f.name for f in functions if any(getattr(n, "id", "") == "Birthday" for n in ast.walk(f))}
    assert touching == {"own", "_rows"}
    assert Birthday._meta.get_field("member").remote_field.related_name == "+", "nobody reaches it from a member"


@pytest.mark.parametrize("model", [Birthday, Card, Signature, LifeEvent])
def test_nothing_is_counted_or_ranked(model):
    """No year, age, count, score or rank on any row of celebrating, and no page of it says how many."""
    bad = re.compile(r"year|age$|_age|count|total|score|rank|streak|number")
    assert not [field.name for field in model._meta.concrete_fields if bad.search(field.name)]
    pages = [
        SRC / "templates/teams" / name
        for name in ("days.html", "card.html", "_birthdays.html", "_life.html", "_got.html", "_to_sign.html")
    ]
    said = "".join(path.read_text() for path in pages)
    assert not re.search(r"\|length|count n=|forloop\.counter|confetti", said)
    code = "".join(
        (SRC / "teams" / name).read_text() for name in ("birthdays.py", "views/celebrating.py", "models/cards.py")
    )
    assert not re.search(r"\.count\(\)|Count\(|\.aggregate\(", code)
