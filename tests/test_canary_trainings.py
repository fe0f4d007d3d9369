"""The canary in trainings: nobody who is not invited hears a word of one, and what people said of it only its hosts do."""

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
from hallway.threads.models import File
from hallway.trainings import jobs
from hallway.trainings.models import Certificate

from .access import AT_OAK, ROUTES
from .trainings.made import announced, at

CANARY, SAID = "xylocarp", "zyzzyva"  # words of the training; and of what people answered
OUTSIDE = ["emil", "kim", "ed"]  # a teacher, an ITS and a lead of another campus
ANSWERED = ["tess", "olga", "cora", "opal", "lena"]  # as many as it takes before who held it reads a line
READERS = {"tess", "ivan"}  # who said it, and who held it
LATER = timedelta(days=21)
APPS = ("appreciation", "home", "ideas", "people", "privacy", "reports", "trainings")  # that could know


@pytest.fixture
def secret(cast, monday):
    """A training of Oak that Iván holds, over and answered by Tess, in which everything that can hold words holds a canary."""
    stored = [
        keep(
            SimpleUploadedFile(f"{CANARY}.txt", f"{CANARY} bytes".encode(), "text/plain"), f"{CANARY}.txt", "text/plain"
        )
    ]
    row = announced(
        cast, title=f"{CANARY} title", what_for=f"{CANARY} for", goals=f"{CANARY} goals", place=f"{CANARY} place",
        cover=f"{CANARY} cover", link=f"https://{CANARY}.example/", stored=stored,
        dates=[at(5)],
    )  # fmt: skip
    row.answer(by=cast.tess, said="going")
    row.answer(by=cast.olga, said="going")
    with monday.at(row.starts + timedelta(minutes=10)):
        for who in ANSWERED:
            row.check_in(by=getattr(cast, who))
    with monday.at(row.ends + timedelta(minutes=10)):
        for who in ANSWERED:
            row.react(by=getattr(cast, who), mark="partly", line=f"{SAID} reaction" if who == "tess" else "")
        Certificate.issue(by=cast.tess, seat=row.seat_of(cast.tess))
    with monday.at(row.ends + LATER):
        row.tell_tried(by=cast.tess, result="did_not", line=f"{SAID} tried")
    off = announced(cast, title=f"{CANARY} off", dates=[(row.starts + LATER, row.ends + LATER, "")])
    off.call_off(by=cast.ivan, reason=f"{CANARY} reason")
    return row


def addresses(cast, ask, row):
    for name, line in ROUTES.items():
        if line.method == "GET" and name.partition(":")[0] in APPS:
            words = line.words(cast, ask)
            yield reverse(name, kwargs=words)
            if (
                name.startswith("trainings:")
                and "number" in words
                and name not in ("trainings:checked", "trainings:pdf")
            ):
                yield reverse(name, kwargs={"number": row.pk})
    for word in (CANARY, CANARY[:4], SAID):
        yield reverse("home:search") + f"?q={word}"
        yield reverse("home:search") + f"?q={word}&quick=1"
    yield reverse("trainings:list") + "?past=yes"
    for home in ("lead", "teacher", "its"):
        yield f"/?as={home}"
    yield from (file.get_absolute_url() for file in File.objects.of(row.course))


def sung(browser, found, word):
    for address in found:
        with transaction.atomic():
            answer = browser.get(address)
            content = b"".join(answer.streaming_content) if answer.streaming else answer.content
            transaction.set_rollback(True)
        said = content.decode("utf-8", "replace").replace(f'value="{word}"', "").replace(f"“{word}”", "")
        if word in said:
            yield address


@pytest.mark.parametrize(
    ("who", "later"),
    [*((who, timedelta(0)) for who in OUTSIDE), ("emil", LATER + timedelta(days=7))],
    ids=[*OUTSIDE, "emil-when-it-is-over"],
)
def test_no_page_and_no_file_sings_to_who_is_not_invited(cast, ask, secret, as_, monday, who, later):
    row = ask(room=cast.room)
    with monday.at(monday.instant + later):
        assert not [*sung(as_(getattr(cast, who)), addresses(cast, row, secret), CANARY)]


@pytest.mark.parametrize("who", ["olga", "kim", "lena", "dora", "ada"])  # a guest, and those with more rights
def test_what_was_said_of_it_sings_to_nobody_else(cast, ask, secret, as_, monday, who):
    row = ask(room=cast.room)
    with monday.at(secret.ends + LATER + timedelta(days=7)):
        assert not [*sung(as_(getattr(cast, who)), addresses(cast, row, secret), SAID)]


def test_those_who_may_hear_it(cast, secret, as_, monday):
    """The canary lives: the tests above could fail."""
    with monday.at(secret.ends + LATER):
        for who in ("tess", "olga", "ivan"):
            page = as_(getattr(cast, who)).get(secret.get_absolute_url()).content.decode()
            for word in ("title", "for", "goals", "place", "cover"):
                assert f"{CANARY} {word}" in page
            assert (f"{SAID} reaction" in page) == (who in READERS)
        assert f"{SAID} tried" in as_(cast.ivan).get(reverse("ideas:outcomes")).content.decode()


def test_the_door_that_checks_a_number_says_no_name(cast, secret, client):
    page = client.get(reverse("trainings:checked", args=[Certificate.objects.get().number])).content.decode()
    assert f"{CANARY} title" in page
    assert not [word for word in (f"{CANARY} place", f"{CANARY} for", "Tess", "Tanaka", "Iván", SAID) if word in page]


def test_no_event_mail_or_log_sings(cast, secret, monday, caplog):
    for later in (timedelta(minutes=5), timedelta(days=1, hours=1), LATER + timedelta(days=1, hours=1)):
        with monday.at(monday.instant + later):
            jobs.remind()
            jobs.wonder()
            for _round in range(6):
                deliver_events()
            send_digests()
    assert not [
        event.pk for event in Event.objects.all() if CANARY in json.dumps(event.data) or SAID in str(event.data)
    ]
    mails = list(OutgoingMail.objects.all())
    about = [mail for mail in mails if CANARY in f"{mail.subject} {mail.text} {mail.html} {mail.calendar}"]
    assert about, "its title may travel to whoever is invited"
    assert {mail.to for mail in about} <= {getattr(cast, who).email for who in AT_OAK}
    assert not [mail.pk for mail in mails if SAID in f"{mail.subject} {mail.text} {mail.html} {mail.calendar}"]
    assert SAID not in caplog.text
    assert CANARY not in caplog.text


@pytest.mark.parametrize("about", ["tess", "ivan", "olga"])
def test_what_an_administrator_takes_out_does_not_sing(cast, secret, about):
    with zipfile.ZipFile(bundle(getattr(cast, about), whole=False)) as made:
        said = b"".join(made.read(name) for name in made.namelist())
    assert SAID.encode() not in said


def test_what_one_takes_out_is_ones_own(cast, secret):
    def out(member):
        with zipfile.ZipFile(bundle(member, whole=True)) as made:
            return b"".join(made.read(name) for name in made.namelist()).decode()

    assert f"{SAID} reaction" in out(cast.tess)
    assert f"{SAID} tried" in out(cast.tess)
    assert SAID not in out(cast.ivan)
    assert SAID not in out(cast.olga)
