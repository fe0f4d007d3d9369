"""What a team writes: by whom, read by whom, answered, marked, taken back, told and found."""

import uuid
from datetime import timedelta

import pytest

from hallway.core.storage import keep
from hallway.core.verb import Denied, Refused
from hallway.delivery.models import Notice, OutgoingMail
from hallway.delivery.working import deliver_events
from hallway.history.models import Event
from hallway.people.models import Adoption, Member, TeamMembership
from hallway.privacy.models import Erasure
from hallway.teams.boards import fresh
from hallway.teams.models import Reaction, Seen, Topic
from hallway.threads.models import File, Message

from . import made

EVERYBODY = ["tess", "olga", "emil", "ivan", "kim", "lena", "ed", "opal", "cora", "dora", "ada"]
CIRCLE = {"tess", "olga", "ivan"}


@pytest.mark.parametrize("who", EVERYBODY)
def test_who_may(cast, team, topic, who):
    """The circle only; the same roles on the other campus, and whoever leads or manages, never."""
    member, inside = Member.objects.get(pk=getattr(cast, who).pk), who in CIRCLE
    said = topic.answer(by=cast.olga, text="In the library.")
    assert Topic.objects.visible_to(member).filter(pk=topic.pk).exists() == inside
    row = Topic(team=team)
    for verb, noun in (("open", row), ("answer", topic), ("pin", topic), ("take_back", topic)):
        assert member.can(verb, noun) == inside, verb
    assert member.can("take_away", topic) == (who == "tess")
    for call in (
        lambda: Topic.open(by=member, team=team, title="Hello"),
        lambda: topic.answer(by=member, text="Hello"),
        lambda: topic.pin(by=member),
        lambda: Reaction.react(by=member, topic=topic, mark="heart"),
        lambda: Seen.see(by=member, topic=topic),
    ):
        if inside:
            call()
        else:
            with pytest.raises(Denied):
                call()
    if who != "olga":
        with pytest.raises(Denied):
            topic.take_back(by=member, message=said.pk)
    if who != "tess":
        with pytest.raises(Denied):
            topic.take_away(by=member)


def test_whoever_goes_reads_no_more(cast, team, topic):
    Adoption.objects.get().end(by=cast.ivan)
    team.memberships.get(member=cast.olga).leave(by=cast.olga)
    for member in (cast.olga, cast.ivan):
        assert not Topic.objects.visible_to(member).exists()
    assert [each.pk for each in topic.readers] == [cast.tess.pk]
    cast.tess.deactivate(by=cast.ada)
    assert not Topic.objects.visible_to(cast.tess).exists()
    assert topic.readers == []


def test_written_twice_is_there_once(cast, team):
    key = uuid.uuid4()
    one = Topic.open(by=cast.tess, team=team, title="Hello", key=key)
    assert Topic.open(by=cast.tess, team=team, title="Hello", key=key).pk == one.pk
    with pytest.raises(Refused):
        Topic.open(by=cast.tess, team=team, title="Other words", key=key)
    assert Topic.objects.count() == 1


def test_an_answer_twice(cast, topic):
    key = uuid.uuid4()
    first = topic.answer(by=cast.olga, text="Hi", key=key)
    assert topic.answer(by=cast.olga, text="Hi", key=key) == first
    assert topic.answers().count() == 1


def test_nothing_written_and_put_away(cast, team, topic):
    with pytest.raises(Refused):
        Topic.open(by=cast.tess, team=team, title="  \n")
    with pytest.raises(Refused):
        topic.answer(by=cast.tess, text=" ")
    team.archive(by=cast.lena)
    topic.refresh_from_db()
    with pytest.raises(Refused):
        Topic.open(by=cast.tess, team=team, title="Hello")
    with pytest.raises(Refused):
        topic.answer(by=cast.tess, text="Hello")
    assert Topic.objects.visible_to(cast.tess).exists(), "what was written can still be read"


def test_taken_back_before_and_after_it_was_told(monday, cast, topic):
    early = topic.answer(by=cast.olga, text="early")
    topic.take_back(by=cast.olga, message=early.pk)
    late = topic.answer(by=cast.olga, text="late")
    Reaction.react(by=cast.tess, topic=topic, mark="smile", message=late.pk)
    with monday.at(monday.instant + timedelta(minutes=1)):
        deliver_events()
        assert Notice.objects.filter(event__kind="board.answered").count() == 1
        topic.take_back(by=cast.olga, message=late.pk)
        topic.take_back(by=cast.olga, message=late.pk)
    assert not Message.objects.exists()
    assert not Reaction.objects.exists()
    assert not Notice.objects.filter(event__kind="board.answered").exists()


def test_taken_off_the_board_with_everything(cast, team, topic, settings):
    stored = keep(iter([b"a word"]), "plan.txt", "text/plain")
    topic.answer(by=cast.olga, text="See the plan.", stored=[stored])
    Reaction.react(by=cast.ivan, topic=topic, mark="idea")
    topic.take_away(by=cast.tess)
    for kind in (Topic, Message, File, Reaction, Seen):
        assert not kind.objects.exists(), kind
    assert not Event.objects.filter(kind__in=["board.opened", "board.answered"]).exists()


def test_a_file_is_the_circles(cast, topic, as_):
    stored = keep(iter([b"a word"]), "plan.txt", "text/plain")
    topic.answer(by=cast.olga, text="", stored=[stored])
    file = File.objects.get()
    got = {who: as_(getattr(cast, who)).get(file.get_absolute_url()).status_code for who in EVERYBODY}
    assert {who for who, code in got.items() if code == 200} == CIRCLE
    assert set(got.values()) == {200, 404}


def test_marks_are_set_once_and_taken_off(cast, topic):
    for _twice in range(2):
        Reaction.react(by=cast.olga, topic=topic, mark="heart")
    Reaction.react(by=cast.olga, topic=topic, mark="strong")
    assert Reaction.objects.on(topic).count() == 2
    for _twice in range(2):
        Reaction.react(by=cast.olga, topic=topic, mark="heart", on=False)
    assert [row.mark for row in Reaction.objects.on(topic)] == ["strong"]
    with pytest.raises(Refused):
        Reaction.react(by=cast.olga, topic=topic, mark="heart", message=10**9)


def test_told_once_without_words_and_by_the_daily_mail(monday, cast, team, topic):
    """Everybody of the circle hears of a topic, and of an answer who wrote there; no mail of its own, no words."""
    topic.answer(by=cast.ivan, text="xylozebra")
    with monday.at(monday.instant + timedelta(minutes=1)):
        deliver_events()
    told = {(n.event.kind, n.member_id, n.mail) for n in Notice.objects.select_related("event")}
    assert told == {
        ("board.opened", cast.olga.pk, "digest"),
        ("board.opened", cast.ivan.pk, "digest"),
        ("board.answered", cast.tess.pk, "digest"),
    } | {row for row in told if row[0].startswith(("adoption", "team"))}
    assert not OutgoingMail.objects.filter(event__kind__startswith="board").exists()
    sentences = [event.sentence() for event in Event.objects.filter(kind__startswith="board")]
    assert sorted(sentences) == ["Iván answered on the board of Grade three", "Tess wrote to the team Grade three"]


def test_new_until_it_is_opened(monday, cast, team):
    with monday.at(monday.instant + timedelta(seconds=5)):
        topic = made.topic(cast)
    assert fresh(cast.olga, [topic]) == {topic.pk}
    assert fresh(cast.tess, [topic]) == set(), "she wrote it"
    with monday.at(monday.instant + timedelta(minutes=1)):
        Seen.see(by=cast.olga, topic=topic)
        assert fresh(cast.olga, [topic]) == set()
    with monday.at(monday.instant + timedelta(minutes=2)):
        topic.answer(by=cast.tess, text="Found it.")
        assert fresh(cast.olga, [topic]) == {topic.pk}
        TeamMembership.add(by=cast.lena, team=team, member=cast.cora)
        assert fresh(cast.cora, [topic]) == set(), "what was there before she came is no news"


def test_found_by_its_circle_only(cast, team, topic, as_):
    topic.answer(by=cast.olga, text="The quokka has it.")
    for word in ("globe", "quokka"):
        hits = {who: "globe" in as_(getattr(cast, who)).get(f"/search/?q={word}&quick=1").content.decode().lower().replace(
            f"“{word}”", "") for who in EVERYBODY}  # fmt: skip
        assert {who for who, hit in hits.items() if hit} == CIRCLE, word
    topic.take_back(by=cast.olga, message=topic.answers().get().pk)
    assert not Topic.objects.visible_to(cast.tess).matching("quokka").exists()


def test_erased_with_whoever_wrote_it(cast, team, topic):
    topic.answer(by=cast.olga, text="xylozebra")
    Reaction.react(by=cast.olga, topic=topic, mark="heart")
    Erasure.carry_out(by=cast.ada, member=cast.olga, reason="asked for")
    assert not Topic.objects.matching("xylozebra").exists()
    assert Topic.objects.matching("globe").exists()
    assert not Reaction.objects.exists()
    Erasure.carry_out(by=cast.ada, member=cast.tess, reason="asked for")
    row = Topic.objects.get()
    assert (row.title, row.text) == ("…", "")
    assert not Topic.objects.matching("globe").exists()
    assert row.answers().get().text == "…"


def test_words_anew_is_the_houses(cast, topic):
    with pytest.raises(Denied):
        topic.words_anew(by=cast.ada)
