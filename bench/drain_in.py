"""A queue of 10,000 mails, as after a week without a worker: one ``hallway work`` drains it, in how much time and memory.

    nice .venv/bin/python bench/drain_in.py [--mails 10000] [--folder DIR]

The mails came in from 200 teachers, are kept and not read yet. Printed are mails a second and the peak of resident memory
(VmHWM) of the worker and of the process that reads for it, when a tenth is done and at the end. Fails when the peak grew by
more than 64 MB after the first tenth, when less than ten mails a second went through, or when one was lost. fsync is on. Linux.
"""

import argparse
import contextlib
import re
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
import calling
import mail_in
import memory
import world

LIMIT, PACE = 64, 10


def peak(pid):
    """MiB that the process and those below it had resident at their most, added up."""
    total = 0
    for each in memory.family(pid):
        with contextlib.suppress(OSError):  # it ended meanwhile
            said = re.search(r"VmHWM:\s+(\d+) kB", Path(f"/proc/{each}/status").read_text())
            total += int(said[1]) / 1024 if said else 0
    return total


def incoming(count):
    """So many different mails that came over a week, kept and not read."""
    from django.db import connection

    from hallway.inbox.keeping import keep_many
    from hallway.inbox.models import Mail

    words = " ".join(mail_in.WORDS) * 12

    def mails():
        for number in range(count):
            head = f"From: t{number % 200}@cedar.example\r\nTo: help@cedar.example\r\nSubject: Projector {number}\r\n"
            yield f"{head}Message-ID: <{number}@cedar.example>\r\n\r\nNumber {number}.\r\n{words}\r\n".encode()

    keep_many(mails(), "bench")
    with connection.cursor() as cursor:  # so that nobody seems to flood the house
        cursor.execute(
            "UPDATE inbox_mail SET received_at = now() - interval '7 days' * ((SELECT max(id) FROM inbox_mail) - id) / %s",
            [count],
        )
    return Mail.objects.filter(verdict=None)


def drained(name, waiting, environ):
    """Start a worker, wait until nothing is left; whether it held the bounds."""
    count, words = waiting.count(), [sys.executable, "-m", "hallway", "work", "--lifeline", "{lifeline}"]
    with calling.running(words, environ, 0, "") as worker:
        start, early = time.perf_counter(), 0.0
        while left := waiting.count():
            if worker.poll() is not None:
                sys.exit("the worker ended")
            if not early and left < count * 0.9:
                early = peak(worker.pid)
            time.sleep(0.5)
        seconds, late = time.perf_counter() - start, peak(worker.pid)
    fine = late - early <= LIMIT and count / seconds >= PACE
    print(
        f"| {name} | {count} | {count / seconds:.0f} | {early:.0f} | {late:.0f} | {'yes' if fine else 'no'} |",
        flush=True,
    )
    return fine


def main():
    said = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    said.add_argument("--mails", type=int, default=10_000)
    said.add_argument("--folder", type=Path, default=world.default_folder())
    said = said.parse_args()
    server = world.start(said.folder)
    import psycopg

    with psycopg.connect(server.url, dbname="postgres", autocommit=True) as ask:
        ask.execute("DROP DATABASE IF EXISTS bench_drain_in WITH (FORCE)")
    url = world.database(server, "drain_in")
    world.use(url, said.folder)
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    mail_in.people(200)
    print(
        "| waiting | mails | a second | peak MiB at a tenth | at the end | within bounds |\n|---|--:|--:|--:|--:|---|"
    )
    fine = drained("came in, to be read", incoming(said.mails), world.surroundings(url, said.folder))
    from django.db.models import Count

    from hallway.inbox.models import Mail

    print(dict(Mail.objects.values_list("verdict").annotate(n=Count("pk"))))
    lost = said.mails - Mail.objects.filter(verdict__in=["opened", "added", "parked"]).count()
    if lost:
        print(f"{lost} mails have no verdict")
    return 0 if fine and not lost else 1


if __name__ == "__main__":
    sys.exit(main())
