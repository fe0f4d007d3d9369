"""Cards: opened some school days before, signed by the circle, unseen by whom they are for until the morning; one thanks to all."""

import uuid
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hallway.core.now import now
from hallway.core.verb import HALLWAY, Denied, Refused
from hallway.delivery.models import Notice
from hallway.delivery.working import deliver_events
from hallway.people.models import Member, Post
from hallway.teams.jobs import deliver_cards, open_cards
from hallway.teams.models import Birthday, Card, LifeEvent, Signature

from . import made

EVERYBODY = ["tess", "olga", "emil", "ivan", "kim", "lena", "ed", "opal", "cora", "dora", "ada"]


def say(member, month, day, **more):
    about = {"audience": "team", "card": True} | more
    return Birthday.say_birthday(by=member, member=member, month=month, day=day, **about)


@pytest.fixture
def card(monday, cast, team):
    """For Olga, delivered in three days."""
    return Card.open_card(
        by=HALLWAY, member=cast.olga, team=team, occasion="birthday", deliver_at=now() + timedelta(days=3)
    )


@pytest.mark.parametrize("who", EVERYBODY)
def test_who_may(cast, card, who):
    member, signs = Member.objects.get(pk=getattr(cast, who).pk), who in {"tess", "ivan"}
    assert Card.objects.visible_to(member).filter(pk=card.pk).exists() == signs
    assert member.can("sign", card) == signs
    assert member.can("unsign", card) == signs
    assert not member.can("thank", card)
    assert not member.can("deliver", card)
    if not signs:
        with pytest.raises(Denied):
            card.sign(by=member, words="Hello")
    with pytest.raises(Denied):
        Card.open_card(by=member, member=cast.olga, team=card.team, occasion="happy", about=None, deliver_at=now())


def test_signed_changed_and_taken_off(cast, card):
    card.sign(by=cast.tess, words="Happy day")
    card.sign(by=cast.tess, words="Happy birthday")
    assert Signature.objects.get().words == "Happy birthday"
    with pytest.raises(Refused):
        card.sign(by=cast.ivan, words=" ")
    card.unsign(by=cast.tess)
    card.unsign(by=cast.tess)
    assert not Signature.objects.exists()


def test_delivered_on_the_morning_with_one_notice(monday, cast, card, as_):
    card.sign(by=cast.tess, words="xylozebra")
    olga, url = as_(cast.olga), card.get_absolute_url()
    assert olga.get(url).status_code == 404
    assert "xylozebra" not in as_(cast.ivan).get(url).content.decode(), "a signature is for the receiver"
    with monday.at(card.deliver_at - timedelta(minutes=1)):
        assert deliver_cards() == 0
    with monday.at(card.deliver_at + timedelta(minutes=1)):
        assert deliver_cards() == 1
        assert deliver_cards() == 0
        deliver_events()
        deliver_events()
        (told,) = Notice.objects.filter(event__kind="card.delivered")
        assert (told.member, told.mail) == (cast.olga, "off")
        card.refresh_from_db()
        with pytest.raises(Refused):
            card.sign(by=cast.ivan, words="Too late")
        assert "A card for you" in olga.get("/").content.decode()
        assert "xylozebra" in olga.get(url).content.decode()
        for _twice in range(2):
            assert olga.post(f"{url}thank/", {"words": "You are kind."}).status_code == 303
        deliver_events()
    assert list(Notice.objects.filter(event__kind="card.thanked").values_list("member", flat=True)) == [cast.tess.pk]
    assert "You are kind." in as_(cast.tess).get(url).content.decode()
    assert "You are kind." not in as_(cast.ivan).get(url).content.decode(), "he did not sign"


@pytest.mark.parametrize("why", ["unsigned", "left", "put away"])
def test_goes_without_a_sound(monday, cast, card, as_, why):
    if why != "unsigned":
        card.sign(by=cast.tess, words="Hello")
    if why == "left":
        cast.olga.deactivate(by=cast.ada)
    if why == "put away":
        card.team.archive(by=cast.lena)
    with monday.at(card.deliver_at + timedelta(minutes=1)):
        assert deliver_cards() == 0
        deliver_events()
        assert as_(cast.olga).get(card.get_absolute_url()).status_code in (302, 404)
    assert Card.objects.filter(pk=card.pk).exists() == (why != "unsigned"), (
        "with words on it they stay with who wrote them"
    )
    assert not Notice.objects.filter(event__kind="card.delivered").exists()


def test_opened_five_school_days_before_and_once(monday, cast, team):
    """A birthday on Saturday the 14th is announced on Friday the 13th: the card opens on Friday the 6th."""
    say(cast.olga, 3, 14)
    say(cast.ivan, 3, 14, card=False)
    with monday.at(monday.instant + timedelta(days=3)):
        open_cards()
        assert not Card.objects.exists()
    with monday.at(monday.instant + timedelta(days=4)):
        for _twice in range(2):
            open_cards()
    (row,) = Card.objects.all()
    assert (row.member, row.team, row.occasion) == (cast.olga, team, "birthday")
    at = row.deliver_at.astimezone(ZoneInfo("America/Chicago"))
    assert (at.day, at.hour, at.minute) == (13, 7, 0)
    with monday.at(monday.instant + timedelta(days=4, minutes=1)):
        deliver_events()
    told = set(Notice.objects.filter(event__kind="card.opened").values_list("member", flat=True))
    assert told == {cast.tess.pk, cast.ivan.pk}


def test_a_welcome_for_whom_a_team_adopts(monday, cast):
    team = made.team(cast)
    with monday.at(monday.instant + timedelta(minutes=1)):
        for _round in range(3):
            deliver_events()
    card = Card.objects.get()
    assert (card.member, card.team, card.occasion) == (cast.ivan, team, "welcome")
    assert cast.tess.can("sign", card)
    assert not Card.objects.visible_to(cast.ivan).exists()


def test_told_by_ones_own_word_and_taken_back(monday, cast, team, as_):
    olga, tess = as_(cast.olga), as_(cast.tess)
    with pytest.raises(Refused):
        LifeEvent.tell(by=cast.olga, kind="loss", words=" ")
    row = LifeEvent.tell(by=cast.olga, kind="loss", words="My father died on Sunday.")
    seen = {who for who in EVERYBODY if LifeEvent.objects.visible_to(getattr(cast, who)).exists()}
    assert seen == {"olga", "tess", "ivan"}
    page = tess.get("/").content.decode()
    assert "My father died" in page
    assert not Notice.objects.filter(event__kind__startswith="life").exists()
    answer = tess.post(f"/teams/days/{row.pk}/card/")
    card = Card.objects.get()
    assert (answer.headers["Location"], card.occasion) == (card.get_absolute_url(), "loss")
    assert tess.post(f"/teams/days/{row.pk}/card/").status_code == 303
    assert Card.objects.count() == 1
    said = tess.get(card.get_absolute_url()).content.decode().partition("<main")[2]
    assert "party" not in said
    assert "sparkles" not in said
    for who in ("lena", "emil"):
        with pytest.raises(Denied):
            row.take_back(by=getattr(cast, who))
        assert as_(getattr(cast, who)).post(f"/teams/days/{row.pk}/card/").status_code == 404
    assert olga.post(f"/teams/days/{row.pk}/card/").status_code in (403, 409)
    row.take_back(by=cast.olga)
    assert not Card.objects.exists()
    assert not LifeEvent.objects.exists()


def test_told_to_the_campus_for_ten_days(monday, cast, team):
    row = LifeEvent.tell(by=cast.olga, kind="happy", words="A son!", audience="campus")
    seen = {who for who in EVERYBODY if LifeEvent.objects.visible_to(getattr(cast, who)).exists()}
    assert seen == {"olga", "tess", "ivan", "lena", "opal", "cora"}
    with monday.at(monday.instant + timedelta(days=11)):
        assert not LifeEvent.objects.visible_to(cast.tess).exists()
        assert LifeEvent.objects.visible_to(cast.olga).get() == row


def test_ones_own_page(cast, as_):
    client = as_(cast.tess)
    said = {"month": "3", "day": "4", "audience": "team", "leap": "28", "card": "on"}
    assert client.post("/teams/days/birthday/", said).status_code == 303
    page = client.get("/teams/days/").content.decode()
    assert "Take my birthday back" in page
    wrong = client.post("/teams/days/birthday/", said | {"month": "2", "day": "30"})
    assert wrong.status_code == 422
    assert "There is no such day." in wrong.content.decode()
    assert client.post("/teams/days/birthday/", said | {"audience": "world"}).status_code == 422
    assert client.post("/teams/days/birthday/forget/").status_code == 303
    assert not Birthday.objects.exists()
    empty = client.post("/teams/days/tell/", {"kind": "happy", "audience": "team", "words": ""})
    assert empty.status_code == 422
    told = {"kind": "happy", "audience": "team", "words": "We married.", "key": str(uuid.uuid4())}
    for _twice in range(2):
        assert client.post("/teams/days/tell/", told).status_code == 303
    assert "We married." in client.get("/teams/days/").content.decode()
    assert LifeEvent.objects.count() == 1


def test_pages_cost_the_same_for_one_and_three(monday, cast, card, as_):
    def cost(client, url):
        with CaptureQueriesContext(connection) as seen:
            assert client.get(url).status_code == 200
        return len(seen)

    tess, olga, lena = as_(cast.tess), as_(cast.olga), as_(cast.lena)
    card.sign(by=cast.tess, words="Hello")
    with monday.at(card.deliver_at + timedelta(minutes=1)):
        deliver_cards()
        pages = [(olga, card.get_absolute_url()), (olga, "/teams/days/"), (tess, "/teams/"), (lena, "/teams/without/")]
        for client, url in pages:
            client.get(url)
        one = [cost(client, url) for client, url in pages]
        card.signatures.create(member=cast.ivan, words="Hello, too")
        for n in range(2):
            LifeEvent.tell(by=cast.olga, kind="other", words=f"Something {n}")
            Post.add(by=HALLWAY, member=[cast.kim, cast.emil][n], role="its", campus=cast.oak)
        assert [cost(client, url) for client, url in pages] == one
    assert max(one) <= 15, one


def test_what_was_delivered_is_kept_when_its_news_is_taken_back(monday, cast, team):
    told = [LifeEvent.tell(by=cast.olga, kind="loss", words=words) for words in ("My cat.", "My dog.")]
    for life in told:
        card = Card.open_card(
            by=cast.tess, member=cast.olga, team=team, occasion="loss", about=life, deliver_at=now() + timedelta(days=1)
        )
        card.sign(by=cast.tess, words="With you")
    for n, card in enumerate(Card.objects.filter(occasion="loss")):  # of one morning, one after the other
        with monday.at(monday.instant + timedelta(days=1, seconds=n)):
            card.deliver(by=HALLWAY)
    with monday.at(monday.instant + timedelta(days=1, hours=1)):
        for life in told:
            life.take_back(by=cast.olga)
        assert not LifeEvent.objects.exists()
        assert Signature.objects.filter(card__in=Card.objects.visible_to(cast.olga), words="With you").count() == 2


def test_no_welcome_once_it_has_ended(monday, cast):
    team = made.team(cast)
    row = Card.open_card(
        by=HALLWAY, member=cast.ivan, team=team, occasion="welcome", deliver_at=now() + timedelta(days=1)
    )
    row.sign(by=cast.tess, words="Welcome")
    team.adoptions.get().end(by=cast.ivan)
    with monday.at(monday.instant + timedelta(days=1)):
        assert deliver_cards() == 0
    assert not Card.objects.visible_to(cast.ivan).exists()
    assert Card.objects.visible_to(cast.tess).get() == row, "her words are hers"
    assert not Card.objects.visible_to(cast.olga).exists()
