"""Trainings in the search: who finds which, in what order, and what it costs; and as what a thank-you is about."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hallway.appreciation import abouts
from hallway.appreciation.models import Thanks
from hallway.core.now import moved, now
from hallway.trainings.finding import find
from hallway.trainings.models import Seat

from .made import TITLE, announced, at

SOON = timedelta(minutes=10)


@pytest.fixture
def rows(cast, monday):
    return {
        "oak": announced(cast, what_for="Sort slips by colour"),
        "later": announced(cast, title="Questions that slip in", dates=[at(20)]),
        "elm": announced(cast, title="Slip knots", campus=cast.elm, hosts=[cast.kim], by=cast.kim),
        "all": announced(cast, title="Paper slips", audience="district", campus=cast.elm, dates=[at(9)]),
    }


def titles(member, text):
    return [row.course.title for row in find(member, text)]


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        ("tess", [TITLE, "Paper slips", "Questions that slip in"]),
        ("lena", [TITLE, "Paper slips", "Questions that slip in"]),
        ("emil", ["Slip knots", "Paper slips"]),
        ("kim", ["Slip knots", "Paper slips"]),
        ("ivan", [TITLE, "Slip knots", "Paper slips", "Questions that slip in"]),
        ("dora", [TITLE, "Slip knots", "Paper slips", "Questions that slip in"]),
        ("gone", []),
    ],
)
def test_who_finds_what(cast, rows, who, expected):
    assert titles(getattr(cast, who), "slip") == expected


@pytest.mark.parametrize("text", ["exit quest", "FIVE minutes", "colour sort", "  exit  "])
def test_by_beginnings_of_words(cast, rows, text):
    assert titles(cast.tess, text) == [TITLE]


@pytest.mark.parametrize("text", ["", "library", "Tess", "exit xylophone", "'; --", "\x00", "\ud800"])
def test_what_finds_nothing(cast, rows, text):
    assert titles(cast.tess, text) == []


def test_what_is_over_comes_last_and_what_was_called_off_goes(cast, rows):
    rows["all"].call_off(by=cast.ivan)
    assert titles(cast.tess, "slip") == [TITLE, "Paper slips", "Questions that slip in"], "somebody may wait for it yet"
    with moved(now() + timedelta(days=12)):
        assert titles(cast.tess, "slip") == ["Questions that slip in", TITLE]


def test_found_by_its_new_words(cast, rows):
    row = rows["oak"]
    row.change(by=cast.ivan, dates=[at()], hosts=[cast.ivan], title="Traffic lights", what_for="")
    assert titles(cast.tess, "traffic") == ["Traffic lights"]
    assert titles(cast.tess, "exit") == []


def test_on_the_page_of_the_search(cast, rows, as_, django_assert_max_num_queries):
    rows["all"].call_off(by=cast.ivan)
    browser = as_(cast.tess)
    said = browser.get("/search/", {"q": "slip"}).content.decode()
    assert f'href="{rows["oak"].get_absolute_url()}"' in said
    assert "March 9, 2026 · Oak Elementary" in said
    assert "Elm Middle · called off" in said
    costs = []
    for more in (30, 40):
        with CaptureQueriesContext(connection) as seen:
            browser.get("/search/", {"q": "slip", "quick": "1"})
        costs.append(len(seen))
        announced(cast, title="Slips again", dates=[at(more)])
        announced(cast, title="Slips once more", dates=[at(more + 1), at(more + 2)])
    assert costs[0] == costs[1] <= 15


@pytest.fixture
def held(cast, monday):
    row = announced(cast)
    row.answer(by=cast.tess, said="going")
    row.answer(by=cast.olga, said="going")
    with moved(row.starts + SOON):
        row.check_in(by=cast.tess)
    return row


def test_a_thank_you_about_it(cast, held, as_):
    said = f"trainings.session:{held.pk}"
    assert said not in dict(abouts.choices(cast.tess, [cast.ivan])), "it is not over yet"
    with moved(held.ends + SOON):
        for one, other in ((cast.tess, cast.ivan), (cast.ivan, cast.tess)):
            assert TITLE in dict(abouts.choices(one, [other]))[said]
        for one, other in (
            (cast.olga, cast.ivan),
            (cast.tess, cast.olga),
            (cast.emil, cast.ivan),
            (cast.tess, cast.kim),
        ):
            assert said not in dict(abouts.choices(one, [other]))
        page = as_(cast.tess).get("/thanks/give/", {"to": cast.ivan.pk}).content.decode()
        assert said in page
        thanks = Thanks.give(by=cast.tess, receivers=[cast.ivan], reason="I used it", subject=held)
        seen = as_(cast.ivan).get(thanks.get_absolute_url()).content.decode()
    assert f'href="{held.get_absolute_url()}"' in seen
    assert Seat.objects.get(member=cast.tess).attended == "attended"
