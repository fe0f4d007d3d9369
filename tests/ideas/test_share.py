"""Sharing an idea: a link or a line, a draft, what is like it, and who hears of it."""

import uuid

import pytest
from django.urls import reverse

from hallway.core.verb import Denied, Refused
from hallway.history.models import Event
from hallway.ideas.models import Idea, Tool

from . import library

NEW = "ideas:new"


def send(browser, **said):
    return browser.post(reverse(NEW), {"key": str(uuid.uuid4()), "title": "", "link": "", **said})


@pytest.mark.parametrize(
    ("said", "title", "kind"),
    [
        ({"title": "Timer everybody sees"}, "Timer everybody sees", "approach"),
        ({"link": "https://www.desmos.com/calculator"}, "calculator (desmos.com)", "tool"),
        ({"link": "desmos.com"}, "desmos.com", "tool"),
        ({"title": "https://www.desmos.com/calculator"}, "calculator (desmos.com)", "tool"),
    ],
)
def test_a_line_or_a_link_is_enough(cast, as_, said, title, kind):
    answer = send(as_(cast.tess), **said)
    idea = Idea.objects.get()
    assert answer.status_code == 303
    assert answer["Location"] == idea.get_absolute_url()
    assert (idea.title, idea.kind, idea.state, idea.by, idea.campus) == (title, kind, "shared", cast.tess, cast.oak)


def test_a_link_as_one_says_it_leaves_the_browser(cast, as_):
    assert 'type="url"' not in as_(cast.tess).get(reverse(NEW)).content.decode()
    answer = send(as_(cast.tess), title="See https://desmos.com/x", link="desmos.com/y")
    assert answer.status_code == 303
    assert (Idea.objects.get().title, Idea.objects.get().link) == ("See https://desmos.com/x", "https://desmos.com/y")


@pytest.mark.parametrize(
    "said", [{}, {"title": "  "}, {"link": "javascript:alert(1)"}, {"title": "x", "link": "ftp://a.example/b"}]
)
def test_neither_is_said_kindly_and_nothing_is_lost(cast, as_, said):
    answer = send(as_(cast.tess), what_for="My words", **said)
    assert answer.status_code == 422
    assert "My words" in answer.content.decode()
    assert not Idea.objects.exists()


def test_pressed_twice_is_once_and_other_words_are_kept(cast, as_):
    browser, key = as_(cast.tess), str(uuid.uuid4())
    first = send(browser, key=key, title="Timer everybody sees")
    again = send(browser, key=key, title="Timer everybody sees", seen="yes")
    other = send(browser, key=key, title="Quite another thing", seen="yes")
    assert first["Location"] == again["Location"]
    assert other.status_code == 409
    assert "Quite another thing" in other.content.decode()
    assert Idea.objects.count() == 1


def test_a_draft_is_only_its_writers(cast, as_):
    send(as_(cast.tess), title="Half a thought", later="yes")
    idea = Idea.objects.get()
    assert idea.state == "draft"
    for name in ("olga", "ivan", "lena", "dora", "ada"):
        assert as_(getattr(cast, name)).get(idea.get_absolute_url()).status_code == 404
        assert "Half a thought" not in as_(getattr(cast, name)).get(reverse("ideas:list")).content.decode()
    assert "Half a thought" in as_(cast.tess).get(reverse("ideas:mine")).content.decode()
    as_(cast.tess).post(reverse("ideas:publish", args=[idea.pk]))
    assert "Half a thought" in as_(cast.olga).get(reverse("ideas:list")).content.decode()


def test_a_draft_can_be_dropped_and_what_is_shared_cannot(cast, as_):
    draft = Idea.draft(by=cast.tess, campus=cast.oak, title="Half a thought")
    with pytest.raises(Denied):
        draft.drop(by=cast.olga)
    as_(cast.tess).post(reverse("ideas:drop", args=[draft.pk]))
    assert not Idea.objects.filter(pk=draft.pk).exists()
    with pytest.raises(Refused):
        library.idea(cast).drop(by=cast.tess)


def test_the_its_of_the_campus_hear_of_it_and_nobody_else(cast):
    idea = library.idea(cast)
    assert idea.its_there == [cast.ivan]
    elm = Idea.share(by=cast.emil, campus=cast.elm, title="Roles on cards")
    assert {each.pk for each in elm.its_there} == {cast.ivan.pk, cast.kim.pk}
    assert Event.objects.filter(kind="idea.shared", root_id=idea.pk, due__isnull=False).count() == 1


def test_the_tool_it_names_stands_beside_it_with_its_date(cast, as_):
    Tool.add(by=cast.dora, name="Desmos", host="desmos.com", approval="in_review")
    by_link = Idea.share(by=cast.tess, campus=cast.oak, title="Lines that move", link="https://teacher.desmos.com/x")
    by_name = Idea.share(by=cast.tess, campus=cast.oak, title="Sliders in Desmos")
    neither = Idea.share(by=cast.tess, campus=cast.oak, title="Desmosomes in biology")
    assert by_link.tool == by_name.tool == Tool.objects.get()
    assert neither.tool is None
    for url in (by_link.get_absolute_url(), reverse("ideas:list")):
        assert "Desmos: In review, as of" in as_(cast.olga).get(url).content.decode()


def test_a_tool_that_comes_later_finds_its_ideas(cast):
    by_link = Idea.share(by=cast.tess, campus=cast.oak, title="Sentences", link="https://www.quill.org/x")
    by_name = Idea.share(by=cast.tess, campus=cast.oak, title="Quill.org for commas")
    tool = Tool.add(by=cast.ada, name="Quill.org", host="https://www.quill.org/", approval="approved")
    by_link.refresh_from_db()
    by_name.refresh_from_db()
    assert by_link.tool == by_name.tool == tool
