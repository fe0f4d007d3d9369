"""Two people correct the details at once: nobody's correction goes unseen."""

import re
from html import unescape

import pytest

from hallway.people.models import Post


@pytest.fixture
def two(cast, as_):
    """Iván and a second ITS of Oak, each with the form open."""
    from hallway.core.verb import HALLWAY

    Post.add(by=HALLWAY, member=cast.kim, role="its", campus=cast.oak)
    return as_(cast.ivan), as_(cast.kim)


def opened(browser, row):
    """What a browser would send back of the form as it is shown."""
    form = browser.get(f"/asks/{row.pk}/triage/").context["form"]
    values = {name: form[name].value() for name in form.fields}
    return {name: value for name, value in values.items() if value not in (None, False)}


def shown_again(answer):
    return unescape(re.search(r'name="shown" value="([^"]*)"', answer.content.decode())[1])


def test_the_second_is_told_and_may_insist(two, cast, ask):
    ivan, kim = two
    row = ask(line="It is dark")
    first, second = opened(ivan, row), opened(kim, row)
    assert ivan.post(f"/asks/{row.pk}/triage/", first | {"line": "The projector is dark"}).status_code == 303
    answer = kim.post(f"/asks/{row.pk}/triage/", second | {"line": "The lamp is gone"})
    assert answer.status_code == 409
    said = answer.content.decode()
    assert "Iván" in said
    assert "The projector is dark" in said
    assert "The lamp is gone" in said, "the draft stays"
    row.refresh_from_db()
    assert row.line == "The projector is dark"
    again = second | {"line": "The lamp is gone", "shown": shown_again(answer)}
    assert kim.post(f"/asks/{row.pk}/triage/", again).status_code == 303
    row.refresh_from_db()
    assert row.line == "The lamp is gone"


def test_corrections_of_different_things_both_stay(two, cast, ask):
    ivan, kim = two
    row = ask(line="It is dark", room=cast.room)
    first, second = opened(ivan, row), opened(kim, row)
    ivan.post(f"/asks/{row.pk}/triage/", first | {"line": "The projector is dark", "room": "the gym"})
    assert (
        kim.post(f"/asks/{row.pk}/triage/", second | {"device_tag": "P-7", "teaching_stopped": "on"}).status_code == 303
    )
    row.refresh_from_db()
    assert (row.line, row.where, row.device_tag, row.teaching_stopped) == (
        "The projector is dark", "the gym", "P-7", True,
    )  # fmt: skip


def test_both_say_the_same(two, cast, ask):
    ivan, kim = two
    row = ask(line="It is dark")
    first, second = opened(ivan, row), opened(kim, row)
    for browser, form in ((ivan, first), (kim, second)):
        assert browser.post(f"/asks/{row.pk}/triage/", form | {"campus": cast.elm.pk}).status_code == 303
    row.refresh_from_db()
    assert row.campus == cast.elm


@pytest.mark.parametrize("shown", ["", "[]", "{", "null", '{"line": 7}', "x" * 5000])
def test_a_strange_memory_is_no_error(two, ask, shown):
    row = ask()
    answer = two[0].post(f"/asks/{row.pk}/triage/", opened(two[0], row) | {"line": "other", "shown": shown})
    assert answer.status_code in (303, 409, 422)
