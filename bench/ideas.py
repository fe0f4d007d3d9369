"""How long the library's search takes: ``python bench/ideas.py [--folder DIR] [--ideas 10000] [--tries 50000] [--rounds 5]``.

The forty questions of tests/ideas/questions.py and some broad words, as a signed-in teacher's whole page, filters and "worked here"
included, in this process. Goals: p95 of 100 ms of server time and 15 statements.
"""

import argparse
import os
import random
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests/ideas"))

import world
from questions import QUESTIONS

BROAD = ["quiz", "students", "video", "math", "chromebook", "how do I get my students to read and write more",
         "reading writing math science games group work questions video"]  # fmt: skip
FILTERS = [{}, {"here": "yes"}, {"grade": "4"}, {"subject": "math", "here": "yes"}]
START = datetime(2026, 1, 5, 15, tzinfo=UTC)


def seed(ideas, tries):
    """(a teacher) of a district with this many ideas and tries; made once. The words are the demo's, mixed."""
    from hallway.core.verb import HALLWAY
    from hallway.demo.ideas import entries
    from hallway.ideas.models import Idea, Trial
    from hallway.ideas.searching import vector
    from hallway.people.models import Campus, District, Member, Post

    found = Member.objects.filter(email="teacher1@bench.example").first()
    if found and Idea.objects.count() >= ideas:
        return found
    dice, known = random.Random(7), entries()
    District.objects.get_or_create(pk=1, defaults={"name": "Bench", "set_up": START})
    campuses = [Campus.add(by=HALLWAY, name=f"Campus {n}", code=f"C{n}", time_zone="America/Denver") for n in range(25)]
    people = []
    for n in range(1000):
        people.append(
            Member(email=f"teacher{n + 1}@bench.example", name=f"Teacher Number{n}", folded=f"teacher number{n}")
        )
    people = Member.objects.bulk_create(people)
    Post.objects.bulk_create(Post(member=one, role="teacher", campus=campuses[n % 25]) for n, one in enumerate(people))
    rows = []
    for n in range(ideas):
        one, two, three = (dice.choice(known).values for _n in range(3))
        row = Idea(by=dice.choice(people), campus=dice.choice(campuses), state="shared", made_at=START + timedelta(minutes=n),
                   changed_at=START + timedelta(minutes=n), title=f"{one['title']}, {dice.choice(two['title'].split())}"[:200],
                   what_for=two["what_for"], text=f"{one['text']} {three['text']}", subject=one["subject"],
                   grades=one["grades"], devices=two["devices"])  # fmt: skip
        row.words = vector(row)
        rows.append(row)
    for start in range(0, ideas, 500):
        Idea.objects.bulk_create(rows[start : start + 500])
    pks, made = list(Idea.objects.values_list("pk", flat=True)), []
    for n in range(tries):
        made.append(
            Trial(member=dice.choice(people), idea_id=dice.choice(pks), campus=dice.choice(campuses), grade=dice.randint(0, 12),
                  result=dice.choice(["worked", "worked", "changed", "did_not", "not_yet"]), line="It went well.",
                  tried_on=(START + timedelta(days=n % 300)).date(), at=START + timedelta(minutes=n))
        )  # fmt: skip
    Trial.objects.bulk_create(made, batch_size=2000)
    return people[0]


def main(folder, ideas, tries, rounds):
    url = world.database(world.start(folder), f"ideas_{ideas}")
    world.use(url, folder)
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = settings.STORAGES | {"staticfiles": plain}  # nothing is collected for a bench
    call_command("migrate", verbosity=0)
    teacher = seed(ideas, tries)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    browser = Client(SERVER_NAME="localhost")
    browser.force_login(teacher)
    said = [{"q": question, **FILTERS[n % len(FILTERS)]} for n, (question, _idea) in enumerate(QUESTIONS)]
    said += [{"q": words, **more} for words in BROAD for more in FILTERS] + [{}, {"here": "yes"}, {"subject": "math"}]
    took, most = [], 0
    for look in said:
        browser.get("/ideas/", look)
        with CaptureQueriesContext(connection) as seen:
            answer = browser.get("/ideas/", look)
        if answer.status_code != 200:
            raise SystemExit(f"{answer.status_code} for {look}")
        most = max(most, len(seen))
    for _n in range(rounds):
        for look in said:
            begun = time.perf_counter()
            browser.get("/ideas/", look)
            took.append(((time.perf_counter() - begun) * 1e3, str(look)))
    took.sort()
    print(
        f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores; {ideas} ideas, {tries} tries, {len(said)} searches"
    )
    print("| searches | p50 ms | p95 ms | slowest ms | statements at most |\n|--:|--:|--:|--:|--:|")
    p50, p95 = took[len(took) // 2][0], took[int(len(took) * 0.95)][0]
    print(f"| {len(took)} | {p50:.1f} | {p95:.1f} | {took[-1][0]:.1f} | {most} |")
    for ms, look in took[-4:]:
        print(f"slow: {ms:.0f} ms {look}")


if __name__ == "__main__":
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--folder", default=str(world.default_folder()))
    words.add_argument("--ideas", type=int, default=10_000)
    words.add_argument("--tries", type=int, default=50_000)
    words.add_argument("--rounds", type=int, default=5)
    chosen = words.parse_args()
    main(chosen.folder, chosen.ideas, chosen.tries, chosen.rounds)
