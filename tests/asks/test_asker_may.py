"""Who may do the asker's verbs: whoever asked, whoever filed it, and (for some) the help team; the same roles elsewhere not."""

from datetime import timedelta

import pytest

from hallway.asks.models import Ask
from hallway.core.verb import Denied, Refused

EVERYBODY = ["tess", "olga", "emil", "ivan", "kim", "lena", "ed", "opal", "cora", "dora", "ada", "gone"]
OPEN = {
    "withdraw": ({}, {"tess", "olga"}),
    "nudge": ({}, {"tess", "olga"}),
    "reply": ({"text": "a word"}, {"tess", "olga", "ivan", "emil"}),
}
SOLVED = {
    "confirm": ({}, {"tess", "olga"}),
    "reopen": ({}, {"tess", "olga", "ivan"}),
    "reply": ({"text": "a word"}, {"tess", "olga", "ivan", "emil"}),
}


@pytest.fixture
def row(cast, ask, monday):
    """Asked for Tess at Oak, filed by Olga; Emil, who teaches at Elm, was added."""
    made = ask(requester=cast.tess, by=cast.olga)
    made.include(by=cast.ivan, member=cast.emil)
    return made


def allowed(row, verb, values, cast):
    from django.db import transaction

    may = set()
    for who in EVERYBODY:
        with transaction.atomic():
            try:
                getattr(Ask.objects.get(pk=row.pk), verb)(by=getattr(cast, who), **values)
                may.add(who)
            except Denied:
                pass
            transaction.set_rollback(True)
    return may


@pytest.mark.parametrize("verb", OPEN)
def test_on_an_open_request(cast, row, verb, monday):
    values, expected = OPEN[verb]
    with monday.at(monday.instant + timedelta(days=4)):
        assert allowed(row, verb, values, cast) == expected


@pytest.mark.parametrize("verb", SOLVED)
def test_on_a_solved_one(cast, row, verb):
    row.solve(by=cast.ivan)
    values, expected = SOLVED[verb]
    assert allowed(row, verb, values, cast) == expected


def test_a_confidential_one_is_between_two(cast, ask, monday):
    secret = ask(requester=cast.tess, confidential=True)
    secret.solve(by=cast.ivan)
    assert allowed(secret, "reply", {"text": "a word"}, cast) == {"tess", "ivan"}
    assert allowed(secret, "reopen", {}, cast) == {"tess", "ivan"}
    assert allowed(secret, "confirm", {}, cast) == {"tess"}


@pytest.mark.parametrize("who", EVERYBODY)
def test_only_its_author_takes_a_message_back(cast, row, who):
    message = row.reply(by=cast.tess, text="a word")
    member = getattr(cast, who)
    if who == "tess":
        assert row.undo_message(by=member, message=message) == "a word"
    else:
        with pytest.raises(Denied):
            row.undo_message(by=member, message=message)


@pytest.mark.parametrize("who", EVERYBODY)
def test_everybody_who_works_here_may_ask_for_a_colleague(cast, ask, who):
    if who == "gone":
        with pytest.raises(Denied):
            ask(requester=cast.tess, by=cast.gone)
        with pytest.raises(Denied):
            ask(requester=cast.gone, by=cast.tess)
    else:
        assert ask(requester=cast.tess, by=getattr(cast, who)).requester == cast.tess


def test_a_room_of_another_campus_is_refused(cast, ask):
    with pytest.raises(Refused):
        ask(room=cast.elm_room)
