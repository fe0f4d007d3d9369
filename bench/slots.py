"""How long it takes to know when somebody can be met: ``python bench/slots.py [--folder DIR] [--runs 60]``.

Slots of four weeks, for one ITS on three campuses and for any of thirty, with an empty month and with 600 meetings in it: rows read,
reckoned, and all slots made, in this process; then the page itself from ``hallway web``. Goals: p95 of 50 ms for one, of 300 ms for
any of thirty, and as many statements however much is booked.
"""

import argparse
import os
import sys
import time
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import calling
import meetings
import world


def timed(runs, ask):
    """(p50, p95 in milliseconds, p95 of processor time, statements, slots)."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    ask()
    with CaptureQueriesContext(connection) as seen:
        found = ask()
    took, worked = [], []
    for _n in range(runs):
        begun, busy = time.perf_counter(), time.process_time()
        ask()
        took.append((time.perf_counter() - begun) * 1e3)
        worked.append((time.process_time() - busy) * 1e3)
    took, worked = sorted(took), sorted(worked)
    at = min(int(runs * 0.95), runs - 1)
    return took[runs // 2], took[at], worked[at], len(seen), found


def main(folder, runs):
    server = world.start(folder)
    url = world.database(server, "meetings")
    world.use(url, folder)
    from hallway.appointments.availability import any_of, slots
    from hallway.appointments.gathering import gather
    from hallway.appointments.models import Appointment
    from hallway.diary.models import Taken

    about = meetings.seed()
    one, teacher = about["its"][0], about["teachers"][0]

    def of_one(campus):
        (person,), asked = gather([one], campus, length=30, guests=[teacher])
        return len(slots(person, asked))

    def of_three():
        (person,), asked = gather([one], about["campuses"][0], length=30, guests=[teacher])
        return sum(len(slots(person, replace(asked, place=place))) for place in person.places.values())

    def of_any():
        people, asked = gather(about["its"], about["campuses"][0], length=30, guests=[teacher])
        return len(any_of(people, asked))

    asked = [
        ("one ITS, one of their campuses", lambda: of_one(about["campuses"][0])),
        ("one ITS, all three campuses", of_three),
        ("any of thirty ITS", of_any),
    ]
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores\n")
    print("| slots of four weeks | meetings | p50 ms | p95 ms | p95 of the processor | statements | slots |")
    print("|---|--:|--:|--:|--:|--:|--:|")
    for many in (0, meetings.MEETINGS):
        if not many:
            Taken.objects.all().delete()
            Appointment.objects.all().delete()
        have = meetings.book(about, many) if many else 0
        for name, ask in asked:
            p50, p95, busy, statements, found = timed(runs, ask)
            print(f"| {name} | {have} | {p50:.1f} | {p95:.1f} | {busy:.1f} | {statements} | {found} |", flush=True)
    jar, _token = calling.cookies(teacher)
    port = calling.free_port()
    with calling.web(url, folder, port):
        for name, path in (
            ("the page, one ITS", f"/appointments/book/?with={one.pk}&length=30"),
            ("the page, any of thirty", "/appointments/book/?with=any&length=30"),
        ):
            said = calling.call(port, lambda n, path=path: ("GET", path, {"Cookie": jar}, None), seconds=6)
            print(f"| {name} | {have} | {said.p50:.1f} | {said.p95:.1f} | | | |")


if __name__ == "__main__":
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--folder", default=str(world.default_folder()))
    words.add_argument("--runs", type=int, default=60)
    said = words.parse_args()
    main(said.folder, said.runs)
