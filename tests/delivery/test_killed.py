"""A worker that is killed in the middle: nothing is lost, nobody is told twice, a repeated mail keeps its Message-ID."""

import contextlib
import os
import re
import signal
import subprocess
import sys
import time
import uuid
from pathlib import Path

import psycopg
import pytest

from tests import database

from .conftest import Keeper, free_port, server_on

WORKER = Path(__file__).with_name("worker.py")
SRC = Path(__file__).resolve().parents[2] / "src"


class School:
    """A database of its own, and worker processes on it."""

    def __init__(self, url, port):
        self.url = url
        kept = {key: value for key, value in os.environ.items() if not key.startswith(("HALLWAY_", "DJANGO_"))}
        self.surroundings = kept | {
            "PYTHONPATH": str(SRC),
            "DJANGO_SETTINGS_MODULE": "hallway.config.settings",
            "HALLWAY_DATABASE_URL": url,
            "HALLWAY_SECRET_KEY": "k" * 40,
            "HALLWAY_MAIL_ADDRESS": "help@cedar.example",
            "HALLWAY_MAIL_OUT": f"smtp://127.0.0.1:{port}",
        }

    def start(self, *words):
        return subprocess.Popen(
            [sys.executable, str(WORKER), *map(str, words)],
            env=self.surroundings,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def run(self, *words):
        process = self.start(*words)
        out, err = process.communicate(timeout=120)
        assert process.returncode == 0, err
        return out.strip()

    def ask(self, statement, *values):
        with psycopg.connect(self.url, autocommit=True) as link:
            rows = link.execute(statement, values)
            return rows.fetchall() if rows.description else None

    def one(self, statement, *values):
        return self.ask(statement, *values)[0][0]


@pytest.fixture
def school():
    server = database.start_test_server()
    name = f"test_p{os.getpid()}_post_{uuid.uuid4().hex[:8]}"
    port = free_port()
    with psycopg.connect(server, dbname="postgres", autocommit=True) as link:
        link.execute(f"CREATE DATABASE {name} TEMPLATE {database.template(server)}")
    made = School(server.replace("@/hallway?", f"@/{name}?"), port)
    made.port = port
    yield made
    with psycopg.connect(server, dbname="postgres", autocommit=True) as link:
        link.execute(f"DROP DATABASE {name} WITH (FORCE)")


def killed(process):
    with contextlib.suppress(ProcessLookupError):
        os.kill(process.pid, signal.SIGKILL)
    process.communicate(timeout=30)
    assert process.returncode == -signal.SIGKILL


def test_killed_while_telling(school):
    school.run("prepare", 6)
    due = school.one("SELECT count(*) FROM history_event WHERE due IS NOT NULL AND told IS NULL")
    assert due >= 12, "and what other parts listen to"
    for stop_at in (1, 3):
        process = school.start("deliver", stop_at)
        assert process.stdout.readline().strip() == "here"
        killed(process)
    told = school.one("SELECT count(*) FROM history_event WHERE due IS NOT NULL AND told IS NOT NULL")
    assert 0 < told < due, "one batch was finished, the other one lost nothing but time"
    school.run("deliver", 0)
    assert school.one("SELECT count(*) FROM history_event WHERE due IS NOT NULL AND told IS NULL") == 0
    twice = "SELECT count(*) FROM (SELECT 1 FROM delivery_notice GROUP BY event_id, member_id HAVING count(*) > 1) x"
    assert school.one(twice) == 0
    assert school.one("SELECT count(*) FROM delivery_notice") == 12
    assert school.one("SELECT count(*) FROM delivery_outgoingmail") == 12
    assert school.one("SELECT count(*) FROM delivery_hitch") == 0


class Sleepy(Keeper):
    """Takes the first mail, and does not say so: the worker dies with the answer on its way."""

    async def handle_DATA(self, server, session, envelope):
        import asyncio

        said = await super().handle_DATA(server, session, envelope)
        if len(self.mails) == 3:
            print("third", flush=True)
            self.third.set()
            await asyncio.sleep(30)
        return said


def test_killed_while_the_mail_server_answers(school):
    import threading

    school.run("prepare", 3, "deliver", 0)
    keeper = Sleepy()
    keeper.third = threading.Event()
    with server_on(school.port, keeper):
        process = school.start("send", 0)
        assert keeper.third.wait(60)
        killed(process)
        assert school.one("SELECT count(*) FROM delivery_outgoingmail WHERE state = 'sent'") == 2
        left = "SELECT max(next_at) - now() < interval '61 seconds' FROM delivery_outgoingmail WHERE attempts > 0"
        assert school.one(left + " AND state = 'queued'"), "another worker may take it within a minute"
        school.ask("UPDATE delivery_outgoingmail SET next_at = now() WHERE state = 'queued'")  # its minute is over
        keeper.mails.append(None)  # the fourth is no third any more
        school.run("send", 0)
    ids = [mail["Message-ID"] for mail in keeper.mails if mail]
    assert school.one("SELECT count(*) FROM delivery_outgoingmail WHERE state = 'sent'") == 6
    assert len(ids) == 7
    assert len(set(ids)) == 6, "the one that was sent twice is the same mail"


def test_two_workers_at_once_tell_and_send_once(school):
    school.run("prepare", 12)
    keeper = Keeper()
    with server_on(school.port, keeper):
        both = [school.start("deliver", 0, "send", 0) for _each in range(2)]
        for process in both:
            assert process.wait(120) == 0
        school.run("send", 0)
    assert school.one("SELECT count(*) FROM delivery_notice") == 24
    ids = [mail["Message-ID"] for mail in keeper.mails]
    assert len(ids) == len(set(ids)) == school.one("SELECT count(*) FROM delivery_outgoingmail WHERE state = 'sent'")
    assert not school.one("SELECT count(*) FROM delivery_outgoingmail WHERE state NOT IN ('sent', 'bundled')")
    assert school.one("SELECT count(*) FROM delivery_outgoingmail WHERE event_id IS NOT NULL") == 24
    for address in ("tess@cedar.example", "ivan@cedar.example"):
        said = "\n".join(f"{mail['Subject']} {mail.get_body(('plain',)).get_content()}" for mail in keeper.to(address))
        assert {int(number) for number in re.findall(r"Request (\d+)", said)} == {*range(12)}


def test_killed_between_the_letters_and_their_summary(school):
    """The summary and what it stands for are one transaction: whoever comes next finds all letters, or the summary."""
    school.run("prepare", 9, "deliver", 0)
    lock = psycopg.connect(school.url)
    lock.execute(
        "LOCK TABLE people_district IN ACCESS EXCLUSIVE MODE"
    )  # the summary is written in the district's words
    process = school.start("send", 0)
    waiting = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query ~ 'people_district'"
    for _look in range(200):
        if school.one(waiting):
            break
        time.sleep(0.05)
    killed(process)
    lock.rollback()
    lock.close()
    assert school.one("SELECT count(*) FROM delivery_outgoingmail WHERE state = 'queued'") == 18
    keeper = Keeper()
    with server_on(school.port, keeper):
        school.run("send", 0)
        school.run("send", 0)
    assert len(keeper.mails) == 2, "one for the asker, one for the helper"
    assert school.one("SELECT count(*) FROM delivery_outgoingmail WHERE state = 'bundled'") == 18
