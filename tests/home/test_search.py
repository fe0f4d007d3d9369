"""Search: beginnings of words, numbers, only what the searcher may read, and the same answer by both of its steps."""

import pytest

from hallway.asks import finding
from hallway.asks.models import Ask


@pytest.fixture
def rows(cast, ask, monday):
    return {
        "tess": ask(line="The projector is dark", detail="bulb P-114", device_tag="CB-77/x"),
        "olga": ask(requester=cast.olga, line="Projector remote lost"),
        "emil": ask(requester=cast.emil, campus=cast.elm, line="Projector hums"),
        "secret": ask(line="Projector of a private matter", confidential=True),
    }


def lines(member, text, limit=20):
    return [row.line for row in finding.find(member, text, limit)]


WHO = [
    ("tess", ["The projector is dark"]),
    ("olga", ["Projector remote lost"]),
    ("emil", ["Projector hums"]),
    ("ivan", ["Projector hums", "Projector remote lost", "The projector is dark"]),
    ("kim", ["Projector hums"]),
    ("cora", ["Projector remote lost", "The projector is dark"]),
    ("lena", []),
    ("dora", []),
    ("ada", []),
    ("opal", []),
    ("gone", []),
]


@pytest.mark.parametrize("window", [2000, 1])
@pytest.mark.parametrize(("who", "expected"), WHO)
def test_who_finds_what(rows, cast, who, expected, window, monkeypatch):
    """With a window of one row the second step answers; it must say the same."""
    monkeypatch.setattr(finding, "WINDOW", window)
    assert lines(getattr(cast, who), "project") == expected


@pytest.mark.parametrize("window", [2000, 1])
def test_leads_find_what_was_escalated(rows, cast, window, monkeypatch):
    monkeypatch.setattr(finding, "WINDOW", window)
    rows["tess"].escalate(by=cast.ivan)
    assert lines(cast.lena, "dark") == ["The projector is dark"]
    assert lines(cast.dora, "dark") == ["The projector is dark"]
    assert lines(cast.ed, "dark") == []


def test_who_takes_part_finds_it(rows, cast):
    rows["tess"].include(by=cast.ivan, member=cast.emil)
    assert lines(cast.emil, "dark") == ["The projector is dark"]


@pytest.mark.parametrize("text", ["P-114", "p-114", "cb-77", "CB 77 x", "dark bulb", "BULB 114", "  dark  "])
def test_tags_and_several_words(rows, cast, text):
    assert lines(cast.tess, text) == ["The projector is dark"]


def test_numbers(rows, cast):
    number = rows["tess"].pk
    assert lines(cast.tess, f"#{number}") == ["The projector is dark"]
    assert lines(cast.tess, str(number)) == ["The projector is dark"]
    assert lines(cast.olga, f"#{number}") == []
    assert lines(cast.ivan, f"#{rows['secret'].pk}") == ["Projector of a private matter"]


def test_replies_are_found_and_notes_are_not(rows, cast):
    rows["tess"].reply(by=cast.ivan, text="I bring a periscope", through="mail")
    rows["tess"].note(by=cast.ivan, text="hippopotamus")
    assert lines(cast.tess, "perisc") == ["The projector is dark"]
    assert lines(cast.ivan, "hippo") == []


@pytest.mark.parametrize(
    "text", ["", "  ", "a", "!", "':*", "a & | !b", "\x00", "9" * 400, "()", "<->", "ünï", "🖨️", "%s", "x" * 5000]
)
def test_anything_may_be_typed(rows, cast, as_, text):
    assert as_(cast.ivan).get("/search/", {"q": text}).status_code == 200


def test_the_page_and_the_box(rows, cast, as_):
    ivan = as_(cast.ivan)
    page = ivan.get("/search/", {"q": "tan"}).content.decode()
    assert "Tess Tanaka" in page
    box = ivan.get("/search/", {"q": "proj", "quick": "1"}, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in box
    assert "Projector hums" in box
    assert "private matter" not in box
    part = ivan.get("/search/", {"q": "hum"}, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part


def test_accents_do_not_matter(rows, cast, as_):
    assert "Iván Núñez" in as_(cast.tess).get("/search/", {"q": "nunez"}).content.decode()


def test_few_statements(rows, cast, as_, django_assert_max_num_queries):
    ivan = as_(cast.ivan)
    ivan.get("/search/", {"q": "proj", "quick": "1"})
    with django_assert_max_num_queries(11):  # one for each noun that is searched, and who asks
        ivan.get("/search/", {"q": "proj", "quick": "1"})


def test_confidential_words_are_kept_nowhere(rows):
    secret = Ask.objects.get(pk=rows["secret"].pk)
    assert secret.words is None
