"""A worker that is killed while a feed answers: the next one reads it, a minute later, and tells once."""

import os
import signal
import subprocess
import sys
from pathlib import Path

from ..cli.conftest import new_box, until
from .calendar_server import CalendarServer
from .test_bringing import entry, ics

WORKER = Path(__file__).with_name("feed_worker.py")


def test_killed_while_the_web_answers(tmp_path):
    web = CalendarServer(ics(entry("No School - Labor Day", "20260907")))
    with new_box(tmp_path / "data") as box:
        surroundings = box._surroundings(
            {"HALLWAY_DATABASE_URL": box.url, "DJANGO_SETTINGS_MODULE": "hallway.config.settings"}
        )

        def start(*words):
            return subprocess.Popen(
                [sys.executable, str(WORKER), *words], env=surroundings,
                stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
            )  # fmt: skip

        def done(*words):
            process = start(*words)
            said, _none = process.communicate(timeout=60)
            assert process.returncode == 0, said

        done("add", web.url)
        web.pause = 30
        worker = start("read", web.place)
        until(lambda: web.asked, 40, worker)
        os.kill(worker.pid, signal.SIGKILL)
        worker.communicate(timeout=30)
        assert worker.returncode == -signal.SIGKILL
        kept = "SELECT says, asked IS NOT NULL, attempts, next_at - now() BETWEEN '0' AND '61 seconds' FROM schooltime_feed"
        assert box.ask(kept) == [({}, True, 1, True)], "nothing half read, and due again in a minute"
        box.ask("UPDATE schooltime_feed SET next_at = now()")  # its minute is over
        web.pause = 0
        done("read", web.place)
        assert box.ask("SELECT says, asked IS NULL, attempts FROM schooltime_feed") == [
            ({"2026-09-07": ["holiday", "Labor Day", ""]}, True, 0)
        ]
        assert box.ask("SELECT count(*) FROM schooltime_day") == [(0,)]
    web.close()
