"""What a tip to the whole district costs to tell: ``python bench/tip_told.py [--folder DIR] [--members 20000]``.

A district of this many, one in ten of whom wants tips by a mail at once; the tip is published and told by the worker's own code. Prints,
for a twentieth of the people and for all of them, the seconds, the statements, the memory of the process at its peak, how long
a press of one of the readers that locks their row waited meanwhile, the longest round (as long as anybody else's news waits for its
turn), and the ratio of the two. ``--slice``: people of one round; all of them in one with a large number.
"""

import argparse
import os
import resource
import sys
import threading
import time
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import world

START = datetime(2026, 1, 5, 15, tzinfo=UTC)


def seed(members):
    """(the ITS who writes, their campus) of a district of this many; made once."""
    from hallway.core.verb import HALLWAY
    from hallway.delivery.models import Choice
    from hallway.people.models import Campus, District, Member, Post

    its = Member.objects.filter(email="its@bench.example").first()
    if its:
        return its, Campus.objects.first()
    District.objects.get_or_create(pk=1, defaults={"name": "Bench", "set_up": START})
    campuses = [Campus.add(by=HALLWAY, name=f"Campus {n}", code=f"C{n}", time_zone="America/Denver") for n in range(40)]
    its = Member.add(by=HALLWAY, email="its@bench.example", name="Ivo Its")
    Post.objects.create(member=its, role="its", campus=campuses[0])
    rows = [Member(email=f"t{n}@bench.example", name=f"Teacher Number{n}", folded=f"teacher number{n}", about="I like mail. " * 20)
            for n in range(members)]  # fmt: skip
    people = Member.objects.bulk_create(rows, batch_size=2000)
    Post.objects.bulk_create(
        [Post(member=one, role="teacher", campus=campuses[n % 40]) for n, one in enumerate(people)], batch_size=2000
    )
    Choice.objects.bulk_create([Choice(member=one, group=group_of_tips(), how="now") for one in people[::10]])
    return its, campuses[0]


def group_of_tips():
    from hallway.delivery.choices import group_of

    return group_of("tip.published").key


class Presses(threading.Thread):
    """One of the readers changes their own row over and over, as every verb does; ``slowest``: what one press took at most, in seconds."""

    def __init__(self):
        super().__init__(daemon=True)
        self.over, self.slowest = False, 0.0

    def run(self):
        from django.db import connection, transaction

        from hallway.core.again import lock_and_reread
        from hallway.people.models import Member

        member = Member.objects.get(email="t7@bench.example")
        while not self.over:
            begun = time.perf_counter()
            with transaction.atomic():
                lock_and_reread(member)
            self.slowest = max(self.slowest, time.perf_counter() - begun)
            time.sleep(0.02)
        connection.close()


def told(its, campus, title):
    """(seconds, statements, MB at the peak, seconds that another's press took at most, notices, mails) of one tip."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from hallway.delivery import working
    from hallway.delivery.models import Notice, OutgoingMail
    from hallway.delivery.working import deliver_events
    from hallway.ideas.models import Tip

    before, rounds = (Notice.objects.count(), OutgoingMail.objects.count()), [0.0]
    batch = working._deliver_batch

    def timed(limit):
        begun = time.perf_counter()
        done = batch(limit)
        rounds.append(time.perf_counter() - begun)
        return done

    working._deliver_batch = timed
    Tip.draft(by=its, campus=campus, title=title, audience="district").publish(by=its)
    press = Presses()
    press.start()
    begun = time.perf_counter()
    with CaptureQueriesContext(connection) as seen:
        while deliver_events():
            pass
    took, peak = time.perf_counter() - begun, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    press.over, working._deliver_batch = True, batch
    press.join()
    after = Notice.objects.count(), OutgoingMail.objects.count()
    return took, len(seen), peak / 1e6, press.slowest, max(rounds), after[0] - before[0], after[1] - before[1]


def main(folder, members, size):
    url = world.database(world.start(folder), f"tips_{members}")
    world.use(url, folder)
    from django.core.management import call_command
    from django.db import connection

    from hallway.delivery import telling
    from hallway.people.models import Member

    telling.SLICE = size or telling.SLICE
    call_command("migrate", verbosity=0)
    its, campus = seed(members)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    print(
        "| people | seconds | statements | MB | slowest press ms | longest round ms | notices | mails |\n|--:|--:|--:|--:|--:|--:|--:|--:|"
    )
    found = []
    for share in (20, 1):
        people = Member.objects.filter(email__startswith="t", email__endswith="bench.example").order_by("pk")
        awake = list(people.values_list("pk", flat=True)[: members // share])
        people.update(is_active=False)
        Member.objects.filter(pk__in=awake).update(is_active=True)
        found.append(told(its, campus, f"Three colors for {members // share}"))
        took, many, peak, press, longest, notices, mails = found[-1]
        print(
            f"| {members // share} | {took:.2f} | {many} | {peak:.0f} | {press * 1e3:.0f} | {longest * 1e3:.0f} | {notices} | {mails} |"
        )
    print(
        f"ratio for twenty times the people: {found[1][0] / found[0][0]:.1f} in time, {found[1][2] / found[0][2]:.1f} in memory, "
        f"{found[1][3] / found[0][3]:.1f} in the slowest press"
    )


if __name__ == "__main__":
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--folder", default=str(world.default_folder()))
    words.add_argument("--members", type=int, default=20_000)
    words.add_argument("--slice", type=int, default=0)
    chosen = words.parse_args()
    main(chosen.folder, chosen.members, chosen.slice)
