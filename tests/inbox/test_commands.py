"""``hallway mail …`` as a mail server runs it: a process of its own, killed, repeated, fed with anything."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from urllib.parse import quote

import pytest
from django.db import connection

from hallway.asks.models import Ask
from hallway.inbox import sources
from hallway.inbox.models import Copy, Mail
from hallway.threads.models import Message

from .conftest import raw
from .mails_meaning import MAILS

HALLWAY = [sys.executable, "-m", "hallway.cli.main", "mail"]


def surroundings(tmp_path, url="postgresql://nobody@127.0.0.1:9/none"):
    kept = {k: v for k, v in os.environ.items() if not k.startswith("HALLWAY_")}
    return kept | {
        "HALLWAY_DATABASE_URL": url, "HALLWAY_DATA": str(tmp_path / "data"), "HALLWAY_MAIL_ADDRESS": "help@cedar.example",
        "HALLWAY_SECRET_KEY": "only for this test, and long enough to pass",
    }  # fmt: skip


@pytest.fixture
def here(tmp_path):
    """The environment of a command on the test's database."""
    about = connection.settings_dict
    return surroundings(tmp_path, f"postgresql://{about['USER']}@/{about['NAME']}?host={quote(about['HOST'], safe='')}")


TREES = [
    "ash", "birch", "cedar", "dogwood", "elm", "fir", "gum", "hazel", "ivy", "juniper", "kauri", "larch", "maple", "nutmeg", "oak"
]  # fmt: skip


def run(environment, *words, data=b""):
    done = subprocess.run([*HALLWAY, *map(str, words)], input=data, capture_output=True, env=environment, timeout=300)
    return done.returncode, [json.loads(line) for line in done.stdout.splitlines()], done.stderr.decode()


@pytest.fixture
def maildir(tmp_path):
    new = tmp_path / "Maildir" / "new"
    new.mkdir(parents=True)
    senders = ["tess@cedar.example", "olga@cedar.example", "emil@cedar.example", "x@elsewhere.example"]
    for number in range(60):
        said = {"subject": f"Subject {number}", "text": f"The lamp {TREES[number // 4]} is dark."}
        (new / f"{number:03}.mail").write_bytes(raw(sender=senders[number % 4], **said))
    return tmp_path / "Maildir"


def test_explain_needs_no_database_and_never_fails(tmp_path):
    paths = []
    for number, (_name, (data, _expected)) in enumerate(MAILS.items()):
        if len(data) < 100_000:
            paths.append(tmp_path / f"{number}.eml")
            paths[-1].write_bytes(data)
    code, lines, said = run(surroundings(tmp_path), "explain", *paths)
    assert (code, len(lines), said) == (0, len(paths), "")
    assert lines[0]["from"] == "tess@cedar.example"


def test_explain_says_which_file_is_not_there(tmp_path):
    code, lines, said = run(surroundings(tmp_path), "explain", tmp_path / "none")
    assert (code, lines) == (1, [])
    assert "Traceback" not in said
    assert "cannot be read" in said


def test_take_without_a_database_asks_the_mail_server_to_try_again(tmp_path):
    code, lines, said = run(surroundings(tmp_path), "take", "-", data=raw())
    assert (code, lines) == (75, [])
    assert "Traceback" not in said


@pytest.mark.django_db(transaction=True)
def test_take_of_standard_input_a_maildir_and_again(cast, here, maildir):
    code, lines, _said = run(here, "take", "-", data=raw(Message_ID="<one@x>"))
    assert (code, lines[0]["verdict"], lines[0]["message_id"]) == (0, "opened", "<one@x>")
    assert lines[0]["ask"] == Ask.objects.get().pk
    code, lines, _said = run(here, "take", maildir)
    assert code == 0
    assert [line["verdict"] for line in lines[:4]] == ["opened", "opened", "opened", "parked"]
    before = (Ask.objects.count(), Message.objects.count(), Mail.objects.count())
    code, lines, _said = run(here, "take", maildir)
    assert {line["verdict"] for line in lines} == {"duplicate"}
    assert lines[0]["ask"]
    assert (Ask.objects.count(), Message.objects.count(), Mail.objects.count()) == before
    code, lines, _said = run(here, "reread", lines[0]["id"], "999999")
    assert code == 1
    assert lines[0]["verdict"] == "opened"


@pytest.mark.django_db(transaction=True)
def test_keep_only_leaves_reading_to_the_worker(cast, here):
    code, lines, _said = run(here, "take", "--keep-only", "-", data=raw())
    assert (code, lines[0]["verdict"]) == (0, None)
    from hallway.inbox import jobs

    assert jobs.read_kept() == 1
    assert Ask.objects.count() == 1
    assert jobs.read_kept() == 0


@pytest.mark.django_db(transaction=True)
def test_killed_anywhere_and_repeated_gives_the_rows_of_one_run(cast, here, maildir):
    chance = random.Random(3)
    for _try in range(5):
        process = subprocess.Popen(
            [*HALLWAY, "take", str(maildir)], env=here, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        until = time.monotonic() + 60
        seen = Mail.objects.count()
        while (
            process.poll() is None
            and Mail.objects.count() == seen
            and Ask.objects.count() < 45
            and time.monotonic() < until
        ):
            time.sleep(0.02)
        time.sleep(chance.random() * 0.3)
        if process.poll() is None:
            process.send_signal(signal.SIGKILL)
        process.wait()
        process.stdout.close()
    code, _lines, _said = run(here, "take", maildir)
    assert code == 0
    from hallway.inbox import jobs

    while jobs.read_kept():  # what was kept by a killed run is the worker's
        pass
    assert Mail.objects.count() == 60
    assert Mail.objects.filter(verdict=None).count() == 0
    assert Ask.objects.count() == 45
    assert Message.objects.count() == 45
    assert Ask.objects.values("line").distinct().count() == 45
    assert Copy.objects.count() >= 60


@pytest.mark.django_db(transaction=True)
def test_two_hands_and_a_worker_at_once_do_everything_once(cast, here, maildir, tmp_path):
    """Two deliveries of the same mails in another order, while a worker reads what is kept."""
    from hallway.inbox import jobs

    backwards = tmp_path / "Backwards" / "new"
    backwards.mkdir(parents=True)
    for number, path in enumerate(sorted((maildir / "new").iterdir(), reverse=True)):
        (backwards / f"{number:03}.mail").write_bytes(path.read_bytes())
    ways = [maildir, backwards.parent]
    hands = [subprocess.Popen([*HALLWAY, "take", str(way)], env=here, stdout=subprocess.PIPE) for way in ways]
    while any(hand.poll() is None for hand in hands):
        jobs.read_kept()
        time.sleep(0.01)
    said = [json.loads(line)["verdict"] for hand in hands for line in hand.communicate()[0].splitlines()]
    assert [hand.returncode for hand in hands] == [0, 0]
    assert len(said) == 120
    assert (Mail.objects.count(), Copy.objects.count(), Ask.objects.count()) == (60, 60, 45)
    assert not Mail.objects.filter(verdict=None).exists()


def test_sources_know_an_mbox_from_a_single_mail(tmp_path):
    box = tmp_path / "box"
    mark = b"From tess@cedar.example Mon Mar  2 09:00:00 2026\n"
    box.write_bytes(mark + b"Subject: one\n\nhi\n>From here on\n\n" + mark + b"Subject: two\n\nFrom me\nho\n")
    assert list(sources.mails_in([box])) == [b"Subject: one\n\nhi\nFrom here on\n", b"Subject: two\n\nFrom me\nho\n"]
    single = tmp_path / "single"
    single.write_bytes(mark + b"Subject: one\n\n>From a quote\n")
    assert list(sources.mails_in([single])) == [single.read_bytes()]
    plain = tmp_path / "plain"
    plain.write_bytes(b"From: a@b.example\n\nFrom time to time\n\nFrom x Mon Mar  2 09:00:00 2026\n")
    assert list(sources.mails_in([plain])) == [plain.read_bytes()]
    assert len(list(sources.mails_in([tmp_path]))) == 3 + 1
