"""Teams by list: looked at before anything changes, made where they are missing, nobody taken out, and out again."""

import pytest

from hallway.core.verb import HALLWAY
from hallway.people.models import Member, Post, Team, TeamMembership

from .test_lists import let, out, planned, send

HEAD = "email,name,campus,role,teams\n"


@pytest.fixture
def three(cast):
    team = Team.make(by=HALLWAY, campus=cast.oak, name="Grade three", kind="grade")
    TeamMembership.add(by=HALLWAY, team=team, member=cast.tess)
    return team


def teams_of(email):
    rows = TeamMembership.objects.filter(member__email=email, until=None)
    return sorted(rows.values_list("team__name", flat=True))


def said(plan):
    return [[(str(h), new) for h, _old, new in c.said if str(h) == "Team"] for c in plan.everything]


def test_looked_at_then_let(cast, as_, three):
    text = (
        HEAD
        + "olga@cedar.example,,OAK,,grade THREE; Sunshine committee\n"
        + "zoe@cedar.example,Zoe Zimmer,OAK,teacher,Sunshine Committee;Grade three;grade three\n"
        + "tess@cedar.example,,OAK,,Grade three\n"
    )
    plan = planned(text, cast.opal)
    assert not plan.problems
    assert plan.unchanged == 1
    new = [("Team", "Sunshine Committee (a new team)"), ("Team", "Grade three")]
    assert said(plan) == [new, [("Team", "Grade three"), ("Team", "Sunshine committee (a new team)")]]
    client = as_(cast.opal)
    assert send(client, text).status_code == 303
    assert not Team.objects.filter(name__icontains="sunshine").exists()
    assert "Sunshine committee (a new team)" in client.get(send(client, text).headers["Location"]).content.decode()
    assert let(client).status_code == 303
    assert Team.objects.filter(name__iexact="sunshine committee", campus=cast.oak).count() == 1
    for who in ("olga", "zoe"):
        assert [name.lower() for name in teams_of(f"{who}@cedar.example")] == ["grade three", "sunshine committee"]
    assert planned(text, cast.opal).changes == 0


def test_a_list_takes_nobody_out(cast, three):
    plan = planned(HEAD + "tess@cedar.example,,OAK,,\n", cast.opal)
    assert plan.changes == 0
    planned(HEAD + "tess@cedar.example,,OAK,,Art\n", cast.opal).apply(by=cast.opal)
    assert teams_of("tess@cedar.example") == ["Art", "Grade three"]


def test_the_districts_teams_go_by_name_and_need_the_right(cast, three):
    Team.make(by=HALLWAY, campus=None, name="Makers")
    line = HEAD + "olga@cedar.example,,,,Makers\n"
    assert [p[1] for p in planned(line, cast.opal).problems] == ["You cannot put people into a team there."]
    planned(line, cast.ada).apply(by=cast.ada)
    assert teams_of("olga@cedar.example") == ["Makers"]
    unknown = planned(HEAD + "olga@cedar.example,,,,Nowhere\n", cast.ada)
    assert [p[1] for p in unknown.problems] == ["The team “Nowhere” needs a campus beside it."]
    long = planned(HEAD + f"olga@cedar.example,,OAK,,{'x' * 81}\n", cast.ada)
    assert "too long" in long.problems[0][1]


def test_the_same_office_elsewhere_may_not(cast, three):
    otto = Member.add(by=HALLWAY, email="otto@cedar.example", name="Otto Elm")
    Post.add(by=HALLWAY, member=otto, role="office", campus=cast.elm)
    Post.add(by=HALLWAY, member=cast.emil, role="teacher", campus=cast.elm)
    plan = planned(HEAD + "emil@cedar.example,,OAK,none,Grade three\n", Member.objects.get(pk=otto.pk))
    assert [p[1] for p in plan.problems] == ["You cannot put people into a team there."]


def test_whoever_leaves_joins_nothing(cast, three):
    text = "email,campus,role,teams,active\nolga@cedar.example,OAK,none,Grade three,no\n"
    plan = planned(text, cast.ada)
    assert said(plan) == [[]]
    plan.apply(by=cast.ada)
    assert teams_of("olga@cedar.example") == []


def test_out_and_in_again_changes_nothing(cast, as_, three):
    for campus, name in ((None, "Makers"), (cast.elm, "Math; and more"), (cast.oak, "Art")):
        team = Team.make(by=HALLWAY, campus=campus, name=name)
        for member in (cast.tess, cast.ada):
            TeamMembership.add(by=HALLWAY, team=team, member=member)
    text = out(as_(cast.ada))
    assert "Art; Grade three" in text
    assert "Math, and more" in text
    plan = planned(text, cast.ada)
    assert not plan.problems
    assert plan.changes == 0
    TeamMembership.objects.all().delete()
    planned(text, cast.ada).apply(by=cast.ada)
    assert teams_of("tess@cedar.example") == ["Art", "Grade three", "Makers", "Math, and more"]
    assert teams_of("ada@cedar.example") == ["Art", "Makers", "Math, and more"]
