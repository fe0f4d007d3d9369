"""The canary in consults and visits: each confidential field of theirs sings, and nobody but the two sides hears it, in any channel.

The pages are read in tests/test_canary.py, with those of a confidential request.
"""

import json
import zipfile

import pytest
from django.apps import apps

from hallway.appointments.models import (
    Appointment,
    Brag,
    Consult,
    Feedback,
    Focus,
    Idea,
    Lesson,
    Note,
    Plan,
    Scratch,
    Visit,
)
from hallway.core.locked_text import LockedText
from hallway.diary.models import Remark
from hallway.threads.models import File, Message

from .access import EVERYBODY
from .canary import CANARY, sing

PARTIES = {"tess", "ivan"}
OTHERS = [name for name in EVERYBODY if name not in PARTIES]
CODES = {"Lesson.wanted", "Lesson.outcome", "Focus.named"}  # hold a code, so they cannot sing


@pytest.fixture
def secret(cast, monday):
    return sing(cast)


def test_every_locked_field_sings(secret):
    """A new confidential field must be put to the canary, too."""
    models = (
        Consult,
        Lesson,
        Plan,
        Note,
        Idea,
        Visit,
        Focus,
        Scratch,
        Feedback,
        Brag,
        Message,
        File,
        Appointment,
        Remark,
    )
    rows = [model.objects.first() for model in models]
    locked = {
        f"{model.__name__}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if isinstance(field, LockedText)
    }
    singing = {
        f"{type(row).__name__}.{field.name}"
        for row in rows
        for field in row._meta.concrete_fields
        if isinstance(field, LockedText) and CANARY in getattr(row, field.name)
    }
    assert locked - CODES == singing


@pytest.mark.parametrize("who", OTHERS)
def test_no_file_is_served(cast, secret, as_, who):
    browser = as_(getattr(cast, who))
    assert {browser.get(file.get_absolute_url()).status_code for file in File.objects.all()} == {404}
    assert not File.objects.visible_to(getattr(cast, who)).exists()


def test_the_parties_hear_it(cast, secret, as_):
    """The canary lives: the tests above could fail."""
    consult, visit, brag = secret
    for who in PARTIES:
        browser = as_(getattr(cast, who))
        for noun, word in ((consult, "plan"), (consult, "outcome"), (visit, "feedback"), (brag, "news")):
            assert f"{CANARY} {word}" in browser.get(noun.get_absolute_url()).content.decode()
    teacher = as_(cast.tess).get(visit.get_absolute_url()).content.decode()
    assert f"{CANARY} beyond" not in teacher
    assert f"{CANARY} scratch" not in teacher
    assert f"{CANARY} note for mine" not in as_(cast.tess).get(consult.get_absolute_url()).content.decode()


def test_no_event_notice_mail_or_log_sings(cast, secret, caplog, monday):
    from datetime import timedelta

    from hallway.core.now import moved
    from hallway.delivery.digests import send_digests
    from hallway.delivery.models import Notice, OutgoingMail
    from hallway.delivery.sending import send_mail
    from hallway.delivery.working import deliver_events
    from hallway.history.models import Event

    for later in (timedelta(minutes=5), timedelta(days=1, hours=1)):
        with moved(monday.instant + later):
            for _round in range(6):
                deliver_events()
            send_digests()
            send_mail()
    private = Event.objects.filter(kind__regex="^(consult|visit|brag)")
    assert private.count() > 10
    assert set(Notice.objects.filter(event__in=private).values_list("member", flat=True)) == {
        cast.tess.pk,
        cast.ivan.pk,
    }
    assert not [event.pk for event in Event.objects.all() if CANARY in json.dumps(event.data)]
    mails = list(OutgoingMail.objects.all())
    assert mails
    for mail in mails:
        assert mail.to in (cast.tess.email, cast.ivan.email)
        assert CANARY not in f"{mail.subject} {mail.text} {mail.html} {json.dumps(mail.headers)}"
        assert not {"consult", "visit", "lesson"} & set(mail.subject.lower().split()), (
            "a subject is read over shoulders"
        )
    assert CANARY not in caplog.text


@pytest.mark.parametrize("about", ["tess", "ivan", "olga"])
def test_what_an_administrator_takes_out_does_not_sing(cast, secret, about):
    from hallway.privacy.collecting import bundle

    with zipfile.ZipFile(bundle(getattr(cast, about), whole=False)) as made_zip:
        names = made_zip.namelist()
        said = b"".join(made_zip.read(name) for name in names)
    assert CANARY.encode() not in said
    assert b"consult." not in said
    assert not [name for name in names if "xylo" in name or "visit" in name or "consult" in name]


def test_what_the_teacher_takes_out_is_hers(cast, secret):
    from hallway.privacy.collecting import bundle

    with zipfile.ZipFile(bundle(cast.tess, whole=True)) as made_zip:
        said = b"".join(made_zip.read(name) for name in made_zip.namelist()).decode()
    assert f"{CANARY} objectives" in said
    assert f"{CANARY} feedback" in said
    assert f"{CANARY} beyond" not in said, "not without the second yes"
    assert f"{CANARY} scratch" not in said
    assert f"{CANARY} note" not in said


def test_erased_with_the_teacher(cast, secret):
    from hallway.privacy.models import Erasure

    Erasure.carry_out(by=cast.ada, member=cast.tess, reason="asked for")
    assert not Plan.objects.exists()
    assert not Note.objects.exists()
    assert not Feedback.objects.exists()
    assert not Scratch.objects.exists()
    assert CANARY not in json.dumps(
        list(Lesson.objects.values()) + list(Focus.objects.values()) + list(Brag.objects.values()), default=str
    )
    assert not Message.objects.of(secret[0]).exists()
