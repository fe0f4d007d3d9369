"""What a campus lead or the district needs to know: what stops teaching now, what is known, what was escalated. No person's
figures, and no request's words but those of known issues and of escalated ones."""

from zoneinfo import ZoneInfo

from django.db.models import Count, Q

from hallway.asks.lines import lines
from hallway.asks.models import Ask, KnownIssue
from hallway.core.morning import read
from hallway.core.now import now
from hallway.core.page import page
from hallway.people.models import Campus, Post
from hallway.people.where import main_campus, where_said, where_today
from hallway.schooltime.calendars import calendar_of, warm

from .teacher import hello

CAMPUSES, ROWS, TEAM = 30, 20, 12


def show(request, switch):
    member, moment = request.user, now()
    campuses = Campus.objects.filter(enabled=True)
    if not member.seat.leads_district:
        campuses = campuses.filter(pk__in=member.seat.leads)
    scope = {} if member.seat.leads_district else {"campus__in": member.seat.leads}
    calendar = calendar_of(main_campus(member))
    open_asks = Ask.objects.still_open().filter(**scope)
    counts = {
        row["campus"]: row
        for row in open_asks.order_by()
        .values("campus")
        .annotate(
            open=Count("pk"),
            stopped=Count("pk", filter=Q(teaching_stopped=True, status="open")),
            late=Count("pk", filter=Q(next_at__lt=moment)),
        )
    }
    # A district sees the campuses where something presses first; a campus lead sees their own.
    places = sorted(campuses, key=lambda campus: _press(counts.get(campus.pk)), reverse=True)
    known = [*KnownIssue.objects.told_to(member)[:ROWS]]
    asked = Ask.objects.visible_to(member).filter(escalated_at__isnull=False, **scope).still_open().pressing()
    escalated, _marks = lines(asked[:ROWS])
    warm({row.ask.campus for row in known})
    context = {
        "switch": switch,
        "hello": hello(member, moment.astimezone(ZoneInfo(calendar.zone))),
        "places": [{**(counts.get(campus.pk) or NONE), "campus": campus} for campus in places[:CAMPUSES]],
        "more": max(0, len(places) - CAMPUSES),
        "stopped": sum(row["stopped"] for row in counts.values()),
        "known": known,
        "escalated": escalated,
        "team": team(member, calendar.local_day(moment)),
        "morning": read(member, "lead"),
        "now": moment,
    }
    return page(request, "home/lead.html", context)


NONE = {"open": 0, "stopped": 0, "late": 0}


def _press(counts):
    return (counts["stopped"], counts["late"], counts["open"]) if counts else (0, 0, 0)


def team(member, day):
    """The help team of the campuses a member leads, and where they are today."""
    posts = Post.objects.filter(role="its")
    if not member.seat.leads_district:
        posts = posts.filter(campus__in=member.seat.leads)
    people = [*posts.holders_now().defer("words", "about").order_by("folded")[:TEAM]]
    places = where_today(people, day)
    return [{"person": one, "where": where_said(places[one.pk])} for one in people]
