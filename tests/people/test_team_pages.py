"""The pages of teams: listed, made, joined, left, asked and answered; what was asked shows to nobody else."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hallway.core.verb import HALLWAY
from hallway.people.models import Adoption, Member, Post, Team, TeamMembership


@pytest.fixture
def three(cast):
    team = Team.make(by=cast.lena, campus=cast.oak, name="Grade three", kind="grade")
    TeamMembership.add(by=cast.lena, team=team, member=cast.tess)
    return team


def words(answer):
    return answer.content.decode()


def test_the_list_is_of_where_i_work(cast, as_, three):
    Team.make(by=cast.ed, campus=cast.elm, name="Math")
    Team.make(by=cast.ada, campus=None, name="Makers", kind="other")
    Team.make(by=cast.lena, campus=cast.oak, name="Old choir").archive(by=cast.lena)
    for who, seen, unseen in [
        ("olga", ["Grade three", "Makers"], ["Math", "Old choir"]),
        ("emil", ["Math", "Makers"], ["Grade three", "Old choir"]),
        ("ivan", ["Grade three", "Math", "Makers"], ["Old choir"]),
        ("dora", ["Grade three", "Math", "Makers"], ["Old choir"]),
    ]:
        page = words(as_(getattr(cast, who)).get("/people/teams/"))
        assert all(name in page for name in seen), who
        assert not any(name in page for name in unseen), who
    assert "Math" in words(as_(cast.olga).get(f"/people/teams/?campus={cast.elm.pk}"))
    assert "Old choir" in words(as_(cast.lena).get("/people/teams/?away=1"))
    assert "Old choir" not in words(as_(cast.olga).get("/people/teams/?away=1"))
    assert "you belong to it" in words(as_(cast.tess).get("/people/teams/"))
    assert as_(cast.tess).get("/people/teams/?campus=x&from=-3").status_code == 200


def test_a_long_list_goes_on(cast, as_, three):
    for n in range(61):
        Team.make(by=HALLWAY, campus=cast.oak, name=f"Team {n:02}")
    client = as_(cast.olga)
    first = client.get("/people/teams/")
    assert "Team 58" in words(first)
    assert "Team 60" not in words(first)
    assert "Team 60" in words(client.get(f"/people/teams/{first.context['next_url']}"))


def test_made_named_filled_and_put_away(cast, as_):
    client = as_(cast.lena)
    assert as_(cast.tess).get("/people/teams/add/").status_code == 403
    made = client.post("/people/teams/add/", {"name": "Science", "kind": "department", "campus": cast.oak.pk})
    team = Team.objects.get(name="Science")
    assert made.headers["Location"] == team.get_absolute_url()
    twice = client.post("/people/teams/add/", {"name": "science", "kind": "other", "campus": cast.oak.pk})
    assert twice.status_code == 422
    assert "There is a team of this name already." in words(twice)
    assert client.post("/people/teams/add/", {"name": "Far", "kind": "other", "campus": cast.elm.pk}).status_code == 422
    url = team.get_absolute_url()
    assert client.post(f"{url}join/", {"who": "olga"}).status_code == 303
    assert client.post(f"{url}join/", {"who": "tess@cedar.example"}).status_code == 303
    assert client.post(f"{url}join/", {"who": "Olga"}).status_code == 422, "she is in already"
    assert set(team.memberships.values_list("member__name", flat=True)) == {"Olga Ortiz", "Tess Tanaka"}
    assert client.post(f"{url}change/", {"name": "Sciences", "kind": "other"}).status_code == 303
    assert client.post(f"{url}change/", {"name": "", "kind": "other"}).status_code == 422
    assert client.post(f"{url}archive/").status_code == 303
    assert "Put away" in words(client.get(url))
    assert client.post(f"{url}bring_back/").status_code == 303
    team.refresh_from_db()
    assert (team.name, team.kind, team.in_use) == ("Sciences", "other", True)
    for verb in ("change", "archive", "bring_back", "join"):
        data = {"name": "X", "kind": "other", "who": "emil"}
        assert as_(cast.olga).post(f"{url}{verb}/", data).status_code == 403, verb
        assert as_(cast.ed).post(f"{url}{verb}/", data).status_code == 403, verb


def test_several_of_one_name_are_offered(cast, as_, three):
    for n in ("Ann Alba", "Ann Byrd"):
        Member.add(by=HALLWAY, email=f"{n[-4:].lower()}@cedar.example", name=n)
    client, url = as_(cast.opal), three.get_absolute_url()
    answer = client.post(f"{url}join/", {"who": "ann"})
    assert answer.status_code == 422
    assert "Ann Alba" in words(answer)
    assert "Ann Byrd" in words(answer)
    byrd = Member.objects.get(name="Ann Byrd")
    assert client.post(f"{url}join/", {"who": "ann", "member": byrd.pk}).status_code == 303
    assert three.has(byrd)
    assert client.post(f"{url}join/", {"member": cast.gone.pk}).status_code == 422


def test_back_under_a_name_that_is_taken(cast, as_, three):
    three.archive(by=cast.lena)
    Team.make(by=cast.lena, campus=cast.oak, name="Grade three")
    answer = as_(cast.lena).post(f"{three.get_absolute_url()}bring_back/")
    assert answer.status_code == 409
    assert "There is a team of this name already." in words(answer)


def test_a_member_leaves(cast, as_, three):
    row, url = three.memberships.get(), three.get_absolute_url()
    assert as_(cast.olga).post(f"{url}leave/{row.pk}/").status_code == 403
    assert as_(cast.ed).post(f"{url}leave/{row.pk}/").status_code == 403
    assert as_(cast.tess).post(f"{url}leave/{row.pk}/").status_code == 303
    assert as_(cast.tess).post(f"{url}leave/{row.pk}/").status_code == 404
    assert not three.has(cast.tess)


def test_asked_and_accepted_by_the_pages(cast, as_, three):
    url, tess, ivan = three.get_absolute_url(), as_(cast.tess), as_(cast.ivan)
    page = words(tess.get(url))
    assert cast.ivan.full_name in page
    assert "Kaplan" not in page, "she helps at Elm only"
    assert tess.post(f"{url}propose/", {"its": cast.kim.pk}).status_code == 422
    assert as_(cast.olga).post(f"{url}propose/", {"its": cast.ivan.pk}).status_code == 403
    assert tess.post(f"{url}propose/", {"its": cast.ivan.pk}).status_code == 303
    adoption = Adoption.objects.get()
    assert "You asked Iván" in words(tess.get(url))
    assert "asks you something" in words(ivan.get("/people/teams/"))
    assert "Yes, gladly" in words(ivan.get(url))
    for other in ("olga", "lena", "ada", "kim"):
        client = as_(getattr(cast, other))
        assert "Iván" not in words(client.get(url)), other
        for verb in ("accept", "decline", "end"):
            assert client.post(f"/people/adoptions/{adoption.pk}/{verb}/").status_code == 404, other
    assert tess.post(f"/people/adoptions/{adoption.pk}/accept/").status_code == 403
    assert ivan.post(f"/people/adoptions/{adoption.pk}/accept/", {"words": "Gladly."}).status_code == 303
    for who in ("tess", "olga", "kim"):
        assert "Iván Núñez" in words(as_(getattr(cast, who)).get(url)), who
    assert "Gladly." in words(tess.get(url))
    assert "Gladly." not in words(as_(cast.olga).get(url)), "words for the team"
    assert "Adopted by" in words(as_(cast.emil).get(f"/people/{cast.ivan.pk}/"))
    assert as_(cast.olga).post(f"/people/adoptions/{adoption.pk}/end/").status_code == 403
    assert tess.post(f"/people/adoptions/{adoption.pk}/end/").status_code == 303
    assert "Iván" not in words(as_(cast.olga).get(url))


def test_not_just_now_shows_no_name(cast, as_, three):
    Post.add(by=HALLWAY, member=cast.kim, role="its", campus=cast.oak)
    adoption = Adoption.propose(by=cast.tess, team=three, its=cast.ivan)
    assert as_(cast.ivan).post(f"/people/adoptions/{adoption.pk}/decline/", {"words": "Next year?"}).status_code == 303
    url = three.get_absolute_url()
    page = words(as_(cast.tess).get(url))
    assert "not just now, and thank you for asking" in page
    assert "Next year?" in page
    assert "Iván" not in page
    for other in ("olga", "lena", "ada", "ivan"):
        page = words(as_(getattr(cast, other)).get(url))
        assert "not just now" not in page, other
        assert "Next year?" not in page, other


def test_pages_cost_the_same_for_one_and_three(cast, as_, three):
    def cost(url):
        with CaptureQueriesContext(
            connection,
        ) as seen:
            assert client.get(url).status_code == 200
        return len(seen)

    Post.add(by=HALLWAY, member=cast.cora, role="its", campus=cast.oak)  # somebody whom the team may still ask
    client, url = as_(cast.tess), three.get_absolute_url()
    client.get(url)
    one = cost(url), cost("/people/teams/")
    for member in (cast.olga, cast.lena):
        TeamMembership.add(by=cast.lena, team=three, member=member)
    for member in (cast.ivan, cast.kim):
        Post.add(by=HALLWAY, member=member, role="its", campus=cast.oak)
        fresh = Member.objects.get(pk=member.pk)
        Adoption.propose(by=cast.tess, team=three, its=fresh).accept(by=fresh)
    for name in ("Art", "Music"):
        Team.make(by=cast.lena, campus=cast.oak, name=name)
    client.get(url)  # a calendar that was never asked for is read once, for all campuses together
    three_rows = cost(url), cost("/people/teams/")
    assert three_rows == one
    assert max(one) <= 15


def test_a_card_about_adopting_that_says_nothing_is_not_there(cast, as_):
    team = Team.make(by=cast.lena, campus=cast.oak, name="Grade three")
    TeamMembership.add(by=cast.lena, team=team, member=cast.tess)
    page = as_(cast.tess)
    assert "Ask kindly" in page.get(team.get_absolute_url()).content.decode()
    Adoption.propose(by=cast.tess, team=team, its=cast.ivan).accept(by=cast.ivan)
    shown = page.get(team.get_absolute_url()).content.decode()
    assert 'id="adopting"' not in shown
    assert "adopted" in shown
