"""A birthday corrected, taken back, or whose owner leaves while the card is signed: no word is lost, and none is read by the wrong one."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from hallway.core.now import now
from hallway.core.verb import HALLWAY, Denied, Refused
from hallway.delivery.models import Notice
from hallway.delivery.working import deliver_events
from hallway.privacy.collecting import bundle
from hallway.teams.jobs import deliver_cards, forget_cards, open_cards
from hallway.teams.models import Card, Signature

from .test_cards import EVERYBODY, say

CHICAGO = ZoneInfo("America/Chicago")


@pytest.fixture
def signed(monday, cast, team):
    """For Olga's birthday on Thursday, March 5, with Tess's words on it."""
    say(cast.olga, 3, 5)
    open_cards()
    card = Card.objects.get(occasion="birthday")
    card.sign(by=cast.tess, words="Hooray")
    return card


def due(card):
    card.refresh_from_db()
    at = card.deliver_at.astimezone(CHICAGO)
    return (at.month, at.day, at.hour)


@pytest.mark.parametrize(
    ("month", "day", "morning"),
    [
        (3, 6, (3, 6, 7)),  # a day later
        (3, 4, (3, 4, 7)),  # a day earlier
        (3, 7, (3, 6, 7)),  # a Saturday, said on the Friday
        (3, 1, (3, 3, 7)),  # it was yesterday: tomorrow morning
        (5, 4, (5, 4, 7)),  # far away
        (12, 30, (12, 30, 7)),
    ],
)
def test_the_words_come_along_to_another_day(monday, cast, signed, month, day, morning):
    say(cast.olga, month, day)
    assert due(signed) == morning
    open_cards()
    assert Card.objects.get(occasion="birthday") == signed, "and no second card is opened"
    with monday.at(signed.deliver_at - timedelta(minutes=1)):
        assert deliver_cards() == 0
    with monday.at(signed.deliver_at + timedelta(minutes=1)):
        assert deliver_cards() == 1
    assert Signature.objects.get(card__in=Card.objects.visible_to(cast.olga)).words == "Hooray"


def test_over_the_turn_of_the_year(monday, cast, team):
    from datetime import datetime

    with monday.at(datetime(2026, 12, 29, 15, tzinfo=ZoneInfo("UTC"))):
        say(cast.olga, 12, 31)
        open_cards()
        card = Card.objects.get(occasion="birthday")
        card.sign(by=cast.tess, words="Hooray")
        say(cast.olga, 1, 4)
        assert card.deliver_at.year == 2026
        assert due(card) == (1, 4, 7)
        assert card.deliver_at.year == 2027
        say(cast.olga, 12, 31)
        assert due(card) == (12, 31, 7)
        assert card.deliver_at.year == 2026


def test_on_the_day_itself(monday, cast, signed):
    """Before seven it goes along; once it is on its way it arrives, and there is no second one."""
    with monday.at(signed.deliver_at - timedelta(minutes=5)):
        say(cast.olga, 3, 6)
        assert due(signed) == (3, 6, 7)
        say(cast.olga, 3, 5)
        assert due(signed) == (3, 5, 7)
    with monday.at(signed.deliver_at + timedelta(minutes=2)):
        say(cast.olga, 3, 6)
        assert deliver_cards() == 1
        say(cast.olga, 3, 9)
        open_cards()
        assert Card.objects.get(occasion="birthday").delivered_at


def test_nobody_is_asked_for_months_to_sign_what_is_far_away(monday, cast, signed):
    say(cast.olga, 5, 4)
    assert not Card.objects.open_for(cast.ivan).exists()
    with monday.at(now() + timedelta(days=60)):
        assert Card.objects.open_for(cast.ivan).get() == signed
    say(cast.olga, 3, 6)
    assert Card.objects.open_for(cast.ivan).get() == signed


def test_without_a_word_it_goes_along_when_near_and_opens_anew_when_far(monday, cast, team):
    say(cast.olga, 3, 5)
    open_cards()
    card = Card.objects.get(occasion="birthday")
    say(cast.olga, 3, 6)
    assert due(card) == (3, 6, 7)
    say(cast.olga, 3, 5, audience="campus", leap="1")
    assert Card.objects.get(occasion="birthday") == card
    say(cast.olga, 5, 4)
    assert not Card.objects.filter(occasion="birthday").exists()


@pytest.mark.parametrize("change", [{"audience": "nobody"}, {"card": False}, "forget", "left"])
def test_put_away_when_none_is_welcome(monday, cast, signed, as_, change):
    """Nobody reads why; the receiver never learns of it; whoever signed reads their own words for a month."""
    url = signed.get_absolute_url()
    with monday.at(monday.instant + timedelta(minutes=1)):
        deliver_events()
    told = Notice.objects.filter(event__kind="card.opened", event__root_id=signed.pk)
    assert told.exists()
    if change == "forget":
        say(cast.olga, 3, 5).forget(by=cast.olga)
    elif change == "left":
        cast.olga.deactivate(by=cast.ada)
        with monday.at(monday.instant + timedelta(minutes=2)):
            deliver_events()
    else:
        say(cast.olga, 3, 5, **change)
    assert not told.exists(), "nor what was told of it"
    this = Card.objects.filter(pk=signed.pk)
    assert {who for who in EVERYBODY if (this & Card.objects.visible_to(getattr(cast, who))).exists()} == {"tess"}
    page = as_(cast.tess).get(url).content.decode()
    assert "Hooray" in page
    assert "put away" in page
    assert url in as_(cast.tess).get("/teams/days/").content.decode()
    assert url not in as_(cast.ivan).get("/teams/days/").content.decode()
    assert as_(cast.ivan).get(url).status_code == 404
    assert as_(cast.tess).post(f"{url}sign/", {"words": "More"}).status_code == 409
    with monday.at(signed.deliver_at + timedelta(minutes=1)):
        assert deliver_cards() == 0
        deliver_events()
    assert not Notice.objects.filter(event__kind="card.delivered", event__root_id=signed.pk).exists()
    assert b"Hooray" not in bundle(cast.olga, whole=True).read()
    with monday.at(monday.instant + timedelta(days=29)):
        assert forget_cards() == 0
    with monday.at(monday.instant + timedelta(days=31)):
        assert forget_cards() == 1
    assert not Signature.objects.exists()


def test_welcome_again_the_words_are_on_it_again(monday, cast, signed):
    say(cast.olga, 3, 5, card=False)
    say(cast.olga, 3, 5, card=True)
    assert due(signed) == (3, 5, 7)
    assert Card.objects.open_for(cast.ivan).get() == signed
    assert Signature.objects.get().words == "Hooray"


def test_ones_words_come_off_a_card_that_is_put_away(monday, cast, signed, as_):
    say(cast.olga, 3, 5, card=False)
    answer = as_(cast.tess).post(f"{signed.get_absolute_url()}unsign/")
    assert answer.headers["Location"] == "/teams/days/"
    assert not Signature.objects.exists()
    with pytest.raises(Denied):
        signed.unsign(by=cast.emil)
    with pytest.raises(Refused):
        signed.sign(by=cast.tess, words="Hello")
    assert not signed.deliver(by=HALLWAY)


def test_the_morning_is_named_by_the_clock_of_the_place(monday, cast, team, as_):
    """Where it is seven on Thursday morning in Auckland, it is Wednesday evening on the server."""
    for campus in (cast.oak, cast.elm):
        campus.change(by=HALLWAY, time_zone="Pacific/Auckland")
    cast.district.change(by=HALLWAY, time_zone="Pacific/Auckland")
    say(cast.olga, 3, 5)
    open_cards()
    card = Card.objects.get(occasion="birthday")
    assert card.deliver_at.astimezone(ZoneInfo("Pacific/Auckland")).day == 5
    assert 'datetime="2026-03-05"' in as_(cast.tess).get(card.get_absolute_url()).content.decode()
