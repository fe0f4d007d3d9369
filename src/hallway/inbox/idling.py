"""IDLE (RFC 2177): the mail server says by itself when something comes. Written on imaplib's connection: what the server sent
in one breath with its "go on" must not be overlooked, and we want to look up every second for whether to stop.
"""

import contextlib
import select
import time


def offered(box):
    """Whether the signed-in server knows IDLE. Asked anew: many tell it only after signing in."""
    answer, data = box.client.capability()
    return answer == "OK" and b"IDLE" in b" ".join(filter(None, data)).upper().split()


def told_meanwhile(box, mails):
    """Whether the server speaks of another number of mails than the folder had when it was opened. Asked, since some servers
    idle without a word about what came before."""
    box.client.noop()
    counts = [int(count) for count in box.client.response("EXISTS")[1] or [] if count and count.isdigit()]
    return bool(counts) and counts[-1] != mails


def wait(box, seconds, stop):
    """Idle until the server says anything, ``seconds`` are over or ``stop()`` is true. True: it said something."""
    client = box.client
    tag = client._command("IDLE")
    said = False
    while client._get_response() is not None:  # the continuation is None; what comes before it counts as well
        said = True
        if client.tagged_commands[tag]:
            raise OSError("the mail server does not idle")
    until = time.monotonic() + seconds
    while not said and time.monotonic() < until and not stop():
        said = _heard(client, 1.0)
    client.send(b"DONE\r\n")
    box.consume_until_tagged_response(tag)
    return said


def _heard(client, seconds):
    """Whether something came within ``seconds``: first what lies read already, then what the network brings."""
    file, patience = getattr(client, "_file", None) or client.file, client.sock.gettimeout()
    client.sock.settimeout(0)
    try:
        with contextlib.suppress(OSError):  # an encrypted connection says "nothing yet" this way
            if file.peek(1):
                return True
    finally:
        client.sock.settimeout(patience)
    poller = select.poll()
    poller.register(client.sock.fileno(), select.POLLIN)
    return bool(poller.poll(seconds * 1000))
