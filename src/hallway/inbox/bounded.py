"""Reading in a child process with bounded time and memory. One child is kept and reused, so that it costs no more than a
pipe; when a mail kills it or takes too long, that mail is given up and the next one gets a new child.

The child knows no database, no settings and no secrets. ``python -m hallway.inbox.bounded`` is the child.
"""

import atexit
import contextlib
import json
import os
import select
import signal
import struct
import subprocess
import sys
import threading
import time

from hallway.core import bounded as core

from . import bounds
from .reading import Reading, read

SIZE = struct.Struct(">QI")  # bytes of the mail, bytes of our own addresses
ANSWER = struct.Struct(">I")  # bytes of the reading's JSON; the files' contents follow it
READY = b"!"
FRESH_AFTER = 2000  # mails, so that no slow leak of a library matters


class Unreadable(Exception):
    """Reading took too long ("too-slow") or killed its process ("reader-died"); ``code`` says which."""

    def __init__(self, code):
        super().__init__(code)
        self.code = code


class Reader:
    """One child. Safe to share between threads; each process has its own.

    ``seconds``: of computing for one mail, which the child's own limit holds however busy the machine is.
    ``patience``: by the clock. ``memory``: bytes.
    """

    def __init__(self, seconds=bounds.SECONDS, memory=bounds.MEMORY, patience=bounds.PATIENCE):
        self.seconds, self.memory, self.patience = seconds, memory, patience
        self.lock, self.child, self.owner, self.count, self.used = threading.Lock(), None, None, 0, 0.0

    def read(self, raw, own=()):
        """The ``Reading`` of ``raw``. Raises ``Unreadable``."""
        with self.lock:
            self.used = time.monotonic()
            for attempt in (1, 2):
                child = self._running()
                try:
                    said = json.dumps(list(own)).encode()
                    child.stdin.write(SIZE.pack(len(raw), len(said)) + said)
                    child.stdin.write(raw)
                    child.stdin.flush()
                except OSError:
                    self.stop()
                    if attempt == 2:
                        raise Unreadable("reader-died") from None
                    continue  # it died between two mails, which is no fault of this one
                return self._answer(child)

    def rest(self, idle=60):
        """Let the child go when it has had nothing to do for ``idle`` seconds; the next mail starts another."""
        with self.lock:
            if self.child and time.monotonic() - self.used > idle:
                self.stop()

    def _answer(self, child):
        if not select.select([child.stdout], [], [], self.patience)[0]:
            self.stop()
            raise Unreadable("too-slow")
        try:
            about = json.loads(_exactly(child.stdout, ANSWER.unpack(_exactly(child.stdout, ANSWER.size))[0]))
            contents = [_exactly(child.stdout, file["size"]) for file in about["attachments"]]
        except (EOFError, OSError, ValueError):
            ended = self.stop()
            raise Unreadable("too-slow" if ended == -signal.SIGXCPU else "reader-died") from None
        return Reading.of(about, contents)

    def _running(self):
        self.count += 1
        if self.child and (self.owner != os.getpid() or self.child.poll() is not None or self.count > FRESH_AFTER):
            self.stop()
        if self.child is None:
            self.owner, self.count = os.getpid(), 0
            self.child = subprocess.Popen(  # noqa: S603 - our own interpreter and module
                [sys.executable, "-P", "-m", "hallway.inbox.bounded", str(self.memory), str(self.seconds)],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                env=core.bare(os.environ), start_new_session=True,
            )  # fmt: skip
            if not select.select([self.child.stdout], [], [], self.patience)[0] or self.child.stdout.read(1) != READY:
                self.stop()
                raise OSError("the process that reads mail does not start")
        return self.child

    def stop(self):
        """End the child; how it ended. A child of the process we were forked from is only let go, never ended."""
        child, self.child = self.child, None
        if child is None:
            return None
        if self.owner == os.getpid():
            with contextlib.suppress(subprocess.TimeoutExpired):
                child.wait(0.2)  # one that ended by itself says how
            child.kill()
            child.wait()
        for pipe in (child.stdin, child.stdout):
            with contextlib.suppress(OSError):
                pipe.close()
        return child.returncode


def _exactly(pipe, size):
    data = pipe.read(size)
    if len(data) < size:
        raise EOFError
    return data


_reader = Reader()
atexit.register(_reader.stop)


def read_bounded(raw, own=()):
    """The ``Reading`` of ``raw`` from this process's child: at most 10 s and 512 MB. Raises ``Unreadable``."""
    return _reader.read(raw, own)


def rest():
    """Let this process's child go when it is idle; for the worker between mails."""
    _reader.rest()


def _serve(source, sink, seconds):
    """The child's life: a mail in, a reading out, until the parent closes the pipe."""
    sink.write(READY)
    sink.flush()
    while True:
        head = source.read(SIZE.size)
        if len(head) < SIZE.size:
            return
        size, said = SIZE.unpack(head)
        own = json.loads(source.read(said))
        core.computing(seconds)
        reading = read(source.read(size), tuple(own))
        about = json.dumps(reading.kept()).encode("ascii")
        sink.write(ANSWER.pack(len(about)) + about)
        for file in reading.attachments:
            sink.write(file.content)
        sink.flush()


if __name__ == "__main__":
    core.limit(int(sys.argv[1]) if len(sys.argv) > 1 else bounds.MEMORY)
    _serve(sys.stdin.buffer, sys.stdout.buffer, float(sys.argv[2]) if len(sys.argv) > 2 else bounds.SECONDS)
