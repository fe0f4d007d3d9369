"""Joining requests and taking them apart again."""

import uuid
from datetime import timedelta

import pytest

from hallway.asks.models import Ask
from hallway.core.now import now
from hallway.core.verb import HALLWAY, Denied, Refused
from hallway.history.models import Event
from hallway.inbox.finding import survivor
from hallway.threads.models import Message


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


def test_a_ring_that_was_made_by_hand_has_no_end_and_loses_no_words(as_, cast, ask):
    one, two, three, apart = ask(line="1"), ask(line="2"), ask(line="3"), ask(line="4")
    one.include(by=cast.ivan, member=cast.olga)
    one.merge(by=cast.ivan, into=two)
    two.merge(by=cast.ivan, into=three)
    Ask.objects.filter(pk=three.pk).update(merged_into=one)
    assert [survivor(row.pk) for row in (one, two, three, apart)] == [one, two, three, apart]
    answer = as_(cast.ivan).post(f"/asks/{one.pk}/reply/", {"text": "round and round", "key": uuid.uuid4()})
    assert answer.status_code == 303
    assert Message.objects.of(one).filter(text="round and round").exists()
    two.refresh_from_db()
    with pytest.raises(Refused):
        apart.merge(by=cast.ivan, into=two)
    one.unmerge(by=cast.ivan)
    assert survivor(two.pk) == one, "the ring is open"


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


def test_undo_brings_back_holder_dates_and_status(cast, ask, monday):
    """As before the joining, also a week later: no fresh promise."""
    into = ask(line="1", requester=cast.olga)
    row = ask(line="2", campus=cast.elm, requester=cast.emil)
    row.hand_over(by=cast.ivan, to=cast.kim)
    row.wait(by=cast.kim, on="you", until=now() + timedelta(days=3), note="which room?")
    names = ("status", "step", "step_note", "next_at", "promised_at", "solve_due", "seen_at", "paused_at", "holder_id")
    before = {name: getattr(row, name) for name in names}
    row.merge(by=cast.ivan, into=into)
    with monday.at(now() + timedelta(days=7)):
        row.unmerge(by=cast.ivan)
    row.refresh_from_db()
    assert {name: getattr(row, name) for name in names} == before


def test_a_solved_one_is_solved_again(cast, ask, monday):
    into, row = ask(line="1"), ask(line="2")
    row.solve(by=cast.ivan, outcome="replaced")
    solved, closes = row.solved_at, row.next_at
    row.merge(by=cast.ivan, into=into)
    row.unmerge(by=cast.ivan)
    row.refresh_from_db()
    assert (row.status, row.outcome, row.solved_at, row.next_at) == ("solved", "replaced", solved, closes)
    assert not Event.objects.of(row).filter(kind="ask.reopened").exists()


def test_who_held_it_left_meanwhile(cast, ask):
    into, row = ask(line="1"), ask(line="2", campus=cast.elm, requester=cast.emil)
    row.hand_over(by=cast.ivan, to=cast.kim)
    row.merge(by=cast.ivan, into=into)
    cast.kim.deactivate(by=cast.ada)
    row.unmerge(by=cast.ivan)
    assert row.holder == cast.ivan


def test_what_is_written_on_the_joined_one_is_said_there(as_, cast, ask):
    into, row, last = ask(line="1", requester=cast.olga), ask(line="2"), ask(line="3", requester=cast.cora)
    row.merge(by=cast.ivan, into=into)
    into.merge(by=cast.ivan, into=last)
    answer = as_(cast.tess).post(f"/asks/{row.pk}/reply/", {"text": "still dark here", "key": uuid.uuid4()})
    assert answer["Location"] == last.get_absolute_url()
    message = Message.objects.get(text="still dark here")
    assert message.noun == last
    row.refresh_from_db()
    into.refresh_from_db()
    assert (row.status, into.status) == ("closed", "closed")
    row.reply(by=HALLWAY, author=cast.tess, text="and by mail", through="mail")
    assert Message.objects.get(text="and by mail").noun == last


def test_several_at_once_from_the_list(as_, cast, ask):
    first, second, third = (
        ask(line=f"Wi-Fi {number}", requester=who) for number, who in enumerate([cast.tess, cast.olga, cast.cora])
    )
    secret = ask(line="private", confidential=True)
    numbers = [first.pk, second.pk, third.pk, secret.pk]
    browser = as_(cast.ivan)
    page = words(browser.post("/asks/bulk/", {"ask": numbers, "do": "merge"}))
    assert "Wi-Fi 0" in page
    assert "Which one goes on?" in page
    told = words(browser.post("/asks/bulk/", {"ask": numbers, "do": "merge", "sure": "1", "into": second.pk}))
    assert "A confidential request is not joined" in told
    for row in (first, third):
        row.refresh_from_db()
        assert row.merged_into == second
    secret.refresh_from_db()
    assert secret.is_open
    assert set(Ask.objects.get(pk=second.pk).people) == {cast.tess, cast.olga, cast.cora}
    assert browser.post("/asks/bulk/", {"ask": numbers, "do": "merge", "sure": "1"}).status_code == 422


def test_taken_apart_what_was_written_meanwhile_comes_along(as_, cast, ask, monday):
    """The words of whoever leaves the other request go with them; what others wrote stays."""
    into, row = ask(line="1", requester=cast.olga), ask(line="2")
    row.merge(by=cast.ivan, into=into)
    as_(cast.tess).post(f"/asks/{row.pk}/reply/", {"text": "mine hums as well", "key": uuid.uuid4()})
    into.reply(by=cast.olga, text="mine is dark")
    row.refresh_from_db()
    row.unmerge(by=cast.ivan)
    assert "mine hums as well" in as_(cast.tess).get(f"/asks/{row.pk}/").content.decode()
    theirs = as_(cast.olga).get(f"/asks/{into.pk}/").content.decode()
    assert "mine is dark" in theirs
    assert "mine hums as well" not in theirs
    assert row in Ask.objects.matching("hums")
