"""The stories: every one can be played, and a slip of the pen says where it is."""

import tomllib
from collections import Counter
from pathlib import Path

import pytest

from hallway import demo
from hallway.demo.playing import Play
from hallway.demo.storybook import _read, stories

HERE = Path(demo.__file__).parent
PEOPLE = {row["handle"] for row in tomllib.loads((HERE / "people.toml").read_text())["person"]}
DISTRICT = tomllib.loads((HERE / "district.toml").read_text())


def test_there_are_about_120_of_them_each_with_words_of_its_own():
    assert len(stories()) >= 115
    texts = Counter(step.text for story in stories() for step in story.steps if len(step.text) > 30)
    texts.update(story.line for story in stories())
    assert [text for text, times in texts.items() if times > 1] == []


def test_every_topic_has_stories():
    assert {story.topic for story in stories()} == {row["name"] for row in DISTRICT["topic"]}


@pytest.mark.parametrize("story", stories(), ids=lambda story: story.line[:30])
def test_a_story_can_be_played(story):
    campuses = {row["handle"] for row in DISTRICT["campus"]}
    assert story.about["from"] in PEOPLE | campuses
    for step in story.steps:
        assert step.verb in PEOPLE | {"its", "teacher"} or hasattr(Play, f"_do_{step.verb}"), step
        if step.verb in PEOPLE | {"its", "teacher"}:
            assert step.text


def test_steps_are_read():
    (story,) = _read(
        "x.txt", "== Topic ==\n\n# Line\nfrom: baca\nis: class mail\nMore of it.\n> +2d its note: one / two\nthree\n"
    )
    assert (story.topic, story.line, story.detail) == ("Topic", "Line", "More of it.")
    assert story.flags == {"class", "mail"}
    (step,) = story.steps
    assert (step.after, step.verb, step.words, step.text) == ((2, "d"), "its", ["note"], "one\ntwo\nthree")


@pytest.mark.parametrize(
    "text",
    ["== T ==\nwords before a story", "== T ==\n# Line\n> solve fixed", "== T ==\n# Line\nis: sideways\n"],
    ids=["no line yet", "no time", "unknown flag"],
)
def test_a_slip_says_where_it_is(text):
    with pytest.raises(ValueError, match=r"x\.txt"):
        _read("x.txt", text)
