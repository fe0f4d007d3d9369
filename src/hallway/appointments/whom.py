"""Whom a teacher may ask, and where: the ITS of their campuses, who is there today first."""

from hallway.core.now import now
from hallway.people.models import Campus, Member, Post
from hallway.people.where import where_said, where_today
from hallway.schooltime.calendars import calendar_of

MOST = 12


def campus_of(member):
    """The campus a member's lessons are at: their room's, else the first they work at, else the first of all."""
    own = member.seat.own
    if member.room_id and (member.room.campus_id in own or not own):
        return member.room.campus
    rows = Campus.objects.filter(enabled=True).order_by("pk")
    return rows.filter(pk__in=own).first() or rows.first()


def its_for(member):
    """[{person, where}] of those a member may ask, at most ``MOST``; whoever is at their campus today first. Three statements."""
    own = member.seat.own
    posts = Post.objects.filter(role="its", member__is_active=True).exclude(member=member)
    if own:
        posts = posts.filter(campus__in=own) | posts.filter(campus=None)
    day = calendar_of(min(own) if own else None).local_day(now())
    people = {}
    for post in posts.select_related("member").order_by("pk")[:100]:
        if post.in_force(day):
            people.setdefault(post.member_id, post.member)
    places = where_today(people.values(), day)
    there = {pk: any(place.pk in own for place in places[pk]) for pk in people}
    ordered = sorted(people.values(), key=lambda one: not there[one.pk])
    return [{"person": one, "where": where_said(places[one.pk])} for one in ordered[:MOST]]


def people_for(member, pk, said):
    """Colleagues meant by a chosen id, else by a typed name or address; at most nine."""
    people = Member.objects.visible_to(member).filter(is_active=True).exclude(pk=member.pk)
    if pk:
        return [*people.filter(pk=pk)]
    said = said.strip()
    return ([*people.filter(email=said.lower())[:1]] or [*people.matching(said)[:9]]) if said else []
