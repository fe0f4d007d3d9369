"""What a calendar program gets of somebody's calendar: single events, neutral words, nobody named, cancelled ones for a while."""

from datetime import timedelta

from django.utils import translation
from django.utils.translation import gettext as _

from hallway.core.now import now
from hallway.people.models import District

from . import ics, showing

BACK, AHEAD = timedelta(days=60), timedelta(days=400)
KEPT = timedelta(days=30)  # that a cancelled event stands in a feed, so that every program hears of it
REFRESH = timedelta(hours=1)


def entries(member, *, cancelled=True):
    """What stands in a feed: ``Entry``s from some weeks ago to next year."""
    moment = now()
    return [
        entry
        for entry in showing.entries(member, moment - BACK, moment + AHEAD)
        if entry.status != "cancelled" or (cancelled and (entry.updated or entry.start) > moment - KEPT)
    ]


def feed(member, *, cancelled=True):
    """The bytes of ``member``'s feed, in their language; the same as long as nothing changes."""
    with translation.override(member.language or District.get().language):
        name = _("%(name)s in Hallway") % {"name": member.full_name}
        return ics.calendar(entries(member, cancelled=cancelled), name=name, refresh=REFRESH)
