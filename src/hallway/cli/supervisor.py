"""One box: the database, a web server and a worker, started in order, watched, and stopped together."""

import contextlib
import fcntl
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

from hallway.config.environment import Environment
from hallway.core.postgres import CannotServe, EmbeddedServer
from hallway.core.postgres.install import make_data_folder

from .answers import Failed
from .keys import make_key

STOP = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
GRACE = 30  # seconds that children have to end what they are doing
READY = 90  # seconds until the first page must have come
AGAIN_AT_MOST = 30  # seconds before a child that keeps ending is started again


class Stopped(Exception):
    """A signal asked for the end."""


@contextlib.contextmanager
def alone(data: Path) -> Iterator[None]:
    """One ``hallway up``, ``demo`` or ``restore`` at a time on a data folder."""
    make_data_folder(data)
    try:
        lock = os.open(data / "up.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as problem:
        raise Failed(f"The data folder {data} cannot be written: {problem.strerror}.") from None
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError:
        raise Failed(f"Hallway is already running with the data folder {data}; stop it first.") from None
    finally:
        os.close(lock)


class Child:
    """A command of ours as a child process, started again when it ends, with growing pauses."""

    def __init__(self, words: list[str], lifeline: int) -> None:
        self.words = words
        self.lifeline = lifeline
        self.process: subprocess.Popen | None = None
        self.failures = 0
        self.next_at = 0.0

    def start(self) -> None:
        self.started = time.monotonic()
        self.process = subprocess.Popen(  # noqa: S603
            command(*self.words, "--lifeline", str(self.lifeline)),
            pass_fds=(self.lifeline,),
            stdin=subprocess.DEVNULL,
            start_new_session=True,  # a Ctrl-C reaches us alone, and we stop them in order
        )

    def tend(self) -> None:
        """Start it, or start it again when it has ended and its pause is over."""
        if self.process is None:
            if time.monotonic() >= self.next_at:
                self.start()
        elif self.process.poll() is not None:
            self.failures = self.failures + 1 if time.monotonic() - self.started < 60 else 1
            self.next_at = time.monotonic() + min(2 ** (self.failures - 1), AGAIN_AT_MOST)
            print(
                f"hallway {self.words[0]} ended with {self.process.returncode}; it is started again.", file=sys.stderr
            )
            self.process = None

    def stop(self, sign: int = signal.SIGTERM) -> None:
        if self.process and self.process.poll() is None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, sign)


def command(*words: str) -> list[str]:
    """``hallway words…`` with the interpreter that runs us."""
    return [sys.executable, "-m", "hallway", *words]


def serve(environment: Environment, prepare: list[list[str]], ready: Callable[[], None], web: list[str]) -> None:
    """Run everything until a signal comes. ``prepare``: commands to run first, once the database is there; ``ready`` is called
    when the first page came; ``web``: more words for the web server. Leaves nothing running."""
    server = None if environment.database_url else EmbeddedServer(environment.data)
    if server:
        server.must_fit()
    with alone(environment.data), _signals():
        if not environment.secret_key:
            make_key(environment.data)
        _port_must_be_free(environment.bind)
        try:
            os.environ["HALLWAY_DATA"] = str(environment.data)
            if server:
                os.environ["HALLWAY_DATABASE_URL"] = server.start()
            for words in prepare:
                _run(words)
            _tend(environment, server, ready, web)
        except Stopped:
            print("Stopping.", flush=True)
        finally:
            if server:
                server.stop()


def _tend(environment: Environment, server: EmbeddedServer | None, ready: Callable[[], None], web: list[str]) -> None:
    theirs, ours = os.pipe()
    children = [Child(["web", *web], theirs), Child(["work"], theirs)]
    until: float | None = time.monotonic() + READY
    try:
        while True:
            if server:
                _revive(server)
            for child in children:
                child.tend()
            if until and _answers(environment.bind):
                until = None
                ready()
            if until and time.monotonic() > until:
                raise Failed("The web server did not start; the lines above say why.")
            time.sleep(0.1 if until else 1.0)
    finally:
        for child in children:
            child.stop()
        end = time.monotonic() + GRACE
        for child in children:
            if child.process:
                with contextlib.suppress(subprocess.TimeoutExpired):
                    child.process.wait(max(0.1, end - time.monotonic()))
                child.stop(signal.SIGKILL)
                child.process.wait()
        os.close(ours)
        os.close(theirs)


def _revive(server: EmbeddedServer) -> None:
    try:
        if server.revive():
            print("The database had stopped; it runs again.", file=sys.stderr)
    except CannotServe as told:
        print(f"hallway: {told}", file=sys.stderr)


def _run(words: list[str]) -> None:
    """Run a command to its end; our own end takes it along."""
    process = subprocess.Popen(command(*words), stdin=subprocess.DEVNULL, start_new_session=True)  # noqa: S603
    try:
        if process.wait():
            raise Failed(f"`hallway {words[0]}` did not work, so nothing was started.")
    except BaseException:
        if process.poll() is None:
            process.terminate()
            process.wait()
        raise


@contextlib.contextmanager
def _signals() -> Iterator[None]:
    """The first signal asks for the end; later ones are not heard, so that stopping is not itself broken off."""

    def asked(number: int, frame: object) -> None:
        for each in STOP:
            signal.signal(each, signal.SIG_IGN)
        raise Stopped

    kept = {number: signal.signal(number, asked) for number in STOP}
    try:
        yield
    finally:
        for number, handler in kept.items():
            signal.signal(number, handler)


def _port_must_be_free(bind: tuple[str, int]) -> None:
    try:
        family, *_, address = socket.getaddrinfo(*bind, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as problem:
        why = "somebody else is using it" if "in use" in str(problem.strerror) else str(problem.strerror).lower()
        raise Failed(f"Port {bind[1]} on {bind[0]} cannot be used: {why}.") from None


def _answers(bind: tuple[str, int]) -> bool:
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(bind[0], bind[0])  # noqa: S104
    place = f"[{host}]:{bind[1]}" if ":" in host else f"{host}:{bind[1]}"
    asked = urllib.request.Request(f"http://{place}/healthz", headers={"Host": "localhost"})
    try:
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with opener.open(asked, timeout=2) as answer:
            return answer.status == 200
    except OSError:
        return False
