"""Mailboxes whose servers tell of new mail by themselves are watched, so that a mail is a request within two seconds.

One thread a mailbox in one of all workers: whoever has the lock. It reads what is new, idles for four minutes at most (a
server may hang up after 29, and networks forget quiet connections sooner), and reads again. Where IDLE is not offered, or
anything goes wrong, the pass every half minute (``jobs.fetch_mailboxes``) has the mailbox.
"""

import contextlib
import logging
import threading
import time

from django.db import connection

from . import idling
from .alone import alone_with
from .fetching import Came, ill, read, well
from .mailboxes import name_of, row_of, servers, signed_in
from .models import Mailbox

log = logging.getLogger("hallway.inbox")
RENEW = 240  # seconds of one IDLE
LOOK = 5  # seconds between two looks for mailboxes that nobody watches
WITHOUT = 600  # seconds before a server that offered no IDLE is asked again
PAUSE, PAUSE_AT_MOST = 5, 300  # seconds after trouble, longer each time


class Watch:
    """The watching of one mailbox by this process."""

    def __init__(self, server, stop):
        self.server, self.stop, self.failures = server, stop, 0
        self.next_at, self.thread = 0.0, None

    def tend(self):
        """Start it when it does not run and its pause is over."""
        if (self.thread and self.thread.is_alive()) or time.monotonic() < self.next_at or self.stop.is_set():
            return
        self.thread = threading.Thread(target=self.run, name=f"watch {name_of(self.server)}", daemon=True)
        self.thread.start()

    def run(self):
        row = None
        try:
            row = row_of(self.server)
            with alone_with(row.name) as ours:
                self.next_at = time.monotonic() + (self.watch(row) if ours else LOOK)
            self.failures = 0
        except Exception as trouble:
            self.failures += 1
            self.next_at = time.monotonic() + min(PAUSE * 2 ** (self.failures - 1), PAUSE_AT_MOST)
            with contextlib.suppress(Exception):  # the database may be what is away
                ill(row, trouble)
        finally:
            connection.close()

    def watch(self, row):
        """Read and idle until told to stop; the seconds until the next try."""
        with signed_in(self.server, row) as box:
            pushes = idling.offered(box)
            Mailbox.objects.filter(pk=row.pk).update(pushes=pushes)
            if not pushes:
                return WITHOUT
            while not self.stop.is_set():
                read(box, self.server, row, Came(row.name))
                well(row)
                self.failures = 0
                if not idling.told_meanwhile(box, row.mails):
                    idling.wait(box, RENEW, self.stop.is_set)
        return 0


def watch(stop):
    """Watch every mailbox until ``stop`` (a ``threading.Event``) is set; what the worker runs."""
    watches: dict = {}
    while not stop.is_set():
        try:
            named = {name_of(server): server for server in servers()}
        except Exception:
            log.exception("the mailboxes could not be listed; tried again in %s seconds", LOOK)
            named = {name: one.server for name, one in watches.items()}
        finally:
            connection.close()
        for name in set(watches) - set(named):
            watches.pop(name).stop.set()
        for name, server in named.items():
            if name in watches and watches[name].server != server:  # another password, say
                watches.pop(name).stop.set()
            watches.setdefault(name, Watch(server, Stop(stop))).tend()
        stop.wait(LOOK)
    for one in watches.values():
        if one.thread:
            one.thread.join(15)


class Stop:
    """Set when the worker stops, or when this one watch alone is to end."""

    def __init__(self, all_of_it):
        self.all_of_it, self.this_one = all_of_it, threading.Event()

    def is_set(self):
        return self.all_of_it.is_set() or self.this_one.is_set()

    def set(self):
        self.this_one.set()
