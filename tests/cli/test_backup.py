"""A backup is put back for real, and every row and every file is compared."""

import hashlib
import json
import shutil
import signal

import psycopg
import pytest

from hallway.core import backup

from .conftest import KEY, new_box

NOTED = "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public' ORDER BY 1"


def rows(box, besides=()):
    """{table: its rows as text}, to compare."""
    tables = [name for (name,) in box.ask(NOTED) if name not in besides]
    return {name: box.ask(f'SELECT t::text FROM "{name}" t ORDER BY 1') for name in tables}


def uploads(box):
    top = box.data / "files"
    return {str(path.relative_to(top)): path.read_bytes() for path in top.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def first_school(tmp_path_factory):
    """A box with people, a mail with a file, and mail that waits to leave; made once, copied for each test."""
    folder = tmp_path_factory.mktemp("school")
    with new_box(folder / "data") as box:
        word = "a long enough password\n"
        box.done("createadmin", "ada@cedar.example", "--name", "Ada", "--password-stdin", input=word)
        mail = folder / "ask.eml"
        mail.write_text(
            "From: Ada <ada@cedar.example>\nTo: help@cedar.example\nSubject: It hums\nMessage-ID: <1@cedar.example>\n"
            'MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="b"\n\n--b\nContent-Type: text/plain\n\nLouder.\n'
            '--b\nContent-Type: text/csv\nContent-Disposition: attachment; filename="days.csv"\n\nday,hum\n1,2\n--b--\n'
        )
        box.lines("mail", "take", mail)
        box.ask(
            'INSERT INTO delivery_outgoingmail (sender, "to", subject, text, html, headers, message_id, secret, answer,'
            " state, created, attempts, next_at, error) VALUES ('', 'ada@cedar.example', 'Hello', 'x', '', '{}',"
            " 'm1@hallway', false, false, 'queued', now(), 0, now(), '')"
        )
        shelf = box.data / "files" / "ab"
        shelf.mkdir(parents=True, exist_ok=True)
        (shelf / ("ab" + "0" * 30)).write_bytes(b"\x00\x01" * 5000)
        yield box


@pytest.fixture
def school(first_school, tmp_path):
    shutil.copytree(first_school.data, tmp_path / "data")
    with new_box(tmp_path / "data", template=first_school.url) as box:
        yield box


def back_up(box, target):
    """Without a process of its own, where the command is not what is tested."""
    done = [".".join(row) for row in box.ask("SELECT app, name FROM django_migrations")]
    return backup.write(box.url, KEY, str(box.data / "files"), target, done)


def test_backup_and_restore_bring_everything_back(school, tmp_path):
    before, files = rows(school), uploads(school)
    target = tmp_path / "safe"
    assert school.done("backup", target).strip() == str(target)
    manifest = json.loads((target / "manifest.json").read_text())
    for name, said in manifest["listed"].items():
        assert hashlib.sha256((target / name).read_bytes()).hexdigest() == said["sha256"]
    assert (target.stat().st_mode & 0o777, (target / "database.dump").stat().st_mode & 0o077) == (0o700, 0)

    school.ask("TRUNCATE people_member CASCADE")
    school.ask("CREATE TABLE stray (id int)")
    shutil.rmtree(school.data / "files")
    said = school.done("restore", target)
    assert "What was there is kept in" in said

    after = rows(school)
    assert uploads(school) == files
    told = {"delivery_outgoingmail", "history_event", "delivery_notice", "django_migrations"}
    assert {name: found for name, found in after.items() if name not in told} == {
        name: found for name, found in before.items() if name not in told
    }
    assert school.ask("SELECT state FROM delivery_outgoingmail WHERE message_id = 'm1@hallway'") == [("held",)]
    assert school.ask("SELECT count(*) FROM delivery_outgoingmail WHERE state = 'queued'") == [(0,)]
    assert school.ask("SELECT count(*) FROM history_event WHERE told IS NULL AND due IS NOT NULL") == [(0,)]
    assert school.ask("SELECT count(*) FROM history_event")[0][0] == len(before["history_event"])


def test_the_key_is_not_in_it_and_is_asked_for(school, tmp_path):
    target = tmp_path / "safe"
    told = school.run("backup", target)
    assert "secret key is not in it" in told.stderr
    assert not [path for path in target.rglob("*") if path.is_file() and KEY.encode() in path.read_bytes()]

    told = school.run("restore", target, HALLWAY_SECRET_KEY="another key of at least thirty-two letters")
    assert told.returncode == 1
    assert "belongs to another secret key" in told.stderr
    assert "What was there is kept" not in told.stdout, "nothing was touched"
    fresh = {"HALLWAY_SECRET_KEY": "another key of at least thirty-two letters", "HALLWAY_OLD_SECRET_KEY": KEY}
    assert school.run("restore", target, **fresh).returncode == 0
    assert school.run("restore", target, "--without-its-key", HALLWAY_SECRET_KEY="x" * 40).returncode == 0


def test_a_backup_that_still_carries_its_key_brings_it_along_also_to_a_new_machine(school, bare_box, tmp_path):
    target = back_up(school, tmp_path / "safe")
    (target / "secret_key").write_text(KEY)
    manifest = json.loads((target / "manifest.json").read_text())
    del manifest["key"]
    manifest["listed"]["secret_key"] = {"size": len(KEY), "sha256": hashlib.sha256(KEY.encode()).hexdigest()}
    (target / "manifest.json").write_text(json.dumps(manifest))
    assert school.run("restore", target, HALLWAY_SECRET_KEY=None).returncode == 0
    assert (school.data / "secret_key").read_text() == KEY
    bare_box.done("restore", target)
    assert (bare_box.data / "secret_key").read_text() == KEY


def test_numbers_given_out_since_the_backup_are_not_given_again(school, tmp_path):
    back_up(school, tmp_path / "safe")
    highest = school.ask("SELECT max(id) FROM people_member")[0][0]
    school.done("restore", tmp_path / "safe")
    fresh = school.ask("SELECT nextval(pg_get_serial_sequence('people_member', 'id'))")[0][0]
    assert fresh > highest + 900


def test_what_was_there_before_a_restore_can_be_restored_too(school, tmp_path):
    back_up(school, tmp_path / "old")
    school.ask("UPDATE people_member SET name = 'Ada Byron'")
    said = school.done("restore", tmp_path / "old")
    assert school.ask("SELECT name FROM people_member") == [("Ada",)]
    kept = said.partition("is kept in ")[2].splitlines()[0].rstrip(".")
    school.done("restore", kept)
    assert school.ask("SELECT name FROM people_member") == [("Ada Byron",)]


def test_a_damaged_backup_changes_nothing(school, tmp_path):
    target = tmp_path / "safe"
    back_up(school, target)
    before = rows(school)
    dump = target / "database.dump"
    whole = dump.read_bytes()
    dump.write_bytes(whole[:-100] + b"\0" * 100)
    told = school.run("restore", target)
    assert told.returncode == 1
    assert "damaged: database.dump" in told.stderr

    # Even with checksums that fit (somebody mended the manifest), half a dump is all or nothing.
    dump.write_bytes(whole[: len(whole) * 3 // 4])
    manifest = json.loads((target / "manifest.json").read_text())
    manifest["listed"]["database.dump"] = {
        "size": dump.stat().st_size,
        "sha256": hashlib.sha256(dump.read_bytes()).hexdigest(),
    }
    (target / "manifest.json").write_text(json.dumps(manifest))
    told = school.run("restore", target)
    assert told.returncode == 1, told.stdout
    assert "Traceback" not in told.stderr
    assert rows(school) == before

    (target / "manifest.json").unlink()
    assert "not a whole backup" in school.run("restore", target).stderr


def test_a_backup_of_a_newer_hallway_is_refused(school, tmp_path):
    target = tmp_path / "safe"
    back_up(school, target)
    manifest = json.loads((target / "manifest.json").read_text())
    manifest["migrations"].append("asks.9999_from_the_future")
    (target / "manifest.json").write_text(json.dumps(manifest))
    told = school.run("restore", target)
    assert told.returncode == 1
    assert "newer Hallway" in told.stderr


def test_a_database_in_use_is_not_restored(school, tmp_path):
    back_up(school, tmp_path / "safe")
    with psycopg.connect(school.url):
        told = school.run("restore", tmp_path / "safe")
    assert told.returncode == 1
    assert "in use" in told.stderr


def test_a_folder_with_something_in_it_is_not_written_over(school, tmp_path):
    (tmp_path / "mine.txt").write_text("dear diary")
    told = school.run("backup", tmp_path)
    assert told.returncode == 1
    assert "not an empty folder" in told.stderr
    empty = tmp_path / "empty"
    empty.mkdir()
    school.done("backup", empty)
    assert (empty / "manifest.json").is_file()


def test_a_backup_that_is_killed_leaves_no_half_one(school, tmp_path):
    school.ask("CREATE TABLE large AS SELECT n, repeat(md5(n::text), 20) AS text FROM generate_series(1, 60000) n")
    target = tmp_path / "safe"
    working = school.start("backup", target)
    while not list(tmp_path.glob(".safe.*")) and working.poll() is None:
        pass
    working.send_signal(signal.SIGKILL)
    working.wait()
    assert list(tmp_path.glob(".safe.*"))
    assert not target.exists()
    school.done("backup", target)
    backup.read(target)
    assert not list(tmp_path.glob(".safe.*")), "the next backup takes away what the killed one left"


def test_a_backup_leaves_one_alone_that_is_being_written(school, tmp_path):
    school.ask("CREATE TABLE large AS SELECT n FROM generate_series(1, 10) n")
    with psycopg.connect(school.url) as slow:
        slow.execute("LOCK TABLE large IN ACCESS EXCLUSIVE MODE")
        working = school.start("backup", tmp_path / "slow")
        while not list(tmp_path.glob(".slow.*/*")) and working.poll() is None:
            pass
        mine = tmp_path / ".mine.1"
        mine.mkdir()
        backup._sweep(tmp_path)
        assert list(tmp_path.glob(".slow.*"))
        assert mine.is_dir(), "a hidden folder of somebody else's"
    assert working.wait(60) == 0
    backup.read(tmp_path / "slow")


def test_unchanged_files_are_linked_and_old_nights_go(tmp_path):
    for day in range(1, 29):
        made = tmp_path / f"nightly-2026-02-{day:02}T011500Z"
        made.mkdir()
        (made / "manifest.json").write_text("{}")
    (tmp_path / "before-upgrade-2026-01-01T000000Z").mkdir()
    backup.rotate(tmp_path, "nightly-")
    left = sorted(path.name[8:18] for path in tmp_path.glob("nightly-*"))
    assert left[-7:] == [f"2026-02-{day:02}" for day in range(22, 29)]
    assert len(left) == 11
    assert (tmp_path / "before-upgrade-2026-01-01T000000Z").is_dir()


def test_the_next_night_shares_what_did_not_change(school, tmp_path):
    first = backup.write(school.url, KEY, str(school.data / "files"), tmp_path / "one", [])
    (school.data / "files" / "ab" / ("ab" + "1" * 30)).write_bytes(b"new")
    second = backup.write(school.url, KEY, str(school.data / "files"), tmp_path / "two", [], first)
    same, new = (f"files/ab/ab{digit * 30}" for digit in "01")
    assert (second / same).stat().st_ino == (first / same).stat().st_ino
    assert (second / new).read_bytes() == b"new"
    backup.read(second)


def test_what_a_killed_restore_left_goes_with_the_next(tmp_path):
    source, files = tmp_path / "backup", tmp_path / "files"
    (source / "files/ab").mkdir(parents=True)
    (source / "files/ab/ab1").write_bytes(b"whole")
    left = files / "ab" / ".ab2.restoring"
    left.parent.mkdir(parents=True)
    left.write_bytes(b"ha")
    manifest = {"listed": {"files/ab/ab1": {}, "database.dump": {}}}
    assert backup.put_files_back(source, manifest, files) == 1
    assert [path.name for path in files.rglob("*") if path.is_file()] == ["ab1"]
