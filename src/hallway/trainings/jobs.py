"""What happens to trainings without a person: offers that run out, reminders in school time, people who leave."""

from datetime import date, timedelta

from django.db.models import Q

from hallway.core.now import now
from hallway.core.verb import HALLWAY
from hallway.history.models import Event
from hallway.ideas.choices import TRIED
from hallway.schooltime import clock
from hallway.schooltime.calendars import calendar_of, warm

from .models import Meeting, Seat, Session
from .models.afterwards import MOST
from .models.people import HERE, STANDING

BATCH = 200
AT_LEAST, LONGEST = (
    timedelta(days=10),
    timedelta(days=120),
)  # ten school days are not less; after a summer nobody is asked
FAR = timedelta(days=20)  # a school day may lie behind a break
FRESH = timedelta(hours=4)  # whoever answered just now knows


def settle_offers():
    """Places that nobody took go to the next. Returns how many."""
    due = Session.objects.filter(seats__answer="offered", seats__offered_until__lte=now()).distinct()
    return sum(row.settle(by=HALLWAY) for row in [*due[:BATCH]])


def remind():
    """Whoever comes or hosts, a school day before a date, while school is on; and hosts, when too few come. Returns how many."""
    moment, done = now(), 0
    rows = Meeting.objects.filter(dropped=False, session__state="announced", start__gt=moment, start__lte=moment + FAR)
    rows = [*rows.select_related("session__campus", "session__course").order_by("start")[: BATCH * 10]]
    warm({row.session.campus for row in rows})
    for row in rows:
        calendar = calendar_of(row.session.campus_id)
        if not clock.is_open(calendar, moment):
            continue
        if row.start <= clock.after_days(calendar, moment, 2) and _few(row):
            done += row.session.warn(by=HALLWAY)
        if row.start <= clock.after_days(calendar, moment, 1):
            for part in _unreminded(row, moment):
                if done < BATCH:
                    done += row.session.remind(by=HALLWAY, part=part, meeting=row)
    return done


def _few(row):
    return row.session.minimum and not row.session.warned and row.start == row.session.starts


def _unreminded(row, moment):
    """Nobody is reminded of what they answered or made a moment ago."""
    late = Q(reminded=None) | ~Q(reminded=row.start)
    seats = row.session.seats.filter(late, answer="going", since__lt=moment - FRESH)
    hosts = row.session.host_rows.filter(late)
    return [*seats, *(hosts if row.session.created < moment - FRESH else [])]


def wonder():
    """Ask whoever was there whether they tried it, ten school days later, while school is on; twice at most. Returns how many."""
    moment, done = now(), 0
    late = Q(asked_at=None) | Q(asked_at__lte=moment - AT_LEAST)
    rows = Seat.objects.filter(late, attended__in=HERE, asked__lt=MOST, member__is_active=True)
    rows = rows.filter(session__state="announced", session__ends__range=(moment - LONGEST, moment - AT_LEAST))
    rows = rows.exclude(trial__result__in=TRIED).select_related("session__campus", "member", "trial")
    rows = [*rows.order_by("session__ends", "pk")[: BATCH * 10]]
    warm({row.session.campus for row in rows})
    for row in rows:
        open_now = clock.is_open(calendar_of(row.session.campus_id), moment)
        if done < BATCH and open_now and row.session.asks(row):
            done += row.session.wonder(by=HALLWAY, seat=row)
    return done


def tell_on(event):
    """Hears ``training.widened``: that it was announced is told once more, to those who have no notice of it. Who is told at this
    moment by another worker is waited for."""
    announced = Event.objects.of(event.root).filter(kind="training.announced")
    announced.update(told=None, due=now())


def school_is_off(event):
    """Hears ``calendar.changed``: where school is off at short notice, whoever hosts a training on such a day hears of it."""
    if event.data.get("what") != "weather" or not event.data.get("first"):
        return
    first, last = (date.fromisoformat(event.data[name]) for name in ("first", "last"))
    rows = Meeting.objects.filter(dropped=False, session__state="announced", start__gt=now())
    rows = rows.filter(start__date__range=(first - timedelta(days=1), last + timedelta(days=1)))
    if campus := event.data.get("campus"):
        rows = rows.filter(session__campus=campus)
    for row in rows.select_related("session__campus", "session__course").order_by("pk"):
        day = row.local_start.date()
        if first <= day <= last and not calendar_of(row.session.campus_id).walls(day):
            row.session.no_school(by=HALLWAY, meeting=row)


def somebody_left(event):
    """Hears ``member.deactivated``."""
    member = event.subject
    held = Q(host_rows__member=member) | Q(seats__member=member, seats__answer__in=STANDING)
    for session in Session.objects.filter(held).coming().distinct():
        session.go_without(by=HALLWAY, member=member)
