"""An idea goes into another, or is put away, in the very instant in which somebody presses a button on its page: the press waits for
it, and arrives where the idea is now; or the words come back."""

import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from hallway.ideas.models import Idea, Report, Trial
from hallway.ideas.tried import tried
from hallway.threads.models import File, Message

from ..meanwhile import during
from . import library

pytestmark = pytest.mark.django_db(transaction=True)
WORDS = "xylocarp words"


def send(browser, name, idea, **said):
    return browser.post(reverse(f"ideas:{name}", args=[idea.pk]), {"key": str(uuid.uuid4()), **said})


def merging(cast, gone, there):
    return lambda: Idea.objects.get(pk=gone.pk).merge(by=cast.olga, into=Idea.objects.get(pk=there.pk))


def test_an_answer_and_its_file_arrive_at_the_other(cast, as_):
    gone, there, browser = library.other(cast), library.idea(cast), as_(cast.cora)
    photo = SimpleUploadedFile("board.txt", b"what stood on the board", "text/plain")
    answer = during(merging(cast, gone, there), lambda: send(browser, "say", gone, text=WORDS, files=photo))
    assert (answer.status_code, answer["Location"].split("#")[0]) == (303, there.get_absolute_url())
    assert Message.objects.of(there).get().text == WORDS
    assert File.objects.of(there).get().open().read() == b"what stood on the board"
    assert "is part of this idea now" in browser.get(answer["Location"]).content.decode()


def test_a_report_arrives_at_the_other(cast, as_):
    gone, there = library.other(cast), library.idea(cast)
    answer = during(merging(cast, gone, there), lambda: send(as_(cast.cora), "report", gone, why=WORDS))
    assert (answer.status_code, Report.objects.get().idea) == (303, there)


def test_a_try_counts_at_the_other(cast, as_):
    gone, there = library.other(cast), library.idea(cast)
    answer = during(merging(cast, gone, there), lambda: send(as_(cast.cora), "note", gone, result="worked", line=WORDS))
    assert answer.status_code == 303
    assert Trial.objects.get().line == WORDS
    assert tried([there], cast.cora, [gone.pk])[there.pk].n == 1
    assert WORDS in as_(cast.olga).get(there.get_absolute_url()).content.decode()


def test_a_better_wording_is_shown_with_the_other(cast, as_):
    gone, there = library.other(cast), library.idea(cast)
    said = {"title": gone.title, "what_for": WORDS, "based_on": 1}
    answer = during(merging(cast, gone, there), lambda: send(as_(cast.cora), "improve", gone, **said))
    page = answer.content.decode()
    assert answer.status_code == 409
    assert WORDS in page
    assert there.what_for in page


@pytest.mark.parametrize(
    ("name", "said"), [("say", {"text": WORDS}), ("report", {"why": WORDS}), ("improve", {"title": "T", "text": WORDS})]
)
def test_what_is_put_away_gives_the_words_back(cast, as_, name, said):
    idea = library.other(cast)
    act = lambda: Idea.objects.get(pk=idea.pk).put_away(by=cast.olga)  # noqa: E731
    answer = during(act, lambda: send(as_(cast.cora), name, idea, **said))
    page = answer.content.decode()
    assert answer.status_code == 409
    assert WORDS in page
    assert "does not stand in the library any more" in page
