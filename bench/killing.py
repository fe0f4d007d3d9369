"""Killing Hallway with SIGKILL at a chosen system call, on a copy of a small school made anew for every kill.

``Lab`` holds one seeded database as a template. Each kill is a child forked from a process that has Hallway loaded; strace
attaches to it, lets it go, and kills it on entering the n-th call of a name. What the kernel, PostgreSQL or a mail server was
told before that call stays told. PostgreSQL is the tests' server, which does not fsync: it is never the one that dies. Traced
is the command's main thread, which alone talks to the database, to files and to mail servers; the helping thread of the
reading job talks to its reader through a pipe, and dies with the rest.
"""

import argparse
import contextlib
import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
import psycopg
import world

sys.path.insert(0, str(world.TOP))
from tests import database

CALLS = [
    "write", "pwrite64", "fsync", "fdatasync", "rename", "renameat", "renameat2", "link", "unlink", "unlinkat", "mkdir",
    "mkdirat", "ftruncate", "openat", "close", "connect", "sendto", "sendmsg", "recvfrom", "shutdown", "exit_group",
]  # fmt: skip
NAMED = re.compile(r"^(?:\d+ +)?(?:[\d.:]+ )?([a-z0-9_]+)\(", re.MULTILINE)
KILLED = 137


def cannot():
    """Why kills cannot be injected here; "" when they can."""
    if not (program := shutil.which("strace")):
        return "strace is not installed"
    words = [program, "-qq", "-o", os.devnull, "-e", "inject=exit_group:signal=KILL", "true"]
    told = subprocess.run(words, capture_output=True, text=True)
    if told.returncode in (-9, KILLED):
        return ""
    return f"strace cannot inject here: {told.stderr.strip()[-100:] or told.returncode}"


def words(about):
    """The command line that both benches share."""
    said = argparse.ArgumentParser(description=about.splitlines()[0])
    said.add_argument("--kills", type=int, default=0, help="so many, spread over all calls; 0: every one")
    return said


class Lab:
    """One seeded school: ``fresh()`` lays it anew, ``kill(...)`` kills what runs on it."""

    def __init__(self, **more):
        self.server = database.start_test_server()
        mark = f"test_p{os.getpid()}_kill"  # the tests' server tidies such names away, should we be killed ourselves
        self.seeded, self.name = f"{mark}_seed", mark
        self.place = Path(tempfile.mkdtemp(prefix="hallway-kill-"))
        self._ask(f"CREATE DATABASE {self.seeded} TEMPLATE {database.template(self.server)}")
        os.environ.update(
            world.surroundings(self._url(self.seeded), self.place)
            | {"HALLWAY_MAIL_ADDRESS": "help@cedar.example"}
            | more
        )
        import django

        django.setup()
        from django.conf import settings

        self.files = Path(settings.ENV.files)

    def _url(self, name):
        return self.server.replace("@/hallway?", f"@/{name}?")

    def _ask(self, statement):
        with psycopg.connect(self.server, dbname="postgres", autocommit=True) as link:
            return link.execute(statement)

    def _alone(self, name):
        """Until nobody works on the database any more: PostgreSQL finishes what a killed process had said to it."""
        count = f"SELECT count(*) FROM pg_stat_activity WHERE datname = '{name}'"
        with psycopg.connect(self.server, dbname="postgres", autocommit=True) as link:
            while link.execute(count).fetchone()[0]:
                time.sleep(0.01)

    def fresh(self):
        from django.db import connections

        connections.close_all()
        self._ask(f"DROP DATABASE IF EXISTS {self.name} WITH (FORCE)")
        self._alone(self.seeded)
        self._ask(f"CREATE DATABASE {self.name} TEMPLATE {self.seeded}")
        shutil.rmtree(self.files, ignore_errors=True)
        if (self.place / "seed").exists():
            shutil.copytree(self.place / "seed", self.files)

    def seed(self, act):
        """What ``act()`` does is, from now on, how every round begins."""
        from django.db import connections

        connections.close_all()
        connections["default"].settings_dict["NAME"] = self.seeded
        with contextlib.redirect_stdout(io.StringIO()):
            act()
        connections.close_all()
        connections["default"].settings_dict["NAME"] = self.name
        if self.files.exists():
            shutil.copytree(self.files, self.place / "seed", dirs_exist_ok=True)

    def run(self, act, call="", at=0):
        """``act()`` in a process of its own, which ends with what it gives; killed on entering the ``at``-th ``call``.
        Returns (exit code, the names of its calls in their order)."""
        from django.db import connections

        connections.close_all()
        sys.stdout.flush()
        ready, go = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(go)
            _as_a_command(act, ready, self.place / "said")
        os.close(ready)
        trace = self.place / "trace"
        words = [
            "strace",
            "-qq",
            "-o",
            str(trace),
            "-e",
            "signal=none",
            "-e",
            "trace=" + ",".join("?" + c for c in CALLS),
        ]
        words += ["-e", f"inject={call}:signal=KILL:when={at}"] if call else []
        tracer = subprocess.Popen([*words, "-p", str(child)], stderr=subprocess.PIPE)
        try:
            _attached(child, tracer)
            os.write(go, b"!")
        finally:
            os.close(go)
            code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
            tracer.communicate()
        self._alone(self.name)
        return code, NAMED.findall(trace.read_text(errors="replace"))

    def said(self):
        """What the last run wrote to its standard output."""
        return (self.place / "said").read_text()

    def end(self):
        from django.db import connections

        connections.close_all()
        for name in (self.name, self.seeded):
            self._ask(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        shutil.rmtree(self.place, ignore_errors=True)


def _as_a_command(act, ready, said):
    """The life of the child: wait until it is watched, do it, end as a command ends."""
    code = 70
    try:
        out = os.open(said, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        os.dup2(out, 1)
        os.close(out)
        sys.stdout = os.fdopen(1, "w", closefd=False)
        os.read(ready, 1)
        code = act()
        sys.stdout.flush()
        from hallway.inbox import bounded

        bounded._reader.stop()
    finally:
        os._exit(code)


def _attached(child, tracer):
    until = time.monotonic() + 30
    while "\nTracerPid:\t0\n" in Path(f"/proc/{child}/status").read_text():
        if tracer.poll() is not None or time.monotonic() > until:
            raise RuntimeError(f"strace did not attach: {tracer.stderr.read().decode() if tracer.stderr else ''}")
        time.sleep(0.002)


def points(calls, most):
    """(call, number) for every call from the first word to the database on, or ``most`` of them spread evenly."""
    begin, seen, every = calls.index("connect") if "connect" in calls else 0, Counter(), []
    for place, call in enumerate(calls):
        seen[call] += 1
        if place >= begin:
            every.append((call, seen[call]))
    return every if not most or most >= len(every) else [every[i * len(every) // most] for i in range(most)]


def sweep(lab, name, act, recover, compare, most):
    """Kill ``act`` at every point; after each ``recover(code)`` and ``compare()``, which gives what is wrong as sentences.
    Prints one line of the table; returns the sentences."""
    lab.fresh()
    code, calls = lab.run(act)
    if code:
        raise RuntimeError(f"{name}: the undisturbed run ended with {code}")
    recover(code)
    if wrong := compare():
        raise RuntimeError(f"{name}: the undisturbed run is not whole: {wrong}")
    wrong, killed, unreached, began = [], 0, 0, time.monotonic()
    chosen = points(calls, most)
    for call, number in chosen:
        lab.fresh()
        code, _seen = lab.run(act, call, number)
        killed += code == -9
        unreached += code != -9
        recover(code)
        wrong += [f"{name}, killed at {call} {number} ({code}): {sentence}" for sentence in compare()]
    each = (time.monotonic() - began) / max(1, len(chosen))
    whole = len(chosen) - len({sentence.split(": ")[0] for sentence in wrong})
    print(f"| {name} | {len(points(calls, 0))} | {killed} | {whole} | {len(wrong)} | {each:.1f} s |")
    if unreached:
        print(f"  ({unreached} points were not reached: that run made fewer such calls)")
    sys.stdout.flush()
    return wrong
