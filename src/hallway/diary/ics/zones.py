"""What a calendar calls a time zone, as a zone: IANA's names, Windows', what Outlook shows, and zones that a file describes."""

import re
from datetime import timedelta, timezone
from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones

import icalendar
from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

SHOWN = {
    "eastern time": "America/New_York", "central time": "America/Chicago", "mountain time": "America/Denver",
    "pacific time": "America/Los_Angeles", "arizona": "America/Phoenix", "alaska": "America/Anchorage", "hawaii": "Pacific/Honolulu",
    "atlantic time": "America/Halifax", "indiana (east)": "America/Indiana/Indianapolis", "saskatchewan": "America/Regina",
    "newfoundland": "America/St_Johns", "guadalajara, mexico city, monterrey": "America/Mexico_City",
    "bogota, lima, quito": "America/Bogota",
    "dublin, edinburgh, lisbon, london": "Europe/London", "amsterdam, berlin, bern, rome, stockholm, vienna": "Europe/Berlin",
    "brussels, copenhagen, madrid, paris": "Europe/Paris", "coordinated universal time": "UTC",
    "est": "America/New_York", "edt": "America/New_York", "cst": "America/Chicago", "cdt": "America/Chicago",
    "mst": "America/Denver", "mdt": "America/Denver", "pst": "America/Los_Angeles", "pdt": "America/Los_Angeles",
    "z": "UTC", "gmt": "UTC", "utc": "UTC",
}  # fmt: skip
RULES, LINES = 60, 4000  # of a described zone; since 1883 no place has changed its clocks in so many ways
OFFSET = re.compile(r"(?:\(?(?:UTC|GMT)\s*)([+-])(\d{1,2})(?::?(\d{2}))?\)?", re.IGNORECASE)


@lru_cache(maxsize=1)
def _names():
    return {name.lower(): name for name in available_timezones()}


@lru_cache(maxsize=1)
def _windows():
    return {name.lower(): place for name, place in WINDOWS_TO_OLSON.items()}


def named(text):
    """The zone that a TZID names by itself, or None."""
    said = text.strip().strip('"').lower()
    found = _names().get(said) or _windows().get(said)
    pieces = said.strip("/").split("/")
    for count in (3, 2):  # /mozilla.org/20050126_1/America/New_York
        found = found or (_names().get("/".join(pieces[-count:])) if len(pieces) > count else None)
    bare = re.sub(r"^\((?:utc|gmt)[^)]*\)\s*", "", said)
    found = found or SHOWN.get(bare) or SHOWN.get(re.sub(r"\s*\((?:us & canada|us and canada|canada|us)\)$", "", bare))
    if found:
        return ZoneInfo(found)
    if offset := OFFSET.search(said):
        apart = timedelta(hours=int(offset[2]), minutes=int(offset[3] or 0))
        if apart < timedelta(hours=24):
            return timezone(apart if offset[1] == "+" else -apart)
    return None


def described(lines):
    """The zone that a VTIMEZONE describes: the place it names, else by its own rules. Raises anything for a broken one."""
    place = next((line.partition(":")[2] for line in lines if line[:15].upper() == "X-LIC-LOCATION:"), "")
    if place and (found := named(place)):
        return found
    if any(re.search(r"FREQ=(?:SECONDLY|MINUTELY|HOURLY|DAILY)", line, re.IGNORECASE) for line in lines):
        raise ValueError("no clock changes that often")
    if sum(line[:5].upper() == "RRULE" for line in lines) > RULES or len(lines) > LINES:
        raise ValueError("no clock changes in so many ways")
    return icalendar.Timezone.from_ical("\r\n".join(lines)).to_tz(lookup_tzid=False)
