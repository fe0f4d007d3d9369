"""Whom a teacher may ask, and where: the ITS of their campuses, who is there today first."""

from hallway.core.now import now
from hallway.people.models import Member, Post
from hallway.people.where import campus_of, main_campus, where_said, where_today
from hallway.schooltime.calendars import calendar_of

MOST = 12
__all__ = ["campus_of", "its_for", "people_for"]


def its_for(member):
    """[{person, where}] of those a member may ask, at most ``MOST``; whoever is at their campus today first. Three statements."""
    own = member.seat.own
    leading = Post.objects.filter(role__in=("lead", "district")).in_force_now().values("member")
    posts = Post.objects.filter(role="its", member__is_active=True).exclude(member=member).exclude(member__in=leading)
    if own:
        posts = posts.filter(campus__in=own) | posts.filter(campus=None)
    day = calendar_of(main_campus(member)).local_day(now())
    posts = posts.in_force_now().select_related("member").order_by("pk")
    people = {post.member_id: post.member for post in posts[:100]}
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
