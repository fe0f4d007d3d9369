"""How fast a mailbox on a real IMAP server (Dovecot on loopback) becomes durable rows, and in how much memory.

    .venv/bin/python bench/mail_doors.py [--mails 2000] [--folder DIR]

Prints mails a second and the growth of this process for the first pass, for a pass over a mailbox without news, and for all of
it again after the server numbered it anew. Every mail is a committed row (fsync on) before it is marked as read.
"""

import argparse
import os
import resource
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
import world
from mail_in import mails


def fill(server, count):
    """``count`` mails of 2.6 kB in the server's INBOX, written where it finds them."""
    mails(server.maildir, count, lambda n: (f"t{n % 200}@cedar.example", "help@cedar.example", f"Projector {n}"))
    (server.maildir / "cur").mkdir()
    (server.maildir / "tmp").mkdir()
    about = (server.place / "mail").stat()
    for folder, _folders, files in os.walk(server.maildir):
        for path in [Path(folder), *(Path(folder) / name for name in files)]:
            os.chown(path, about.st_uid, about.st_gid)


def main():
    said = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    said.add_argument("--mails", type=int, default=2000)
    said.add_argument("--folder", type=Path, default=world.default_folder())
    said = said.parse_args()
    server = world.start(said.folder)
    import psycopg

    with psycopg.connect(server.url, dbname="postgres", autocommit=True) as ask:
        ask.execute("DROP DATABASE IF EXISTS bench_mail_doors WITH (FORCE)")
    world.use(world.database(server, "mail_doors"), said.folder)
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    from tests.inbox.dovecot import dovecot
    from tests.inbox.servers import PASSWORD

    from hallway.core.mailservers import MailServer
    from hallway.inbox import fetching
    from hallway.inbox.models import Copy, Mail, Mailbox

    with dovecot() as dove:
        fill(dove, said.mails)
        mailbox = MailServer("127.0.0.1", dove.port, dove.user, PASSWORD, "none", "INBOX")
        for name in ("first pass", "nothing new", "numbered anew"):
            if name == "numbered anew":
                Mailbox.objects.update(uidvalidity=1)
            before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
            start = time.perf_counter()
            came = fetching.fetch(mailbox)
            seconds = time.perf_counter() - start
            grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
            rate = f"{came.taken / seconds:7.0f} a second" if came.taken else f"{seconds * 1000:7.0f} ms      "
            print(f"{name:<16}{rate}   {came.taken} taken, {grown:.0f} MB more {came.error}")
        print(f"rows {Mail.objects.count()}, copies {Copy.objects.count()}")


if __name__ == "__main__":
    main()
