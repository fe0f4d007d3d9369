"""Due computations a second on the school clock: ``python bench/clock.py``. Needs no database.

Ten thousand random moments of a school year on a calendar with two spans a day and forty closed days, in one thread.
"""

import random
import sys
import time
from datetime import UTC, date, datetime, timedelta
from datetime import time as at
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "src"))

from hallway.schooltime import clock

MOMENTS = 10_000


def calendar():
    day = ((at(7, 30), at(11, 45)), (at(12, 30), at(16, 0)))
    closed = frozenset(date(2026, 8, 1) + timedelta(days=9 * n) for n in range(40))
    return clock.Calendar("America/Denver", tuple(day if n < 5 else () for n in range(7)), closed)


def main():
    chance, school = random.Random(1), calendar()
    begin = datetime(2026, 8, 1, tzinfo=UTC)
    moments = [begin + timedelta(minutes=chance.randrange(365 * 1440)) for _ in range(MOMENTS)]
    asked = {
        "an answer in 60 school minutes": lambda m: clock.after_minutes(school, m, 60),
        "an answer in 510 school minutes": lambda m: clock.after_minutes(school, m, 510),
        "the same time five school days later": lambda m: clock.after_days(school, m, 5),
        "school days since three weeks ago": lambda m: clock.days_between(school, m - timedelta(days=21), m),
        "school minutes since three weeks ago": lambda m: clock.minutes_between(school, m - timedelta(days=21), m),
    }
    print("| question | a second | µs each |\n|---|--:|--:|")
    for name, ask in asked.items():
        ask(moments[0])
        started = time.perf_counter()
        for moment in moments:
            ask(moment)
        took = time.perf_counter() - started
        print(f"| {name} | {MOMENTS / took:,.0f} | {took / MOMENTS * 1e6:.1f} |")


if __name__ == "__main__":
    main()
