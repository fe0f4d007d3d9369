"""How fast people are told: due events into durable notices and mails, and mails through a mail server on loopback.

    .venv/bin/python bench/deliver.py [--events 2000] [--folder DIR]

Prints events and mails a second of one worker, beside the rate of bare commits of one small row each on the same
PostgreSQL in the same run. Every event here tells one person; fsync is on; each mail is a text and an HTML body.
"""

import argparse
import socket
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
import world


def school(count):
    """Fresh requests at four campuses, opened by verbs; nobody was told yet. How many events are due."""
    from hallway.asks.models import Ask
    from hallway.core.now import now
    from hallway.core.verb import HALLWAY
    from hallway.history.models import Event
    from hallway.people.models import Campus, District, Member, Post

    District.objects.get_or_create(pk=1, defaults={"name": "Cedar Valley"})
    campuses, teachers = [], []
    for number in range(4):
        campus = Campus.add(by=HALLWAY, name=f"Campus {number}", code=f"C{number}")
        campuses.append(campus)
        for each in range(25):
            its = Member.add(by=HALLWAY, email=f"its{number}.{each}@cedar.example", name=f"Its {each}")
            Post.add(by=HALLWAY, member=its, role="its", campus=campus)
            teacher = Member.add(by=HALLWAY, email=f"t{number}.{each}@cedar.example", name=f"Teacher {each}")
            Post.add(by=HALLWAY, member=teacher, role="teacher", campus=campus)
            teachers.append((teacher, its, campus))
    for number in range(count // 2):
        teacher, its, campus = teachers[number % len(teachers)]
        Ask.open(
            by=teacher, requester=teacher, campus=campus, line=f"Request {number}", detail="words " * 40, holder=its
        )
    return Event.objects.filter(told=None, due__lte=now()).count()


def bare(count):
    """Commits a second of one small row each: what the machine's disk and PostgreSQL allow."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE IF NOT EXISTS bare_small (id bigserial PRIMARY KEY, word text)")
        start = time.perf_counter()
        for _ in range(count):
            cursor.execute("INSERT INTO bare_small (word) VALUES ('x')")
        return count / (time.perf_counter() - start)


def mail_server():
    """A mail server that takes everything; ``(controller, port)``."""
    from aiosmtpd.controller import Controller

    class Takes:
        async def handle_DATA(self, server, session, envelope):
            return "250 OK"

    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port = one.getsockname()[1]
    controller = Controller(Takes(), hostname="127.0.0.1", port=port)
    controller.start()
    return controller, port


def main():
    words = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    words.add_argument("--events", type=int, default=2000)
    words.add_argument("--folder", default=str(world.default_folder()))
    said = words.parse_args()
    server = world.start(said.folder)
    import psycopg

    with psycopg.connect(server.url, dbname="postgres", autocommit=True) as ask:
        ask.execute("DROP DATABASE IF EXISTS bench_deliver WITH (FORCE)")
    controller, port = mail_server()
    import os

    url = world.database(server, "deliver")
    os.environ.update(world.surroundings(url, said.folder) | {"HALLWAY_MAIL_OUT": f"smtp://127.0.0.1:{port}"})
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from hallway.delivery import pace
    from hallway.delivery.models import Notice, OutgoingMail
    from hallway.delivery.sending import send_mail
    from hallway.delivery.working import deliver_events

    pace.MAILS = said.events  # the brake is not what is measured
    due = school(said.events)
    commits = bare(500)
    start, began = time.perf_counter(), time.process_time()
    told = deliver_events()
    telling, telling_cpu = time.perf_counter() - start, time.process_time() - began
    notices, mails = Notice.objects.count(), OutgoingMail.objects.filter(state="queued").count()
    start, began, sent = time.perf_counter(), time.process_time(), 0
    while left := send_mail():
        sent += left
    sending, sending_cpu = time.perf_counter() - start, time.process_time() - began
    controller.stop()
    print(f"bare commits         {commits:8.0f} a second")
    print(
        f"events told          {told / telling:8.0f} a second, {told / telling / commits:.2f} × a bare commit ({told} of {due})"
    )
    print(f"  into               {notices:8} notices and {mails} mails")
    print(
        f"mails sent           {sent / sending:8.0f} a second, {sent / sending / commits:.2f} × a bare commit ({sent})"
    )
    print(
        f"of our own CPU       {telling_cpu / told * 1000:8.1f} ms an event, {sending_cpu / sent * 1000:.1f} ms a mail with its server"
    )
    if told != due or sent != mails:
        sys.exit("not everything was told and sent")


if __name__ == "__main__":
    main()
