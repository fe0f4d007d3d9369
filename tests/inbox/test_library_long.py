"""What a mail brings to a draft: nothing of it is cut, and nothing that its page saved meanwhile is lost."""

import pytest
from django.urls import reverse

from hallway.core.verb import HALLWAY
from hallway.delivery.letters import letter
from hallway.history.models import Event, record
from hallway.ideas.models import Idea
from hallway.inbox import library
from hallway.inbox.models import Address
from hallway.inbox.taking import take
from hallway.threads.models import File

from .conftest import raw
from .test_idea_answers import answer

pytestmark = pytest.mark.usefixtures("help_address")
LONG = "A word and another. " * 1500 + "The end."


@pytest.fixture
def draft(cast):
    return Idea.draft(by=cast.tess, campus=cast.oak, title="Sliders", text="First")


@pytest.fixture
def told(cast, draft):
    """The letter that says that there is a draft."""
    record("idea.mailed", draft, by=HALLWAY)
    return letter(Event.objects.get(kind="idea.mailed"), cast.tess)


def files(idea):
    return [(file.name, file.open().read().decode()) for file in File.objects.of(idea)]


def test_what_its_page_saved_in_the_same_moment_stays(cast, draft, told, monkeypatch):
    """The mail's worker has read the draft when its page saves."""
    judged = library.judged

    def and_then_the_page_saves(*about):
        Idea.objects.get(pk=draft.pk).improve(by=cast.tess, text="First, and said better")
        return judged(*about)

    monkeypatch.setattr(library, "judged", and_then_the_page_saves)
    assert take(answer(told, text="By mail")).verdict == "added"
    draft.refresh_from_db()
    assert draft.text == "First, and said better\n\nBy mail"


def test_its_page_opened_before_the_mail_does_not_save_over_it(cast, draft, told, as_):
    page = reverse("ideas:improve", args=[draft.pk])
    seen = as_(cast.tess).get(page).context["based_on"]
    take(answer(told, text="By mail"))
    said = {
        "key": "5a1b5b0e-0000-4000-8000-000000000001",
        "kind": "approach",
        "title": "Sliders",
        "subject": "any",
        "campus": cast.oak.pk,
        "text": "Said better",
        "based_on": seen,
    }
    both = as_(cast.tess).post(page, said)
    assert both.status_code == 409
    assert "By mail" in both.content.decode()
    assert "Said better" in both.content.decode()
    draft.refresh_from_db()
    assert draft.text == "First\n\nBy mail"


def test_a_draft_that_was_shared_in_the_same_moment_is_answered_below(cast, draft, told, monkeypatch):
    judged = library.judged

    def and_then_it_is_shared(*about):
        found = judged(*about)
        Idea.objects.get(pk=draft.pk).publish(by=cast.tess)
        return found

    monkeypatch.setattr(library, "judged", and_then_it_is_shared)
    take(answer(told, text="By mail"))
    draft.refresh_from_db()
    assert (draft.text, draft.state) == ("First", "shared")


def test_a_long_answer_comes_along_whole_as_a_file(cast, draft, told, as_):
    assert take(answer(told, text=LONG)).verdict == "added"
    draft.refresh_from_db()
    assert files(draft) == [("What you wrote by mail.txt", LONG)]
    assert (
        draft.text
        == "First\n\nYour mail was longer than has room here. All of it is in the file “What you wrote by mail.txt”."
    )
    page = as_(cast.tess).get(draft.get_absolute_url()).content.decode()
    assert "longer than has room here" in page
    assert "What you wrote by mail.txt" in page


def test_a_full_draft_keeps_every_letter(cast, draft, told):
    draft.improve(by=cast.tess, text="x" * 20_000)
    take(answer(told, text="And this"))
    draft.refresh_from_db()
    assert draft.text == "x" * 20_000
    assert files(draft) == [("What you wrote by mail.txt", "And this")]


def test_a_long_mail_to_the_library_becomes_a_draft_with_a_file(cast):
    Address.add(by=cast.ada, address="ideas@cedar.example", library=True)
    take(raw(subject="Lids at 45", text=LONG, To="ideas@cedar.example"))
    idea = Idea.objects.get()
    assert files(idea) == [("What you wrote by mail.txt", LONG)]
    assert idea.text.startswith("Your mail was longer")


@pytest.mark.parametrize("letters", [20_000, 20_001])
def test_the_last_letter_that_has_room(cast, letters):
    Address.add(by=cast.ada, address="ideas@cedar.example", library=True)
    take(raw(subject="Lids at 45", text="x" * letters, To="ideas@cedar.example"))
    assert (len(Idea.objects.get().text) == letters) == (letters == 20_000)
    assert File.objects.count() == letters - 20_000
