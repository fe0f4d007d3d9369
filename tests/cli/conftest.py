"""A box: an installation of its own on the test server, driven through the real command."""

import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
import uuid
from pathlib import Path

import psycopg
import pytest

from .. import database

SRC = Path(__file__).resolve().parents[2] / "src"
KEY = "a key for tests only, long enough to be one"


class Answer:
    """An HTTP answer, whatever its status."""

    def __init__(self, status, headers, text):
        self.status, self.headers, self.text = status, headers, text


def get(url, headers=None, timeout=40):
    asked = urllib.request.Request(url, headers=headers or {})
    try:
        with urllib.request.urlopen(asked, timeout=timeout) as answer:
            return Answer(answer.status, answer.headers, answer.read().decode())
    except urllib.error.HTTPError as answer:
        return Answer(answer.code, answer.headers, answer.read().decode())
    except OSError as problem:
        return Answer(0, {}, str(problem))


def until(look, seconds=150, process=None):
    """What ``look()`` gives as soon as it is true; a machine may be busy. Ends early, with its words, when ``process`` ends."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found := look():
            return found
        if process and process.poll() is not None:
            raise AssertionError(process.stdout.read()[-3000:])
        time.sleep(0.1)
    raise AssertionError(f"did not come within {seconds} s")


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def everything_below(pid):
    """The process and all its descendants."""
    table = {}
    for entry in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            words = entry.read_text().rpartition(")")[2].split()
            table.setdefault(int(words[1]), []).append(int(entry.parent.name))
    found = [pid]
    for each in found:
        found.extend(table.get(each, []))
    return found


class Box:
    """``run`` a command to its end, ``start`` one that serves. ``environment`` is what it is told."""

    def __init__(self, data, url=None):
        self.data = data
        self.url = url
        self.port = free_port()
        self.here = f"http://127.0.0.1:{self.port}"
        self.environment = {
            "HALLWAY_DATA": str(data),
            "HALLWAY_BIND": f"127.0.0.1:{self.port}",
            "HALLWAY_SECRET_KEY": KEY,
            "HALLWAY_MAIL_ADDRESS": "help@cedar.example",
        }
        if url:
            self.environment["HALLWAY_DATABASE_URL"] = url
        self.started = []

    def _words(self, words):
        return [sys.executable, "-m", "hallway", *map(str, words)]

    def _surroundings(self, more):
        kept = {key: value for key, value in os.environ.items() if not key.startswith(("HALLWAY_", "DJANGO_"))}
        said = {key: value for key, value in (self.environment | more).items() if value is not None}
        return kept | {"PYTHONPATH": str(SRC)} | said

    def run(self, *words, input="", **more):
        return subprocess.run(
            self._words(words), env=self._surroundings(more), input=input, capture_output=True, text=True, timeout=120
        )

    def done(self, *words, **more):
        """Run a command that must succeed; gives what it printed."""
        told = self.run(*words, **more)
        assert told.returncode == 0, told.stderr
        return told.stdout

    def lines(self, *words, **more):
        return [json.loads(line) for line in self.done(*words, **more).splitlines()]

    def start(self, *words, **more):
        """What it says goes to a file, not to a pipe: one that nobody reads fills up, and whoever writes into it stands still."""
        number, name = tempfile.mkstemp()
        process = subprocess.Popen(
            self._words(words), env=self._surroundings(more), stdout=number, stderr=subprocess.STDOUT
        )
        os.close(number)
        process.stdout = Path(name).open()  # noqa: SIM115 - a place of its own to read from, closed by clear()
        Path(name).unlink()
        self.started.append(process)
        return process

    def get(self, path, **headers):
        return get(self.here + path, {name.replace("_", "-"): value for name, value in headers.items()})

    def ask(self, statement, *values):
        with psycopg.connect(self.url, autocommit=True) as link:
            rows = link.execute(statement, values)
            return rows.fetchall() if rows.description else None

    def clear(self):
        for process in self.started:
            if process.poll() is None:
                for pid in everything_below(process.pid):
                    with contextlib.suppress(ProcessLookupError):
                        os.kill(pid, signal.SIGKILL)
            process.stdout.close()
            process.wait()


@contextlib.contextmanager
def new_box(data, template=None):
    """An installation with a database of its own: a copy of ``template`` (a box's url), else migrated and empty."""
    server = database.start_test_server()
    name = f"test_p{os.getpid()}_box_{uuid.uuid4().hex[:8]}"
    source = psycopg.conninfo.conninfo_to_dict(template)["dbname"] if template else database.template(server)
    with psycopg.connect(server, dbname="postgres", autocommit=True) as link:
        link.execute(f"CREATE DATABASE {name} TEMPLATE {source}")
    made = Box(data, server.replace("@/hallway?", f"@/{name}?"))
    data.mkdir(exist_ok=True)
    try:
        yield made
    finally:
        made.clear()
        with psycopg.connect(server, dbname="postgres", autocommit=True) as link:
            link.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def box(tmp_path):
    with new_box(tmp_path / "data") as made:
        yield made


@pytest.fixture
def bare_box():
    """An installation that has only a folder which is not there yet: everything else is its own, as on a fresh machine."""
    top = Path("/var/lib/hallway") if os.geteuid() == 0 else Path(os.environ.get("TMPDIR", "/tmp"))
    made = Box(top / f"t-{uuid.uuid4().hex[:8]}")
    del made.environment["HALLWAY_SECRET_KEY"]
    yield made
    made.clear()
    for note in made.data.glob("postgres-*/postmaster.pid"):
        with contextlib.suppress(ValueError, OSError):
            os.kill(int(note.read_text().split()[0]), signal.SIGKILL)
    shutil.rmtree(made.data, ignore_errors=True)
