"""The daily mail: one, with everything that waited for it. After a break or a stopped worker it is still one."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hallway.core.now import now
from hallway.people.models import District
from hallway.schooltime import clock
from hallway.schooltime.calendars import calendar_of
from hallway.schooltime.middleware import zone_of

from . import headers
from .models import WEEKDAYS, Notice, OutgoingMail
from .reading import readable
from .stopping import stop_url

HOUR = 7
MOST = 200
WEEKEND = 5
LONG_BREAK = 21  # days


def send_digests(limit=500):
    """Make the daily mail for everybody whose news came before the latest digest hour of a school day (7:00 in the
    district); in a long summer, of a Monday; for who likes it weekly, of their day. Returns how many were made; calling it
    again, or an hour late, makes no second one."""
    district, made = District.get(), 0
    for weekday in (None, *dict(WEEKDAYS)):
        until = cutoff(now(), ZoneInfo(district.time_zone), calendar_of(None), weekday)
        waiting = Notice.objects.filter(_rhythm(weekday), mail="digest", event__at__lt=until)
        for number in list(waiting.values_list("member", flat=True).order_by("member").distinct()[:limit]):
            made += _digest(number, until, district, weekday)
    return made


def _rhythm(weekday):
    if weekday is None:
        return Q(member__rhythm=None) | Q(member__rhythm__weekday=None)
    return Q(member__rhythm__weekday=weekday)


def cutoff(moment, zone, calendar=None, weekday=None):
    """The latest 7:00 of a school day before ``moment`` (both aware), on the clock of ``zone``.

    Breaks bring no mail. A summer is longer than news should wait: after three weeks without school, Mondays count.
    ``weekday``: only the days of the week named so (0: Monday), or the first one after it that brings mail.
    """
    here = moment.astimezone(zone)
    day = here.replace(hour=HOUR, minute=0, second=0, microsecond=0)
    while day > here or not _is_due(day.date(), calendar, weekday):
        day = (day - timedelta(days=1)).replace(hour=HOUR)
    return day


def _is_due(day, calendar, weekday):
    if not mails_on(day, calendar):
        return False
    late = 0 if weekday is None else (day.weekday() - weekday) % 7
    return not any(mails_on(day - timedelta(days=back), calendar) for back in range(1, late + 1))


def mails_on(day, calendar):
    """Whether mail comes on ``day``: on school days, and of a Monday where three weeks had none."""
    if calendar is None:
        return day.weekday() < WEEKEND
    if clock.is_school_day(calendar, day):
        return True
    before = (clock.is_school_day(calendar, day - timedelta(days=back)) for back in range(1, LONG_BREAK))
    return day.weekday() == 0 and not any(before)


def _digest(member_pk, until, district, weekday=None):
    with transaction.atomic():
        rows = Notice.objects.select_for_update(skip_locked=True, of=("self",)).filter(
            member=member_pk, mail="digest", event__at__lt=until
        )
        notices = list(rows.select_related("event__actor", "member").order_by("id"))
        if not notices:
            return 0
        Notice.objects.filter(pk__in=[each.pk for each in notices]).update(mail="digested")
        member = notices[0].member
        address = headers.address(member.email)
        if not member.is_active or member.mail_bad or not address:
            return 0
        with translation.override(member.language or district.language), timezone.override(zone_of(member)):
            why = _("You asked for one mail a day about these.")
            if weekday is not None:
                why = _("You asked for one mail a week about these.")
            span = (_before(until, weekday), until)
            mail = summary(readable(notices[-MOST:], member), len(notices), member, address, district, why, span=span)
            mail.message_id = headers.sealed_id("digest", member.pk, notices[-1].pk)
            mail.listed = [each.event_id for each in notices]
        OutgoingMail.objects.bulk_create([mail], ignore_conflicts=True)
    return 1


def _before(until, weekday):
    """The 7:00 of the mail before the one at ``until``: since then, what rides along was not told yet."""
    zone = ZoneInfo(District.get().time_zone)
    return cutoff(until - timedelta(minutes=1), zone, calendar_of(None), weekday)


def summary(shown, many, member, address, district, why, span=()):
    """An unsaved mail that lists ``shown`` (``[News]``) of ``many`` pieces of news, in the language that is active.

    ``span``: two instants; the template says what was published to the member between them.
    """
    stop = stop_url(member.pk, "*")
    context = {
        "member": member,
        "district": district,
        "notices": shown,
        "more": many - len(shown),
        "since": span[0] if span else None,
        "until": span[1] if span else None,
        "button": _("Open Hallway"),
        "why": why,
        "stop": _("Pause all mail"),
        "button_url": settings.PUBLIC_URL + reverse("delivery:notices"),
        "public_url": settings.PUBLIC_URL,
        "stop_url": stop,
    }
    subject = ngettext("%(n)s piece of news for you", "%(n)s pieces of news for you", many)
    return OutgoingMail(
        member=member,
        sender="",
        to=address,
        subject=subject % {"n": many},
        text=render_to_string("mail/digest.txt", context).strip() + "\n",
        html=render_to_string("mail/digest.html", context),
        headers={
            "Auto-Submitted": "auto-generated",
            "X-Auto-Response-Suppress": "All",
            **headers.of_a_list(stop),
        },
        created=now(),
        next_at=now(),
    )
