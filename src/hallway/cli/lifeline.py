"""A child notices that its parent is gone, even when the parent was killed with -9: their common pipe closes."""

import argparse
import os
import signal
import threading


def words(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--lifeline", type=int, metavar="FD", help=argparse.SUPPRESS)


def hold(descriptor: int | None) -> threading.Event:
    """Watch the pipe; when it closes, set the event and ask this process to stop."""
    gone = threading.Event()

    def watch() -> None:
        try:
            while os.read(descriptor or 0, 1):
                pass
        except OSError:
            pass
        gone.set()
        os.kill(os.getpid(), signal.SIGTERM)

    if descriptor is not None:
        threading.Thread(target=watch, name="lifeline", daemon=True).start()
    return gone
