"""Quiet hours: outside the hours of school, letters wait for those who wish so. The clock is that of one campus: where their room
is, else the first they work at (docs/adr/0042)."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from hallway.core.now import now
from hallway.people.models import Member
from hallway.people.where import main_campus
from hallway.schooltime.calendars import calendar_of

from .digests import HOUR, mails_on
from .models import Rhythm
from .pace import URGENT


def quiet_among(members):
    """Ids of the members who have chosen quiet hours; one statement."""
    return set(Rhythm.objects.filter(member__in=members, quiet=True).values_list("member", flat=True))


def closed_now(members):
    """``{id: when mail may reach them again}`` for those of the members (ids) who rest at this moment; two statements, one when
    nobody has chosen quiet hours."""
    people = Member.objects.filter(pk__in=members, rhythm__quiet=True).select_related("room").with_posts()
    return {member.pk: at for member in people if (at := opens_for(member)) > now()}


def waits(mail, event):
    """Whether quiet hours hold this letter back: not what is urgent, answers a mail, or somebody would stand before a closed
    door without. ``event``: None for what lists several."""
    if mail.answer or mail.secret:
        return False
    return event is None or not (event.kind in URGENT or event.about.mail == "always")


def held_until(mail):
    """When this letter may leave, if it rests with its reader at this moment; else None."""
    if not mail.member_id or not waits(mail, mail.event):
        return None
    return closed_now([mail.member_id]).get(mail.member_id)


def opens_for(member, moment=None):
    """When a letter made at ``moment`` may reach ``member``: then, or at seven of the next morning on which mail comes.

    A school day is open from seven until the help team's hours end.
    """
    moment = moment or now()
    return opens(calendar_of(main_campus(member)), moment)


def opens(calendar, moment):
    """The same on a campus's ``calendar``."""
    zone = ZoneInfo(calendar.zone)
    here = moment.astimezone(zone)
    if here.hour >= HOUR and mails_on(here.date(), calendar) and moment < _ends(calendar, here):
        return moment
    day = here.date() if here.hour < HOUR else here.date() + timedelta(days=1)
    while not mails_on(day, calendar):
        day += timedelta(days=1)
    return datetime(day.year, day.month, day.day, HOUR, tzinfo=zone)


def _ends(calendar, here):
    """When the help team's hours of the day end; of a Monday in a long summer, which has none, at noon."""
    spans = calendar.spans(here.date())
    return spans[-1][1] if spans else here.replace(hour=12, minute=0, second=0, microsecond=0)
