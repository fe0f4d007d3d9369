"""The demo's post: what would have been sent can be read, its links followed, and a mail sent in."""

import re

import pytest

from hallway.asks.models import Ask
from hallway.delivery.models import OutgoingMail
from hallway.delivery.sending import send_mail
from hallway.delivery.working import deliver_events

PAGE = "/notices/demo/"


@pytest.fixture
def demo(settings, post):
    settings.DEMO = True


def test_outside_of_the_demo_there_is_no_such_page(client, as_, cast, ask, monday):
    ask()
    deliver_events()
    mail = OutgoingMail.objects.first()
    for browser in (client, as_(cast.ada), as_(mail.member)):
        assert browser.get(PAGE).status_code == 404
        assert browser.get(f"{PAGE}{mail.pk}/").status_code == 404
        assert browser.post(f"{PAGE}send/", {"sender": "a@b.example", "text": "x"}).status_code == 404


def test_a_visitor_reads_a_letter_and_follows_its_link(client, cast, ask, monday, demo):
    ask()
    deliver_events()
    send_mail()
    assert "The projector is dark" in client.get(PAGE).content.decode()
    mail = OutgoingMail.objects.get(event__kind="ask.received")
    page = client.get(f"{PAGE}{mail.pk}/").content.decode()
    link = re.search(r'href="http://[^/"]+(/asks/link/[^"]+)"', page)
    assert client.get(link[1]).status_code == 200
    assert mail.headers["Reply-To"] in page, "the letter can be answered"


def test_a_mail_sent_in_becomes_a_request_and_its_answer_joins(client, cast, monday, demo):
    said = {"sender": cast.tess.email, "to": "", "subject": "Grüße\nBcc: x", "text": "The board is dark.\nPlease help."}
    assert client.post(f"{PAGE}send/", said).status_code == 303
    row = Ask.objects.get()
    assert (row.requester, row.through) == (cast.tess, "mail")
    deliver_events()
    mail = OutgoingMail.objects.get(event__kind="ask.received")
    client.post(
        f"{PAGE}send/", {"sender": mail.to, "to": mail.headers["Reply-To"], "subject": "Re: it", "text": "Room 12."}
    )
    assert Ask.objects.count() == 1


def test_a_form_with_nothing_in_it_says_what_is_missing(client, cast, demo):
    assert client.post(f"{PAGE}send/", {"sender": "x"}).status_code == 422


@pytest.mark.parametrize("words", [{"to": "\x00"}, {"to": "a@b"}, {"to": "é" * 400}])
def test_a_filter_that_makes_no_sense_shows_everything(client, cast, demo, words):
    assert client.get(PAGE, words).status_code == 200
