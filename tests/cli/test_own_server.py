"""A PostgreSQL of one's own: an older major than the embedded one, over TCP, with a password, and a role that may do little."""

import os
import shutil
import subprocess
import uuid
from pathlib import Path

import psycopg
import pytest

from hallway.core.postgres.install import account, as_account, make_folder, programs

from .conftest import Box, free_port


@pytest.fixture
def elsewhere():
    """The url of an empty database on a PostgreSQL 16 that listens on loopback, as an administrator would make it."""
    top = Path("/var/lib/hallway") if os.geteuid() == 0 else Path(os.environ.get("TMPDIR", "/tmp"))
    folder = top / f"t-{uuid.uuid4().hex[:8]}"
    who = account(folder)
    bin = programs(16, who)
    port = free_port()

    def run(program, *words):
        subprocess.run([bin / program, *words], check=True, capture_output=True, **as_account(who))

    make_folder(folder, 0o700, who)
    secret = folder / "secret"
    secret.write_text("boss\n")
    secret.chmod(0o644)
    run(
        "initdb",
        "-D",
        folder / "pg",
        "-U",
        "boss",
        "-A",
        "scram-sha-256",
        f"--pwfile={secret}",
        "-E",
        "UTF8",
        "--locale=C",
    )
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off"
    run("pg_ctl", "start", "-D", folder / "pg", "-l", folder / "log", "-w", "-s", "-o", options)
    try:
        with psycopg.connect(f"postgresql://boss:boss@127.0.0.1:{port}/postgres", autocommit=True) as link:
            link.execute("CREATE ROLE hallway LOGIN PASSWORD 'p@ss/word' NOSUPERUSER NOCREATEDB NOCREATEROLE")
            link.execute("CREATE DATABASE hallway OWNER hallway")
        yield f"postgresql://hallway:p%40ss%2Fword@127.0.0.1:{port}/hallway"
    finally:
        run("pg_ctl", "stop", "-D", folder / "pg", "-m", "immediate", "-s")
        shutil.rmtree(folder)


def test_migrate_serve_back_up_and_restore(elsewhere, tmp_path):
    box = Box(tmp_path / "data", elsewhere)
    box.data.mkdir()
    box.done("migrate")
    box.done("createadmin", "ada@cedar.example", "--name", "Ada", "--password-stdin", input="a long enough password\n")
    assert box.ask("SHOW server_version_num")[0][0].startswith("16")
    target = tmp_path / "safe"
    box.done("backup", target)
    box.ask("DELETE FROM people_post")
    box.ask("UPDATE people_member SET name = 'Somebody else'")
    box.done("restore", target)
    assert box.ask("SELECT m.name, p.role FROM people_member m JOIN people_post p ON p.member_id = m.id") == [
        ("Ada", "admin")
    ]
    said = box.run("check")
    assert "PROBLEM  database: fsync is off" in said.stdout
    assert "p@ss" not in said.stdout + said.stderr


def test_a_backup_of_a_newer_server_is_refused_by_an_older_one(elsewhere, box, tmp_path):
    box.done("createadmin", "ada@cedar.example", "--name", "Ada", "--password-stdin", input="a long enough password\n")
    box.done("backup", tmp_path / "safe")
    other = Box(tmp_path / "other", elsewhere)
    other.data.mkdir()
    told = other.run("restore", tmp_path / "safe")
    assert told.returncode == 1
    assert "PostgreSQL 18; this server is 16" in told.stderr
