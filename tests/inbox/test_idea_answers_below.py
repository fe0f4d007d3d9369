"""Somebody answers a letter about an idea below it, or sends it back without a word: what the letter said to them is not for everybody."""

import pytest

from hallway.inbox.taking import take
from hallway.threads.models import Message

from ..ideas import library
from .test_idea_answers import answer, told

__all__ = ["told"]
pytestmark = pytest.mark.usefixtures("help_address")


@pytest.mark.parametrize("words", ["", "I cut it in half."])
@pytest.mark.parametrize("mark", ["> ", ""])
def test_the_letter_itself_is_not_said_below_the_idea(cast, told, words, mark):
    quoted = "\n".join(mark + line for line in told.text.splitlines())
    mail = take(answer(told, text=f"On Monday Hallway wrote:\n{quoted}\n\n{words}\n"))
    said = [row.text for row in Message.objects.of(library.idea(cast)).filter(through="mail")]
    assert (said, mail.reason) == ([], "idea-wordless")


def test_nothing(cast, told):
    mail = take(answer(told, text=""))
    said = [row.text for row in Message.objects.of(library.idea(cast)).filter(through="mail")]
    assert (said, mail.reason) == ([], "idea-wordless")
