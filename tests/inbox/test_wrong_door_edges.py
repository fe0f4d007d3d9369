"""The wrong door at its edges: many mails, files, not signed in, an emergency's mail."""

import re
from email.message import EmailMessage

import pytest
from django.test import Client

from hallway.asks.models import Ask
from hallway.core.verb import HALLWAY
from hallway.delivery.models import OutgoingMail
from hallway.delivery.working import deliver_events
from hallway.inbox.models import Mail
from hallway.inbox.taking import take
from hallway.procedures.models import Procedure
from hallway.procedures.terms import Channel, Terms
from hallway.threads.models import File

from .conftest import raw

pytestmark = pytest.mark.usefixtures("help_address")


@pytest.fixture
def only_form(cast):
    terms = Terms(channels=(Channel("form"), Channel("mail", "not_a_procedure", "It gets lost there.")))
    Procedure.newest().change(by=HALLWAY, terms=terms)


def answers():
    deliver_events()
    return OutgoingMail.objects.filter(event__kind="mail.wrong_door")


def test_many_mails_bring_few_answers_and_every_one_is_kept(cast, only_form):
    for number in range(12):
        take(raw(subject=f"Board {number}", text=f"Number {number} of many."))
    assert Mail.objects.filter(reason="wrong-door").count() == 12
    assert answers().count() <= 5


def test_the_same_mail_again_brings_no_second_answer(cast, only_form):
    for _twice in range(3):
        take(raw())
    assert answers().count() == 1


def with_file():
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "tess@cedar.example", "help@cedar.example", "The board"
    mail["Message-ID"] = "<with-file@phone>"
    mail.set_content("See the photo.")
    mail.add_attachment(b"what the lamp shows", maintype="text", subtype="plain", filename="lamp.txt")
    return mail.as_bytes()


def test_the_link_leads_through_the_sign_in_back_to_words_and_files(cast, only_form):
    take(with_file())
    link = re.search(r"/inbox/\d+/draft/", answers().get().text)[0]
    browser = Client()
    there = browser.get(link)
    assert there.status_code == 302
    assert link in there["Location"].replace("%2F", "/")
    browser.force_login(cast.tess)
    page = browser.get(link).content.decode()
    assert "See the photo." in page
    assert "lamp.txt" in page
    form = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page))
    form.pop("csrfmiddlewaretoken", None)
    answer = browser.post("/asks/new/", form | {"detail": "See the photo."})
    assert answer.status_code == 303, answer.content.decode()[:2000]
    assert [file.name for file in File.objects.of(Ask.objects.get())] == ["lamp.txt"]
