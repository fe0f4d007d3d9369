"""Around an adoption: asked once a year whether to go on, ended without a word, and a lead's quiet word to a team."""

from datetime import UTC, datetime, timedelta

import pytest

from hallway.core.verb import HALLWAY, Denied, Refused
from hallway.delivery.models import Notice, Prompt
from hallway.delivery.working import deliver_events
from hallway.history.models import Event
from hallway.people.models import Adoption, Member, Team, TeamMembership
from hallway.teams.jobs import ask_renewals
from hallway.teams.models import Renewal, Suggestion

from . import made

EVERYBODY = ["tess", "olga", "emil", "ivan", "kim", "lena", "ed", "opal", "cora", "dora", "ada"]
AUGUST = datetime(2026, 8, 12, 15, 0, tzinfo=UTC)  # a Wednesday, 10:00 in Chicago


@pytest.fixture
def adoption(monday, cast, team):
    return Adoption.objects.get()


def tell():
    for _round in range(4):
        deliver_events()


def test_asked_once_in_august_in_school_time(monday, cast, adoption):
    for moment in (AUGUST - timedelta(days=30), AUGUST + timedelta(hours=12), AUGUST + timedelta(days=3)):
        with monday.at(moment):
            assert ask_renewals() == 0, "not in July, at night, or on a Saturday"
    with monday.at(AUGUST):
        assert ask_renewals() == 2
        assert ask_renewals() == 0
    with monday.at(AUGUST + timedelta(days=8)):
        assert ask_renewals() == 0, "once"
        tell()
    assert set(Renewal.objects.values_list("member", flat=True)) == {cast.tess.pk, cast.ivan.pk}
    assert set(Notice.objects.filter(event__kind="renewal.asked").values_list("member", flat=True)) == {
        cast.tess.pk,
        cast.ivan.pk,
    }
    with monday.at(AUGUST + timedelta(days=366)):
        assert ask_renewals() == 2, "another year"


def test_within_the_one_prompt_a_week(monday, cast, adoption):
    with monday.at(AUGUST):
        assert Prompt.may_ask(cast.ivan, "other")
        assert ask_renewals() == 1
    with monday.at(AUGUST + timedelta(days=7)):
        assert ask_renewals() == 1, "the week after"


def test_a_young_adoption_is_not_asked(monday, cast):
    with monday.at(AUGUST - timedelta(days=20)):
        made.team(cast)
    with monday.at(AUGUST):
        assert ask_renewals() == 0


def test_let_go_without_a_word(monday, cast, adoption, as_):
    with monday.at(AUGUST):
        ask_renewals()
    hers, his = (Renewal.objects.get(member=each) for each in (cast.tess, cast.ivan))
    assert as_(cast.tess).get(his.get_absolute_url()).status_code == 404
    assert "Saying nothing is a yes" in as_(cast.tess).get(hers.get_absolute_url()).content.decode()
    for who in EVERYBODY:
        if who != "ivan":
            with pytest.raises(Denied):
                his.let_go(by=getattr(cast, who))
            with pytest.raises(Denied):
                his.go_on(by=getattr(cast, who))
    assert as_(cast.tess).post(f"{hers.get_absolute_url()}go_on/").status_code == 303
    adoption.refresh_from_db()
    assert adoption.status == "accepted"
    assert as_(cast.ivan).post(f"{his.get_absolute_url()}let_go/").status_code == 303
    his.refresh_from_db()
    his.let_go(by=cast.ivan)
    adoption.refresh_from_db()
    assert adoption.status == "ended"
    tell()
    assert not Notice.objects.filter(event__kind__in=["adoption.ended", "adoption.let_go"]).exists()
    assert "has ended" in as_(cast.tess).get(hers.get_absolute_url()).content.decode()


def test_only_the_house_asks(cast, adoption):
    with pytest.raises(Denied):
        Renewal.ask_again(by=cast.ada, adoption=adoption, member=cast.ivan, term=AUGUST.date())


@pytest.mark.parametrize("who", EVERYBODY)
def test_who_may_say_a_quiet_word(monday, cast, who, as_):
    """The campus's lead; not the office, not the district, not the lead of the other campus."""
    art = Team.make(by=cast.lena, campus=cast.oak, name="Art")
    TeamMembership.add(by=cast.lena, team=art, member=cast.olga)
    member, client = Member.objects.get(pk=getattr(cast, who).pk), as_(getattr(cast, who))
    page = client.get("/teams/without/")
    assert page.status_code == (200 if who in ("lena", "ed") else 403)
    posted = client.post(f"/teams/without/{cast.ivan.pk}/", {"team": art.pk}).status_code
    assert posted == {"lena": 303, "ed": 404}.get(who, 403)
    Suggestion.objects.all().delete()
    if who == "lena":
        Suggestion.suggest(by=member, its=cast.ivan, team=art)
    else:
        with pytest.raises(Denied):
            Suggestion.suggest(by=member, its=cast.ivan, team=art)


def test_the_team_hears_it_and_nobody_else(monday, cast, as_):
    art = Team.make(by=cast.lena, campus=cast.oak, name="Art")
    lena = as_(cast.lena)
    assert "There is no team with people" in lena.get("/teams/without/").content.decode()
    with pytest.raises(Refused):
        Suggestion.suggest(by=cast.lena, its=cast.ivan, team=art)
    TeamMembership.add(by=cast.lena, team=art, member=cast.olga)
    page = lena.get("/teams/without/").content.decode()
    assert "Iván Núñez" in page
    assert "Kim" not in page, "she helps at Elm"
    for _twice in range(2):
        assert lena.post(f"/teams/without/{cast.ivan.pk}/", {"team": art.pk}).status_code == 303
    with monday.at(monday.instant + timedelta(minutes=1)):
        tell()
    told = Notice.objects.filter(event__kind="adoption.suggested")
    assert list(told.values_list("member", "mail")) == [(cast.olga.pk, "digest")]
    assert told.get().event.sentence() == "Lena asks whether Art would like to adopt Iván"
    ivan = as_(cast.ivan)
    for path in ("/", "/notices/", "/teams/", "/people/teams/", art.get_absolute_url(), f"/people/{cast.ivan.pk}/"):
        assert "would like to adopt" not in ivan.get(path).content.decode(), path
    Adoption.propose(by=cast.olga, team=art, its=cast.ivan).accept(by=cast.ivan)
    assert "Everybody has a team" in lena.get("/teams/without/").content.decode()
    assert lena.post(f"/teams/without/{cast.ivan.pk}/", {"team": art.pk}).status_code == 409


def test_many_to_many(monday, cast, team, as_):
    """Several teams adopt one ITS, and a team several; each stands in the other's pages."""
    from hallway.people.models import Post

    Post.add(by=HALLWAY, member=cast.kim, role="its", campus=cast.oak)
    kim = Member.objects.get(pk=cast.kim.pk)
    Adoption.propose(by=cast.tess, team=team, its=kim).accept(by=kim)
    art = Team.make(by=cast.lena, campus=cast.oak, name="Art")
    TeamMembership.add(by=cast.lena, team=art, member=cast.olga)
    Adoption.propose(by=cast.olga, team=art, its=cast.ivan).accept(by=cast.ivan)
    page = as_(cast.ivan).get("/teams/").content.decode()
    assert "Grade three" in page
    assert "Art" in page
    assert page.count("has adopted you") == 2
    assert {each.pk for each in made.gathering(cast).guests} == {cast.tess.pk, cast.olga.pk, cast.ivan.pk, kim.pk}
    assert Event.objects.filter(kind="adoption.accepted").count() == 3
