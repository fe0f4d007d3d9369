"""The canary at rest: whoever has the rows, the files folder or a backup, but not the key, finds no confidential word in them."""

import importlib
import io
import subprocess
import zipfile

import pytest
from django.apps import apps
from django.db import connection

from hallway.core import backup
from hallway.core.storage import store
from hallway.threads.keeping import faults
from hallway.threads.models import File, Message

from .appointments import made
from .canary import CANARY, sing

FORMS = (CANARY.encode(), CANARY.encode().hex().encode(), CANARY.encode("utf-16-le"))  # a dump writes bytes as hex


def sings(data):
    return any(form in data.lower() for form in FORMS)


def open_tables():
    found = set()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT row_to_json(t)::text FROM "{table}" AS t')
            if any(sings(row.encode()) for (row,) in cursor.fetchall()):
                found.add(table)
    return found


def open_files(folder):
    return [path.name for path in folder.rglob("*") if path.is_file() and sings(path.read_bytes())]


@pytest.fixture
def secret(cast, monday):
    return sing(cast)


def test_whoever_reads_rows_or_files_reads_nothing(secret, settings):
    assert open_tables() == set()
    assert open_files(settings.DATA) == []
    assert list(faults()) == list(faults(deep=False)) == []


def test_what_lay_open_of_meetings_is_locked(cast, monday):
    row = made.meeting(cast, topic="Fractions")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE appointments_appointment SET topic = %s, reason = %s", [CANARY, f"{CANARY} why"])
    assert open_tables() == {"appointments_appointment"}
    step = importlib.import_module("hallway.appointments.migrations.0002_words_of_meetings_locked")
    step.lock_what_lay_open(apps, None)
    assert open_tables() == set()
    row.refresh_from_db()
    assert (row.topic, row.reason) == (CANARY, f"{CANARY} why")


def test_a_form_puts_no_open_file_on_the_disk(cast, secret, as_, settings):
    """Also not for the moment between the upload and the words."""
    consult, _visit, brag = secret
    for address in (consult.get_absolute_url() + "say/", brag.get_absolute_url() + "change/"):
        upload = io.BytesIO(f"{CANARY} upload".encode())
        upload.name = f"{CANARY}.txt"
        as_(cast.ivan).post(address, {"text": "x", "files": upload})  # without a key: the form comes back
    assert len([path for path in (settings.DATA / "files").rglob("*") if path.is_file()]) == 4
    assert open_files(settings.DATA) == []


def test_both_sides_still_get_them(cast, secret, as_):
    said = Message.objects.of(secret[0]).get()
    assert said.text == f"{CANARY} said"
    said.refresh_from_db()
    assert said.text == f"{CANARY} said"
    for file in File.objects.of(secret[0]):
        for who in (cast.tess, cast.ivan):
            answer = as_(who).get(file.get_absolute_url())
            body = b"".join(answer.streaming_content)
            assert body == f"{CANARY} bytes".encode()
            assert int(answer["Content-Length"]) == len(body)
            assert f"{CANARY} file.txt".replace(" ", "%20") in answer["Content-Disposition"]


def test_prints_and_exports_still_have_them(cast, secret, as_):
    from hallway.privacy.collecting import bundle

    paper = as_(cast.tess).get(secret[0].get_absolute_url() + "paper/").content.decode()
    assert f"{CANARY} topic" in paper
    with zipfile.ZipFile(bundle(cast.ivan, whole=True)) as made:
        words = b"".join(made.read(name) for name in made.namelist()).decode()
        names = [name for name in made.namelist() if name.startswith("files/")]
    assert f"{CANARY} said" in words
    assert f"{CANARY} bytes" in words
    assert [name for name in names if CANARY in name]
    with zipfile.ZipFile(bundle(cast.tess, whole=True)) as made:
        words = b"".join(made.read(name) for name in made.namelist()).decode()
    assert all(f"{CANARY} {word}" in words for word in ("said", "topic", "class", "2"))


def test_altered_bytes_are_not_shown(cast, secret, as_):
    file = File.objects.of(secret[0]).get()
    path = store().top / file.path
    data = bytearray(path.read_bytes())
    data[-40] ^= 1
    path.write_bytes(data)
    assert as_(cast.tess).get(file.get_absolute_url()).status_code == 404
    assert [(row.pk, what) for row, what in faults()] == [(file.pk, "altered")]


def test_what_a_phone_kept_is_locked_once_it_is_a_consult(cast, settings, django_capture_on_commit_callbacks):
    from hallway.capture.models import Capture

    from .canary import stored

    row = Capture.keep(by=cast.ivan, line=f"{CANARY} line", stored=stored(f"{CANARY} photo.txt", sealed=False))
    assert open_files(settings.DATA)
    with django_capture_on_commit_callbacks(execute=True):
        consult = row.plan(by=cast.ivan, requester=cast.tess)
    assert consult.lesson.line == f"{CANARY} line"
    assert File.objects.of(consult).get().open().read() == f"{CANARY} bytes".encode()
    assert open_files(settings.DATA) == []
    assert open_tables() == set()


@pytest.mark.django_db(transaction=True)
def test_a_backup_without_the_key_sings_not(cast, monday, settings, tmp_path):
    """A real dump, unpacked to SQL, and the files beside it."""
    sing(cast)
    at = connection.settings_dict
    url = f"postgresql://{at['USER']}@/{at['NAME']}?host={at['HOST']}"
    target = backup.write(url, settings.SECRET_KEY, settings.ENV.files, tmp_path / "safe", [])
    tools = backup.Tools(url)
    told = subprocess.run(tools.command("pg_restore", "-f", "-", target / backup.DUMP), capture_output=True, check=True)
    assert b"tess@cedar.example" in told.stdout, "the dump is read"
    assert not sings(told.stdout)
    assert open_files(target) == []
