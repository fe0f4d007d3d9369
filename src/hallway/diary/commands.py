"""What ``hallway calendar …`` does. It writes JSON to ``out`` (a text stream) and gives the exit code."""

import json
import sys
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from .ics.alone import busy_of
from .ics.reading import PROBLEMS

DONE, FAILED = 0, 1


def explain(name, first, last, zone="UTC", own=(), out=None):
    """Print ``{"busy": [{"start", "end"}], "problems": [sentence]}`` of the days from ``first`` to ``last`` (dates, both included, on
    the clock of ``zone``); instants in UTC. Needs no database and no settings. 0 for any bytes, 1 when the file cannot be opened."""
    try:
        data = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    except OSError as trouble:
        print(f"hallway: {name} cannot be read: {trouble.strerror}.", file=sys.stderr)
        return FAILED
    start, end = (
        datetime.combine(day, time(0), ZoneInfo(zone)).astimezone(UTC) for day in (first, last + timedelta(days=1))
    )
    if start >= end:
        print("hallway: the last day lies before the first.", file=sys.stderr)
        return 2
    found = busy_of(data, start, end, zone, own)
    said = {
        "busy": [{"start": _utc(start), "end": _utc(end)} for start, end in found.busy],
        "problems": [
            f"line {line}: {code}: {PROBLEMS[code]}" if line else f"{code}: {PROBLEMS[code]}"
            for line, code in found.problems
        ],
    }
    (out or sys.stdout).write(json.dumps(said, indent=1) + "\n")
    return DONE


def _utc(moment):
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
