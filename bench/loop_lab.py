"""Misbehaving responders against the real intake and the real delivery, for a simulated week on a moved clock.

    .venv/bin/python bench/loop_lab.py [--days 7] [--seed 3] [--folder DIR]

Each responder is a colleague's mail program (one a helper's, who answers another responder). On Monday each asks once by mail,
on Tuesday a helper answers, on Thursday again. Every mail leaves through SMTP to a server on loopback, and what the program
sends back is taken as a mail server hands it over. Prints mails in and out, what they touched, and the worst hour. Ends with 1
when a bound is broken.
"""

import argparse
import heapq
import os
import sys
import time as stopwatch
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from loop_responders import EVERY, Responder, parsed

MONDAY = datetime(2026, 3, 2, 15, 0, tzinfo=UTC)
ANSWERS_A_DAY, INTO_ONE, NEW_A_WEEK, OUT_A_DAY = 12, 60, 30, 80  # the bounds, for one responder


@dataclass
class Told:
    """What one responder amounts to. ``hours``: {hour: mails in and out}."""

    sent: Counter = field(default_factory=Counter)
    hours: Counter = field(default_factory=Counter)
    days: Counter = field(default_factory=Counter)


class Lab:
    """``play(days)`` on the database that Django is on. ``helper``: who answers; ``campus``: where everybody works."""

    def __init__(self, helper, campus, port, got, seed=3):
        self.helper, self.campus, self.port, self.got = helper, campus, port, got
        self.heap, self.order, self.now, self.turns = [], 0, MONDAY, set()
        self.responders = {one.address: one for n, kind in enumerate(EVERY) for one in [kind(n, seed)]}
        self.told = {one.name: Told() for one in self.responders.values()}

    def at(self, moment, step, *args):
        self.order += 1
        heapq.heappush(self.heap, (moment, self.order, step, args))

    def people(self):
        from hallway.core.verb import HALLWAY
        from hallway.people.models import Member, Post

        self.members = {}
        for one in self.responders.values():
            member = Member.add(by=HALLWAY, email=one.address, name=f"{one.name} Program")
            Post.add(by=HALLWAY, member=member, role="its" if one.helper else "teacher", campus=self.campus)
            self.members[one.address] = member

    def play(self, days):
        from hallway.core.now import moved

        with moved(MONDAY):
            self.people()
        for n, one in enumerate(self.responders.values()):
            if not one.helper:
                self.at(MONDAY + timedelta(minutes=n), self.asks, one)
        for when in (timedelta(days=1), timedelta(days=3)):
            self.at(MONDAY + when, self.helped)
        for hour in range(0, 24 * days):
            self.at(MONDAY + timedelta(hours=hour, minutes=30), self.turn)
        end = MONDAY + timedelta(days=days)
        while self.heap and self.heap[0][0] <= end:
            self.now, _order, step, args = heapq.heappop(self.heap)
            with moved(self.now):
                step(*args)
        return self

    def asks(self, one):
        raw = Responder.write(one, f"In my room {self.order} the projector stays dark since this morning.",
                              subject=f"Projector {one.name}", to="help@cedar.example")  # fmt: skip
        self.comes(one.name, raw)

    def helped(self):
        """A helper answers whatever is open; the one whose program answers by itself holds every second request."""
        from hallway.asks.models import Ask
        from hallway.core.verb import HALLWAY

        away = next(m for a, m in self.members.items() if self.responders[a].helper)
        for ask in Ask.objects.still_open().order_by("id")[:100]:
            if ask.pk % 2 and ask.holder_id != away.pk:
                ask.hand_over(by=HALLWAY, to=away)
            ask.reply(by=self.helper, text=f"Please try the other cable. ({self.now:%A})")
        self.soon()

    def comes(self, name, raw):
        from hallway.inbox.taking import take

        mail = take(raw, "lab")
        told = self.told[name]
        told.sent["in"] += 1
        told.sent[mail.verdict or "later"] += 1
        told.hours[self.now.replace(minute=0, second=0, microsecond=0)] += 1
        self.soon()

    def soon(self):
        """What was caused leaves at once, after the time to undo, and with the full minute."""
        for seconds in (1, 25, 90):
            due = self.now.replace(microsecond=0) + timedelta(seconds=seconds)
            if due not in self.turns:
                self.turns.add(due)
                self.at(due, self.turn)

    def turn(self):
        from hallway.asks import jobs
        from hallway.delivery.digests import send_digests
        from hallway.delivery.sending import send_mail
        from hallway.delivery.working import deliver_events

        deliver_events()
        if self.now.minute == 30:
            jobs.keep_promises()
            send_digests()
            deliver_events()
        while send_mail():
            pass
        came, self.got[:] = list(self.got), []
        for to, raw in came:
            one = self.responders.get(to.lower())
            if one is None:
                continue
            told = self.told[one.name]
            told.sent["out"] += 1
            told.hours[self.now.replace(minute=0, second=0, microsecond=0)] += 1
            told.days[self.now.date()] += 1
            for pause, back in one.back(parsed(raw), to):
                self.at(self.now + pause, self.comes, one.name, back)

    def figures(self):
        """``[(name, {column: number})]``, and what broke a bound as sentences."""
        from hallway.asks.models import Ask
        from hallway.delivery.models import OutgoingMail
        from hallway.threads.models import Message

        rows, wrong = [], []
        for address, one in self.responders.items():
            told = self.told[one.name]
            asks = Ask.objects.filter(requester__email=address)
            said = Counter(Message.objects.filter(author__email=address).values_list("noun_id", flat=True))
            answers = OutgoingMail.objects.filter(to=address, answer=True)
            a_day = Counter(at.date() for at in answers.values_list("created", flat=True))
            about = {
                "in": told.sent["in"], "out": told.sent["out"], "opened": asks.count(), "touched": len(said),
                "most words in one": max(said.values(), default=0), "parked": told.sent["parked"],
                "automatic": told.sent["automatic"], "worst hour": max(told.hours.values(), default=0),
            }  # fmt: skip
            rows.append((one.name, about))
            bounds = {
                "automatic answers in a day": (max(a_day.values(), default=0), ANSWERS_A_DAY),
                "words into one request": (about["most words in one"], INTO_ONE),
                "requests in the time": (about["opened"], NEW_A_WEEK),
                "mails to it in a day": (max(told.days.values(), default=0), OUT_A_DAY),
            }
            wrong += [f"{one.name}: {n} {what}, bound {most}" for what, (n, most) in bounds.items() if n > most]
        return rows, wrong


def post():
    """``(controller, port, got)``: a real SMTP server on loopback; ``got`` collects (recipient, bytes)."""
    import socket

    from aiosmtpd.controller import Controller

    got: list = []

    class Takes:
        async def handle_DATA(self, server, session, envelope):
            got.extend((who, envelope.content) for who in envelope.rcpt_tos)
            return "250 OK"

    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port = one.getsockname()[1]
    controller = Controller(Takes(), hostname="127.0.0.1", port=port)
    controller.start()
    return controller, port, got


def report(lab, say=print):
    rows, wrong = lab.figures()
    columns = list(rows[0][1])
    say("| responder | " + " | ".join(columns) + " |\n|---|" + "--:|" * len(columns))
    for name, about in rows:
        say(f"| {name} | " + " | ".join(str(about[column]) for column in columns) + " |")
    total = {
        column: sum(about[column] for _name, about in rows) for column in ("in", "out", "opened", "parked", "automatic")
    }
    say("together: " + ", ".join(f"{column} {n}" for column, n in total.items()))
    for sentence in wrong:
        say("BROKEN " + sentence)
    return not wrong


def stage(port):
    """A small district of its own for the bench; ``(helper, campus)``."""
    from datetime import time

    from hallway.core.now import moved
    from hallway.core.verb import HALLWAY
    from hallway.people.models import Campus, District, Member, Post
    from hallway.schooltime.models import Hours

    with moved(MONDAY):
        District.objects.update_or_create(pk=1, defaults={"name": "Cedar Valley", "set_up": MONDAY})
        campus = Campus.add(by=HALLWAY, name="Oak Elementary", code="OAK", time_zone="America/Chicago")
        Hours.set_week(by=HALLWAY, campus=None, week={day: [(time(7, 30), time(16, 0))] for day in range(5)})
        helper = Member.add(by=HALLWAY, email="ivan@cedar.example", name="Ivan Helper")
        Post.add(by=HALLWAY, member=helper, role="its", campus=campus)
        District.get().change(
            by=HALLWAY, mail_out=f"smtp://127.0.0.1:{port}?tls=none", mail_address="help@cedar.example"
        )
    return helper, campus


def main():
    import world

    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--days", type=int, default=7)
    words.add_argument("--seed", type=int, default=3)
    words.add_argument("--folder", type=Path, default=world.default_folder())
    said = words.parse_args()
    server = world.start(said.folder)
    import psycopg

    name = f"bench_loop_{os.getpid()}"
    with psycopg.connect(server.url, dbname="postgres", autocommit=True) as ask:
        ask.execute(f"CREATE DATABASE {name}")
    try:
        world.use(server.url.replace("@/hallway?", f"@/{name}?"), said.folder)
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        controller, port, got = post()
        began = stopwatch.perf_counter()
        lab = Lab(*stage(port), port, got, said.seed).play(said.days)
        good = report(lab)
        print(f"{said.days} days in {stopwatch.perf_counter() - began:.0f} s")
        controller.stop()
        from django.db import connections

        connections.close_all()
    finally:
        with psycopg.connect(server.url, dbname="postgres", autocommit=True) as ask:
            ask.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
    sys.exit(0 if good else 1)


if __name__ == "__main__":
    main()
