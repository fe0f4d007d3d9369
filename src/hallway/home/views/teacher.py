"""A teacher's day: a hello, the help team of their campus and where they are, and what they asked with what happens next."""

from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from hallway.appointments.models import Appointment
from hallway.asks.views.known import banner
from hallway.asks.views.mine import asked_by, waiting_first
from hallway.core.morning import read
from hallway.core.now import now
from hallway.core.page import page
from hallway.people.models import Post
from hallway.people.where import main_campus, where_said, where_today
from hallway.schooltime.calendars import calendar_of

OPEN_SHOWN, TEAM_SHOWN, KNOWN_SHOWN, MEETINGS_SHOWN = 8, 4, 3, 4
NOON, EVENING = 12, 17


def show(request, switch):
    member = request.user
    campus = main_campus(member)
    calendar = calendar_of(campus)
    here = now().astimezone(ZoneInfo(calendar.zone))
    rows = waiting_first(asked_by(member).exclude(status="closed").order_by("-id")[: OPEN_SHOWN + 1], member)
    people = team(member, calendar.local_day(now()))
    context = {
        "switch": switch,
        "hello": hello(member, here),
        "lead": lead(people),
        "team": people,
        "known": banner(member)[:KNOWN_SHOWN],
        "rows": rows[:OPEN_SHOWN],
        "more": len(rows) > OPEN_SHOWN,
        "morning": read(member, "teacher"),
        "meetings": Appointment.objects.of(member).with_people().coming()[:MEETINGS_SHOWN],
    }
    return page(request, "home/teacher.html", context)


def hello(member, here):
    """A hello by name for the time of day. ``here``: now, in the member's zone."""
    name = {"name": member.short_name}
    if here.hour < NOON:
        return _("Good morning, %(name)s!") % name
    if here.hour < EVENING:
        return _("Good afternoon, %(name)s!") % name
    return _("Good evening, %(name)s!") % name


def lead(people):
    """The line below the hello: who of the help team is near, the first thing a teacher wants to know."""
    near = next((one for one in people if one["here"]), None)
    if near is None:
        return _("What do you need today?")
    return _("%(name)s is %(where)s.") % {"name": near["person"].short_name, "where": near["where"]}


def team(member, day):
    """The ITS of a member's campuses: {person, where, hat}; who is there today first. Three statements."""
    posts = Post.objects.filter(role="its", member__is_active=True).exclude(member=member)
    own = member.seat.own
    posts = posts.filter(campus__in=own) if own else posts.filter(campus=None)
    posts = posts.in_force_now().select_related("member").order_by("pk")
    people = {post.member_id: post.member for post in posts[:50]}
    places = where_today(people.values(), day)
    there = {pk: any(place.pk in own for place in places[pk]) for pk in people}
    ordered = sorted(people.values(), key=lambda one: not there[one.pk])
    return [{"person": one, "where": where_said(places[one.pk]), "here": there[one.pk]} for one in ordered[:TEAM_SHOWN]]
