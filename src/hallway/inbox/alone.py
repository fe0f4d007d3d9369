"""One worker per mailbox, and for mail that waits to be read: a lock that PostgreSQL holds for as long as our connection lives,
so that a killed worker lets go.
"""

import contextlib
import hashlib
import time

from django.db import Error, connection

PAUSE = 0.25  # seconds between two tries


@contextlib.contextmanager
def alone_with(name, patience=0.0):
    """Whether ``name`` is ours alone for the block; tried for ``patience`` seconds. Never waits for longer, never raises for that."""
    key = int.from_bytes(hashlib.sha256(f"hallway mailbox {name}".encode()).digest()[:8], "big", signed=True)
    until = time.monotonic() + patience
    ours = _ask("SELECT pg_try_advisory_lock(%s)", key)
    while not ours and time.monotonic() < until:
        time.sleep(PAUSE)
        ours = _ask("SELECT pg_try_advisory_lock(%s)", key)
    try:
        yield ours
    finally:
        if ours:
            with contextlib.suppress(Error):  # the connection is gone, and the lock with it
                _ask("SELECT pg_advisory_unlock(%s)", key)


def _ask(statement, key):
    with connection.cursor() as cursor:
        cursor.execute(statement, [key])
        return cursor.fetchone()[0]
