"""The canary in consults and visits: each confidential field of theirs sings, and nobody but the two sides hears it, in any channel."""

import json
import zipfile

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse

from hallway.appointments.models import Brag, Feedback, Focus, Idea, Lesson, Note, Plan, Scratch
from hallway.core.locked_text import LockedText
from hallway.core.storage import keep

from .access import EVERYBODY, ROUTES
from .appointments import made

CANARY = "xylocarp"
PARTIES = {"tess", "ivan"}
OTHERS = [name for name in EVERYBODY if name not in PARTIES]
CODES = {"Lesson.wanted", "Lesson.outcome", "Focus.named"}  # hold a code, so they cannot sing


def stored(name):
    return [keep(SimpleUploadedFile(name, f"{CANARY} bytes".encode(), "text/plain"), name, "text/plain")]


@pytest.fixture
def secret(cast, monday):
    """A consult, a visit and good news of Tess and Iván in which every confidential field holds the canary."""
    consult, visit = made.consult(cast), made.visit(cast)
    words = ("line", "subject", "grade", "objectives", "used_before", "devices", "constraints", "fallback")
    lesson = {name: f"{CANARY} {name}" for name in words}
    consult.change_lesson(by=cast.tess, lesson=lesson, topic=f"{CANARY} topic", taught_on=made.TAUGHT)
    consult.save_plan(by=cast.ivan, text=f"{CANARY} plan", based_on=0)
    for reader in ("mine", "shared", "other"):
        consult.note_down(by=cast.ivan, text=f"{CANARY} note for {reader}", reader=reader)
    consult.suggest(by=cast.ivan, title=f"{CANARY} idea", link=f"https://{CANARY}.example/", why=f"{CANARY} why")
    consult.say(by=cast.ivan, text=f"{CANARY} said", stored=stored(f"{CANARY} file.txt"))
    focus = {"named": "own", **{name: f"{CANARY} {name}" for name in ("words", "to_know", "evidence")}}
    when = {
        "on": made.TAUGHT,
        "period": f"{CANARY} 2",
        "group": f"{CANARY} class",
        "room": None,
        "mode": "watch",
        "minutes": 20,
    }
    visit.change(by=cast.tess, focus=focus, **when)
    visit.jot(by=cast.ivan, text=f"{CANARY} scratch")
    visit.give_feedback(by=cast.ivan, text=f"{CANARY} feedback", extra=f"{CANARY} beyond")
    brag = made.brag(cast)
    brag.change(by=cast.ivan, title=f"{CANARY} news", text=f"{CANARY} words", stored=stored(f"{CANARY} news.txt"))
    consult.tell_outcome(by=cast.tess, outcome="did_not", line=f"{CANARY} outcome")
    return consult, visit, brag


def test_every_locked_field_sings(secret):
    """A new confidential field must be put to the canary, too."""
    rows = [model.objects.first() for model in (Lesson, Plan, Note, Idea, Focus, Scratch, Feedback, Brag)]
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


def pages(cast, ask):
    for name, line in ROUTES.items():
        if line.method == "GET":
            yield reverse(name, kwargs=line.words(cast, ask))
    for query in (CANARY, CANARY[:4], "tanaka"):
        yield reverse("home:search") + f"?q={query}"
        yield reverse("home:search") + f"?q={query}&quick=1"
    for home in ("lead", "teacher", "its"):
        yield f"/?as={home}"


@pytest.mark.parametrize("who", OTHERS)
def test_no_page_sings(cast, ask, secret, as_, who):
    row, browser = ask(room=cast.room), as_(getattr(cast, who))
    sung = []
    for address in pages(cast, row):
        answer = browser.get(address)
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content
        said = content.decode("utf-8", "replace").replace(f'value="{CANARY}"', "").replace(f"“{CANARY}”", "")
        if CANARY in said:
            sung.append(address)
    assert not sung


@pytest.mark.parametrize("who", OTHERS)
def test_no_file_is_served(cast, secret, as_, who):
    from hallway.threads.models import File

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


def test_whoever_reads_rows_reads_nothing(cast, secret):
    """A database role that may read, or a stolen dump: only the conversation and the neutral words lie open."""
    open_rows = {"threads_message", "threads_file", "appointments_consult", "appointments_visit"}
    sung = set()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT 1 FROM "{table}" AS t WHERE row_to_json(t)::text ILIKE %s LIMIT 1', [f"%{CANARY}%"])
            if cursor.fetchone():
                sung.add(table)
    assert sung == open_rows


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
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM threads_message WHERE text LIKE %s", [f"%{CANARY}%"])
        assert cursor.fetchone() == (0,)
