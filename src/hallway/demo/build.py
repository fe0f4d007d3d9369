"""Builds the demo district: three campuses, forty people and two months of help, made by calling verbs on a moved clock.

The history ends at the last full ten minutes (in school hours) or at the end of the last school day, so that the day's list is
alive on any day. The same moment gives the same rows. One transaction: a build that was interrupted has left nothing.
"""

from datetime import timedelta

from django.db.models import QuerySet
from django.utils import timezone

from hallway.core.now import moved
from hallway.core.verb import together
from hallway.delivery.models import Notice
from hallway.history.models import Event
from hallway.people.models import District
from hallway.schooltime import clock
from hallway.schooltime.calendars import calendar_of, forget

from .cast import assemble
from .playing import WEEKS_BACK, Play, before
from .storybook import stories

SIZES = ("small", "typical", "large", "stretch")


def built():
    """Whether this database holds a district already; one statement, so that a second start is quick."""
    return District.objects.exists()


def build(size="small", *, now=None, out=print):
    """Fill an empty database with the demo district; returns how many requests it made, 0 when a district is there already.

    ``size``: one of ``SIZES``; the larger ones add people and requests in bulk around the same small district.
    ``now``: the instant the history ends near (default: this one). ``out``: called with lines that say how far it is.
    Raises ValueError for an unknown size.
    """
    if size not in SIZES:
        raise ValueError(f"The demo comes in the sizes {', '.join(SIZES)}.")
    if built():
        return 0
    moment = now or timezone.now()
    out("Building the demo district: three campuses, forty people, two months of school days.")
    with together():
        with moved(moment - timedelta(days=100)):
            cast = assemble()
        calendar = calendar_of(next(iter(cast.campuses.values())).pk)
        until, more = end_of_history(calendar, moment), 0
        if size != "small":
            from .bulk import enlarge

            more = enlarge(size, until=until, out=out)
        made = Play(cast, until).run(stories(), out)
        _remember(until)
    forget()
    out(f"  {made} requests from the last {WEEKS_BACK} school days, and what became of them")
    return made + more


def end_of_history(calendar, moment):
    """The last full ten minutes when school is on at ``moment``, else the end of the last school hours."""
    start = moment.replace(minute=moment.minute // 10 * 10, second=0, microsecond=0)
    if clock.is_open(calendar, start):
        return start
    return before(calendar, start, 0, "m")


def _remember(until):
    """What is older than a day has been told long ago: notices of the last two weeks stay, most of them read; no mail goes out.

    The last day's events are left to the worker, so that the demo's own mails can be looked at.
    """
    yesterday = until - timedelta(days=1)
    told = Event.objects.filter(told=None, at__lt=yesterday)
    notices = []
    lately = told.filter(at__gte=until - timedelta(days=14), due__isnull=False)
    for event in lately.order_by("id").prefetch_related("subject"):
        for member in receivers(event):
            this_week = event.at > until - timedelta(days=7)
            read = None if this_week and len(notices) % 3 else event.at + timedelta(hours=2)
            notices.append(Notice(member=member, event=event, read_at=read, mail="off"))
    Notice.objects.bulk_create(notices, ignore_conflicts=True)
    told.update(told=until)


def receivers(event):
    """Who is told of an event by its kind: each once, never the one who did it."""
    found = {}
    subject = event.subject
    for name in (event.about.tell if event.about else ()) if subject else ():
        value = getattr(subject, name)
        value = value() if callable(value) else value
        for member in value if isinstance(value, list | tuple | QuerySet) else [value]:
            if member is not None and member.pk != event.actor_id:
                found[member.pk] = member
    return list(found.values())
