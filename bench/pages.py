"""Pages over HTTP as a signed-in ITS, beside a bare Django page on the same PostgreSQL, in the same run.

``python bench/pages.py --sizes 1000,100000,1000000 [--folder DIR] [--seconds 4]`` seeds what is not there, starts
``hallway web`` (two processes) and the bare page, and prints p50 and p95 in milliseconds for one client and for eight, the
ratio to the bare page, statements, kB, and how a page grows from the smallest size to the largest. Trust the ratios.
"""

import argparse
import json
import random
import subprocess
import sys
import uuid
from pathlib import Path
from urllib.parse import urlencode

sys.path.insert(0, str(Path(__file__).resolve().parent))

import calling
import seed
import world

GOALS = {
    "help list, whole district": "p50 ≤ 20, p95 ≤ 44, ≤ 4 × bare, ≤ 10 statements, ≤ 60 kB, grows ≤ 1.5 ×",
    "request page": "p50 ≤ 20, ≤ 12 statements",
    "search, rare word": "p50 ≤ 20",
    "search, word in 5 %": "p50 ≤ 30",
    "similar": "p50 ≤ 10, ≤ 3 statements besides session, member and posts",
    "create": "p50 ≤ 10, ≥ 200 a second at eight",
    "reply": "p50 ≤ 10, ≥ 200 a second at eight",
}


def measure(size, url, folder, seconds):
    """{page: {p50, p95, p50_8, p95_8, rate_8, statements, kb, ratio}} at one size."""
    from hallway.asks.models import Ask
    from hallway.people.models import Member

    wide, five = (Member.objects.get(email=address) for address in (seed.EVERYWHERE, seed.FIVE))
    chance = random.Random(3)
    open_ids = list(Ask.objects.filter(status="open", confidential=False).values_list("pk", flat=True)[:5000])
    served = five.posts.values("campus")
    held = list(
        Ask.objects.filter(campus__in=served, status="open", confidential=False).values_list("pk", flat=True)[:5000]
    )
    campus = five.posts.first().campus_id
    jar_wide, _token = calling.cookies(wide)
    jar_five, token = calling.cookies(five)

    def get(path, jar):
        return lambda n: ("GET", path() if callable(path) else path, {"Cookie": jar}, None)

    def post(path, body):
        kind = "application/x-www-form-urlencoded"
        return lambda n: (
            "POST",
            path(),
            {"Cookie": jar_five, "Content-Type": kind},
            urlencode(body(n) | {"csrfmiddlewaretoken": token, "key": str(uuid.uuid4())}),
        )

    def words(n):
        return " ".join([*chance.choices(seed.REAL.split(), k=12), *([world.COMMON] if n % 20 == 0 else [])])

    def one(ids):
        return lambda: f"/asks/{chance.choice(ids)}/"

    pages = {
        "help list, whole district": (get("/asks/", jar_wide), (200,), wide),
        "help list, five campuses": (get("/asks/", jar_five), (200,), five),
        "request page": (get(one(open_ids), jar_wide), (200,), wide),
        "search, rare word": (get(f"/search/?q={world.RARE}", jar_wide), (200,), wide),
        "search, word in 5 %": (get(f"/search/?q={world.COMMON}", jar_wide), (200,), wide),
        "search as you type, fl": (get("/search/?q=fl&quick=1", jar_wide), (200,), wide),
        "search, five campuses, 5 %": (get(f"/search/?q={world.COMMON}", jar_five), (200,), five),
        "similar": (get(f"/asks/new/similar/?line={world.COMMON}+{world.RARE}&room=12", jar_five), (200,), five),
        "home": (get("/", jar_wide), (200,), wide),
        "create": (
            post(
                lambda: "/asks/new/",
                lambda n: {"line": words(n), "detail": words(n), "campus": campus, "affected": "me"},
            ),
            (302, 303),
            five,
        ),
        "reply": (
            post(lambda: f"{chance.choice(held)}".join(("/asks/", "/reply/")), lambda n: {"text": words(n)}),
            (302, 303),
            five,
        ),
    }
    port, bare_port, found = calling.free_port(), calling.free_port(), {}
    with calling.web(url, folder, port), calling.bare(url, folder, bare_port):
        plain = calling.call(bare_port, lambda n: ("GET", "/", {}, None), seconds=seconds)
        plain_8 = calling.call(bare_port, lambda n: ("GET", "/", {}, None), clients=8, seconds=seconds)
        found["bare page, 50 rows"] = _row(plain, plain_8, plain, 1)
        for name, (make, expect, member) in pages.items():
            single = calling.call(port, make, seconds=seconds, expect=expect)
            eight = calling.call(port, make, clients=8, seconds=seconds, expect=expect)
            found[name] = _row(single, eight, plain, _statements(make, member))
            print(f"    {name}: p50 {single.p50:.1f}", file=sys.stderr, flush=True)
    return found


def _row(single, eight, plain, statements):
    return {
        "p50": single.p50,
        "p95": single.p95,
        "p50_8": eight.p50,
        "p95_8": eight.p95,
        "rate_8": eight.rate,
        "kb": single.size / 1000,
        "ratio": single.p50 / plain.p50,
        "statements": statements,
    }


def _statements(make, member):
    """How many statements a request makes, asked in this process the second time; transaction words are not counted."""
    from django.conf import settings
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    settings.ALLOWED_HOSTS = ["*"]
    client = Client()
    client.force_login(member)
    for n in range(2):
        method, path, _headers, body = make(n)
        with CaptureQueriesContext(connection) as asked:
            if method == "GET":
                client.get(path)
            else:
                client.post(path, body, content_type="application/x-www-form-urlencoded")
            plain = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE", "ROLLBACK")
            found = sum(not query["sql"].startswith(plain) for query in asked.captured_queries)
    return found


def show(results):
    """The table of every size, then how each page grows."""
    sizes = sorted(results, key=int)
    for size in sizes:
        print(f"\n{int(size):,} requests\n")
        print("| page | p50 ms | p95 | × bare | eight: p50 | p95 | a second | statements | kB |")
        print("|---|--:|--:|--:|--:|--:|--:|--:|--:|")
        for name, row in results[size].items():
            print(
                f"| {name} | {row['p50']:.1f} | {row['p95']:.1f} | {row['ratio']:.1f} | {row['p50_8']:.1f} | {row['p95_8']:.1f}"
                f" | {row['rate_8']:.0f} | {row['statements']} | {row['kb']:.0f} |"
            )
    if len(sizes) > 1:
        first, last = results[sizes[0]], results[sizes[-1]]
        print(f"\nGrowth of p50 from {int(sizes[0]):,} to {int(sizes[-1]):,}: ", end="")
        print(", ".join(f"{name} {last[name]['p50'] / first[name]['p50']:.2f} ×" for name in last))


def main():
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--sizes", default="1000")
    words.add_argument("--folder", type=Path, default=world.default_folder())
    words.add_argument("--seconds", type=float, default=4.0, help="how long each page is called")
    words.add_argument("--one", help=argparse.SUPPRESS)
    said = words.parse_args()
    server = world.start(said.folder)
    if said.one:
        url = world.database(server, said.one)
        world.use(url, said.folder)
        seed.seed(int(said.one), say=lambda line: print(line, file=sys.stderr))
        print(json.dumps(measure(int(said.one), url, said.folder, said.seconds)))
        return
    results = {}
    for size in said.sizes.split(","):  # a process each: Django knows one database a process
        ran = [sys.executable, __file__, "--folder", str(said.folder), "--seconds", str(said.seconds), "--one", size]
        print(f"{int(size):,} requests", file=sys.stderr, flush=True)
        told = subprocess.run(ran, check=True, stdout=subprocess.PIPE).stdout.splitlines()
        results[size] = json.loads(told[-1])  # its servers may have spoken before
    show(results)


if __name__ == "__main__":
    main()
