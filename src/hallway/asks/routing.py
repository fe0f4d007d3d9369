"""Who gets a request: the ITS posted at the campus that day, else the next one posted there, else the district's duty holder."""

from django.utils.translation import gettext as _

from hallway.core.now import now
from hallway.people.models import Campus, District, Member
from hallway.people.where import on_duty, out_on
from hallway.schooltime import clock
from hallway.schooltime.calendars import calendar_of


def route(campus: Campus, *, but=(), at=None):
    """Returns (holder or None, queue, why). ``but``: members passed over (the requester, whoever is out).

    With a holder the queue is empty; without one it is ``district``, whose duty holder looks after it.
    """
    calendar = calendar_of(campus.pk)
    start = clock.after_minutes(calendar, at or now(), 0)
    day = calendar.local_day(start)
    passed = [m.pk if isinstance(m, Member) else m for m in but if m]
    holder, there = on_duty(campus, day, but=passed)
    if holder:
        return holder, "", {"code": "today" if there == day else "next", "day": str(there)}
    out = out_on(day)
    for member in (
        Member.objects.filter(posts__role="its", posts__campus=None, is_active=True)
        .exclude(pk__in=passed)
        .order_by("pk")
    ):
        if member.pk not in out:
            return member, "", {"code": "district"}
    duty = District.get().duty
    if duty and duty.is_active and duty.pk not in passed:
        return duty, "", {"code": "duty"}
    return None, "district", {"code": "queue"}


def because(why):
    """The routing reason as a sentence for both sides."""
    code = why.get("code")
    if code == "today":
        return _("serves your campus today")
    if code == "next":
        return _("is the next one at your campus")
    if code in ("district", "duty"):
        return _("looks after the whole district")
    if code == "handed":
        return _("was asked by a colleague")
    return _("the district's help team")
