"""Moments in the words people use: "tomorrow before lunch", "Tuesday 10:40"."""

from datetime import timedelta
from functools import lru_cache

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from .now import now as clock
from .wall import readers_zone, zone_apart

NOON = 12


def clock_words(at):
    """ "10:40" in the morning, "1:40 pm" after noon. ``at`` is already in the reader's zone."""
    hour = at.hour % 12 or 12
    return f"{hour}:{at:%M}" if at.hour < NOON else _("%(time)s pm") % {"time": f"{hour}:{at:%M}"}


def day_words(day, today):
    """ "today", "tomorrow", "Tuesday", "March 12": a date (not a moment) as people say it."""
    away = (day - today).days
    if away == 0:
        return _("today")
    if away == 1:
        return _("tomorrow")
    if away == -1:
        return _("yesterday")
    if 1 < away < 7:
        return date_format(day, "l")
    if -7 < away < -1:
        return _("last %(weekday)s") % {"weekday": date_format(day, "l")}
    return date_format(day, "MONTH_DAY_FORMAT" if day.year == today.year else "DATE_FORMAT")


def when_words(at, now=None, zone=None, exact=False):
    """``at`` (aware datetime) as a colleague would say it at ``now``, in ``zone`` (default: the active time zone).

    ``exact=True`` always tells the clock ("Tuesday 10:40"), as promises do; otherwise the near future is told by
    the school day ("tomorrow before lunch") and the near past by minutes ("12 minutes ago"). The clock of ``zone`` is named
    ("Tuesday 10:40 PST") where the reader's shows another time, and "today" is the reader's.
    """
    zone = zone or timezone.get_current_timezone()
    now = now or clock()
    at, here = at.astimezone(zone), now.astimezone(readers_zone() or zone)
    ahead = at - here
    if not exact:
        minutes = round(abs(ahead) / timedelta(minutes=1))
        if minutes == 0:
            return _("just now")
        if minutes < 60:
            if ahead > timedelta(0):
                return ngettext("in %(n)d minute", "in %(n)d minutes", minutes) % {"n": minutes}
            return ngettext("%(n)d minute ago", "%(n)d minutes ago", minutes) % {"n": minutes}
        if (at.date() - here.date()).days == 1:
            return _tomorrow(at)
    days = (at.date() - here.date()).days
    parts = {"day": day_words(at.date(), here.date()), "time": f"{clock_words(at)} {zone_apart(at, zone)}".rstrip()}
    if -7 < days < 7:
        return _("%(day)s %(time)s") % parts
    return _("%(day)s, %(time)s") % parts if exact else parts["day"]


def _tomorrow(at):
    if at.hour < 9:
        return _("tomorrow first thing")
    if at.hour < NOON:
        return _("tomorrow before lunch")
    return _("tomorrow after lunch") if at.hour < 17 else _("tomorrow evening")


def exact_words(at, zone=None):
    """The whole moment, for titles and paper: "Tuesday, November 24, 2026, 10:40 CST"."""
    at = at.astimezone(zone or timezone.get_current_timezone())
    return f"{_whole_day(at.date(), get_language())}, {clock_words(at)} {at:%Z}"


def whole_day(day):
    """ "Tuesday, November 24, 2026"."""
    return _whole_day(day, get_language())


@lru_cache(maxsize=1024)
def _whole_day(day, language):
    return date_format(day, "WHOLE_DAY_FORMAT")


def size_words(size):
    """A file's size in bytes as people read it: "340 kB", "2.1 MB"."""
    if size < 1_000_000:
        return _("%(n)s kB") % {"n": max(1, round(size / 1000))}
    return _("%(n)s MB") % {"n": f"{size / 1_000_000:.1f}"}
