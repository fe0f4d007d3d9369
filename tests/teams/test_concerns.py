"""An entry that should not stand on a board: one of the circle hands it on, who leads the campus reads it alone, and it can be undone."""

from datetime import timedelta

import pytest

from hallway.core.storage import keep
from hallway.core.verb import HALLWAY, Denied, Refused
from hallway.delivery.models import Notice, OutgoingMail
from hallway.delivery.working import deliver_events
from hallway.history.models import Event
from hallway.people.models import Post
from hallway.privacy.models import Erasure
from hallway.teams.finding import find
from hallway.teams.models import Concern, Topic
from hallway.threads.models import File

from .test_cards import EVERYBODY

UGLY = "xylozebra"


@pytest.fixture
def answer(cast, topic):
    stored = keep(iter([b"a word"]), "plan.txt", "text/plain")
    return topic.answer(by=cast.olga, text=UGLY, stored=[stored])


@pytest.fixture
def concern(cast, topic, answer):
    return Concern.say(by=cast.tess, topic=topic, message=answer.pk, words="Not about a child")


def readers(topic, as_, cast):
    pages = {who: as_(getattr(cast, who)).get(topic.get_absolute_url()) for who in EVERYBODY}
    return {who for who, page in pages.items() if UGLY in page.content.decode()}


@pytest.mark.parametrize("who", EVERYBODY)
def test_who_may(cast, topic, answer, concern, who):
    member = getattr(cast, who)
    says = who in {"tess", "ivan"}
    assert Concern.objects.visible_to(member).exists() == (who in {"lena", "tess"})
    assert member.can("set_aside", concern) == (who == "lena")
    assert member.can("let_stand", concern) == (who == "lena")
    if says:
        Concern.say(by=member, topic=topic, message=answer.pk)
        return
    with pytest.raises(Refused if who == "olga" else Denied):
        Concern.say(by=member, topic=topic, message=answer.pk)


def test_who_leads_reads_that_entry_and_nothing_beside_it(monday, cast, topic, concern, as_):
    topic.answer(by=cast.ivan, text="quietword")
    lena = as_(cast.lena)
    page = lena.get(concern.get_absolute_url()).content.decode()
    assert UGLY in page
    assert "Not about a child" in page
    assert "Tess" in page
    assert "plan.txt" in page
    assert "quietword" not in page
    assert topic.title not in page
    assert "waits for you" in lena.get("/teams/concerns/").content.decode()
    assert lena.get(topic.get_absolute_url()).status_code == 404
    assert lena.get(File.objects.get().get_absolute_url()).status_code == 404
    with monday.at(monday.instant + timedelta(minutes=1)):
        deliver_events()
    told = set(Notice.objects.filter(event__kind__startswith="concern").values_list("event__kind", "member__name"))
    assert told == {("concern.said", "Lena Lowe")}
    assert not OutgoingMail.objects.filter(text__contains=UGLY).exists()
    assert not Event.objects.filter(data__icontains=UGLY).exists()


def test_set_aside_told_with_a_word_and_put_back(monday, cast, topic, answer, concern, as_):
    assert find(cast.ivan, UGLY)
    with monday.at(monday.instant + timedelta(minutes=1)):
        for _twice in range(2):
            concern.set_aside(by=cast.lena, said="It names a child.")
        assert readers(topic, as_, cast) == {"olga"}, "its author alone"
        assert not find(cast.ivan, UGLY)
        file = File.objects.get()
        assert {
            who for who in EVERYBODY if as_(getattr(cast, who)).get(file.get_absolute_url()).status_code == 200
        } == set()
        hers = as_(cast.olga).get(topic.get_absolute_url()).content.decode()
        assert "Lena Lowe set this aside" in hers
        assert "It names a child." in hers
        assert "Not about a child" not in hers, "who handed it on, and why, is not hers to read"
    with monday.at(monday.instant + timedelta(minutes=2)):
        deliver_events()
        told = set(Notice.objects.filter(event__kind__startswith="concern").values_list("event__kind", "member__name"))
        assert told == {
            ("concern.said", "Lena Lowe"), ("concern.aside", "Olga Ortiz"), ("concern.decided", "Tess Tanaka"),
        }  # fmt: skip
        for _twice in range(2):
            concern.let_stand(by=cast.lena)
        assert readers(topic, as_, cast) == {"tess", "olga", "ivan"}
        assert find(cast.ivan, UGLY)
        assert as_(cast.ivan).get(file.get_absolute_url()).status_code == 200
    with monday.at(monday.instant + timedelta(minutes=3)):
        deliver_events()
    assert Notice.objects.filter(event__kind="concern.back").count() == 1
    assert not Notice.objects.filter(event__kind="concern.aside").exists()


def test_a_whole_topic(monday, cast, team, as_):
    topic = Topic.open(by=cast.olga, team=team, title=UGLY)
    row = Concern.say(by=cast.ivan, topic=topic)
    row.set_aside(by=cast.lena)
    assert readers(topic, as_, cast) == {"olga"}
    for path in (f"/teams/{team.pk}/", "/teams/", "/"):
        assert UGLY not in as_(cast.ivan).get(path).content.decode(), path
    assert "If you wonder why, ask them." in as_(cast.olga).get(topic.get_absolute_url()).content.decode()
    row.let_stand(by=cast.lena)
    assert readers(topic, as_, cast) == {"tess", "olga", "ivan"}
    row.set_aside(by=cast.lena)
    topic.take_away(by=cast.olga)
    assert not Concern.objects.exists()


def test_let_stand_without_a_word_to_its_author(monday, cast, topic, concern, as_):
    concern.let_stand(by=cast.lena)
    with monday.at(monday.instant + timedelta(minutes=1)):
        deliver_events()
    told = set(Notice.objects.filter(event__kind__startswith="concern").values_list("event__kind", "member__name"))
    assert told == {("concern.said", "Lena Lowe"), ("concern.decided", "Tess Tanaka")}
    assert "was looked at, and stands" in as_(cast.tess).get(concern.get_absolute_url()).content.decode()
    assert readers(topic, as_, cast) == {"tess", "olga", "ivan"}


def test_nobody_decides_about_their_own_words(monday, cast, team):
    """Lena leads Oak and belongs to the team: what she wrote goes to who leads the district."""
    from hallway.people.models import TeamMembership

    TeamMembership.add(by=HALLWAY, team=team, member=cast.lena)
    topic = Topic.open(by=cast.lena, team=team, title=UGLY)
    row = Concern.say(by=cast.tess, topic=topic)
    assert row.judges == [cast.dora]
    assert not cast.lena.can("set_aside", row)
    assert not Concern.objects.visible_to(cast.lena).exists()
    row.set_aside(by=cast.dora)
    assert Topic.objects.visible_to(cast.lena).exists()
    assert not Topic.objects.visible_to(cast.tess).filter(pk=topic.pk).exists()


def test_a_campus_without_a_lead(cast, topic):
    Post.objects.filter(role="lead").delete()
    assert Concern.say(by=cast.ivan, topic=topic).judges == [cast.dora]


def test_said_from_the_page(cast, topic, answer, as_):
    tess, url = as_(cast.tess), topic.get_absolute_url()
    page = tess.get(url).content.decode()
    assert f"{url}concern/?message={answer.pk}" in page
    assert "Hand it to who leads the campus" in tess.get(f"{url}concern/?message={answer.pk}").content.decode()
    for _twice in range(2):
        assert tess.post(f"{url}concern/", {"message": answer.pk, "words": ""}).status_code == 303
    assert Concern.objects.count() == 1
    assert tess.post(f"{url}concern/", {"message": ""}).status_code == 409, "her own topic"
    assert tess.post(f"{url}concern/", {"message": "9" * 20}).status_code == 422
    assert tess.get(f"{url}concern/?message=x").status_code == 200
    assert tess.post(f"{url}concern/", {"message": answer.pk, "words": "x" * 301}).status_code == 422
    assert tess.post(f"{url}concern/", {"message": 10**9}).status_code == 409
    lena, row = as_(cast.lena), Concern.objects.get()
    assert lena.post(f"{row.get_absolute_url()}aside/", {"said": "a\x00b" + "x" * 10_000}).status_code == 303
    assert lena.post(f"{row.get_absolute_url()}stands/").status_code == 303


def seen(as_, member, concern):
    answer = as_(member).get(concern.get_absolute_url())
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("why", ["left", "aside"])
def test_what_one_keeps_of_an_entry_that_is_not_theirs_to_read(cast, team, topic, concern, as_, why):
    """Who left the team, or whose entry was set aside: their own reason and what became of it, not the entry."""
    page = seen(as_, cast.tess, concern)
    assert UGLY in page
    assert "Not about a child" in page
    if why == "left":
        team.memberships.get(member=cast.tess).leave(by=cast.tess)
    else:
        concern.set_aside(by=cast.lena)
    page = seen(as_, cast.tess, concern)
    for word in (UGLY, "plan.txt", "Olga"):
        assert word not in page, word
    assert "Not about a child" in page
    assert ("You hear what becomes of it" if why == "left" else "only its author reads it") in page
    assert UGLY in seen(as_, cast.lena, concern)
    concern.let_stand(by=cast.lena)
    assert (UGLY in seen(as_, cast.tess, concern)) == (why == "aside")


def test_who_is_erased(monday, cast, topic, answer, concern, as_):
    concern.set_aside(by=cast.lena)
    Erasure.carry_out(by=cast.ada, member=cast.tess, reason="asked for")
    concern.refresh_from_db()
    assert (concern.by, concern.words, concern.outcome) == (None, "", "aside")
    Erasure.carry_out(by=cast.ada, member=cast.lena, reason="asked for")
    assert as_(cast.olga).get(topic.get_absolute_url()).status_code == 200
