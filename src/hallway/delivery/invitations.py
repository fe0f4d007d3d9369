"""The event that a letter carries for its reader's calendar, where its kind has one: the subject says which, diary writes it.

Who organizes is always an address of ours made for that one event, never a person: a calendar that is told its own owner
organizes an event it does not know adds nothing.
"""

import logging
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _

from hallway.diary import ics
from hallway.diary.models import Organizer
from hallway.diary.showing import Person

from . import headers

log = logging.getLogger("hallway.delivery")


class Part(NamedTuple):
    """``method`` and ``text`` of the calendar file; ``subject``: the event's title and date, which some calendars take for its
    name; ``when``: its time in words, the zone named."""

    method: str
    text: str
    subject: str
    when: str


def part_for(event, member, mailbox, district):
    """The ``Part`` for ``member``, or None: for most kinds, and where the subject has nothing for them."""
    if event.about is None or not event.about.calendar:
        return None
    said = event.subject.calendar_part(member, event)
    if said is None:
        return None
    method, entry = said
    address = Organizer.of(entry.uid, mailbox or headers.plain(settings.DEFAULT_FROM_EMAIL))
    try:
        raw = ics.calendar([entry], method=method, organizer=Person(district.name or "Hallway", address))
    except ValueError as error:
        log.warning("the letter of event %s carries nothing for a calendar: %s", event.pk, error)
        return None
    zone = entry.zone or district.time_zone
    day = date_format(timezone.localtime(entry.start, ZoneInfo(zone)), "DATE_FORMAT")
    subject = _("%(title)s, %(day)s") % {"title": entry.title, "day": day}
    return Part(method, raw.decode(), subject, when(entry.start, entry.end, zone))


def when(start, end, zone, named=True):
    """The time of an event in words, on the clock of ``zone`` (a name like America/Chicago), which is ``named``."""
    first, last = (timezone.localtime(moment, ZoneInfo(zone)) for moment in (start, end))
    about = {
        "day": date_format(first, "DATE_FORMAT"),
        "start": time_format(first, "TIME_FORMAT"),
        "end": time_format(last, "TIME_FORMAT"),
        "zone": f"{first.tzname()}, {zone.replace('_', ' ')}",
    }
    if not named:
        return _("%(day)s, %(start)s to %(end)s") % about
    return _("%(day)s, %(start)s to %(end)s (%(zone)s)") % about
