"""``hallway demo``: a made-up district to try everything in, in a data folder and a database of its own."""

import argparse
import hashlib
import os
import time
from pathlib import Path

from hallway.config.environment import Environment, clone, default_data, read_environment

from .answers import Failed
from .database import database
from .migrate import bring_up_to_date
from .supervisor import serve

SIZES = ("small", "typical", "large", "stretch")


def words(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--data", metavar="DIR", type=Path, help="where the demo keeps its data")
    parser.add_argument("--port", type=_port, default=8000, metavar="N", help="port on 127.0.0.1 (default 8000)")
    parser.add_argument("--size", choices=SIZES, help="how many people and requests (default small)")
    parser.add_argument("--build", action="store_true", help=argparse.SUPPRESS)


def run(said: argparse.Namespace, environment: Environment) -> None:
    """Build the district the first time, then serve it until SIGTERM or SIGINT."""
    if said.build:
        _build(said.size or SIZES[0], environment)
        return
    began = time.monotonic()
    for name in [name for name in os.environ if name.startswith("HALLWAY_")]:
        del os.environ[name]  # the demo touches neither a real database nor real mail
    data = (said.data or demo_data()).absolute()
    size = _size(data, said.size)
    os.environ |= {"HALLWAY_DATA": str(data), "HALLWAY_DEMO": "1", "HALLWAY_BIND": f"127.0.0.1:{said.port}"}
    here = read_environment(os.environ)
    os.environ["HALLWAY_URL"] = here.url

    def ready() -> None:
        print(f"\nOpen {here.url} (ready in {time.monotonic() - began:.1f} s). Ctrl-C stops everything.", flush=True)

    serve(here, [["demo", "--build", "--size", size]], ready, [])


def _size(data: Path, wanted: str | None) -> str:
    """The size that is there, else the one that is wanted: a demo that was built is never torn down for another."""
    note = data / "demo.size"
    there = note.read_text().strip() if note.is_file() else ""
    if there and wanted and there != wanted:
        raise Failed(f"The demo in {data} is {there}; name another folder with --data for a {wanted} one.")
    return there or wanted or SIZES[0]


def _build(size: str, environment: Environment) -> None:
    """Once the server runs: migrate, build what is not built, say who is there."""
    with database(environment, migrated=False):
        bring_up_to_date(environment, keep_copy=False)
        from hallway.demo.build import build
        from hallway.demo.people import choices

        build(size, out=lambda line: print(line, flush=True))
        (environment.data / "demo.size").write_text(size)
        print("\nThe sign-in page offers, with one tap:")
        for choice in choices():
            print(f"  {choice['member'].full_name:<18} {choice['role']}", flush=True)


def demo_data() -> Path:
    """Beside the clone's own data; as root one folder a clone in the place that PostgreSQL's account can reach."""
    top = clone()
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        mark = f"-{hashlib.sha256(bytes(top)).hexdigest()[:8]}" if top else ""
        return default_data(os.environ).with_name(f"demo{mark}")
    return top / ".demo" if top else default_data(os.environ).with_name("hallway-demo")


def _port(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 0 < int(text) < 65536:
        raise argparse.ArgumentTypeError("a number from 1 to 65535 is needed")
    return int(text)
