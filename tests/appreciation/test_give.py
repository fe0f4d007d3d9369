"""Say thank you: to one or several, with a reason if one likes, read by its two sides."""

import re
import uuid

import pytest

from hallway.appreciation.models import Thanks
from hallway.core.verb import Denied, Refused
from hallway.history.models import Event


def give(cast, **values):
    values = {"by": cast.tess, "receivers": [cast.ivan], "reason": "You came before the bell"} | values
    return Thanks.give(**values)


def test_give(cast):
    thanks = give(cast, receivers=[cast.ivan, cast.kim])
    assert thanks.receivers == [cast.ivan, cast.kim]
    event = Event.objects.get(kind="thanks.given")
    assert event.actor == cast.tess
    assert "bell" not in str(event.data)


def test_no_reason_is_needed(cast):
    assert give(cast, reason="").reason == ""


def test_the_same_key_is_the_same_row(cast):
    key = uuid.uuid4()
    assert give(cast, key=key) == give(cast, key=key)
    with pytest.raises(Refused):
        give(cast, key=key, reason="other words")


@pytest.mark.parametrize(
    ("who", "receivers", "allowed"),
    [
        ("tess", ["ivan"], True), ("tess", ["ivan", "kim"], True), ("olga", ["tess"], True), ("ivan", ["tess"], True),
        ("tess", ["tess"], False), ("tess", ["ivan", "tess"], False), ("tess", [], False), ("tess", ["gone"], False),
        ("gone", ["ivan"], False),
    ],
)  # fmt: skip
def test_who_may(cast, who, receivers, allowed):
    to = [getattr(cast, name) for name in receivers]
    if allowed:
        assert give(cast, by=getattr(cast, who), receivers=to)
    else:
        with pytest.raises(Denied):
            give(cast, by=getattr(cast, who), receivers=to)


@pytest.mark.parametrize(
    ("who", "allowed"),
    [("tess", True), ("ivan", False), ("olga", False), ("emil", False), ("kim", False), ("ada", False)],
)
def test_who_may_for_a_request(cast, ask, who, allowed):
    row = ask()
    if allowed:
        assert give(cast, by=getattr(cast, who), subject=row)
    else:
        with pytest.raises(Denied):
            give(cast, by=getattr(cast, who), subject=row)


@pytest.mark.parametrize("who", ["olga", "emil", "kim", "lena", "opal", "cora", "dora", "ada"])
def test_nobody_else_reads_it(cast, as_, who):
    thanks = give(cast)
    client = as_(getattr(cast, who))
    assert client.get(f"/thanks/{thanks.pk}/").status_code == 404
    assert client.post(f"/thanks/{thanks.pk}/allow/", {"visible": "yes"}).status_code == 404
    assert "You came before" not in client.get("/thanks/").content.decode()


def test_both_sides_read_it(cast, as_):
    thanks = give(cast)
    assert "before the bell" in as_(cast.ivan).get("/thanks/").content.decode()
    assert "before the bell" in as_(cast.tess).get("/thanks/?which=given").content.decode()
    assert "before the bell" in as_(cast.ivan).get(f"/thanks/{thanks.pk}/").content.decode()


def test_no_totals(cast, as_):
    for n in range(3):
        give(cast, reason=f"reason {n}")
    page = as_(cast.ivan).get("/thanks/").content.decode()
    main = page[page.index("<main") : page.index("</main>")]
    words = re.sub(r"<time.*?</time>|<svg.*?</svg>|<[^>]+>", " ", main, flags=re.DOTALL)
    assert "reason 2" in words
    assert "3" not in words


def test_older_ones_and_few_statements(cast, as_, django_assert_max_num_queries):
    ivan = as_(cast.ivan)
    give(cast)
    ivan.get("/thanks/")
    with django_assert_max_num_queries(9) as first:
        ivan.get("/thanks/")
    for n in range(24):
        give(cast, reason=f"reason {n:02}", receivers=[cast.ivan, cast.kim])
    with django_assert_max_num_queries(len(first) + 1):
        page = ivan.get("/thanks/")
    assert "reason 00" in ivan.get("/thanks/" + page.context["earlier"]).content.decode()
