"""Memory of two web processes and one worker after some use: ``python bench/memory.py [--folder DIR] [--size 1000]``. Linux only.

Proportional set size (PSS) from /proc/*/smaps_rollup, every process of ``hallway web`` and ``hallway work`` counted,
also the one that only watches over the others; PostgreSQL is not.
"""

import argparse
import random
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import calling
import seed
import world

GOAL = 300


def family(pid):
    """The process and everybody below it, one line each in /proc."""
    below = [int(n) for task in Path(f"/proc/{pid}/task").iterdir() for n in (task / "children").read_text().split()]
    return [pid] + [each for child in below for each in family(child)]


def pss(pid):
    """MiB of memory that this process answers for: its own, and its part of what is shared."""
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) / 1024
    return 0.0


def main():
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--folder", type=Path, default=world.default_folder())
    words.add_argument("--size", default="1000")
    words.add_argument("--visits", type=int, default=400, help="pages asked for before it is measured")
    said = words.parse_args()
    server = world.start(said.folder)
    url = world.database(server, said.size)
    world.use(url, said.folder)
    seed.seed(int(said.size))
    from hallway.asks.models import Ask
    from hallway.people.models import Member

    jar, _token = calling.cookies(Member.objects.get(email=seed.EVERYWHERE))
    ids = list(Ask.objects.filter(confidential=False).values_list("pk", flat=True)[:500])
    chance = random.Random(2)
    paths = ["/", "/asks/", "/asks/new/", "/search/?q=projector", "/people/"]

    def visit(n):
        path = paths[n % 10] if n % 10 < len(paths) else f"/asks/{chance.choice(ids)}/"
        return "GET", path, {"Cookie": jar}, None

    work = [sys.executable, "-m", "hallway", "work", "--lifeline", "{lifeline}"]
    port = calling.free_port()
    with (
        calling.web(url, said.folder, port) as web,
        calling.running(work, world.surroundings(url, said.folder, port), port, "/healthz") as worker,
    ):
        calling.call(port, visit, clients=8, seconds=1, least=said.visits)
        time.sleep(5)  # the worker has done its first round
        rows = [(f"web {n}" if n else "web, watching", pss(pid)) for n, pid in enumerate(family(web.pid))]
        rows += [("worker", sum(map(pss, family(worker.pid))))]
        print(f"| after {said.visits} pages | PSS MiB |\n|---|--:|")
        for name, size in rows:
            print(f"| {name} | {size:.0f} |")
        print(f"| **together** (goal ≤ {GOAL}) | **{sum(size for _name, size in rows):.0f}** |")


if __name__ == "__main__":
    main()
