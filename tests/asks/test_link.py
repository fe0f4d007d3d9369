"""One request by the signed link of a mail."""

import uuid
from datetime import timedelta

import pytest
from django.test import Client

from hallway.asks.models import Ask
from hallway.core.tokens import request_link
from hallway.core.verb import HALLWAY


def path(token, act=""):
    return f"/asks/link/{token}/{act + '/' if act else ''}"


@pytest.fixture
def row(cast, ask):
    return ask(detail="It says: no signal")


@pytest.fixture
def token(row, cast):
    return request_link(row.pk, cast.tess.pk)


def said(**values):
    return {"key": str(uuid.uuid4()), **values}


def test_read_and_reply_without_signing_in(row, token, cast, monday):
    somebody = Client()
    row.note(by=cast.ivan, text="hippopotamus")
    page = somebody.get(path(token))
    words = page.content.decode()
    assert page.status_code == 200
    assert "It says: no signal" in words
    assert "hippopotamus" not in words
    assert page["Referrer-Policy"] == "same-origin"
    answer = somebody.post(path(token, "reply"), said(text="Still dark"))
    assert (answer.status_code, answer["Location"]) == (303, path(token))
    message = row_messages(row)[-1]
    assert (message.text, message.author) == ("Still dark", cast.tess)


def row_messages(row):
    from hallway.threads.models import Message

    return list(Message.objects.of(row).filter(kind="reply"))


def test_looking_changes_nothing(row, token, cast):
    for act in ("reply", "confirm", "nudge", "withdraw", "reopen", "thank"):
        Client().get(path(token, act))
    assert Ask.objects.get().status == "open"
    assert row_messages(row) == []


def test_it_works_and_thanks(row, token, cast):
    row.solve(by=cast.ivan)
    somebody = Client()
    assert somebody.post(path(token, "confirm")).status_code == 303
    assert "Say thank you" in somebody.get(path(token)).content.decode()
    assert somebody.post(path(token, "thank"), said(to=[cast.ivan.pk], reason="Quick!")).status_code == 303
    assert cast.tess.thanks_given.get().receivers == [cast.ivan]


def test_it_does_not_work(row, token, cast):
    row.solve(by=cast.ivan)
    Client().post(path(token, "reopen"), said(text="Dark again"))
    assert Ask.objects.get().status == "open"
    assert row_messages(row)[-1].text == "Dark again"


def test_a_nudge_before_its_time_says_why(row, token, monday):
    answer = Client().post(path(token, "nudge"))
    assert answer.status_code == 409
    assert "still has time to answer" in answer.content.decode()


def test_all_dead_links_are_one_page(row, token, cast, ask, monday):
    tampered = token[:-1] + ("A" if token[-1] != "A" else "B")
    stranger = request_link(row.pk, cast.emil.pk)
    missing = request_link(999_999, cast.tess.pk)
    pages = [Client().get(path(each)) for each in (tampered, stranger, missing, "x", "a-b-c-d", "%01", "é" * 50)]
    with monday.at(monday.instant + timedelta(days=90)):
        pages.append(Client().get(path(request_link(row.pk, cast.tess.pk)[:-3] + "abc")))
    assert {page.status_code for page in pages} == {404}
    assert len({page.content for page in pages}) == 1
    assert "That link does not open any more" in pages[0].content.decode()


def test_it_runs_out(row, token, monday):
    with monday.at(monday.instant):
        fresh = request_link(row.pk, row.requester_id)
    with monday.at(monday.instant + timedelta(days=62)):
        assert Client().get(path(fresh)).status_code == 404
        assert Client().post(path(fresh, "withdraw")).status_code == 404
    assert Ask.objects.get().status == "open"


def test_it_ends_with_the_member(row, token, cast):
    cast.tess.deactivate(by=HALLWAY)
    assert Client().get(path(token)).status_code == 404


def test_it_opens_this_request_only(row, token, cast, ask):
    other = ask(line="Another matter")
    page = Client().get(path(token)).content.decode()
    assert "Another matter" not in page
    assert Client().get(f"/asks/{other.pk}/").status_code == 302


def test_who_is_signed_in_is_themselves(row, token, cast, as_):
    assert as_(cast.tess).get(path(token))["Location"] == f"/asks/{row.pk}/"
    olga = as_(cast.olga)
    answer = olga.post(path(token, "reply"), said(text="in her name"))
    assert answer.status_code == 302
    assert row_messages(row) == []


def test_an_empty_reply_keeps_the_page(row, token):
    answer = Client().post(path(token, "reply"), said(text=" "))
    assert answer.status_code == 422
    assert answer["Referrer-Policy"] == "same-origin"


def test_a_reply_can_be_taken_back(row, token, monday):
    somebody = Client()
    somebody.post(path(token, "reply"), said(text="Still dark"))
    message = row_messages(row)[-1]
    undo = f"{path(token, 'undo_message')}?message={message.pk}"
    assert undo in somebody.get(path(token)).content.decode()
    assert somebody.get(undo).status_code == 200
    answer = somebody.post(undo)
    assert "Still dark" in answer.content.decode()
    assert row_messages(row) == []
    assert somebody.post(undo).status_code == 303
    somebody.post(path(token, "reply"), said(text="Dark"))
    message = row_messages(row)[-1]
    with monday.at(monday.instant + timedelta(seconds=21)):
        assert somebody.post(f"{path(token, 'undo_message')}?message={message.pk}").status_code == 409


@pytest.mark.parametrize("number", ["", "x", "9" * 40, "-1", "\x00"])
def test_taking_back_nothing_is_harmless(row, token, number):
    assert Client().post(path(token, "undo_message") + "?message=" + number).status_code == 303


def test_a_link_takes_back_only_ones_own_words(row, token, cast):
    theirs = row.reply(by=cast.ivan, text="A lamp comes")
    Client().post(f"{path(token, 'undo_message')}?message={theirs.pk}")
    assert [message.text for message in row_messages(row)] == ["A lamp comes"]


def test_forms_need_their_stamp(row, token):
    assert Client(enforce_csrf_checks=True).post(path(token, "withdraw")).status_code == 403
    assert Ask.objects.get().status == "open"
