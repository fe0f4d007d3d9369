"""Reading somebody's calendar in a child process of its own: new for each file, so that nothing of one file is left for the next.

``python -m hallway.diary.ics.alone`` is the child: a line of JSON and the file on standard input, JSON on standard output.
"""

import json
import os
import signal
import subprocess
import sys
from dataclasses import dataclass, field
from datetime import UTC, datetime

from hallway.core import bounded

SECONDS, PATIENCE, MEMORY = 20, 60, 512 * 1024 * 1024
BYTES = 5 * 1024 * 1024


@dataclass
class Found:
    """``busy``: [(start, end)], UTC instants in order; ``problems``: [(line or None, code)]; ``whole``: whether anything was read."""

    busy: list = field(default_factory=list)
    problems: list = field(default_factory=list)

    @property
    def whole(self):
        return not any(
            code in ("not-a-calendar", "too-large", "reader-died") or (code == "too-slow" and line is None)
            for line, code in self.problems
        )


def busy_of(data, first, last, zone="UTC", own=(), seconds=SECONDS, memory=MEMORY, patience=PATIENCE):
    """``Found`` in any bytes, for [first, last). Never raises for what they hold.

    ``seconds`` of computing, ``patience`` by the clock, ``memory`` in bytes: what the child may take.
    """
    if len(data) > BYTES:
        return Found(problems=[(None, "too-large")])
    about = {"first": first.isoformat(), "last": last.isoformat(), "zone": zone, "own": list(own)}
    try:
        child = subprocess.run(  # noqa: S603 - our own interpreter and module
            [sys.executable, "-P", "-m", "hallway.diary.ics.alone", str(memory), str(seconds)],
            input=json.dumps(about).encode() + b"\n" + data, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            env=bounded.bare(os.environ), timeout=patience, start_new_session=True, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return Found(problems=[(None, "too-slow")])
    try:
        said = json.loads(child.stdout)
    except ValueError:
        slow = child.returncode in (-signal.SIGXCPU, -signal.SIGKILL)
        return Found(problems=[(None, "too-slow" if slow else "reader-died")])
    busy = [tuple(datetime.fromtimestamp(each, UTC) for each in pair) for pair in said["busy"]]
    return Found(busy, [tuple(each) for each in said["problems"]])


def _serve():
    from .reading import busy_in

    bounded.limit(int(sys.argv[1]))
    bounded.computing(float(sys.argv[2]))
    about, data = json.loads(sys.stdin.buffer.readline()), sys.stdin.buffer.read()
    first, last = (datetime.fromisoformat(about[name]) for name in ("first", "last"))
    busy, problems = busy_in(data, first, last, about["zone"], about["own"])
    json.dump({"busy": [[start.timestamp(), end.timestamp()] for start, end in busy], "problems": problems}, sys.stdout)


if __name__ == "__main__":
    _serve()
