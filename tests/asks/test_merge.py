"""Joining requests and taking them apart again."""

import pytest

from hallway.asks.models import Ask
from hallway.core.verb import Denied, Refused


def words(answer):
    return answer.content.decode()


def test_merge_offers_what_is_alike_and_joins(as_, cast, ask):
    browser = as_(cast.ivan)
    one = ask(line="projector dark", room=cast.room, requester=cast.olga)
    two = ask(line="no picture", room=cast.room)
    other = ask(line="password", place="library", requester=cast.cora)
    page = words(browser.get(f"/asks/{two.pk}/merge/"))
    assert "projector dark" in page
    assert "password" not in page
    assert "password" in words(browser.get(f"/asks/{two.pk}/merge/?q=passw"))
    assert f"#{other.pk}" in words(browser.get(f"/asks/{two.pk}/merge/?q={other.pk}"))
    assert browser.post(f"/asks/{two.pk}/merge/", {"into": one.pk}).status_code == 303
    two.refresh_from_db()
    assert (two.status, two.outcome, two.merged_into) == ("closed", "merged", one)
    assert f'href="/asks/{two.pk}/"' in words(browser.get(f"/asks/{one.pk}/"))
    browser.post(f"/asks/{two.pk}/unmerge/")
    assert f'href="/asks/{two.pk}/"' not in words(browser.get(f"/asks/{one.pk}/"))
    two.refresh_from_db()
    assert two.is_open
    assert two.merged_into is None


@pytest.mark.parametrize("form", [{}, {"number": "abc"}, {"number": ""}])
def test_merge_needs_a_number(as_, cast, ask, form):
    assert as_(cast.ivan).post(f"/asks/{ask().pk}/merge/", form).status_code == 422


def test_merge_into_what_one_cannot_read_is_refused(as_, cast, ask):
    secret = ask(campus=cast.elm, requester=cast.emil, confidential=True, line="hidden words")
    secret.hand_over(by=secret.holder, to=cast.kim)
    answer = as_(cast.ivan).post(f"/asks/{ask().pk}/merge/", {"number": str(secret.pk)})
    assert answer.status_code == 409
    assert "hidden words" not in words(answer)


def test_no_circles_and_the_chain_ends_at_the_survivor(cast, ask):
    one, two, three = ask(line="1"), ask(line="2"), ask(line="3")
    two.merge(by=cast.ivan, into=one)
    three.merge(by=cast.ivan, into=two)
    assert three.merged_into == one
    with pytest.raises(Refused):
        one.merge(by=cast.ivan, into=three)
    with pytest.raises(Refused):
        one.merge(by=cast.ivan, into=one)
    two.merge(by=cast.ivan, into=one)  # again: nothing happens


def test_people_come_along_and_leave_again(cast, ask):
    one, two = ask(line="1"), ask(line="2", requester=cast.olga)
    two.include(by=cast.ivan, member=cast.cora)
    two.merge(by=cast.ivan, into=one)
    assert {cast.olga, cast.cora} <= set(Ask.objects.get(pk=one.pk).people)
    two.unmerge(by=cast.ivan)
    assert set(Ask.objects.get(pk=one.pk).people) == {cast.tess}


def test_confidential_and_open_ones_stay_apart(cast, ask):
    plain, secret = ask(), ask(confidential=True)
    for one, other in ((plain, secret), (secret, plain)):
        with pytest.raises(Refused):
            one.merge(by=cast.ivan, into=other)


def test_joining_needs_rights_on_both(cast, ask):
    one = ask()
    two = ask(campus=cast.elm, requester=cast.emil)
    with pytest.raises(Denied):
        two.merge(by=cast.kim, into=one)
