"""Everybody reads what is answered about an idea, so a From line alone puts nothing below it in somebody's name."""

import pytest

from hallway.core.verb import HALLWAY
from hallway.inbox.models import Gate
from hallway.inbox.taking import take
from hallway.threads.models import Message

from ..ideas import library
from .test_idea_answers import answer, told

__all__ = ["told"]
pytestmark = pytest.mark.usefixtures("help_address")
MX = "mx.cedar.example"
PASS = f"{MX}; dmarc=pass header.from=cedar.example"


def below(cast):
    return list(Message.objects.of(library.idea(cast)).filter(through="mail").values_list("author__name", flat=True))


ADDRESS_ALONE = {"In-Reply-To": None, "References": None}
REFERENCE_ALONE = {"To": "help@cedar.example"}


@pytest.mark.parametrize("way", [{}, ADDRESS_ALONE, REFERENCE_ALONE])
def test_somebody_elses_letter_lets_nobody_speak_as_a_colleague(cast, told, way):
    """``told`` went to Tess; who got hold of it claims to be Emil."""
    mail = take(answer(told, sender="emil@cedar.example", **way))
    assert (mail.verdict, mail.reason, mail.member) == ("parked", "idea-not-theirs", cast.emil)
    assert below(cast) == []
    assert "somebody else’s letter" in str(mail.why)
    assert "below the idea" in str(mail.advice)


@pytest.mark.parametrize("way", [{}, ADDRESS_ALONE, REFERENCE_ALONE])
def test_whose_letter_it_is_is_heard(cast, told, way):
    assert take(answer(told, **way)).verdict == "added"
    assert below(cast) == [cast.tess.name]


def test_the_thread_alone_names_nobody(cast, told):
    thread = told.headers["References"].split()[-1]
    mail = take(answer(told, **REFERENCE_ALONE | {"In-Reply-To": thread, "References": thread}))
    assert (mail.reason, below(cast)) == ("idea-not-theirs", [])


@pytest.mark.parametrize(("said", "reason"), [(PASS, "idea-answer"), (f"{MX}; none", "idea-not-theirs")])
def test_a_letter_passed_to_a_colleague_is_answered_by_whoever_is_proven(cast, told, said, reason):
    Gate.set(by=HALLWAY, receivers=MX)
    mail = take(answer(told, sender="emil@cedar.example", **{"Authentication-Results": said}))
    assert mail.reason == reason
    assert below(cast) == ([cast.emil.name] if reason == "idea-answer" else [])
