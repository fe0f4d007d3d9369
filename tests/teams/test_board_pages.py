"""The pages of a board: what they say, what goes wrong, and what they cost."""

import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hallway.teams.models import Reaction, Topic


def words(answer):
    return answer.content.decode()


@pytest.fixture
def tess(cast, as_):
    return as_(cast.tess)


def test_from_the_teams_page_to_an_answer(cast, as_, team, tess):
    assert f'href="/teams/{team.pk}/"' in words(tess.get(team.get_absolute_url()))
    assert f'href="/teams/{team.pk}/"' in words(as_(cast.ivan).get(team.get_absolute_url()))
    assert f'href="/teams/{team.pk}/"' not in words(as_(cast.lena).get(team.get_absolute_url()))
    assert "The board is empty" in words(tess.get(f"/teams/{team.pk}/"))
    key = str(uuid.uuid4())
    for _twice in range(2):
        made = tess.post(f"/teams/{team.pk}/open/", {"key": key, "title": "Cake in room 12", "text": "Come by."})
        assert made.status_code == 303
    row = Topic.objects.get()
    helper = as_(cast.ivan)
    assert "Cake in room 12" in words(helper.get("/")), "new on the first page of the day"
    assert "Cake in room 12" in words(helper.get("/teams/"))
    assert "Come by." in words(helper.get(row.get_absolute_url()))
    assert "New on your teams" not in words(helper.get("/"))
    said = helper.post(f"{row.get_absolute_url()}answer/", {"key": str(uuid.uuid4()), "text": "On my way."})
    number = row.answers().get().pk
    assert said.headers["Location"].endswith(f"#answer-{number}")
    tess.post(f"{row.get_absolute_url()}react/", {"mark": "smile", "message": number})
    assert "Tess Tanaka" in words(helper.get(row.get_absolute_url()))
    tess.post(f"{row.get_absolute_url()}react/", {"mark": "smile", "message": number, "off": "1"})
    tess.post(f"{row.get_absolute_url()}react/", {"mark": "worst"})
    assert not Reaction.objects.exists()
    tess.post(f"{row.get_absolute_url()}pin/")
    assert "pinned" in words(helper.get(f"/teams/{team.pk}/"))
    helper.post(f"{row.get_absolute_url()}take_back/{number}/")
    assert not row.answers().exists()
    assert tess.post(f"{row.get_absolute_url()}take_away/").headers["Location"] == f"/teams/{team.pk}/"


def test_what_goes_wrong_keeps_the_words(cast, team, tess, topic):
    wrong = tess.post(f"/teams/{team.pk}/open/", {"key": str(uuid.uuid4()), "title": "", "text": "kept words"})
    assert wrong.status_code == 422
    assert "kept words" in words(wrong)
    key = str(uuid.uuid4())
    tess.post(f"/teams/{team.pk}/open/", {"key": key, "title": "One"})
    again = tess.post(f"/teams/{team.pk}/open/", {"key": key, "title": "Another"})
    assert again.status_code == 409
    assert "Another" in words(again)
    empty = tess.post(f"{topic.get_absolute_url()}answer/", {"key": str(uuid.uuid4()), "text": ""})
    assert empty.status_code == 422
    assert "There is nothing to send yet" in words(empty)
    team.archive(by=cast.lena)
    late = tess.post(f"{topic.get_absolute_url()}answer/", {"key": str(uuid.uuid4()), "text": "too late"})
    assert late.status_code == 409
    assert "can still be read" in words(tess.get(topic.get_absolute_url()))
    assert tess.get(f"/teams/{team.pk}/?from=x").status_code == 200


def test_no_figure_stands_on_a_board(cast, as_, team, topic, tess):
    """Marks have names, not numbers: what a page shows is the same for one mark as for three, but for the names."""
    for member in (cast.olga, cast.ivan, cast.tess):
        Reaction.react(by=member, topic=topic, mark="heart")
    page = words(tess.get(topic.get_absolute_url()))
    part = page[page.index('<details class="marks"') : page.index("</details>", page.index('<details class="marks"'))]
    text = "".join(piece.partition(">")[2] for piece in part.split("<"))
    assert "Iván Núñez, Tess Tanaka" in text or "Olga Ortiz, Iván Núñez" in text
    assert not any(letter.isdigit() for letter in text)


def test_pages_cost_the_same_for_one_and_three(cast, as_, team, topic, tess):
    def cost(url):
        with CaptureQueriesContext(connection) as seen:
            assert tess.get(url).status_code == 200
        return len(seen)

    pages = ("/teams/", f"/teams/{team.pk}/", topic.get_absolute_url())
    topic.answer(by=cast.olga, text="one")
    Reaction.react(by=cast.olga, topic=topic, mark="heart")
    for url in pages:
        tess.get(url)
    one = [cost(url) for url in pages]
    for n in range(2):
        Topic.open(by=cast.olga, team=team, title=f"More {n}")
        answer = topic.answer(by=cast.ivan, text=f"more {n}")
        Reaction.react(by=cast.ivan, topic=topic, mark="smile", message=answer.pk)
    assert [cost(url) for url in pages] == one
    assert max(one) <= 15, one
