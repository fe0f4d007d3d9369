"""Every form of belonging with what nobody should send: a clear answer, never a crash, and what stood there still stands.

Each field by itself beside good ones, and all at once; the same with what stands in an address."""

import uuid
from datetime import timedelta

import pytest
from django.db import transaction

from hallway.appreciation.models import Thanks, Wave
from hallway.core.now import now
from hallway.core.verb import HALLWAY
from hallway.people.models import Adoption, Member, Post, TeamMembership
from hallway.teams.models import Card, Concern, Gathering, LifeEvent, Rsvp, Signature

from .teams import made

BAD = {
    "empty": "", "huge number": "9" * 20, "negative": "-1", "nul": "a\x00b", "long": "x" * 100_000, "half": "\ud83d",
    "no day": "2026-02-30", "no time": "25:61", "far back": "0001-01-01", "superscript": "²",
}  # fmt: skip
FINE = {200, 303, 400, 403, 404, 409, 413, 422}


@pytest.fixture
def forms(monday, cast):
    """[(who, address, good values)] of every form of the area, on rows that are really there."""
    Post.add(by=HALLWAY, member=cast.kim, role="its", campus=cast.oak)
    team, topic, gathering, card = made.team(cast), made.topic(cast), made.gathering(cast), made.card(cast)
    concern = made.concern(cast)
    answer = topic.answer(by=cast.tess, text="Hello")
    life = LifeEvent.tell(by=cast.tess, kind="happy", words="A son!")
    TeamMembership.add(by=cast.lena, team=team, member=cast.cora)
    thanks = Thanks.give(by=cast.tess, receivers=[cast.ivan], reason="For the cable")
    day = (now() + timedelta(days=5)).date().isoformat()
    meet = {
        "title": "Soup",
        "day": day,
        "starts": "15:30",
        "ends": "16:30",
        "place": "Room 12",
        "text": "Bring a spoon",
    }
    topic_url, gathering_url = topic.get_absolute_url(), gathering.get_absolute_url()
    return [
        ("tess", f"/teams/{team.pk}/open/", {"title": "Hello", "text": "Words", "key": str(uuid.uuid4())}),
        ("tess", f"{topic_url}answer/", {"text": "Words", "key": str(uuid.uuid4())}),
        ("tess", f"{topic_url}react/", {"mark": "heart", "message": str(answer.pk), "off": ""}),
        ("tess", f"{topic_url}pin/", {"pinned": "no"}),
        ("ivan", f"{topic_url}concern/", {"message": str(answer.pk), "words": "Why"}),
        ("lena", f"{concern.get_absolute_url()}aside/", {"said": "A word"}),
        (
            "tess",
            "/teams/gathering/new/",
            meet | {"whose": f"team:{team.pk}", "bring": "Bread", "key": str(uuid.uuid4())},
        ),
        ("tess", f"{gathering_url}change/", meet),
        ("tess", f"{gathering_url}rsvp/", {"answer": "going", "listed": "on"}),
        ("tess", f"{gathering_url}bring/", {"words": "Salt", "mine": "on"}),
        ("tess", f"{gathering_url}cancel/", {"reason": "No stove"}),
        ("tess", "/teams/days/birthday/", {"month": "3", "day": "4", "audience": "team", "leap": "28", "card": "on"}),
        ("tess", "/teams/days/tell/", {"kind": "happy", "audience": "team", "words": "News", "key": str(uuid.uuid4())}),
        ("ivan", f"/teams/days/{life.pk}/card/", {"x": ""}),
        ("tess", f"{card.get_absolute_url()}sign/", {"words": "Welcome"}),
        ("lena", f"/teams/without/{cast.kim.pk}/", {"team": str(team.pk)}),
        (
            "tess",
            "/thanks/give/",
            {"to": str(cast.ivan.pk), "who": "", "reason": "Nice", "about": "", "key": str(uuid.uuid4()), "send": "1"},
        ),
        ("tess", "/thanks/give/", {"add": str(cast.ivan.pk), "reason": "Nice", "key": str(uuid.uuid4())}),
        ("tess", "/thanks/give/", {"who": "Iván", "reason": "Nice", "key": str(uuid.uuid4())}),
        ("ivan", f"{thanks.get_absolute_url()}allow/", {"visible": "yes", "next": "/"}),
        ("tess", f"/thanks/waves/to/{cast.ivan.pk}/", {"next": "/"}),
        ("lena", "/people/teams/add/", {"name": "New", "kind": "grade", "campus": str(cast.oak.pk)}),
        ("lena", f"/people/teams/{team.pk}/change/", {"name": "Other", "kind": "grade"}),
        ("lena", f"/people/teams/{team.pk}/join/", {"who": "Opal"}),
        ("tess", f"/people/teams/{team.pk}/propose/", {"its": str(cast.kim.pk)}),
        ("tess", "/notices/choices/", {"weekday": "1", "quiet": "on", "board.opened": "now"}),
        ("tess", "/notices/choices/pause/", {"on": "1"}),
    ]


def post(browser, address, said):
    """The answer of a press that is undone afterwards."""
    with transaction.atomic():
        answer = browser.post(address, said)
        transaction.set_rollback(True)
    return answer


def test_good_values_are_taken(cast, forms, as_):
    """So that what follows reaches the verbs."""
    for who, address, good in forms:
        answer = post(as_(getattr(cast, who)), address, good)
        assert answer.status_code in (200, 303), (address, answer.status_code)


@pytest.mark.parametrize("kind", BAD)
def test_each_field_by_itself_and_all_at_once(cast, forms, as_, kind):
    bad, wrong = BAD[kind], []
    for who, address, good in forms:
        browser = as_(getattr(cast, who))
        for said in [*(good | {name: bad} for name in good), dict.fromkeys(good, bad)]:
            try:
                answer = post(browser, address, said)
            except UnicodeEncodeError:  # the test's browser cannot send it; a real one neither
                assert kind == "half"
                continue
            if answer.status_code not in FINE:
                wrong.append((address, said, answer.status_code))
            if answer.status_code == 422:
                assert "<form" in answer.content.decode(), address
    assert not wrong


@pytest.mark.parametrize("kind", BAD)
def test_what_stands_in_an_address(cast, forms, as_, kind):
    topic, team = made.topic(cast), made.team(cast)
    asked = [
        (f"/teams/{team.pk}/", "from"), ("/teams/gathering/new/", "whose"), (f"{topic.get_absolute_url()}concern/", "message"),
        ("/thanks/", "before"), ("/thanks/wall/", "before"), ("/thanks/give/", "to"), ("/notices/", "before"), ("/ideas/tips/", "before"),
        ("/people/teams/", "after"), ("/people/teams/", "q"), ("/search/", "q"), ("/", "as"),
    ]  # fmt: skip
    browser = as_(cast.tess)
    for address, name in asked:
        try:
            answer = browser.get(address, {name: BAD[kind]})
        except UnicodeEncodeError:
            assert kind == "half"
            continue
        assert answer.status_code in (200, 302, 404), (address, name, answer.status_code)


def test_too_long_is_said_and_what_was_written_stays_in_the_box(cast, forms, as_):
    said = "A long word " * 5000
    topic = made.topic(cast)
    answer = post(as_(cast.tess), f"{topic.get_absolute_url()}answer/", {"text": said, "key": str(uuid.uuid4())})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "longer than 10,000 letters" in page
    assert said[:200] in page


def test_pressed_twice_in_two_tabs(cast, forms, as_):
    """Each of these pressed again changes nothing and breaks nothing."""
    once = [
        each
        for each in forms
        if each[1].rsplit("/", 2)[-2] in ("react", "pin", "rsvp", "cancel", "sign", "aside", "concern")
    ]
    for who, address, good in once:
        browser = as_(getattr(cast, who))
        codes = [browser.post(address, good).status_code for _tab in range(2)]
        assert codes == [303, 303], (address, codes)
    assert Rsvp.objects.filter(member=cast.tess).count() == 1
    assert Signature.objects.filter(member=cast.tess).count() == 1
    assert Concern.objects.filter(by=cast.ivan).count() == 2


@pytest.mark.parametrize("gone", ["tess", "ivan"])
def test_somebody_leaves_between_the_page_and_the_press(cast, forms, as_, gone):
    """Whoever left presses nothing; whoever is left finds a sentence where the other one was."""
    browsers = {who: as_(getattr(cast, who)) for who in {each[0] for each in forms}}
    Member.objects.get(pk=getattr(cast, gone).pk).deactivate(by=cast.ada)
    for who, address, good in forms:
        code = post(browsers[who], address, good).status_code
        assert code == 302 if who == gone else code in FINE, (who, address, code)


def test_the_team_is_put_away_between_the_page_and_the_press(cast, forms, as_):
    made.team(cast).archive(by=cast.lena)
    for who, address, good in forms:
        assert post(as_(getattr(cast, who)), address, good).status_code in FINE, address
    assert Card.objects.count() + Gathering.objects.count() + Wave.objects.count() >= 2
    assert not Adoption.objects.filter(status="accepted").exists()
