"""How many queued mails drain, and in how much memory: rows as they are after a long outage, a mail server of its own process.

    .venv/bin/python bench/drain.py [--mails 10000] [--folder DIR]

Prints mails a second of one worker and how much its memory grew from the first two hundred mails to the last. Every mail goes to an
address of its own, with a text and an HTML body of 2.6 kB together. Exit 1 when mails are left or memory grew by more than 32 MB.
"""

import argparse
import multiprocessing
import os
import resource
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
import deliver
import world

MOST = 32  # MB


def serve(pipe):
    controller, port = deliver.mail_server()
    pipe.send(port)
    pipe.recv()
    controller.stop()


def peak():
    """MB of this process at its highest."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main():
    words = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    words.add_argument("--mails", type=int, default=10_000)
    words.add_argument("--folder", default=str(world.default_folder()))
    said = words.parse_args()
    here, there = multiprocessing.Pipe()
    process = multiprocessing.get_context("spawn").Process(target=serve, args=(there,), daemon=True)
    process.start()
    port = here.recv()
    server = world.start(said.folder)
    import psycopg

    with psycopg.connect(server.url, dbname="postgres", autocommit=True) as ask:
        ask.execute("DROP DATABASE IF EXISTS bench_drain WITH (FORCE)")
    url = world.database(server, "drain")
    os.environ.update(world.surroundings(url, said.folder) | {"HALLWAY_MAIL_OUT": f"smtp://127.0.0.1:{port}"})
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from hallway.delivery.models import STILL_HERE, OutgoingMail
    from hallway.delivery.sending import Rest, send_mail

    text, html = "words " * 130, "<p>" + "words " * 300 + "</p>"
    for begin in range(0, said.mails, 1000):
        OutgoingMail.objects.bulk_create(
            OutgoingMail(to=f"t{n}@cedar.example", subject=f"Mail {n}", text=text, html=html, message_id=f"<{n}@bench>")
            for n in range(begin, min(begin + 1000, said.mails))
        )
    sent, first, start = send_mail(), peak(), time.perf_counter()
    begun = sent
    while OutgoingMail.objects.filter(STILL_HERE).exists() and time.perf_counter() - start < 3600:
        Rest.until = 0.0
        sent += send_mail()
    took, last = time.perf_counter() - start, peak()
    here.send("enough")
    print(f"mails drained        {sent:8} of {said.mails}")
    print(f"a second             {(sent - begun) / took:8.0f}")
    print(f"memory               {last:8.0f} MB at most, {last - first:.0f} MB more than after the first {begun}")
    if sent != said.mails or last - first > MOST:
        sys.exit("not everything was sent, or memory grew")


if __name__ == "__main__":
    main()
