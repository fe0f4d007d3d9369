"""The pages of gatherings: asked, answered, brought, changed, called off; figures without names unless people want theirs read."""

import uuid
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hallway.core.now import now
from hallway.teams.models import Gathering

from . import made


def words(answer):
    return answer.content.decode()


@pytest.fixture
def soup(cast, team):
    return made.gathering(cast)


def form(**more):
    day = (now() + timedelta(days=5)).date().isoformat()
    said = {
        "key": str(uuid.uuid4()),
        "title": "Soup",
        "day": day,
        "starts": "15:30",
        "ends": "16:30",
        "place": "",
        "text": "",
    }
    return said | more


def test_asked_from_the_board(cast, as_, team):
    tess = as_(cast.tess)
    assert f"whose=team:{team.pk}" in words(tess.get(f"/teams/{team.pk}/"))
    page = words(tess.get(f"/teams/gathering/new/?whose=team:{team.pk}"))
    assert "selected" in page
    assert "Everybody at Oak" in page
    assert "Elm" not in page
    wrong = tess.post("/teams/gathering/new/", form(whose=f"campus:{cast.elm.pk}"))
    assert wrong.status_code == 422
    late = tess.post("/teams/gathering/new/", form(whose=f"team:{team.pk}", starts="17:00"))
    assert late.status_code == 422
    assert "ends before it begins" in words(late)
    past = tess.post("/teams/gathering/new/", form(whose=f"team:{team.pk}", day="2020-03-02"))
    assert past.status_code == 409
    assert "over already" in words(past)
    far = tess.post(
        "/teams/gathering/new/", form(whose=f"team:{team.pk}", day="9999-12-31", starts="22:00", ends="23:30")
    )
    assert far.status_code == 409, "a row that nobody's page can read any more"
    assert "more than two years away" in words(far)
    said = form(whose=f"team:{team.pk}", bring="Bread\n\nBowls\n")
    for _twice in range(2):
        made_now = tess.post("/teams/gathering/new/", said)
    row = Gathering.objects.get()
    assert made_now.headers["Location"] == row.get_absolute_url()
    assert [each.words for each in row.brings.all()] == ["Bread", "Bowls"]
    assert row.start.astimezone(row.zone).strftime("%H:%M") == "15:30"
    for path in ("/", "/teams/gatherings/", f"/teams/{team.pk}/"):
        assert "Soup" in words(as_(cast.ivan).get(path)), path
        assert "Soup" not in words(as_(cast.emil).get(path)), path


def test_figures_without_names(cast, as_, soup):
    olga, ivan = as_(cast.olga), as_(cast.ivan)
    url = soup.get_absolute_url()
    assert olga.post(f"{url}rsvp/", {"answer": "going"}).status_code == 303
    page = words(ivan.get(url))
    assert "2 are going." in page
    assert "Olga" not in page.partition("<main")[2]
    olga.post(f"{url}rsvp/", {"answer": "maybe", "listed": "on"})
    page = words(ivan.get(url))
    assert "1 is going." in page
    assert "1 may come." in page
    assert "Olga Ortiz (maybe)" in page
    olga.post(f"{url}rsvp/", {"answer": "cannot", "listed": "on"})
    page = words(ivan.get(url)).partition("<main")[2]
    assert "Olga" not in page
    assert "may come" not in page
    assert "Soup" not in words(olga.get("/")), "who cannot come is not asked again"
    assert olga.post(f"{url}rsvp/", {"answer": "never"}).status_code == 422


def test_brought_changed_and_called_off(cast, as_, soup):
    olga, tess, url = as_(cast.olga), as_(cast.tess), soup.get_absolute_url()
    line = soup.brings.first()
    assert olga.post(f"{url}bring/{line.pk}/take/").status_code == 303
    assert "Give it back" in words(olga.get(url))
    assert as_(cast.ivan).post(f"{url}bring/{line.pk}/take/").status_code == 409
    olga.post(f"{url}bring/{line.pk}/give_back/")
    assert olga.post(f"{url}bring/", {"words": ""}).status_code == 422
    assert olga.post(f"{url}bring/", {"words": "Salt", "mine": "on"}).status_code == 303
    assert tess.post(f"{url}bring/{line.pk}/drop/").status_code == 303
    assert olga.get(f"{url}change/").status_code == 403
    page = words(tess.get(f"{url}change/"))
    assert "Soup and stories" in page
    assert tess.post(f"{url}change/", form(title="Stew")).status_code == 303
    assert tess.post(f"{url}change/", form(day="2020-03-02")).status_code == 409
    assert tess.post(f"{url}cancel/", {"reason": "No stove."}).status_code == 303
    page = words(olga.get(url))
    assert "No stove." in page
    assert "Do you come?" not in page
    assert "off" in words(olga.get("/teams/gatherings/")) or "Nothing is planned" in words(
        olga.get("/teams/gatherings/")
    )


def test_nothing_planned_says_what_will_be_here(cast, as_):
    assert "Nothing is planned" in words(as_(cast.emil).get("/teams/gatherings/"))


def test_pages_cost_the_same_for_one_and_three(cast, as_, team, soup):
    def cost(url):
        with CaptureQueriesContext(connection) as seen:
            assert tess.get(url).status_code == 200
        return len(seen)

    tess, pages = as_(cast.tess), ("/", "/teams/gatherings/", f"/teams/{team.pk}/", soup.get_absolute_url())
    soup.rsvp(by=cast.olga, answer="going", listed=True)
    for url in pages:
        tess.get(url)
    one = [cost(url) for url in pages]
    for n in range(2):
        start = now() + timedelta(days=n + 1)
        Gathering.invite(by=cast.olga, team=team, title=f"Walk {n}", start=start, end=start + timedelta(hours=1))
        soup.add_bring(by=cast.olga, words=f"Spoon {n}", take=True)
    soup.rsvp(by=cast.ivan, answer="maybe", listed=True)
    assert [cost(url) for url in pages] == one
    assert max(one[1:]) <= 15, one


def test_an_hour_that_the_clock_leaves_out(monday, cast, as_, team):
    """On March 8, 2026 it is three o'clock after two; 2:30 is an hour later than it looks."""
    said = form(whose=f"team:{team.pk}", day="2026-03-08", starts="02:30", ends="03:00")
    late = as_(cast.tess).post("/teams/gathering/new/", said)
    assert late.status_code == 409
    assert "ends before it begins" in words(late)


def test_the_zone_is_named_to_whoever_lives_by_another_clock(monday, cast, as_):
    cast.elm.change(by=cast.ada, time_zone="America/Denver")
    start = now() + timedelta(days=3)
    row = Gathering.invite(by=cast.ed, campus=cast.elm, title="Picnic", start=start, end=start + timedelta(hours=1))
    assert "8 a.m. to 9 a.m.</strong>" in words(as_(cast.emil).get(row.get_absolute_url()))
    assert "8 a.m. to 9 a.m. (MST, America/Denver)" in words(as_(cast.ivan).get(row.get_absolute_url()))
