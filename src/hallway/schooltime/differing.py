"""What a file or a feed would change: what it says, beside what it said when somebody let it, and what is entered now."""

import hashlib
import json
from datetime import date

from .daytypes import BY_NAME, PLAIN, Look

NOTHING = ["", "", ""]


def looks(says, calendar, own, taken=None, today=None):
    """{date: ``Look``, or None to take off} where something would differ.

    ``says``, ``taken``: {ISO date: [type, label, letter]}, now and when somebody let it last. Only what differs between the two
    counts, so what people changed here by hand since is left alone. ``own``: {date: ``Look``} that are entered for this very
    calendar. What is no longer said goes from ``today`` on, and only where it still stands as it was brought.
    """
    taken, found = taken or {}, {}
    for day in sorted(set(says) | set(taken)):
        one, other, when = says.get(day, NOTHING), taken.get(day, NOTHING), date.fromisoformat(day)
        if one == other or (day not in says and today and when < today):
            continue
        here, before = own.get(when), calendar.special.get(when)
        now = here or (Look(before.type, before.letter, before.label) if before else Look())
        then = _then(one, other, now, here)
        if then != now:
            found[when] = then if then != Look() else None
    return found


def _then(one, other, now, here):
    """What a date becomes. A kind of day or a letter that is not said any more falls back only if it stands as brought."""
    type, label = one[:2] if one[0] else (now.type, now.label)
    if not one[0] and other[0] and here and [here.type, here.label] == other[:2]:
        type, label = PLAIN, ""
    counts = BY_NAME[type].counts is not False
    letter = one[2] or (now.letter if counts else "")
    if not one[2] and other[2] and here and here.letter == other[2]:
        letter = ""
    return Look(type, letter, label, here.schedule if here and counts else None)


def marked(says, taken, days):
    """A short text for a set of differences, empty for none: the same text is the same news."""
    news = [[day.isoformat(), says.get(day.isoformat()), (taken or {}).get(day.isoformat())] for day in sorted(days)]
    return hashlib.sha256(json.dumps(news).encode()).hexdigest() if news else ""


def told(says, taken, days):
    """(added, changed, gone): how many of the differing ``days`` are which."""
    texts = [day.isoformat() for day in days]
    gone = sum(day not in says for day in texts)
    added = sum(day in says and day not in (taken or {}) for day in texts)
    return added, len(texts) - added - gone, gone


def counted(says):
    """What a feed brings: (days with a kind, days with a letter, first date, last date); (0, 0, None, None) of nothing."""
    if not says:
        return 0, 0, None, None
    kinds = sum(bool(type) for type, _label, _letter in says.values())
    letters = sum(bool(letter) for _type, _label, letter in says.values())
    return kinds, letters, date.fromisoformat(min(says)), date.fromisoformat(max(says))
