"""The real processes: one box from nothing, several processes on one database, and what happens when they are killed."""

import os
import re
import signal
import stat
from pathlib import Path

import psycopg
import pytest

from .conftest import Box, everything_below, until


def server_pid(box):
    return int((box.data / "postgres-18" / "postmaster.pid").read_text().split()[0])


def words(pid):
    """The command line of a process, empty when it has gone."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_text()
    except OSError:
        return ""


def alive(pids):
    """Those that still run; a dead one that nobody has buried yet has no command line."""
    return [pid for pid in pids if words(pid)]


def test_one_box_from_nothing_to_nothing(bare_box):
    box = bare_box
    up = box.start("up")
    until(lambda: box.get("/readyz").status == 200, 120, up)
    key = box.data / "secret_key"
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    kept = key.read_text()

    again = box.run("up", HALLWAY_BIND="127.0.0.1:1")
    assert again.returncode == 1
    assert "already running" in again.stderr

    # The database is killed under it: 503 that says when to come back, and back it comes, with everything committed.
    box.environment["HALLWAY_SECRET_KEY"] = None
    first = server_pid(box)
    os.kill(first, signal.SIGKILL)
    seen = set()

    def recovered():
        answer = box.get("/account/login/")
        seen.add((answer.status, answer.headers.get("Retry-After")) if answer.status else answer.text)
        return answer.status in (200, 302) and server_pid(box) != first

    until(recovered)
    assert seen <= {(200, None), (302, None), (503, "5")}, seen

    # A web process dies: another takes its place.
    web = next(pid for pid in everything_below(up.pid) if "\0web\0" in words(pid))
    child = next(pid for pid in everything_below(web) if pid != web)
    os.kill(child, signal.SIGKILL)
    until(lambda: len(everything_below(web)) == 3 and child not in everything_below(web))
    assert box.get("/healthz").status == 200

    pids = [*everything_below(up.pid), server_pid(box)]
    up.send_signal(signal.SIGTERM)
    assert up.wait(timeout=60) == 0
    until(lambda: not alive(pids))
    assert "Ctrl-C stops it" in (said := up.stdout.read())
    assert re.search(r"with the code ([0-9a-f]{4}-){7}[0-9a-f]{4}", said)

    # The second start keeps the key; killed without a chance to tidy up, and before its worker has looked around,
    # it still leaves nothing running.
    up = box.start("up")
    until(lambda: any("\0work\0" in words(pid) for pid in everything_below(up.pid)), 120, up)
    assert key.read_text() == kept
    pids = [*everything_below(up.pid), server_pid(box)]
    os.kill(up.pid, signal.SIGKILL)
    until(lambda: not alive(pids))


def test_a_port_in_use_is_one_sentence(bare_box):
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", bare_box.port))
        taken.listen()
        told = bare_box.run("up")
    assert told.returncode == 1
    assert told.stderr == f"hallway: Port {bare_box.port} on 127.0.0.1 cannot be used: somebody else is using it.\n"


def test_web_and_work_on_one_database(box):
    token = "a token for the metrics"
    web = box.start("web", "--workers", "1", HALLWAY_METRICS_TOKEN=token, HALLWAY_TRUSTED_PROXIES="127.0.0.0/8")
    until(lambda: box.get("/healthz").status == 200, 60, web)
    assert box.get("/readyz").status == 503
    assert "worker" not in box.get("/readyz").text
    assert "No worker" in box.get("/readyz", Authorization=f"Bearer {token}").text
    work = [box.start("work") for _ in range(2)]
    until(lambda: box.get("/readyz").status == 200)
    until(lambda: box.ask("SELECT count(*) FROM procrastinate_workers") == [(2,)])

    assert box.get("/metrics").status == 401
    figures = box.get("/metrics", Authorization=f"Bearer {token}")
    assert figures.status == 200
    assert "hallway_worker_heartbeat_age_seconds" in figures.text

    # The database shuts its door: every page is 503 with Retry-After; the moment it opens, pages come again.
    name = psycopg.conninfo.conninfo_to_dict(box.url)["dbname"]
    server = psycopg.connect(box.url, dbname="postgres", autocommit=True)
    server.execute(f"ALTER DATABASE {name} WITH ALLOW_CONNECTIONS false")
    server.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name])
    answer = box.get("/account/login/")
    assert (answer.status, answer.headers["Retry-After"]) == (503, "5")
    assert "Back in a moment" in answer.text
    assert box.get("/healthz").status == 200
    assert box.get("/readyz").status == 503
    server.execute(f"ALTER DATABASE {name} WITH ALLOW_CONNECTIONS true")
    server.close()
    until(lambda: box.get("/account/login/").status in (200, 302))
    until(lambda: box.get("/readyz").status == 200)

    for process in (web, *work):
        process.send_signal(signal.SIGTERM)
    ends = [(process.wait(timeout=60), process.stdout.read()[-2000:]) for process in (web, *work)]
    assert [code for code, _ in ends] == [0, 0, 0], ends


def test_a_web_server_refuses_a_database_that_is_behind(box):
    box.ask("DELETE FROM django_migrations WHERE app = 'delivery'")
    told = box.run("web")
    assert told.returncode == 1
    assert "hallway migrate" in told.stderr


STALLED = """
import asyncio, django
django.setup()
from procrastinate.contrib.django import app
from hallway.config import upkeep
from django.db import connection

job = app.configure_task("hallway.tidy").defer(timestamp=0)
with connection.cursor() as ask:
    ask.execute("INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - interval '5 minutes') RETURNING id")
    lost = ask.fetchone()[0]
    ask.execute("UPDATE procrastinate_jobs SET status = 'doing', worker_id = %s WHERE id = %s", [lost, job])

async def sweep():
    with app.replace_connector(app.connector.get_worker_connector()) as working:
        async with working.open_async():
            class Context:
                app = working
            await upkeep.retry_stalled.func(Context, timestamp=0)

asyncio.run(sweep())
with connection.cursor() as ask:
    ask.execute("SELECT status FROM procrastinate_jobs WHERE id = %s", [job])
    print(ask.fetchone()[0])
"""


def test_a_job_of_a_killed_worker_is_done_again(box):
    import subprocess
    import sys

    told = subprocess.run(
        [sys.executable, "-c", STALLED],
        env=box._surroundings({"DJANGO_SETTINGS_MODULE": "hallway.config.settings"}),
        capture_output=True,
        text=True,
    )
    assert told.stdout == "todo\n", told.stderr


@pytest.mark.skipif(os.geteuid() != 0, reason="only root starts servers for other accounts")
def test_as_root_a_folder_out_of_reach_is_left_untouched(tmp_path):
    box = Box(tmp_path / "data")
    for command in ("up", "demo"):
        words = ["--data", box.data] if command == "demo" else []
        told = box.run(command, *words)
        assert told.returncode == 1
        assert "cannot enter" in told.stderr
        assert not box.data.exists()
