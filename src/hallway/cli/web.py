"""``hallway web``: one web server with a few processes; run as many as you like against one PostgreSQL."""

import argparse
import gc
import os
from collections.abc import Callable
from importlib import import_module

from hallway.config.environment import Environment

from . import lifeline
from .answers import Failed
from .database import SETTINGS, own_server, pending, set_up
from .keys import must_have_key

TARGET = "hallway.config.wsgi:application"
THREADS = 4  # per process: PostgreSQL connections are processes x threads


def words(parser: argparse.ArgumentParser) -> None:
    """``--workers``: processes, ``--threads``: requests that one process answers at a time."""
    parser.add_argument("--workers", type=few, default=2, metavar="N", help="processes (default 2)")
    parser.add_argument(
        "--threads", type=few, default=THREADS, metavar="N", help=f"threads in each (default {THREADS})"
    )
    lifeline.words(parser)


def run(said: argparse.Namespace, environment: Environment) -> None:
    """Serve until SIGTERM or SIGINT."""
    must_have_key(environment)
    lifeline.hold(said.lifeline)
    server = own_server(environment)
    if server:
        os.environ["HALLWAY_DATABASE_URL"] = server.start()
    try:
        _serve(said, environment)
    finally:
        if server:
            server.stop()


def _serve(said: argparse.Namespace, environment: Environment) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = SETTINGS
    set_up()
    from django.db import OperationalError, connections

    from .assets import make_ready

    make_ready()
    try:
        if pending():
            raise Failed("The database is not up to date; run `hallway migrate` first.")
    except OperationalError:
        pass  # it may come back while we serve; until then the answer is 503
    connections.close_all()
    load()
    from granian.constants import Interfaces
    from granian.log import LogLevels
    from granian.server import Server

    host, port = environment.bind
    Server(
        TARGET,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=said.workers,
        blocking_threads=said.threads,
        blocking_threads_idle_timeout=600,  # a thread keeps its database connection, so it should live
        backpressure=said.threads * 8,
        websockets=False,
        respawn_failed_workers=True,
        respawn_interval=1.0,
        workers_kill_timeout=20,
        log_level=LogLevels.warning,
    ).serve(target_loader=load, wrap_loader=False)


def load() -> Callable:
    """The application with all its pages, read before the processes part so that they share the memory."""
    from django.urls import get_resolver

    application = import_module("hallway.config.wsgi").application
    get_resolver().url_patterns  # noqa: B018 - reading it imports the views
    gc.collect()
    gc.freeze()
    return application


def few(text: str) -> int:
    """A number of processes or threads; for argparse."""
    if not text.isascii() or not text.isdigit() or not 0 < int(text) <= 64:
        raise argparse.ArgumentTypeError("a number from 1 to 64 is needed")
    return int(text)
