"""A whole school year on the real engine with a moved clock: does anything slip?

    .venv/bin/python bench/school_year.py [--requests 15000] [--seed 5] [--folder DIR]

25 campuses, 1,200 staff, 15 ITS (fewer for fewer requests), four campuses in ten on the procedures of three other districts.
Everything happens through verbs; the worker's jobs run as the clock passes; every mail is sent by the real code to a mail
server on loopback. PostgreSQL does not wait for the disk here, since durability is measured elsewhere. Ends with 1 when the
invariant was broken on any day or a request is forgotten at the end.
"""

import argparse
import os
import sys
import time as stopwatch
from collections import Counter
from datetime import time, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
import year_plan as plan


def play(requests, seed=5, post=None, say=print, last=plan.LAST):
    """Play the year until four days after ``last`` on the database that Django is on, which must be empty.

    ``post``: a ``Post``; none: mail is sent in this process. Returns ``(figures, works, mails sent, staff)``.
    """
    from year_acts import Teaching
    from year_figures import Figures
    from year_help import Helping
    from year_people import School
    from year_play import Absences, Calendar, Clockwork, Worker
    from year_post import Post

    from hallway.core.now import moved
    from hallway.people.models import District, Member
    from hallway.schooltime.calendars import forget

    works, figures, post = Clockwork(seed), Figures(), post or Post()
    begin = plan.at(plan.SETUP, time(8, 0))
    with moved(begin):
        school = School(requests, say)
        District.get().change(by=school.house, mail_out=f"smtp://127.0.0.1:{post.port}?tls=none")
        forget()
        teaching = Teaching(works, school, figures)
        helping = Helping(works, school, teaching, figures)
        finish = last + timedelta(days=4)
        worker = Worker(works, post, figures, finish, timedelta(minutes=30 if requests >= 3_000 else 60))
        for part in (worker, Calendar(works, school), Absences(works, school, helping)):
            part.plan()
        helping.plan()
        teaching.plan(plan.arrivals(works.chance, requests, last))
    month = None
    for day in plan.each(plan.SETUP, finish):
        works.run(plan.at(day, time(23, 59)))
        if day.month != month:
            month = day.month
            say(f"  {day:%B %Y}", flush=True)
    end = plan.at(finish, time(23, 59))
    with moved(end):
        figures.finish(end)
    return figures, works, post.end(), Member.objects.count()


def report(figures, works, sent, staff, took, say=print):
    """Print what the year amounts to; whether nothing slipped."""
    from hallway.asks.models import Ask
    from hallway.history.models import Event

    asks, kinds = Ask.objects.count(), Counter(Event.objects.values_list("kind", flat=True))
    say(f"\n{asks:,} requests, {sum(kinds.values()):,} happenings, {sent:,} mails sent in {took:.0f} s")
    say("\n| promise | made | kept | lapsed | not needed any more | still running |\n|---|--:|--:|--:|--:|--:|")
    for name in ("seen", "answered", "solved"):
        made, *rest = (figures.promises[name, how] for how in ("made", "kept", "lapsed", "not needed", "running"))
        say(f"| {name} | {made:,} | " + " | ".join(f"{n:,} ({n / made:.1%})" if made else "0" for n in rest) + " |")
    alone = Event.objects.filter(kind="ask.escalated", actor=None).count()
    say(f"\nescalated: {kinds['ask.escalated']:,} ({alone:,} because the promise had lapsed)")
    told = [
        "late",
        "soon",
        "moved",
        "redated",
        "routed",
        "handed",
        "sent_on",
        "nudged",
        "reminded",
        "reopened",
        "shifted",
    ]
    say(", ".join(f"{word} {kinds['ask.' + word]:,}" for word in told) + f", thanks {kinds['thanks.given']:,}")
    outcomes = Counter(Ask.objects.filter(status="closed").values_list("outcome", flat=True))
    say("closed: " + ", ".join(f"{word} {n:,}" for word, n in outcomes.most_common()))
    say(", ".join(f"{what} {n:,}" for what, n in sorted(figures.counted.items())))
    say(f"\nbreaches of the invariant at {figures.days} workdays' ends and on every free day:")
    say("  " + ", ".join(f"{code} {figures.breaches[code]}" for code in ("no_holder", "holder_gone", "no_date")))
    late = figures.breaches["late at a day's end"] / max(figures.days, 1)
    worst = figures.worst
    say(
        f"  late at a day's end: {late:.1f} on average, {worst['late']} at worst; the latest one was late for "
        f"{worst['school days the latest one was late']} school days"
    )
    say(f"  at the end: {dict(figures.left)} not closed, {len(figures.forgotten)} forgotten {figures.forgotten[:9]}")
    say("\n| break | days | people did | Hallway did by itself | mails |\n|---|--:|--:|---|---|")
    for name, days, by_itself, mails, people in figures.breaks():
        say(f"| {name} | {days} | {people} | {dict(by_itself) or 'nothing'} | {dict(mails) or 'none'} |")
    said, mean = figures.mails(staff)
    say("\n| mails | days of persons with mail | mean | p95 | most |\n|---|--:|--:|--:|--:|")
    for who, (days, average, p95, most) in said.items():
        say(f"| {who} | {days:,} | {average:.1f} | {p95} | {most} |")
    say(f"\n{mean:.2f} mails a person and workday over everybody")
    say("seconds by kind of step: " + ", ".join(f"{k} {s:.0f}" for k, s in Counter(works.spent).most_common(8)))
    return not figures.wrong and not figures.forgotten


def main():
    import world

    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--requests", type=int, default=15_000)
    words.add_argument("--seed", type=int, default=5)
    words.add_argument("--folder", type=Path, default=world.default_folder())
    said = words.parse_args()
    server = world.start(said.folder)
    import psycopg

    name = f"bench_year_{os.getpid()}"
    with psycopg.connect(server.url, dbname="postgres", autocommit=True) as ask:
        ask.execute(f"CREATE DATABASE {name}")
        ask.execute(f"ALTER DATABASE {name} SET synchronous_commit = off")
    url = server.url.replace("@/hallway?", f"@/{name}?")
    try:
        world.use(url, said.folder)
        good = year(url, said)
    finally:
        from django.db import connection

        connection.close()
        with psycopg.connect(server.url, dbname="postgres", autocommit=True) as ask:
            ask.execute(f"DROP DATABASE {name} WITH (FORCE)")
    sys.exit(0 if good else 1)


def year(url, said):
    import world
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from year_post import Post

    started = stopwatch.perf_counter()
    played = play(said.requests, said.seed, Post(world.surroundings(url, said.folder)))
    return report(*played, stopwatch.perf_counter() - started)


if __name__ == "__main__":
    main()
