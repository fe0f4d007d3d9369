"""How fast mail becomes durable requests: ``hallway mail take`` of a Maildir of 2.6 kB mails, all checks on.

    .venv/bin/python bench/mail_in.py [--mails 3000] [--folder DIR]

Prints messages a second for new requests, for answers that join them, and for the same mails again, beside the rate of bare
commits of one such row each on the same PostgreSQL in the same run. Every mail is on disk before it is read (fsync on).
Beside each rate: milliseconds of processor time a mail, which a busy host changes less: of this process (decides and writes), of
the child that reads, of PostgreSQL's process for us. At the end the same by two processes at once, which is how two doors bring mail.
"""

import argparse
import io
import json
import os
import random
import shutil
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
import world

WORDS = [
    "the",
    "projector",
    "in",
    "room",
    "shows",
    "no",
    "picture",
    "since",
    "this",
    "morning",
    "and",
    "class",
    "starts",
    "at",
    "nine",
    "please",
    "come",
    "when",
    "you",
    "can",
    "thank",
    "you",
]


def mails(folder, count, tell):
    """Write ``count`` mails of about 2.6 kB to a Maildir; ``tell(i) -> (sender, to, subject)``."""
    chance = random.Random(7)
    new = Path(folder) / "new"
    new.mkdir(parents=True)
    for number in range(count):
        sender, to, subject = tell(number)
        text = "\r\n".join(" ".join(chance.choice(WORDS) for _ in range(11)) for _ in range(24))
        raw = (
            f"Received: from mx.cedar.example by help.cedar.example; Mon, 2 Mar 2026 09:00:00 -0600\r\nFrom: {sender}\r\nTo: {to}\r\n"
            f"Subject: {subject}\r\nDate: Mon, 2 Mar 2026 09:00:00 -0600\r\nMessage-ID: <{number}.{chance.random()}@cedar.example>\r\n"
            'MIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary="b1"\r\n\r\n'
            f"--b1\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{text[:1000]}\r\n"
            f"--b1\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<div>{text[:1000]}</div>\r\n--b1--\r\n"
        )
        raw = raw + " " * max(0, 2600 - len(raw))
        (new / f"{number:06}.mail").write_bytes(raw.encode())


def taken(folder):
    """Take a Maildir; (seconds, [processor seconds of us, of the reading child, of PostgreSQL], Counter of verdicts)."""
    from hallway.inbox import commands

    out = io.StringIO()
    start, before = time.perf_counter(), computed()
    code = commands.take([str(folder)], out=out)
    seconds = time.perf_counter() - start
    if code:
        sys.exit(f"take ended with {code}")
    used = [now - then for now, then in zip(computed(), before, strict=True)]
    return seconds, used, Counter(json.loads(line)["verdict"] for line in out.getvalue().splitlines())


def taken_by(folder, hands):
    """The same by several processes at once, as several doors or mail servers bring mail; seconds."""
    from django.db import connections

    from hallway.inbox import commands

    for number, path in enumerate(sorted((Path(folder) / "new").iterdir())):
        own = Path(f"{folder}-{number % hands}") / "new"
        own.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, own)
    connections.close_all()  # each hand has its own
    start, children = time.perf_counter(), []
    for hand in range(hands):
        if (pid := os.fork()) == 0:
            os._exit(commands.take([f"{folder}-{hand}"], out=io.StringIO()))
        children.append(pid)
    failed = [os.waitpid(pid, 0)[1] for pid in children]
    if any(failed):
        sys.exit(f"take ended with {failed}")
    return time.perf_counter() - start


def computed():
    """Processor seconds so far: of this process, of the child that reads, of PostgreSQL's process for us."""
    from django.db import connection

    from hallway.inbox.bounded import _reader

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        backend = cursor.fetchone()[0]
    return time.process_time(), _used(_reader.child.pid) if _reader.child else 0.0, _used(backend)


def _used(pid):
    """Processor seconds of another process, where the system tells; else 0."""
    try:
        said = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(said[11]) + int(said[12])) / os.sysconf("SC_CLK_TCK")


def say(name, count, seconds, used, verdicts):
    """One line of figures."""
    us, child, postgres = (1000 * one / count for one in used)
    print(
        f"{name:26} {count / seconds:7.0f} a second   processor: {us:.2f} + {child:.2f} + {postgres:.2f} ms a mail"
        f"   {dict(verdicts)}",
        flush=True,
    )


def people(count):
    """``count`` teachers at four campuses with an ITS each, made by verbs."""
    from hallway.core.verb import HALLWAY
    from hallway.people.models import Campus, District, Member, Post

    about = {"name": "Cedar Valley", "mail_address": "help@cedar.example"}  # else every mail names a stranger: us
    District.objects.get_or_create(pk=1, defaults=about)
    for number in range(4):
        campus = Campus.add(by=HALLWAY, name=f"Campus {number}", code=f"C{number}")
        its = Member.add(by=HALLWAY, email=f"its{number}@cedar.example", name=f"Its {number}")
        Post.add(by=HALLWAY, member=its, role="its", campus=campus)
    campuses = list(Campus.objects.order_by("pk"))
    for number in range(count):
        member = Member.add(by=HALLWAY, email=f"t{number}@cedar.example", name=f"Teacher {number}")
        Post.add(by=HALLWAY, member=member, role="teacher", campus=campuses[number % 4])


def bare(count):
    """Commits a second of one 2.6 kB row each, nothing else: what the machine's disk and PostgreSQL allow."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE IF NOT EXISTS bare (id bigserial PRIMARY KEY, raw bytea)")
        start = time.perf_counter()
        for _ in range(count):
            cursor.execute("INSERT INTO bare (raw) VALUES (%s)", [b"x" * 2600])
        return count / (time.perf_counter() - start)


def main():
    said = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    said.add_argument("--mails", type=int, default=3000)
    said.add_argument("--folder", type=Path, default=world.default_folder())
    said = said.parse_args()
    server = world.start(said.folder)
    import psycopg

    with psycopg.connect(server.url, dbname="postgres", autocommit=True) as ask:
        ask.execute("DROP DATABASE IF EXISTS bench_mail_in WITH (FORCE)")
    world.use(world.database(server, "mail_in"), said.folder)
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    people(200)
    from hallway.asks.models import Ask
    from hallway.core.tokens import ask_address_token

    place = Path(tempfile.mkdtemp(prefix="hallway-mails-"))
    try:
        mails(place / "warm", 20, lambda n: (f"t{n}@cedar.example", "help@cedar.example", f"Warm {n}"))
        taken(place / "warm")
        print(f"bare commits of one row    {bare(1000):7.0f} a second")
        mails(
            place / "new", said.mails, lambda n: (f"t{n % 200}@cedar.example", "help@cedar.example", f"Projector {n}")
        )
        say("new requests", said.mails, *taken(place / "new"))
        asks = list(Ask.objects.order_by("pk").values_list("pk", "requester_id", "requester__email")[: said.mails])
        tokens = [
            (email, f"help+{ask_address_token(pk, member)}@cedar.example", f"Re: {pk}") for pk, member, email in asks
        ]
        mails(place / "answers", len(tokens), lambda n: tokens[n])
        say("answers that join", len(tokens), *taken(place / "answers"))
        say("the same mails again", said.mails, *taken(place / "new"))
        mails(place / "two", said.mails, lambda n: (f"t{n % 200}@cedar.example", "help@cedar.example", f"Speaker {n}"))
        before = Ask.objects.count()
        seconds = taken_by(place / "two", 2)
        made = Ask.objects.count() - before
        print(f"new requests, two at once  {made / seconds:7.0f} a second   {made} opened of {said.mails}", flush=True)
    finally:
        shutil.rmtree(place, ignore_errors=True)


if __name__ == "__main__":
    main()
