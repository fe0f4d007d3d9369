"""Teams and who belongs to them: who may do what, once for a pair, and what leaving does."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from hallway.core.now import now
from hallway.core.verb import HALLWAY, Denied, Refused
from hallway.history.models import Event
from hallway.people.models import Adoption, Member, Post, Team, TeamMembership

WHOLE = ["tess", "olga", "emil", "ivan", "kim", "lena", "ed", "opal", "otto", "cora", "dora", "ada", "della", "jo"]
OAK = {"ivan", "lena", "opal", "ada", "della", "jo"}
DISTRICT = {"dora", "ada", "della", "jo"}


@pytest.fixture
def teams(cast):
    """Oak's grade three with Tess, Elm's math with Emil, and the whole district's "Makers"; the same roles elsewhere: Otto is
    Elm's office, Della and Jo are office and ITS of the whole district."""
    for key, name, role, campus in [
        ("otto", "Otto Elm", "office", cast.elm),
        ("della", "Della District", "office", None),
        ("jo", "Jo Jones", "its", None),
    ]:
        member = Member.add(by=HALLWAY, email=f"{key}@cedar.example", name=name)
        Post.add(by=HALLWAY, member=member, role=role, campus=campus)
        setattr(cast, key, member)
    cast.three = Team.make(by=HALLWAY, campus=cast.oak, name="Grade three", kind="grade")
    cast.math = Team.make(by=HALLWAY, campus=cast.elm, name="Math")
    cast.makers = Team.make(by=HALLWAY, campus=None, name="Makers", kind="other")
    TeamMembership.add(by=HALLWAY, team=cast.three, member=cast.tess)
    TeamMembership.add(by=HALLWAY, team=cast.math, member=cast.emil)
    return cast


def asked(cast):
    return Adoption.objects.filter(status="proposed").first() or Adoption.propose(
        by=cast.tess, team=cast.three, its=cast.ivan
    )


def of_tess(cast):
    return TeamMembership.objects.get(member=cast.tess)


VERBS = {
    "make": (OAK, lambda c, by: Team.make(by=by, campus=c.oak, name="Art")),
    "make for the district": (DISTRICT, lambda c, by: Team.make(by=by, campus=None, name="Art")),
    "change": (OAK, lambda c, by: c.three.change(by=by, name="Third grade")),
    "change the district's": (DISTRICT, lambda c, by: c.makers.change(by=by, name="Robots")),
    "archive": (OAK, lambda c, by: c.three.archive(by=by)),
    "bring_back": (OAK, lambda c, by: c.three.bring_back(by=by)),
    "add": (OAK, lambda c, by: TeamMembership.add(by=by, team=c.three, member=c.olga)),
    "leave": (OAK | {"tess"}, lambda c, by: of_tess(c).leave(by=by)),
    "propose": ({"tess"}, lambda c, by: Adoption.propose(by=by, team=c.three, its=c.ivan)),
    "accept": ({"ivan"}, lambda c, by: asked(c).accept(by=by)),
    "decline": ({"ivan"}, lambda c, by: asked(c).decline(by=by)),
    "end": ({"ivan", "tess"}, lambda c, by: asked(c).end(by=by)),
}


@pytest.mark.parametrize("name", VERBS)
def test_who_may(teams, name):
    who, do = VERBS[name]
    if name in ("accept", "decline", "end"):
        asked(teams)
    done = set()
    for key in WHOLE:
        by = Member.objects.get(pk=getattr(teams, key).pk)
        with transaction.atomic():
            try:
                do(teams, by)
                done.add(key)
            except Denied:
                pass
            transaction.set_rollback(True)
        teams.three.refresh_from_db()
        teams.makers.refresh_from_db()
    assert done == who


def test_a_member_of_another_team_is_nobody_here(teams):
    for do in (
        lambda: Adoption.propose(by=teams.emil, team=teams.three, its=teams.ivan),
        lambda: asked(teams).end(by=teams.emil),
    ):
        with pytest.raises(Denied):
            do()


def test_a_name_once_at_a_campus(teams):
    with pytest.raises(ValidationError, match="There is a team of this name already"):
        Team.make(by=teams.ada, campus=teams.oak, name="GRADE THREE")
    with pytest.raises(ValidationError):
        Team.make(by=teams.ada, campus=None, name="makers")
    Team.make(by=teams.ada, campus=teams.elm, name="Grade three")
    teams.three.archive(by=teams.ada)
    fresh = Team.make(by=teams.ada, campus=teams.oak, name="Grade three")
    with pytest.raises(ValidationError):
        teams.three.bring_back(by=teams.ada)
    fresh.change(by=teams.ada, name="Third grade")
    teams.three.bring_back(by=teams.ada)
    assert set(Team.objects.in_use().filter(campus=teams.oak)) == {teams.three, fresh}


def test_the_database_holds_one_current_row_for_a_pair(teams):
    for rows in (
        lambda: TeamMembership.objects.create(team=teams.three, member=teams.tess),
        lambda: [Adoption.objects.create(team=teams.three, its=teams.ivan) for _n in range(2)],
        lambda: Adoption.objects.create(team=teams.three, its=teams.ivan, status="accepted"),
        lambda: Adoption.objects.create(team=teams.three, its=teams.ivan, status="declined"),
        lambda: TeamMembership.objects.create(
            team=teams.three, member=teams.olga, since=now(), until=now() - timedelta(days=1)
        ),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows()


def test_ending_where_one_is_already_is_silent(teams):
    TeamMembership.add(by=teams.lena, team=teams.three, member=teams.olga).leave(by=teams.olga)
    teams.math.archive(by=teams.ada)
    before = Event.objects.count()
    TeamMembership.add(by=teams.lena, team=teams.three, member=teams.tess)
    TeamMembership.objects.get(member=teams.olga).leave(by=teams.lena)
    teams.three.change(by=teams.lena, name=teams.three.name)
    teams.three.bring_back(by=teams.lena)
    teams.math.archive(by=teams.ada)
    assert Event.objects.count() == before


def test_whoever_comes_back_has_a_time_of_their_own(teams):
    first = of_tess(teams)
    first.leave(by=teams.tess)
    second = TeamMembership.add(by=teams.lena, team=teams.three, member=teams.tess)
    assert second.pk != first.pk
    assert not Team.objects.of(teams.emil).filter(pk=teams.three.pk).exists()
    assert list(Team.objects.of(teams.tess)) == [teams.three]


def test_nobody_joins_a_team_that_is_put_away_or_after_leaving(teams):
    with pytest.raises(Refused, match="no longer here"):
        TeamMembership.add(by=teams.ada, team=teams.three, member=teams.gone)
    teams.three.archive(by=teams.lena)
    with pytest.raises(Refused, match="put away"):
        TeamMembership.add(by=teams.ada, team=teams.three, member=teams.olga)
    assert of_tess(teams).until is None, "its people stay noted for when it comes back"
    assert not Team.objects.of(teams.tess).exists()


def test_switched_off_they_belong_nowhere(teams):
    asked(teams).accept(by=teams.ivan)
    TeamMembership.add(by=teams.lena, team=teams.three, member=teams.ivan)
    teams.ivan.deactivate(by=teams.ada)
    teams.tess.deactivate(by=teams.opal)
    assert not TeamMembership.objects.filter(team=teams.three, until=None).exists()
    assert Adoption.objects.get().status == "ended"
