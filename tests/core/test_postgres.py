"""The embedded server: durable, shared, adopted, recovered, upgraded, and gone with its last user."""

import contextlib
import os
import pwd
import shutil
import signal
import stat
import subprocess
import sys
import time
import uuid
from pathlib import Path

import psycopg
import pytest

from hallway.core.postgres import CannotServe, EmbeddedServer
from hallway.core.postgres.cluster import SOCKET_ROOM

ROOT = os.geteuid() == 0
SRC = Path(__file__).resolve().parents[2] / "src"
QUICK = {"fsync": "off", "shared_buffers": "32MB"}


@pytest.fixture
def data():
    """A folder that does not exist yet, where the server's account can reach it."""
    top = Path("/var/lib/hallway") if ROOT else Path(os.environ.get("TMPDIR", "/tmp"))
    folder = top / f"t-{uuid.uuid4().hex[:8]}"
    yield folder
    for cluster in folder.glob("postgres-*/postmaster.pid"):
        with contextlib.suppress(ValueError, OSError):
            os.kill(int(cluster.read_text().split()[0]), signal.SIGKILL)
    shutil.rmtree(folder, ignore_errors=True)


def ask(url, statement):
    with psycopg.connect(url, autocommit=True) as link:
        rows = link.execute(statement)
        return rows.fetchall() if rows.description else None


def other_user(data):
    """Another process that uses the server until its standard input closes."""
    program = (
        "import sys; from pathlib import Path; from hallway.core.postgres import EmbeddedServer\n"
        f"with EmbeddedServer(Path(sys.argv[1]), {QUICK!r}) as server:\n"
        "    print(server.url, flush=True); sys.stdin.read()\n"
    )
    started = subprocess.Popen(
        [sys.executable, "-c", program, str(data)],
        env={**os.environ, "PYTHONPATH": str(SRC)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert started.stdout.readline().startswith("postgresql://")
    return started


def test_it_is_durable_and_private(data):
    with EmbeddedServer(data) as server:
        shown = {
            name: ask(server.url, f"SHOW {name}")[0][0]
            for name in ("data_checksums", "fsync", "synchronous_commit", "full_page_writes", "listen_addresses")
        }
        assert shown == {
            "data_checksums": "on",
            "fsync": "on",
            "synchronous_commit": "on",
            "full_page_writes": "on",
            "listen_addresses": "",
        }
        assert ask(server.url, "SELECT lower('ÀÉ'), pg_encoding_to_char(encoding) FROM pg_database LIMIT 1") == [
            ("àé", "UTF8")
        ]
        for folder in (Path(server.cluster.socket), server.cluster.folder):
            assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        assert stat.S_IMODE(data.stat().st_mode) == (0o711 if ROOT else 0o700)
        sockets = Path(server.cluster.socket)
    assert server.cluster.pid is None
    assert not sockets.exists()


def test_two_users_share_it_and_the_last_one_stops_it(data):
    first = EmbeddedServer(data, QUICK)
    first.start()
    pid = first.cluster.pid
    second = other_user(data)
    assert first.stop() is False
    assert first.cluster.pid == pid, "the other one still uses it"
    second.stdin.close()
    second.wait(timeout=20)
    assert first.cluster.pid is None


def test_a_crashed_user_does_not_hold_it(data):
    with EmbeddedServer(data, QUICK) as server:
        crashed = other_user(data)
        crashed.kill()
        crashed.wait(timeout=10)
    assert server.cluster.pid is None


def test_a_server_that_still_runs_is_adopted(data):
    crashed = other_user(data)
    crashed.kill()
    crashed.wait(timeout=10)
    with EmbeddedServer(data, QUICK) as server:
        started = int((server.cluster.folder / "postmaster.pid").read_text().splitlines()[2])
        assert started <= time.time()
        assert ask(server.url, "SELECT 1") == [(1,)]
        log = (server.cluster.folder / "start.log").read_text()
    assert log.count("starting PostgreSQL") <= 1
    assert server.cluster.pid is None


def test_it_recovers_from_kill_9_and_keeps_what_was_committed(data):
    server = EmbeddedServer(data)
    server.start()
    ask(server.url, "CREATE TABLE kept (word text)")
    ask(server.url, "INSERT INTO kept VALUES ('promise')")
    killed = server.cluster.pid
    os.kill(killed, signal.SIGKILL)
    while server.cluster.pid is not None:
        time.sleep(0.02)
    assert server.revive() is True
    assert server.cluster.pid != killed
    assert ask(server.url, "SELECT word FROM kept") == [("promise",)]
    assert server.revive() is False
    assert server.stop() is True


def test_a_note_with_a_strangers_process_number_is_seen_through(data):
    with EmbeddedServer(data, QUICK) as server:
        ask(server.url, "CREATE TABLE kept AS SELECT 1 AS one")
        pid = server.cluster.pid
        note = (server.cluster.folder / "postmaster.pid").read_text()
        os.kill(pid, signal.SIGKILL)
        while server.cluster.pid is not None:
            time.sleep(0.02)
    who = server.cluster.who
    stranger = subprocess.Popen(["sleep", "60"], **({"user": who.pw_uid, "group": who.pw_gid} if who else {}))
    try:
        lines = note.splitlines()
        path = server.cluster.folder / "postmaster.pid"
        path.write_text("\n".join([str(stranger.pid), *lines[1:]]) + "\n")
        with EmbeddedServer(data, QUICK) as again:
            assert ask(again.url, "SELECT one FROM kept") == [(1,)]
        assert stranger.poll() is None
    finally:
        stranger.kill()
        stranger.wait()


def test_a_making_that_was_killed_leaves_nothing_half(data):
    data.mkdir(mode=0o711)
    half = data / "postgres-18.new"
    half.mkdir()
    (half / "PG_VERSION").write_text("18\n")
    with EmbeddedServer(data, QUICK) as server:
        assert ask(server.url, "SELECT 1") == [(1,)]
    assert not half.exists()


def test_a_long_path_gets_a_short_socket(data):
    deep = data / ("long-" * 12) / ("name-" * 12)
    with EmbeddedServer(deep, QUICK) as server:
        sockets = Path(server.cluster.socket)
        assert len(str(sockets)) <= SOCKET_ROOM
        assert stat.S_IMODE(sockets.stat().st_mode) == 0o700
        assert ask(server.url, "SELECT 1") == [(1,)]
    assert not sockets.exists()


def test_an_older_major_is_carried_over_and_kept(data):
    with EmbeddedServer(data, QUICK, major=16) as old:
        assert ask(old.url, "SHOW server_version_num")[0][0].startswith("16")
        ask(old.url, "CREATE TABLE ask (id bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY, line text, doc tsvector)")
        ask(
            old.url,
            "INSERT INTO ask (line, doc) SELECT 'é ' || n, to_tsvector('simple', 'w' || n) FROM generate_series(1, 5000) n",
        )
        ask(old.url, "CREATE INDEX ask_doc ON ask USING gin (doc)")
        ask(old.url, "CREATE DATABASE another")
    before = sorted(path.name for path in (data / "postgres-16").iterdir())
    with EmbeddedServer(data, QUICK) as server:
        assert ask(server.url, "SHOW server_version_num")[0][0].startswith("18")
        assert ask(server.url, "SELECT count(*), max(id), max(line) FROM ask") == [(5000, 5000, "é 999")]
        assert ask(server.url, "INSERT INTO ask (line) VALUES ('next') RETURNING id") == [(5001,)]
        assert ask(server.url, "SELECT indexname FROM pg_indexes WHERE indexname = 'ask_doc'") == [("ask_doc",)]
        assert ("another",) in ask(server.url, "SELECT datname FROM pg_database")
    kept = sorted(path.name for path in (data / "postgres-16").iterdir())
    assert set(before) - {"start.log"} <= set(kept)
    with EmbeddedServer(data, QUICK, major=18) as server:
        assert ask(server.url, "SELECT count(*) FROM ask") == [(5001,)], "and the next start does not do it again"


def test_a_newer_major_is_refused(data):
    (data / "postgres-99").mkdir(parents=True)
    data.chmod(0o711)
    with pytest.raises(CannotServe, match="newer Hallway"):
        EmbeddedServer(data, QUICK).start()


def test_a_file_in_the_way_is_one_sentence(data):
    data.parent.mkdir(parents=True, exist_ok=True)
    data.write_text("")
    with pytest.raises(CannotServe, match=r"cannot be|in the way"):
        EmbeddedServer(data, QUICK).start()
    data.unlink()


@pytest.mark.skipif(not ROOT, reason="only root starts servers for other accounts")
def test_as_root_a_folder_out_of_reach_is_refused_and_keeps_its_permissions(tmp_path):
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    modes = [stat.S_IMODE(folder.stat().st_mode) for folder in (tmp_path, *tmp_path.parents)]
    for folder in (closed, closed / "below"):
        with pytest.raises(CannotServe, match="cannot enter"):
            EmbeddedServer(folder, QUICK).start()
    assert not (closed / "below").exists()
    assert list(closed.iterdir()) == []
    assert stat.S_IMODE(closed.stat().st_mode) == 0o700
    assert [stat.S_IMODE(folder.stat().st_mode) for folder in (tmp_path, *tmp_path.parents)] == modes


@pytest.mark.skipif(not ROOT, reason="only root starts servers for other accounts")
def test_as_root_it_runs_under_an_account_of_its_own(data):
    with EmbeddedServer(data, QUICK) as server:
        owner = Path(f"/proc/{server.cluster.pid}").stat().st_uid
        assert owner not in (0, None)
        assert pwd.getpwuid(owner).pw_name in ("hallway", "nobody")
        assert (server.cluster.folder).stat().st_uid == owner
        assert (data / "postgres.lock").stat().st_uid == 0


@pytest.mark.skipif(not ROOT, reason="needs root to become somebody else")
def test_somebody_elses_folder_is_refused(data):
    with EmbeddedServer(data, QUICK):
        pass
    program = (
        f"import sys; sys.path.insert(0, {str(SRC / 'hallway' / 'core')!r})\n"
        "from pathlib import Path\nfrom postgres.install import account, CannotServe\n"
        "try:\n    account(Path(sys.argv[1]))\nexcept CannotServe as told:\n    print(told)\n"
    )
    nobody = pwd.getpwnam("nobody")
    told = subprocess.run(
        ["/usr/bin/python3", "-c", program, str(data / "postgres-18")],
        user=nobody.pw_uid,
        group=nobody.pw_gid,
        capture_output=True,
        text=True,
    )
    assert "belongs to another account" in told.stdout, told.stderr
