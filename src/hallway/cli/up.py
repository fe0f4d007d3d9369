"""``hallway up``: everything on one machine, with a PostgreSQL of its own unless one is named."""

import argparse

from hallway.config.environment import Environment

from .supervisor import serve
from .web import few


def words(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--workers", type=few, default=2, metavar="N", help="web processes (default 2)")


def run(said: argparse.Namespace, environment: Environment) -> None:
    """Serve until SIGTERM or SIGINT; leaves nothing running."""

    def ready() -> None:
        print(f"Hallway is ready at {environment.url} (data in {environment.data}). Ctrl-C stops it.", flush=True)

    serve(environment, [["migrate"]], ready, ["--workers", str(said.workers)])
