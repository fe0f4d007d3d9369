"""Calls pages over HTTP and times them: real processes, kept connections, one client or several."""

import http.client
import os
import signal
import socket
import statistics
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from contextlib import contextmanager, suppress

import world


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def running(words, environ, port, path):
    """A server process in a group of its own, stopped at the end, also when this one is killed; yields it once ``path`` answers (at
    once when there is none).

    ``words`` may hold ``{lifeline}``: the pipe that closes when we are gone.
    """
    theirs, ours = os.pipe()
    words = [word.replace("{lifeline}", str(theirs)) for word in words]
    process = subprocess.Popen(words, env=environ, cwd=world.TOP, start_new_session=True, pass_fds=[theirs])
    os.close(theirs)
    try:
        if path:
            _await(process, port, path)
        yield process
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGTERM)
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
        os.close(ours)


def _await(process, port, path):
    until = time.monotonic() + 60
    while time.monotonic() < until:
        if process.poll() is not None:
            raise SystemExit(f"the server of port {port} ended at once")
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=5):
                return
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.1)
    raise SystemExit(f"nothing answers on port {port}")


def web(url, folder, port):
    """``hallway web`` as everybody starts it, on this database."""
    words = [sys.executable, "-m", "hallway", "web", "--workers", "2", "--lifeline", "{lifeline}"]
    return running(words, world.surroundings(url, folder, port), port, "/healthz")


def bare(url, folder, port):
    environ = world.surroundings(url, folder, port)
    environ["PYTHONPATH"] = os.pathsep.join([environ["PYTHONPATH"], str(world.TOP / "bench")])
    return running([sys.executable, "-c", f"import bare; bare.serve({port}, {{lifeline}})"], environ, port, "/")


def cookies(member):
    """The Cookie header of a member who has signed in, made in the database."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    session = SessionStore()
    session[SESSION_KEY] = str(member.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = member.get_session_auth_hash()
    session.save()
    token = "b" * 32
    return f"sessionid={session.session_key}; csrftoken={token}", token


class Times:
    """What one kind of call took, in milliseconds, and how many a second."""

    def __init__(self, took, seconds, size):
        self.took, self.seconds, self.size = sorted(took), seconds, size

    @property
    def p50(self):
        return statistics.median(self.took)

    @property
    def p95(self):
        return self.took[min(int(len(self.took) * 0.95), len(self.took) - 1)]

    @property
    def rate(self):
        return len(self.took) / self.seconds


def call(port, make, *, clients=1, seconds=4.0, least=30, warm=8, expect=(200,)):
    """Call ``make(n)`` → (method, path, headers, body) again and again; returns ``Times``. Raises when an answer is not expected.

    Each client keeps its connection. The first ``warm`` calls of each are not counted.
    """
    took, sizes, lock, wrong = [], [], threading.Lock(), []
    counter = iter(range(10**9))
    begin = threading.Barrier(clients + 1)

    def client():
        try:
            visit()
        except Exception as problem:
            wrong.append((type(problem).__name__, str(problem), b""))
            begin.abort()

    def visit():
        link = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
        mine, size = [], 0
        for _again in range(warm):
            with lock:
                n = next(counter)
            link.request(*_words(make(n)))
            link.getresponse().read()
        begin.wait()
        until = time.perf_counter() + seconds
        while time.perf_counter() < until or len(mine) * clients < least:
            with lock:
                n = next(counter)
            words = _words(make(n))
            started = time.perf_counter()
            link.request(*words)
            answer = link.getresponse()
            body = answer.read()
            mine.append((time.perf_counter() - started) * 1000)
            size = max(size, len(body))
            if answer.status not in expect:
                wrong.append((answer.status, words[1], body[:2000]))
                break
        with lock:
            took.extend(mine)
            sizes.append(size)

    threads = [threading.Thread(target=client) for _each in range(clients)]
    for thread in threads:
        thread.start()
    with suppress(threading.BrokenBarrierError):
        begin.wait(120)
    started = time.perf_counter()
    for thread in threads:
        thread.join(seconds + 120)
    if wrong:
        raise SystemExit(f"{wrong[0][0]} for {wrong[0][1]}: {wrong[0][2].decode(errors='replace')}")
    return Times(took, time.perf_counter() - started, max(sizes))


def _words(said):
    method, path, headers, body = said
    return method, path, body, headers
