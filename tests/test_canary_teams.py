"""The canary in what a team does among itself: nobody outside its circle hears it, in any channel; leaders never."""

import json
import zipfile
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.urls import reverse

from hallway.core.storage import keep
from hallway.delivery.digests import send_digests
from hallway.delivery.models import OutgoingMail
from hallway.delivery.working import deliver_events
from hallway.history.models import Event
from hallway.privacy.collecting import bundle
from hallway.teams.models import LifeEvent, Topic
from hallway.threads.models import File

from .access import EVERYBODY, ROUTES
from .teams import made

CANARY = "xylocarp"
CIRCLE = {"tess", "ivan"}
OTHERS = [name for name in EVERYBODY if name not in CIRCLE]


def stored(name):
    return [keep(SimpleUploadedFile(name, f"{CANARY} bytes".encode(), "text/plain"), name, "text/plain")]


@pytest.fixture
def secret(monday, cast):
    """Tess's team with Iván, in which everything that can hold words holds the canary."""
    team = made.team(cast)
    topic = Topic.open(
        by=cast.tess, team=team, title=f"{CANARY} title", text=f"{CANARY} text", stored=stored(f"{CANARY}.txt")
    )
    topic.answer(by=cast.ivan, text=f"{CANARY} answer", stored=stored(f"{CANARY} answer.txt"))
    row = made.gathering(cast)
    row.change(by=cast.tess, title=f"{CANARY} gathering", text=f"{CANARY} words", place="Room 12")
    row.add_bring(by=cast.ivan, words=f"{CANARY} bread")
    LifeEvent.tell(by=cast.ivan, kind="loss", words=f"{CANARY} life")
    made.card(cast).sign(by=cast.tess, words=f"{CANARY} card")
    team.memberships.get(member=cast.olga).leave(by=cast.olga)
    return topic


def addresses(cast, ask):
    for name, line in ROUTES.items():
        if line.method == "GET":
            yield reverse(name, kwargs=line.words(cast, ask))
    for query in (CANARY, CANARY[:4]):
        yield reverse("home:search") + f"?q={query}&quick=1"
    for home in ("lead", "teacher", "its"):
        yield f"/?as={home}"


@pytest.mark.parametrize("who", OTHERS)
def test_no_page_and_no_file_sings(cast, ask, secret, as_, who):
    row, browser, sung = ask(room=cast.room), as_(getattr(cast, who)), []
    for address in [*addresses(cast, row), *(file.get_absolute_url() for file in File.objects.all())]:
        with transaction.atomic():
            answer = browser.get(address)
            content = b"".join(answer.streaming_content) if answer.streaming else answer.content
            transaction.set_rollback(True)
        said = content.decode("utf-8", "replace").replace(f'value="{CANARY}"', "").replace(f"“{CANARY}”", "")
        if CANARY in said:
            sung.append(address)
    assert not sung


def test_the_circle_hears_it(cast, secret, as_):
    """The canary lives: the test above could fail."""
    for who in CIRCLE:
        said = as_(getattr(cast, who)).get(secret.get_absolute_url()).content.decode()
        assert f"{CANARY} title" in said
        assert f"{CANARY} answer" in said
        said = as_(getattr(cast, who)).get(made.gathering(cast).get_absolute_url()).content.decode()
        assert f"{CANARY} words" in said
        assert f"{CANARY} bread" in said


def test_no_event_and_no_mail_sings(cast, secret, monday, caplog):
    for later in (timedelta(minutes=5), timedelta(days=1, hours=1)):
        with monday.at(monday.instant + later):
            for _round in range(6):
                deliver_events()
            send_digests()
    assert not [event.pk for event in Event.objects.all() if CANARY in json.dumps(event.data)]
    mails = list(OutgoingMail.objects.all())
    assert mails
    assert not [mail.pk for mail in mails if CANARY in f"{mail.subject} {mail.text} {mail.html} {mail.calendar}"]
    about = [mail for mail in mails if "Grade three" in mail.text]
    assert {mail.to for mail in about} <= {cast.tess.email, cast.ivan.email}
    assert CANARY not in caplog.text


def test_a_card_sings_to_nobody_before_its_morning(cast, secret, as_):
    """Not to whom it is for, and not to who signs with her."""
    card = made.card(cast)
    for who in EVERYBODY:
        said = as_(getattr(cast, who)).get(card.get_absolute_url()).content.decode()
        assert (f"{CANARY} card" in said) == (who == "tess"), who
    with zipfile.ZipFile(bundle(cast.ivan, whole=True)) as made_zip:
        said = b"".join(made_zip.read(name) for name in made_zip.namelist()).decode()
    assert f"{CANARY} card" not in said
    assert f"{CANARY} life" in said


@pytest.mark.parametrize("about", ["tess", "ivan", "olga"])
def test_what_an_administrator_takes_out_does_not_sing(cast, secret, about):
    with zipfile.ZipFile(bundle(getattr(cast, about), whole=False)) as made_zip:
        said = b"".join(made_zip.read(name) for name in made_zip.namelist())
        names = made_zip.namelist()
    assert CANARY.encode() not in said
    assert not [name for name in names if CANARY in name]


def test_what_one_takes_out_is_ones_own(cast, secret):
    with zipfile.ZipFile(bundle(cast.tess, whole=True)) as made_zip:
        said = b"".join(made_zip.read(name) for name in made_zip.namelist()).decode()
    assert f"{CANARY} text" in said
    assert f"{CANARY} answer" not in said
