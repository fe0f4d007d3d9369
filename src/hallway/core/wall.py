"""The time as a clock on some wall shows it, also in a template, which tells every other time on its reader's own clock."""

from django.templatetags.tz import do_timezone
from django.utils.timezone import get_current_timezone


def on_wall(moment, zone):
    """``moment`` (aware) on the clock of ``zone``; ``|date`` and ``|time`` leave it there. What is counted from it is theirs again."""
    return do_timezone(moment, zone)


def zone_apart(moment, zone):
    """What the clock there is called ("PST"), where the reader's own shows another time at ``moment``; else nothing."""
    there, here = moment.astimezone(zone), moment.astimezone(get_current_timezone())
    return there.tzname() if there.utcoffset() != here.utcoffset() else ""
