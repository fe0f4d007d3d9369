"""A real IMAP server and a door that drops connections, on loopback, started by the tests that want them."""

import contextlib
import email
import email.policy
import imaplib
import socket
import subprocess
import sys
import threading
import time

USER, PASSWORD = "help", "a long enough word"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


# A password is worth half a million rounds to pymap, a fifth of a second at each sign-in; tests sign in some thousand times.
PYMAP = """
from pymap.config import IMAPConfig
from pymap.main import main
from pysasl.hashing import BuiltinHash
IMAPConfig._get_hash_context = classmethod(lambda cls, said: BuiltinHash(rounds=1))
main()
"""


@contextlib.contextmanager
def imap_server():
    """An IMAP server in memory with one mailbox; gives its port."""
    port = free_port()
    words = [
        "--host",
        "127.0.0.1",
        "--port",
        str(port),
        "--no-tls",
        "--no-service",
        "managesieve",
        "--no-service",
        "admin",
    ]
    server = subprocess.Popen(
        [sys.executable, "-c", PYMAP, *words, "dict", "--demo-user", USER, "--demo-password", PASSWORD],
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
    )  # fmt: skip
    try:
        for _try in range(150):
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
                break
            if server.poll() is not None:
                raise RuntimeError(server.stderr.read().decode()[-500:])
            time.sleep(0.2)
        yield port
    finally:
        server.terminate()
        try:
            server.wait(10)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()
        server.stderr.close()


def signed_in(port):
    """A client of the server with an empty INBOX selected."""
    client = imaplib.IMAP4("127.0.0.1", port, timeout=30)
    client.login(USER, PASSWORD)
    client.select("INBOX")
    if client.search(None, "ALL")[1][0]:
        client.store("1:*", "+FLAGS", "\\Deleted")
        client.expunge()
    return client


class Post:
    """A real SMTP server that keeps what it gets: ``Post()`` in a ``with``; ``post.to(address)`` are parsed mails."""

    def __init__(self):
        self.got = []

    async def handle_DATA(self, server, session, envelope):
        self.got.append((envelope.rcpt_tos[0], envelope.content))
        return "250 kept"

    def to(self, address):
        return [email.message_from_bytes(raw, policy=email.policy.default) for who, raw in self.got if who == address]

    def __enter__(self):
        from aiosmtpd.controller import Controller

        self.port = free_port()
        self.controller = Controller(self, hostname="127.0.0.1", port=self.port)
        self.controller.start()
        return self

    def __exit__(self, *trouble):
        self.controller.stop()


class CuttingDoor:
    """A TCP door before a server that cuts the connection at the ``at``-th line of the client.

    ``way``: "before" the server sees that line; "after" it saw it, but nothing of its answer comes back; "within" the first
    piece of its answer. ``at`` None never cuts. ``lines``: how many the client sent on its last connection.
    """

    def __init__(self, port, at=None, way="before"):
        self.to, self.at, self.way, self.lines = port, at, way, 0
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self):
        while True:
            try:
                client, _where = self.listener.accept()
            except OSError:
                return
            self.lines, due = 0, threading.Event()
            server = socket.create_connection(("127.0.0.1", self.to))
            threading.Thread(target=self._up, args=(client, server, due), daemon=True).start()
            threading.Thread(target=self._down, args=(server, client, due), daemon=True).start()

    def _up(self, client, server, due):
        with contextlib.suppress(OSError):
            while data := client.recv(65536):
                self.lines += data.count(b"\n")
                if self.at is not None and self.lines >= self.at:
                    if self.way == "before":
                        break
                    due.set()
                server.sendall(data)
        self._cut(client, server)

    def _down(self, server, client, due):
        with contextlib.suppress(OSError):
            while data := server.recv(65536):
                if due.is_set():
                    if self.way == "within":
                        client.sendall(data[: len(data) // 2])
                    break
                client.sendall(data)
        self._cut(client, server)

    @staticmethod
    def _cut(*ends):
        for end in ends:
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()

    def close(self):
        self._cut(self.listener)  # to close it alone would leave the thread that waits at it, and the port open
