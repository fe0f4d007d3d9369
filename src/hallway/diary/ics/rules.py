"""How an event repeats, so far as it is let: what would come every minute is refused before any library unrolls it."""

import re
from datetime import UTC, datetime

import icalendar

A_DAY = 24  # times a day that a rule may come
WHEN = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})?(Z)?)?", re.IGNORECASE)


class Wrong(Exception):
    """Why an event is left out; a code of ``reading.PROBLEMS``."""


def rule(text, start):
    """A rule as icalendar has it, its end said in the way of its ``start``. Raises ``Wrong`` for one that is broken, or comes more
    than ``A_DAY`` times a day."""
    said = dict(part.upper().partition("=")[::2] for part in text.strip().strip(";").split(";") if "=" in part)
    freq = said.get("FREQ", "")
    if freq in ("SECONDLY", "MINUTELY"):
        raise Wrong("too-often")
    times = 24 if freq == "HOURLY" else max(1, said.get("BYHOUR", "").count(",") + 1)
    for name in ("BYMINUTE", "BYSECOND"):
        times *= said.get(name, "").count(",") + 1
    if times > A_DAY:
        raise Wrong("too-often")
    if until := WHEN.fullmatch(said.get("UNTIL", "").strip()):
        said["UNTIL"] = _until(until, start)
    elif "UNTIL" in said:
        raise Wrong("bad-rule")
    try:
        if int(said.get("INTERVAL", 1)) < 1 or freq not in ("HOURLY", "DAILY", "WEEKLY", "MONTHLY", "YEARLY"):
            raise Wrong("bad-rule")
        return icalendar.vRecur.from_ical(";".join(f"{name}={value}" for name, value in said.items()))
    except ValueError as error:
        raise Wrong("bad-rule") from error


def _until(found, start):
    year, month, day, hour, minute, second, utc = found.groups()
    if not isinstance(start, datetime):
        return f"{year}{month}{day}"
    if utc:
        return found[0].upper()
    clock = (int(hour), int(minute), int(second or 0)) if hour else (23, 59, 59)
    try:
        local = datetime(int(year), int(month), int(day), *clock, tzinfo=start.tzinfo)
        return local.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    except (ValueError, OverflowError) as error:
        raise Wrong("bad-rule") from error
