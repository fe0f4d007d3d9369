"""The library's address: a mailed link becomes a draft of its sender, who hears where to finish it."""

import pytest
from django.urls import reverse

from hallway.asks.models import Ask
from hallway.delivery.letters import letter
from hallway.history.models import Event
from hallway.ideas.models import Idea
from hallway.inbox.models import Address, Mail
from hallway.inbox.taking import take

from .conftest import raw

pytestmark = pytest.mark.usefixtures("help_address")
TO = "ideas@cedar.example"


@pytest.fixture
def shelf(cast):
    return Address.add(by=cast.ada, address=TO, library=True)


def test_a_link_becomes_a_draft_and_its_sender_hears_of_it(cast, shelf, as_):
    mail = take(
        raw(
            subject="Fwd: Sliders for lines",
            text="Look at this:\nhttps://www.desmos.com/calculator.\nMy class loved it",
            To=TO,
        )
    )
    idea = Idea.objects.get()
    assert (mail.verdict, mail.reason, mail.ask) == ("added", "library", None)
    assert (idea.by, idea.state, idea.campus) == (cast.tess, "draft", cast.oak)
    assert (idea.title, idea.link) == ("Sliders for lines", "https://www.desmos.com/calculator")
    assert "My class loved it" in idea.text
    assert not Ask.objects.exists()
    said = letter(Event.objects.get(kind="idea.mailed"), cast.tess)
    assert idea.get_absolute_url() in said.text
    assert said.headers["Auto-Submitted"] == "auto-replied"
    assert as_(cast.tess).get(idea.get_absolute_url()).status_code == 200
    for name in ("ivan", "dora", "ada"):
        assert as_(getattr(cast, name)).get(idea.get_absolute_url()).status_code == 404


def test_the_same_mail_twice_is_one_draft(cast, shelf):
    for _time in range(2):
        take(raw(subject="A timer everybody sees", text="https://example.org/timer", To=TO))
    idea = Idea.objects.get()
    assert (idea.title, idea.link, idea.text) == ("A timer everybody sees", "https://example.org/timer", "")


def test_a_line_without_a_link_is_enough_and_nothing_at_all_waits_for_a_person(cast, shelf):
    take(raw(subject="Lids at 45", text="Half closed while I talk.", To=TO))
    assert (Idea.objects.get().title, Idea.objects.get().link) == ("Lids at 45", "")


def test_an_its_shares_for_themselves_and_a_stranger_does_not(cast, shelf):
    take(raw(sender="ivan@cedar.example", subject="Roles on cards", text="https://example.org/roles", To=TO))
    assert [(idea.by, idea.title) for idea in Idea.objects.all()] == [(cast.ivan, "Roles on cards")]
    take(raw(sender="somebody@elsewhere.example", subject="Buy", text="https://spam.example/", To=TO))
    assert not Idea.objects.filter(link__contains="spam").exists()
    assert not Ask.objects.exists()
    assert Mail.objects.get(sender="somebody@elsewhere.example").verdict in ("parked", "refused")


def test_the_page_of_an_address_says_so(cast, as_):
    browser = as_(cast.ada)
    assert browser.post(reverse("inbox:address_add"), {"address": TO, "library": "on"}).status_code == 303
    assert Address.objects.get(address=TO).library is True
