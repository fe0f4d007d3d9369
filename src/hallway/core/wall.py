"""The time as a clock on some wall shows it, also in a template, which tells every other time on its reader's own clock."""

from django.templatetags.tz import do_timezone
from django.utils.timezone import get_current_timezone, get_default_timezone


def on_wall(moment, zone):
    """``moment`` (aware) on the clock of ``zone``; ``|date`` and ``|time`` leave it there. What is counted from it is theirs again."""
    return do_timezone(moment, zone)


def readers_zone():
    """The zone that the reader lives by; None while nobody is known to read, as the house's own clock is on no wall."""
    active = get_current_timezone()
    return None if active == get_default_timezone() else active


def zone_apart(moment, zone):
    """What the clock there is called ("PST"), where the reader's own shows another time at ``moment``; else nothing."""
    there, reader = moment.astimezone(zone), readers_zone()
    return there.tzname() if reader and there.utcoffset() != moment.astimezone(reader).utcoffset() else ""
