"""Whether a time is offered, asked inside a verb once the time is taken, so that nobody books past the terms at the same moment."""

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from hallway.core.verb import Refused
from hallway.people.models import Campus

from . import gathering, reasons
from .availability import why_not
from .spans import day_of, minutes


class NotOffered(Refused):
    """The time is not, or no longer, one of those that are offered."""


def must_be_offered(row, *, by):
    """Raises ``NotOffered`` when one of its hosts does not offer its time to ``by``, a guest, with the reason that they may know."""
    length = int((row.end - row.start).total_seconds() // 60)
    day = day_of(row.campus.time_zone, minutes(row.start))
    people, asked = gathering.gather(
        row.hosts,
        row.campus,
        length=length,
        first=day,
        last=day,
        guests=row.guests,
        own=True,
        remote=row.remote,
        but=row,
        sure=True,
    )
    for host, person in zip(row.hosts, people, strict=True):
        code = why_not(person, asked, minutes(row.start))
        if code not in (None, "taken", "guest"):  # of what is taken the database speaks
            why = reasons.said_to(by, code)
            raise NotOffered(_("%(name)s cannot be booked then: %(why)s") % {"name": host.short_name, "why": why})


def planning_then(row, by):
    """Whether a guest plans then, whoever enters it. Raises ``NotOffered`` when that period is closed to others."""
    length = int((row.end - row.start).total_seconds() // 60)
    others = [guest for guest in row.guests if guest.pk != by.pk]
    plans = gathering.rows_of("Planning").filter(member__in=[guest.pk for guest in others]).values("campus")
    found = []
    for campus in Campus.objects.filter(pk__in=plans):
        day = day_of(campus.time_zone, minutes(row.start))
        _people, asked = gathering.gather(
            [],
            campus,
            length=length,
            first=day,
            last=day,
            guests=others,
            own=False,
            remote=row.remote,
            but=row,
            sure=True,
        )
        found.append(asked.planning_at(minutes(row.start), length))
    if False in found:
        raise NotOffered(capfirst(reasons.WHY["planning"]))
    return True in found
