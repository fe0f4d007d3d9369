"""The school clock again, slowly and without cleverness: walk every minute."""

from datetime import UTC, timedelta
from zoneinfo import ZoneInfo


def is_open(calendar, at):
    """Whether ``at`` (aware, a whole minute) lies in the hours of its local day."""
    local = at.astimezone(ZoneInfo(calendar.zone))
    if local.date() in calendar.closed:
        return False
    wall = local.replace(tzinfo=None)
    for start, end in calendar.week[local.weekday()]:
        first = _instant(calendar, wall.date(), start)
        last = _instant(calendar, wall.date(), end)
        if first <= at < last:
            return True
    return False


def _instant(calendar, day, wall):
    from datetime import datetime

    return datetime.combine(day, wall, ZoneInfo(calendar.zone)).astimezone(UTC)


def after_minutes(calendar, at, minutes, limit=60 * 24 * 40):
    """Count open minutes one by one; None when none come within ``limit``."""
    left = minutes
    for _ in range(limit):
        if is_open(calendar, at):
            if left == 0:
                return at
            left -= 1
            if left == 0:
                return at + timedelta(minutes=1)
        at += timedelta(minutes=1)
    return None


def minutes_between(calendar, a, b):
    n = 0
    while a < b:
        n += is_open(calendar, a)
        a += timedelta(minutes=1)
    return n
