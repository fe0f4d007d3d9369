"""Due computations a second on the school clock: ``python bench/clock.py``. Needs no database.

A million due computations and some others, at ten thousand random moments of a full school year, in one thread. The last column
counts only the time that this process had a processor, for machines that others use at the same time.
"""

import os
import random
import sys
import time
from datetime import UTC, date, datetime, timedelta
from datetime import time as at
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "src"))

from hallway.schooltime import clock, table

MOMENTS = 10_000


def calendar():
    """A year with a break in the middle of the day, letters, early releases, holidays, a weather day and two summers."""
    day = ((at(7, 30), at(11, 45)), (at(12, 30), at(16, 0)))
    short, special, n = ((at(7, 30), at(12, 0)),), {}, 0
    for ordinal in range(date(2026, 8, 17).toordinal(), date(2027, 5, 29).toordinal()):
        here = date.fromordinal(ordinal)
        if here.weekday() > 4:
            continue
        if (here.month == 12 and here.day > 20) or ordinal % 29 == 0:
            special[here] = clock.Special((), "holiday")
        else:
            early, n = here.weekday() == 2, n + 1
            special[here] = clock.Special(
                short if early else day, "early_release" if early else "instructional", "AB"[n % 2]
            )
    special[date(2027, 1, 12)] = clock.Special((), "weather")
    summers = ((date(2026, 5, 30), date(2026, 8, 16)), (date(2027, 5, 29), date(2027, 8, 15)))
    week = tuple(day if n < 5 else () for n in range(7))
    return clock.Calendar("America/Denver", week, special=special, summers=summers)


def main():
    chance, school = random.Random(1), calendar()
    begin = datetime(2026, 8, 1, tzinfo=UTC)
    moments = [begin + timedelta(minutes=chance.randrange(365 * 1440)) for _ in range(MOMENTS)]
    three_weeks = timedelta(days=21)
    asked = [
        ("an answer in 60 school minutes", 500_000, lambda m: clock.after_minutes(school, m, 60)),
        ("an answer in 510 school minutes", 250_000, lambda m: clock.after_minutes(school, m, 510)),
        ("the same time five school days later", 250_000, lambda m: clock.after_days(school, m, 5)),
        ("school days since three weeks ago", 100_000, lambda m: clock.days_between(school, m - three_weeks, m)),
        ("school minutes since three weeks ago", 100_000, lambda m: clock.minutes_between(school, m - three_weeks, m)),
        ("whether the help team works now", 100_000, lambda m: clock.is_open(school, m)),
        ("which period it is", 100_000, lambda m: clock.period_at(school, m)),
    ]
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores\n")
    print("| question | asked | a second | µs each | a second of the processor |\n|---|--:|--:|--:|--:|")
    due = busy = 0.0
    for n, (name, many, ask) in enumerate(asked):
        ask(moments[0])
        started, working = time.perf_counter(), time.process_time()
        for _round in range(many // MOMENTS):
            for moment in moments:
                ask(moment)
        took, worked = time.perf_counter() - started, time.process_time() - working
        due, busy = due + (took if n < 3 else 0), busy + (worked if n < 3 else 0)
        print(f"| {name} | {many:,} | {many / took:,.0f} | {took / many * 1e6:.1f} | {many / worked:,.0f} |")
    print(f"| **the first three, a million** | 1,000,000 | **{1e6 / due:,.0f}** | {due:.1f} | {1e6 / busy:,.0f} |")
    started = time.perf_counter()
    for block in range(50):
        table.Table(school, 160 + block % 3)
    print(f"\nA stretch of a calendar is made into numbers in {(time.perf_counter() - started) / 50 * 1e3:.1f} ms.")


if __name__ == "__main__":
    main()
