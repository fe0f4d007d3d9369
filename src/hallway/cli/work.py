"""``hallway work``: one worker process. It runs the jobs in the queue, the recurring ones, and the pulses of config/clock.py."""

import argparse
import asyncio
import logging
import signal
import socket
import threading
import time
from collections.abc import Callable
from importlib import import_module
from typing import Any

from hallway.config.environment import Environment
from hallway.core.postgres import EmbeddedServer

from . import lifeline
from .answers import Failed
from .database import database
from .keys import must_have_key

log = logging.getLogger("hallway.work")
BEAT = 10  # seconds between signs of life
PAUSE = 5  # seconds before a failed pulse is tried again; longer each time, PAUSE_AT_MOST at most
PAUSE_AT_MOST = 120
GRACE = 20  # seconds that running jobs have when the worker stops


def words(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--once", action="store_true", help="let every pulse do what is due now, then end")
    lifeline.words(parser)


def run(said: argparse.Namespace, environment: Environment) -> None:
    """Work until SIGTERM or SIGINT."""
    must_have_key(environment)
    early = threading.Event()  # a SIGTERM that comes while Django starts is heard when it has started
    signal.signal(signal.SIGTERM, lambda number, frame: early.set())
    gone = lifeline.hold(said.lifeline)
    try:
        with database(environment):
            clock = import_module("hallway.config.clock")
            pulses = [(name, seconds, _function(path)) for name, seconds, path in clock.PULSES]
            if said.once:
                _once(pulses)
                return
            import_module("hallway.config.upkeep")
            watches = [(name, _function(path)) for name, path in clock.WATCHES]
            asyncio.run(_work(Pulses(pulses, watches), early))
    finally:
        if gone.is_set():
            _stop_orphaned_server(environment)


class Pulses:
    """Functions that do what is due and say how much that was, each in a thread of its own, for ever. A failure is logged
    and tried again; it never ends the process or keeps another pulse waiting."""

    def __init__(
        self,
        pulses: list[tuple[str, float, Callable[[], int]]],
        watches: list[tuple[str, Callable[[threading.Event], None]]] | None = None,
    ) -> None:
        self.pulses = pulses
        self.stop = threading.Event()
        self.succeeded: dict[str, float] = {}
        self.since = time.time()
        self.threads = [
            threading.Thread(target=self._run, args=pulse, name=f"pulse {pulse[0]}", daemon=True)
            for pulse in [*pulses, ("heartbeat", BEAT, self._beat)]
        ]
        self.threads += [
            threading.Thread(target=self._watch, args=watch, name=watch[0], daemon=True) for watch in watches or []
        ]

    def _run(self, name: str, seconds: float, function: Callable[[], int]) -> None:
        from django.db import connection

        failures = 0
        while not self.stop.is_set():
            try:
                done = function()
                failures = 0
                self.succeeded[name] = time.time()
                pause = 0 if done else seconds
            except Exception:
                failures += 1
                pause = min(PAUSE * 2 ** min(failures - 1, 10), PAUSE_AT_MOST)
                log.exception("the pulse %s failed; it is tried again in %s seconds", name, pause)
            if pause:
                connection.close()
            self.stop.wait(pause)
        connection.close()

    def _watch(self, name: str, function: Callable[[threading.Event], None]) -> None:
        while not self.stop.is_set():
            try:
                function(self.stop)
            except Exception:
                log.exception("%s broke off; it is taken up again in %s seconds", name, PAUSE)
                self.stop.wait(PAUSE)

    def _beat(self) -> int:
        from django.core.cache import caches

        from hallway.config.health import HEARTBEAT

        beat = {"at": time.time(), "since": self.since, "host": socket.gethostname(), "pulses": dict(self.succeeded)}
        caches["default"].set(HEARTBEAT, beat, timeout=24 * 3600)
        return 0


async def _work(pulses: Pulses, early: threading.Event) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    if early.is_set():
        return
    for thread in pulses.threads:
        thread.start()
    stopping = asyncio.create_task(stop.wait())
    while not stop.is_set():
        jobs = asyncio.create_task(_jobs())
        await asyncio.wait({jobs, stopping}, return_when=asyncio.FIRST_COMPLETED)
        if stop.is_set():
            jobs.cancel()
        try:
            await jobs
        except asyncio.CancelledError:
            pass
        except Exception:
            log.exception("the job queue broke off; it is taken up again")
        if not stop.is_set():
            await asyncio.wait({stopping}, timeout=2)
    pulses.stop.set()
    until = time.monotonic() + GRACE
    for thread in pulses.threads:
        await asyncio.to_thread(thread.join, max(0.1, until - time.monotonic()))


async def _jobs() -> None:
    """Jobs from the queue, four at a time, until cancelled; the recurring ones are put there by this, too."""
    from procrastinate.contrib.django import app

    here: Any = app.connector  # the Django one, which knows the one for workers
    with app.replace_connector(here.get_worker_connector()) as working:
        async with working.open_async():
            await working.run_worker_async(
                concurrency=4,
                install_signal_handlers=False,
                shutdown_graceful_timeout=GRACE,
                delete_jobs="successful",
            )


def _once(pulses: list) -> None:
    failed = []
    for name, _, function in pulses:
        try:
            while function():
                pass
        except Exception:
            log.exception("the pulse %s failed", name)
            failed.append(name)
    if failed:
        raise Failed(f"These did not work and are tried again by the worker: {', '.join(failed)}.")


def _function(path: str) -> Any:
    module, _, name = path.rpartition(".")
    return getattr(import_module(module), name)


def _stop_orphaned_server(environment: Environment) -> None:
    """``hallway up`` was killed: its PostgreSQL should not outlive it, unless somebody else uses it."""
    server = EmbeddedServer(environment.data)
    if server.cluster.pid is not None and server.url == environment.database_url:
        server.start()
        server.stop()
