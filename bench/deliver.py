"""How fast people are told: due events into durable notices and mails, and mails through a mail server on loopback.

    .venv/bin/python bench/deliver.py [--events 2000] [--folder DIR]

Prints events and letters a second of one worker, beside the rate of bare commits of one small row each on the same
PostgreSQL in the same run. Every event here tells one person; fsync is on; each letter is a text and an HTML body. What is
due to one address at once leaves as one letter that lists it, so letters are also sent to as many people as there are events.
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


def send_all(send_mail):
    """Send what is due: ``(letters, seconds, seconds of computing)``."""
    start, began, sent = time.perf_counter(), time.process_time(), 0
    while gone := send_mail():
        sent += gone
    return sent, time.perf_counter() - start, time.process_time() - began


def to_each(count):
    """One letter to each of ``count`` people, as long as those that events made."""
    from hallway.delivery.models import OutgoingMail

    like = OutgoingMail.objects.exclude(text="").order_by("pk").first()
    OutgoingMail.objects.bulk_create(
        OutgoingMail(
            to=f"each{number}@cedar.example", subject=like.subject, text=like.text, html=like.html, headers=like.headers,
            message_id=f"<each.{number}@cedar.example>",
        )
        for number in range(count)
    )  # fmt: skip


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
    from hallway.core.now import now
    from hallway.delivery import pace
    from hallway.delivery.models import Notice, OutgoingMail
    from hallway.delivery.sending import send_mail
    from hallway.delivery.working import deliver_events

    pace.MAILS = said.events  # the brake is not what is measured
    due = school(said.events)
    commits = bare(500)
    start, began, told = time.perf_counter(), time.process_time(), 0
    while worked := deliver_events():
        told += worked
    telling, telling_cpu = time.perf_counter() - start, time.process_time() - began
    notices, mails = Notice.objects.count(), OutgoingMail.objects.filter(state="queued").count()
    OutgoingMail.objects.filter(state="queued").update(next_at=now())  # some leave at the full minute
    gathered, _seconds, _computing = send_all(send_mail)
    listed = OutgoingMail.objects.filter(state="bundled").count()
    to_each(said.events)
    sent, sending, sending_cpu = send_all(send_mail)
    left = OutgoingMail.objects.filter(state="queued").count()
    controller.stop()
    print(f"bare commits         {commits:8.0f} a second")
    print(
        f"events told          {told / telling:8.0f} a second, {told / telling / commits:.2f} × a bare commit ({told} of {due})"
    )
    print(
        f"  into               {notices:8} notices and {mails} letters, which left as {gathered} ({listed} of them listed)"
    )
    print(
        f"letters sent         {sent / sending:8.0f} a second, {sent / sending / commits:.2f} × a bare commit ({sent}, one to each)"
    )
    print(
        f"of our own CPU       {telling_cpu / told * 1000:8.1f} ms an event, {sending_cpu / sent * 1000:.1f} ms a letter with its server"
    )
    if told != due or left or sent != said.events:
        sys.exit(f"not everything was told and sent: {due - told} events and {left} letters are left")


if __name__ == "__main__":
    main()
