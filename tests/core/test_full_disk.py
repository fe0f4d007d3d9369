"""The disk is full: words are kept, nothing is half written, and everything goes on when there is room."""

import os
import uuid
from dataclasses import replace
from datetime import timedelta
from email.message import EmailMessage

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from hallway.asks.models import Ask
from hallway.core.now import moved, now
from hallway.inbox import jobs, taking
from hallway.inbox.models import Mail
from hallway.threads.keeping import faults
from hallway.threads.models import File

from ..full_disk import disk, files_below

__all__ = ["disk"]
SMALL, LARGE = 200_000, 2_500_000  # below and above what is held in memory while a form is read


@pytest.fixture
def full(disk, settings):
    """Files lie on a disk without room."""
    settings.ENV = replace(settings.ENV, files=str(disk.folder / "files"), mail_address="help@cedar.example")
    disk.fill()
    return disk


def upload(size=SMALL):
    return SimpleUploadedFile("plan.bin", os.urandom(size))


@pytest.mark.parametrize("size", [SMALL, LARGE])
def test_a_file_does_not_fit_and_the_words_stay(as_, cast, full, settings, size):
    settings.FILE_UPLOAD_TEMP_DIR = str(full.folder)  # one disk for all, as on a small machine
    browser, said = as_(cast.tess), {"line": "The board hums", "affected": "me", "key": str(uuid.uuid4())}
    answer = browser.post("/asks/new/", said | {"files": upload(size)})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "“plan.bin” could not be kept just now. Your words are safe" in page
    assert 'value="The board hums"' in page
    assert not Ask.objects.exists()
    assert not files_below(full.folder), "nothing half written stays"

    assert browser.post("/asks/new/", said | {"key": str(uuid.uuid4())}).status_code == 303, "words alone still work"
    full.free()
    assert browser.post("/asks/new/", said | {"files": upload(size)}).status_code == 303
    assert Ask.objects.count() == 2
    assert File.objects.get().size == size
    assert not list(faults())


def test_a_reply_and_a_photo_say_it_too(as_, cast, ask, full, settings):
    settings.FILE_UPLOAD_TEMP_DIR = str(full.folder)
    row, browser = ask(), as_(cast.tess)
    said = {"text": "Here is a picture of it", "key": str(uuid.uuid4())}
    answer = browser.post(f"/asks/{row.pk}/reply/", said | {"files": upload(LARGE)})
    assert answer.status_code == 422
    assert "Here is a picture of it</textarea>" in answer.content.decode()
    assert not File.objects.exists()
    answer = browser.post("/people/me/photo/", {"photo": upload(LARGE)})
    assert answer.status_code == 422
    assert "could not be kept just now" in answer.content.decode()


def test_a_mail_with_a_file_waits_for_room_and_is_never_given_up(cast, full):
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "tess@cedar.example", "help@cedar.example", "Photo of the board"
    mail.set_content("It looks like this.")
    mail.add_attachment(os.urandom(SMALL), maintype="application", subtype="octet-stream", filename="board.bin")
    row = taking.take(mail.as_bytes())
    assert (row.verdict, Ask.objects.count()) == (None, 0)
    for hour in range(1, 8):  # much more often than a mail is tried that cannot be read
        with moved(now() + timedelta(hours=hour)):
            jobs.read_kept()
    row.refresh_from_db()
    assert row.verdict is None, "waits, and does not lie before somebody as unreadable"
    assert not File.objects.exists()
    assert not files_below(full.folder)

    plain = b"From: emil@cedar.example\r\nTo: help@cedar.example\r\nSubject: No sound\r\n\r\nNone at all.\r\n"
    assert taking.take(plain).verdict == "opened", "a mail without files is not kept waiting"
    full.free()
    with moved(now() + timedelta(hours=9)):
        assert jobs.read_kept() == 1
    assert Mail.objects.get(pk=row.pk).verdict == "opened"
    assert File.objects.get().noun.line == "Photo of the board"
    assert not list(faults())
