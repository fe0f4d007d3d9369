"""The day of whoever helps: where they are, what presses most, who thanked them, and where the others are."""

from zoneinfo import ZoneInfo

from django.db.models import Q

from hallway.appointments.models import Appointment
from hallway.asks.lines import lines
from hallway.asks.models import Ask
from hallway.core.morning import read
from hallway.core.now import now
from hallway.core.page import page
from hallway.delivery.models import Notice
from hallway.delivery.reading import readable
from hallway.people.models import Post
from hallway.people.where import main_campus, out_on, where_said, where_today
from hallway.schooltime.calendars import calendar_of

from .teacher import hello

ROWS, NEWS, COLLEAGUES, MEETINGS = 7, 3, 12, 4


def show(request, switch):
    member, moment = request.user, now()
    calendar = calendar_of(main_campus(member))
    day = calendar.local_day(moment)
    rows = Ask.objects.helped_by(member).filter(Q(holder=member) | Q(holder=None), status="open").pressing()
    made, _marks = lines(rows[: ROWS + 1])
    around, places, out = colleagues(member, day)
    context = {
        "switch": switch,
        "hello": hello(member, moment.astimezone(ZoneInfo(calendar.zone))),
        "where": where_said(places[member.pk]),
        "day": day,
        "out": member.pk in out,
        "rows": made[:ROWS],
        "news": readable([*Notice.objects.list_for(member).unread()[:NEWS]], member),
        "morning": read(member, "its"),
        "colleagues": around,
        "meetings": Appointment.objects.of(member).with_people().coming()[:MEETINGS],
        "now": moment,
    }
    return page(request, "home/its.html", context)


def colleagues(member, day):
    """([{person, where}] of the help team around the member, places of everybody by id, ids of those who are out)."""
    served = member.seat.served
    posts = Post.objects.filter(role="its")
    if served is not None:
        posts = posts.filter(Q(campus__in=served) | Q(campus=None))
    people = posts.holders_now().exclude(pk=member.pk)
    people = [*people.defer("words", "about").order_by("folded")[:COLLEAGUES]]
    out = out_on(day, [member, *people])
    places = where_today([member, *people], day, out)
    return [{"person": one, "where": where_said(places[one.pk])} for one in people], places, out
