"""A backup onto a full disk, and a database whose own disk is full: said in a sentence, nothing lost, and on again with room."""

import os
import uuid
from pathlib import Path

import pytest

from hallway.core import backup

from ..full_disk import SmallDisk, disk, files_below
from .conftest import Box, get, until

__all__ = ["disk"]
MAIL = "From: {0}@cedar.example\nTo: help@cedar.example\nSubject: It hums\nMessage-ID: <{0}@x>\n\nLouder.\n"


@pytest.mark.parametrize("left", [0, 1_500_000], ids=["no room for the database", "no room for the files"])
def test_a_backup_without_room_leaves_nothing_and_says_so(box, disk, left):
    shelf = box.data / "files" / "ab"
    shelf.mkdir(parents=True)
    (shelf / ("ab" + "0" * 30)).write_bytes(os.urandom(4_000_000))
    disk.fill(left)
    told = box.run("backup", disk.folder / "safe")
    disk.free()
    assert told.returncode == 1
    assert told.stderr.startswith("hallway: ")
    assert told.stderr.count("\n") == 1, "one sentence"
    assert told.stderr.endswith(("No space left on device.\n", "File too large.\n", "before it was done.\n"))
    assert not files_below(disk.folder)
    box.done("backup", disk.folder / "safe")
    backup.read(disk.folder / "safe")


@pytest.fixture
def small_box():
    """An installation whose data folder, its database in it, lies on a disk of 160 MB."""
    if os.geteuid() != 0:
        pytest.skip("only root may mount a small disk")
    small = SmallDisk(Path("/var/lib/hallway") / f"t-{uuid.uuid4().hex[:8]}", 160 * 2**20)
    made = Box(small.folder)
    yield made, small
    made.clear()
    small.end()
    small.folder.rmdir()


def test_a_database_without_room_answers_kindly_and_comes_back(small_box):
    box, small = small_box
    process = box.start("up", "--workers", "1", HALLWAY_MAIL_OUT=None)
    until(lambda: box.get("/healthz").status == 200, process=process)
    box.url = f"postgresql://hallway@/hallway?host={small.folder}/run-18"
    assert box.lines("mail", "take", "-", input=MAIL.format("before"))[0]["id"]

    small.fill()
    with pytest.raises(Exception, match=r"No space left|server closed|terminating"):
        box.ask(
            "SELECT pg_logical_emit_message(true, 'x', repeat('x', 40000000))"
        )  # more than the log's file has room for
    known = {"Cookie": f"sessionid={'a' * 32}"}  # who it is stands in the database
    answer = until(lambda: (told := get(box.here + "/", known)).status == 503 and told, process=process)
    assert answer.headers["Retry-After"]
    assert "Back in a moment" in answer.text
    assert "Traceback" not in answer.text
    assert box.get("/healthz").status == 200, "the process itself is well"
    told = box.run("mail", "take", "-", input=MAIL.format("meanwhile"))
    assert told.returncode == 75, "the mail server keeps it and tries again"
    assert "Traceback" not in told.stderr

    small.free()
    until(lambda: get(box.here + "/", known).status in (200, 302), process=process)
    assert box.lines("mail", "take", "-", input=MAIL.format("meanwhile"))[0]["id"]
    kept = box.ask("SELECT message_id FROM inbox_mail ORDER BY id")
    assert [one.strip("<>") for (one,) in kept] == ["before@x", "meanwhile@x"], "nothing lost, nothing twice"
    process.terminate()
    assert process.wait(40) == 0
