"""What stands in somebody's calendar, said by the floors above: pages, downloads and feeds here ask whoever registered.

``show(function)`` in an app's ``ready``: ``function(member, start, end) -> [Entry]`` of what meets [start, end), cancelled
ones included, in a constant number of statements. Its texts are neutral: a feed lies in other people's hands.
"""

from dataclasses import dataclass, field
from datetime import datetime

_shown: list = []


@dataclass(frozen=True)
class Person:
    """Somebody on an entry. ``answer``: none, accepted, declined or tentative."""

    name: str
    email: str
    answer: str = "none"


@dataclass(frozen=True)
class Entry:
    """One event of a calendar, instants in UTC or any zone.

    ``uid``: fixed for life. ``sequence``: counts up with each change of time, place of a person or status. ``title``: neutral
    words. ``status``: confirmed, tentative or cancelled. ``url``: a page of ours (whole address) that says more to who may read it.
    ``people``: only in an invitation; a feed or download names nobody. ``zone``: in whose words a page and a mail say the time.
    """

    uid: str
    sequence: int
    start: datetime
    end: datetime
    title: str
    place: str = ""
    status: str = "confirmed"
    updated: datetime | None = None
    url: str = ""
    people: tuple = field(default=())
    zone: str = ""


def show(function):
    """Ask ``function`` too. Registering the same one again is harmless."""
    if function not in _shown:
        _shown.append(function)


def entries(member, start, end):
    """Everything in ``member``'s calendar that meets [start, end), by start."""
    found = [entry for function in _shown for entry in function(member, start, end)]
    return sorted(found, key=lambda entry: (entry.start, entry.end, entry.uid))
