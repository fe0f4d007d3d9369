"""Before sending: own open requests and known issues that are like it, and never somebody else's."""

import pytest

from hallway.asks.similar import query_for, similar


def page(browser, **said):
    return browser.get("/asks/new/similar/", said).content.decode()


def test_own_open_ones_by_beginnings_of_words(as_, cast, ask):
    own = ask(line="Projector flickers in room 12")
    browser = as_(cast.tess)
    assert f"/asks/{own.pk}/" in page(browser, line="the project")
    assert f"/asks/{own.pk}/" in page(browser, line="flickering projector again")
    assert f"/asks/{own.pk}/" not in page(browser, line="password forgotten")
    own.close(by=cast.ivan)
    assert f"/asks/{own.pk}/" not in page(browser, line="the project")


@pytest.mark.parametrize("who", ["olga", "lena", "cora", "emil", "ivan"])
def test_never_somebody_elses(as_, cast, ask, who):
    ask(line="Projector flickers in room 12", room=cast.room, topic=cast.topic)
    found = page(as_(getattr(cast, who)), line="Projector flickers", room="12", topic=cast.topic.pk)
    assert "flickers" not in found
    assert "Is it one of these" not in found


def test_known_ones_with_me_too(as_, cast, ask):
    row = ask(line="secret words about a copier")
    row.make_known(by=cast.ivan, words="Wi-Fi is down in the east wing")
    found = page(as_(cast.olga), line="no wifi? the wing has no network")
    assert "Wi-Fi is down" in found
    assert f"/asks/known/{row.known_as.pk}/me_too/" in found
    assert "Wi-Fi" not in page(as_(cast.olga), line="the copier is broken"), "the conversation is not looked into"
    assert "Wi-Fi" not in page(as_(cast.emil), line="wing")


@pytest.mark.parametrize("typed", ["wifi gone", "no Wi-Fi", "the wi fi", "WIFI?"])
def test_wifi_is_written_in_many_ways(as_, cast, ask, typed):
    ask().make_known(by=cast.ivan, words="Wi-Fi is down")
    own = ask(line="wifi drops", requester=cast.olga)
    found = page(as_(cast.olga), line=typed)
    assert "Wi-Fi is down" in found
    assert f"/asks/{own.pk}/" in found


def test_same_room_and_topic_without_a_common_word(as_, cast, ask):
    own = ask(line="xyz", room=cast.room, topic=cast.topic)
    assert f"/asks/{own.pk}/" in page(as_(cast.tess), line="", room="12", topic=cast.topic.pk)
    assert f"/asks/{own.pk}/" not in page(as_(cast.tess), line="", room="14", topic=cast.topic.pk)


def test_at_most_three_in_two_statements(cast, ask, django_assert_num_queries):
    for number in range(5):
        ask(line=f"Projector {number}", requester=cast.olga)
        ask(line=f"y {number}").make_known(by=cast.ivan, words=f"Projector known {number}")
    cast.olga.seat  # noqa: B018 - read once a request
    with django_assert_num_queries(1):
        asks, known = similar(cast.olga, "projector")
        assert (len(asks), len(known)) == (0, 3)
    with django_assert_num_queries(0):
        assert similar(cast.olga, "is it the") == ([], [])


def test_without_script_look_shows_them_and_keeps_the_words(as_, cast, ask):
    own = ask(line="Projector flickers")
    answer = as_(cast.tess).post("/asks/new/", {"line": "projector again", "look": "yes"})
    assert f"/asks/{own.pk}/" in answer.content.decode()
    assert "projector again" in answer.content.decode()


@pytest.mark.parametrize("line", ["", "   ", "'; DROP", "\x00", "é" * 3000, "a & b | !c", "🦉", "()"])
def test_anything_may_be_typed(as_, cast, ask, line):
    ask(line="Projector")
    assert as_(cast.tess).get("/asks/new/similar/", {"line": line, "topic": "9" * 40, "room": line}).status_code == 200
    assert query_for("is it the") == ""
