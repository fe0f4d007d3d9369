"""A mail that answers a letter about an idea is said below it, where everybody reads it; it never becomes a request."""

from datetime import timedelta

import pytest

from hallway.asks.models import Ask
from hallway.core.now import moved, now
from hallway.core.tokens import ask_address_token
from hallway.core.verb import HALLWAY
from hallway.delivery.letters import letter
from hallway.history.models import Event, record
from hallway.ideas.models import Idea
from hallway.inbox import private
from hallway.inbox.counting import faults
from hallway.inbox.models import Mail
from hallway.inbox.taking import take
from hallway.threads.models import Message

from ..ideas import library
from .conftest import raw

pytestmark = pytest.mark.usefixtures("help_address")
WORDS = "I cut the paper in half."


@pytest.fixture
def told(cast):
    """The letter that tells Tess, who shared the idea, what Olga wrote below it."""
    idea = library.idea(cast)
    idea.say(by=cast.olga, text="How large is the paper?")
    return letter(Event.objects.get(kind="idea.said"), cast.tess)


def answer(to, sender="tess@cedar.example", text=WORDS, **headers):
    headers = {"To": to.headers["Reply-To"], "In-Reply-To": to.message_id, "References": to.message_id} | headers
    return raw(sender=sender, subject="Re: An idea", text=text, **headers)


def below(cast):
    return list(Message.objects.of(library.idea(cast)).values_list("author__name", "text", "through"))


def test_the_letter_says_who_reads_an_answer(cast, told):
    assert "everybody reads it" in told.text
    assert "above this line" in told.text
    assert "+" in told.headers["Reply-To"].partition("@")[0]


@pytest.mark.parametrize("lost", [{}, {"In-Reply-To": None, "References": None}, {"To": "help@cedar.example"}])
def test_an_answer_stands_below_the_idea_once(cast, told, as_, lost):
    for _time in range(2):
        take(answer(told, **lost))
    assert below(cast)[1:] == [(cast.tess.name, WORDS, "mail")]
    assert not Ask.objects.exists()
    assert [(mail.verdict, mail.reason) for mail in Mail.objects.all()] == [("added", "idea-answer")]
    assert not [line for line in faults() if "joined" in line]
    assert WORDS in as_(cast.emil).get(library.idea(cast).get_absolute_url()).content.decode()


def test_it_arrives_at_the_idea_it_became_part_of(cast, told):
    there = library.other(cast)
    library.idea(cast).merge(by=cast.tess, into=there)
    take(answer(told))
    assert [row.text for row in Message.objects.of(there)] == [WORDS]


@pytest.mark.parametrize(
    ("sender", "said", "reason"),
    [
        ("nobody@elsewhere.example", {}, "unknown-sender"),
        ("tess@cedar.example", {"Auto-Submitted": "auto-replied"}, "automatic: auto-replied"),
    ],
)  # fmt: skip
def test_strangers_and_programs_write_nothing_there(cast, told, sender, said, reason):
    mail = take(answer(told, sender=sender, **said))
    assert mail.reason.partition(":")[0] == reason.partition(":")[0]
    assert len(below(cast)) == 1
    assert not Ask.objects.exists()


def test_who_left_and_an_idea_put_away(cast, told):
    cast.olga.deactivate(by=cast.ada)
    assert take(answer(told, sender="olga@cedar.example")).verdict == "parked"
    library.idea(cast).put_away(by=cast.ivan)
    mail = take(answer(told, sender="emil@cedar.example", text="Later"))
    assert (mail.verdict, mail.reason) == ("parked", "idea-gone")
    assert len(below(cast)) == 1


def test_what_is_passed_on_or_written_to_somebody_else_is_not_for_everybody(cast, told):
    take(
        raw(
            sender="tess@cedar.example",
            subject="Fwd: An idea",
            text=WORDS,
            To=told.headers["Reply-To"],
            References=told.message_id,
        )
    )
    take(answer(told, To="emil@cedar.example", Cc=told.headers["Reply-To"], text="Look at this"))
    assert len(below(cast)) == 1


def test_a_program_that_says_nothing_about_itself_is_braked(cast, told, monkeypatch):
    monkeypatch.setattr(private, "PACE", ((timedelta(minutes=10), 2),))
    for n in range(4):
        last = take(answer(told, text=f"Word {n}"))
    assert (len(below(cast)), last.reason) == (3, "flood")


def test_a_reply_address_of_an_idea_opens_no_request_and_the_other_way_round(cast, told, ask):
    request, idea = ask(), library.idea(cast)
    told.headers["Reply-To"] = f"help+{ask_address_token(idea.pk, cast.tess.pk)}@cedar.example"
    assert take(answer(told, **{"In-Reply-To": None, "References": None})).reason != "idea-answer"
    told.headers["Reply-To"] = f"help+{ask_address_token(request.pk, cast.tess.pk, noun='address-idea')}@cedar.example"
    assert take(answer(told, text="Other", **{"In-Reply-To": None, "References": None})).ask != request
    assert len(below(cast)) == 1


def test_an_answer_to_the_letter_of_ones_draft_is_added_to_it(cast):
    idea = Idea.draft(by=cast.tess, campus=cast.oak, title="Sliders", text="First")
    record("idea.mailed", idea, by=HALLWAY)
    to = letter(Event.objects.get(kind="idea.mailed"), cast.tess)
    assert "added to your draft" in to.text
    with moved(now() + timedelta(minutes=1)):
        mail = take(answer(to))
    idea.refresh_from_db()
    assert (mail.verdict, mail.reason, idea.text) == ("added", "idea-answer", f"First\n\n{WORDS}")
    assert take(answer(to, sender="emil@cedar.example", text="Let me see")).reason == "idea-gone"


@pytest.mark.parametrize(
    ("kept", "reason"),
    [
        ({}, "idea-gone"),
        ({"In-Reply-To": None, "References": None}, "idea-gone"),
        ({"To": "help@cedar.example"}, "letter-gone"),
        ({"To": "help@cedar.example", "References": "thread"}, "idea-gone"),
    ],
    ids=["all", "the address", "the letter's name", "the thread's name"],
)
@pytest.mark.parametrize("sender", ["tess", "nobody"])
def test_an_answer_to_the_letter_of_a_draft_that_was_dropped_waits_for_a_person(cast, kept, reason, sender):
    idea = Idea.draft(by=cast.tess, campus=cast.oak, title="Sliders", text="First")
    record("idea.mailed", idea, by=HALLWAY)
    to = letter(Event.objects.get(kind="idea.mailed"), cast.tess)
    idea.drop(by=cast.tess)
    if kept.get("References"):
        kept = kept | {"In-Reply-To": None, "References": to.headers["References"]}
    mail = take(answer(to, sender=f"{sender}@cedar.example", **kept))
    assert (mail.verdict, mail.reason) == ("parked", reason)
    assert not Ask.objects.exists()
    assert "any more" in str(mail.why)


def test_who_passes_on_the_letter_of_a_dropped_draft_still_asks(cast):
    idea = Idea.draft(by=cast.tess, campus=cast.oak, title="Sliders", text="First")
    record("idea.mailed", idea, by=HALLWAY)
    to = letter(Event.objects.get(kind="idea.mailed"), cast.tess)
    idea.drop(by=cast.tess)
    said = {"To": "help@cedar.example", "References": to.message_id}
    assert take(raw(sender="tess@cedar.example", subject="Fwd: Sliders", text="Does it open for you?", **said)).ask


def test_an_answer_to_the_letter_of_a_draft_that_was_put_away_since_waits_too(cast):
    idea = Idea.draft(by=cast.tess, campus=cast.oak, title="Sliders", text="First")
    record("idea.mailed", idea, by=HALLWAY)
    to = letter(Event.objects.get(kind="idea.mailed"), cast.tess)
    idea.publish(by=cast.tess)
    idea.put_away(by=cast.tess)
    mail = take(answer(to))
    idea.refresh_from_db()
    assert (mail.verdict, mail.reason, idea.text) == ("parked", "idea-gone", "First")


def test_an_answer_to_the_letter_of_a_draft_is_not_published_with_the_idea(cast):
    idea = Idea.draft(by=cast.tess, campus=cast.oak, title="Sliders", text="First")
    record("idea.mailed", idea, by=HALLWAY)
    to = letter(Event.objects.get(kind="idea.mailed"), cast.tess)
    idea.publish(by=cast.tess)
    with moved(now() + timedelta(minutes=1)):
        mail = take(answer(to))
    assert (mail.verdict, mail.reason) == ("parked", "idea-was-draft")
    assert "on its page" in str(mail.advice)
    assert not Message.objects.of(idea).exists()
