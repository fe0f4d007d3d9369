"""Fill databases for the benches: ``python bench/seed.py --sizes 1000,100000,1000000 [--folder DIR]``.

Three replies a request, 85 % closed, words as Zipf found them; a rare word in about ten requests and a common one in every
twentieth. A size that is there already is used again. Two ITS can be signed in: one for the whole district, one for five campuses.
"""

import argparse
import random
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import world

CAMPUSES = {1_000: 25, 100_000: 180, 1_000_000: 1_800}
EVERYWHERE, FIVE = "everywhere@bench.example", "five@bench.example"
STARTS, ENDS = "bcdfghjklmnprstvwyz", "aeiou"
REAL = """the a to and is it in my of on for we not with has this that you can are have at when room class please screen
projector chromebook login password student printer wifi sound laptop cart charger board account google classroom teacher"""


def vocabulary(chance, many=12_000):
    """Words by falling frequency: real ones first, then syllables."""
    words = REAL.split()
    seen = set(words)
    while len(words) < many:
        word = "".join(chance.choice(STARTS) + chance.choice(ENDS) for _ in range(chance.choice((2, 3, 3, 4))))
        if word not in seen and not word.startswith((world.RARE, world.COMMON)):
            seen.add(word)
            words.append(word)
    return words


def prose(chance, words, rows, least, most):
    """``rows`` texts of ``least`` to ``most`` words; the n-th word comes up 1/n as often as the first."""
    weights, total = [], 0.0
    for n in range(1, len(words) + 1):
        total += 1 / n
        weights.append(total)
    return [" ".join(chance.choices(words, cum_weights=weights, k=chance.randint(least, most))) for _row in range(rows)]


def seed(size, say=print):
    """Fill the database that Django is on; one that is filled is only tidied. Returns whether it was filled now."""
    from django.core.management import call_command
    from django.db import transaction

    from hallway.asks.models import Ask
    from hallway.core.verb import HALLWAY
    from hallway.demo.bulk import Bulk
    from hallway.people.models import Campus, District, Member, Post
    from hallway.procedures.models import Procedure, Topic
    from hallway.schooltime.calendars import forget

    call_command("migrate", verbosity=0)
    if Ask.objects.filter(pk__gte=size).exists():
        tidy(size)
        return False
    from django.utils import timezone

    begun, chance = time.perf_counter(), random.Random(5)
    with transaction.atomic():
        moment = timezone.now()
        District.objects.create(pk=1, name="Bench", time_zone="America/Denver", set_up=moment)
        forget()
        for number in range(8):
            Topic.add(by=HALLWAY, name=f"Topic {number}", icon="laptop", order=number)
        Procedure.in_force()
        campuses = CAMPUSES.get(size) or max(3, size // 600)
        bulk = Bulk(moment, say)
        bulk.people(campuses, campuses * 20, max(campuses // 2, 1), domain="bench.example")
        wide = Member.add(by=HALLWAY, email=EVERYWHERE, name="Everywhere Bench")
        five = Member.add(by=HALLWAY, email=FIVE, name="Five Bench")
        Post.add(by=HALLWAY, member=wide, role="its")
        for campus in Campus.objects.order_by("pk")[: campuses : max(campuses // 5, 1)][:5]:
            Post.add(by=HALLWAY, member=five, role="its", campus=campus)
        District.objects.update(duty=wide)
        words = vocabulary(chance)
        lines, texts = prose(chance, words, 20_000, 4, 9), prose(chance, words, 30_000, 8, 45)
        bulk.requests(
            size,
            lines,
            texts,
            years=10 if size >= 1_000_000 else 1,
            rare=world.RARE,
            common=world.COMMON,
            holders=[wide.pk, five.pk],
        )
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
        cursor.execute("CHECKPOINT")
    say(f"{size:,} requests in {time.perf_counter() - begun:.0f} s")
    return True


def tidy(size):
    """Take away what earlier benches asked, so that each begins with the same requests."""
    from django.contrib.contenttypes.models import ContentType

    from hallway.asks.models import Ask
    from hallway.history.models import Event
    from hallway.threads.models import Message

    kind = ContentType.objects.get_for_model(Ask)
    Event.objects.filter(root_type=kind, root_id__gt=size).delete()
    Message.objects.filter(noun_type=kind, noun_id__gt=size).delete()
    Ask.objects.filter(pk__gt=size).delete()


def main():
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--sizes", default="1000")
    words.add_argument("--folder", type=Path, default=world.default_folder())
    words.add_argument("--one", help=argparse.SUPPRESS)
    said = words.parse_args()
    server = world.start(said.folder)
    if said.one:
        world.use(world.database(server, said.one), said.folder)
        seed(int(said.one))
        return
    import subprocess

    for size in said.sizes.split(","):  # a process each: Django knows one database a process
        subprocess.run([sys.executable, __file__, "--folder", str(said.folder), "--one", size], check=True)


if __name__ == "__main__":
    main()
