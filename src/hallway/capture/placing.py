"""Where a captured request belongs, and whom a typed name means."""

from hallway.core.now import now
from hallway.people.models import Campus, Member, Post
from hallway.people.where import main_campus, where_today
from hallway.schooltime.calendars import calendar_of


def place_of(person, helper):
    """(campus, room) where a captured request belongs: the teacher's room, else their campus, else where the helper is.

    ``person`` None: nobody is known yet, so where the helper is.
    """
    if person is not None and person.room_id:
        return person.room.campus, person.room
    today = where_today([helper], calendar_of(main_campus(helper)).local_day(now()))[helper.pk]
    own = helper.seat.own if person is None else person.seat.own
    near = next((campus for campus in today if campus.pk in own), None)
    if near:
        return near, None
    # Nobody is at school (a Saturday), or not at one of these: where they were posted first.
    posts = Post.objects.filter(member=helper if person is None else person, campus__in=own, campus__enabled=True)
    post = posts.select_related("campus").order_by("pk").first() if own else None
    return (post and post.campus) or next(iter(today), None) or Campus.objects.filter(enabled=True).first(), None


def people_like(said, member, limit=9):
    """Members that a typed name or address may mean, at most ``limit``; whom ``member`` may see and who still works here."""
    people = Member.objects.visible_to(member).filter(is_active=True)
    return [*people.filter(email=said.lower())[:1]] or [*people.matching(said)[:limit]]


def meant(said, member):
    """The one person that a typed name means, or None when nobody or several fit."""
    found = people_like(said, member, 2) if said else []
    return found[0] if len(found) == 1 else None
