"""Who is where on a day, and who is on duty at a campus. Pure reading over posts and absences."""

from datetime import timedelta

from django.utils.translation import gettext as _

from hallway.core.kept import kept

from .models import Absence, Campus, Member, Post

_calendars: list = []


def out_on(day, members=None):
    """Ids of the members who are out on ``day``."""
    absences = Absence.objects.filter(first__lte=day, last__gte=day)
    if members is not None:
        absences = absences.filter(member__in=members)
    return set(absences.values_list("member_id", flat=True))


def posts_on(day, *, campus=None, role="its"):
    """Posts of the role that serve on ``day`` (a date), people who are out left aside, in a stable order."""
    posts = Post.objects.filter(role=role, member__is_active=True).select_related("member", "campus").order_by("pk")
    if campus is not None:
        posts = posts.filter(campus=campus)
    posts = [post for post in posts if post.serves_on(day)]
    out = out_on(day, {post.member_id for post in posts}) if posts else set()
    return [post for post in posts if post.member_id not in out]


def on_duty(campus, day, *, but=(), hats=()):
    """The ITS who serves ``campus`` on ``day``; else the next one posted there within two weeks; else None.

    Returns (member, day they are there). ``but``: members to pass over. ``hats``: of several on that day, who wears the
    first of these; the others are asked when nobody does.
    """
    passed = {m.pk if isinstance(m, Member) else m for m in but}
    posts = [post for post in its_posts(campus) if post.member_id not in passed]
    posts.sort(key=lambda post: hats.index(post.hat) if post.hat in hats else len(hats))
    if not posts:
        return None, None
    absences = _absences(tuple(post.member_id for post in posts), day)
    for ahead in range(15):
        that_day = day + timedelta(days=ahead)
        for post in posts:
            away = any(a.member_id == post.member_id and a.first <= that_day <= a.last for a in absences)
            if post.serves_on(that_day) and not away and (post.weekdays or that_day.weekday() < 5):
                return post.member, that_day
    return None, None


@kept
def away_on(day, member_ids):
    """Which of these (ids, sorted) are out on ``day``; kept for some seconds, as nobody's rights hang on it."""
    return out_on(day, member_ids)


def stands_in(day, members, *, but=()):
    """Who was named to take over for the first of these who is out on ``day``: somebody who works here and is there; or None.

    ``members``, ``but``: ids; the latter are nobody's substitute.
    """
    for absence in sorted(_absences(tuple(members), day), key=lambda each: members.index(each.member_id)):
        cover = absence.cover if absence.first <= day else None
        if cover and cover.is_active and cover.pk not in (*members, *but) and not away_on(day, (cover.pk,)):
            return cover
    return None


@kept
def its_posts(campus):
    """The posts of the ITS of ``campus``; kept for some seconds."""
    return list(
        Post.objects.filter(role="its", campus=campus, member__is_active=True).select_related("member").order_by("pk")
    )


@kept
def _absences(member_ids, day):
    return list(Absence.objects.filter(member__in=member_ids, last__gte=day).select_related("cover"))


def where_today(members, day, out=None):
    """{member id: list of campuses, ``[]`` for out or nowhere} for ITS and staff on ``day``, in two statements and what
    the calendars of their campuses cost when they are not kept. ``out``: ids of who is out, when that was asked already.

    A day that the school year names decides for everybody posted there: nobody is said to be at school on a holiday.
    On a plain day, a post without weekdays is one of Monday to Friday.
    """
    ids = [m.pk if isinstance(m, Member) else m for m in members]
    out = out_on(day, ids) if out is None else out
    places = {pk: [] for pk in ids}
    posts = Post.objects.filter(member__in=ids, campus__isnull=False).select_related("campus")
    posts = [post for post in posts if post.serves_on(day) and post.member_id not in out]
    named = {}
    for worked_on in _calendars:
        named |= worked_on({post.campus for post in posts}, day)
    for post in posts:
        there = named.get(post.campus_id, bool(post.weekdays) or day.weekday() < 5)
        if there and post.campus not in places[post.member_id]:
            places[post.member_id].append(post.campus)
    return places


def ask_calendar(worked_on):
    """Ask this before somebody is said to be at school: ``worked_on(campuses, day)`` gives {campus id: whether staff are
    there} for those whose year names the day.

    The calendar stands on a floor above; it makes itself known when it is ready.
    """
    if worked_on not in _calendars:
        _calendars.append(worked_on)


def where_said(places):
    """The campuses of ``where_today`` as words: "at Oak today", "at Oak and Elm today", "not at a campus today"."""
    names = [place.name for place in places]
    if not names:
        return _("not at a campus today")
    if len(names) == 1:
        return _("at %(campus)s today") % {"campus": names[0]}
    if len(names) > 3:
        return _("at several campuses today")
    return _("at %(campuses)s and %(last)s today") % {"campuses": ", ".join(names[:-1]), "last": names[-1]}


def main_campus(member):
    """The id of the campus whose clock and school year are theirs: where their room is, if they work there; else the first they
    work at; None for the district's (docs/adr/0042)."""
    own = member.seat.own
    if len(own) > 1 and member.room_id and member.room.campus_id in own:
        return member.room.campus_id
    return min(own, default=None)


def campus_of(member):
    """The campus a member's day is at: their room's, else the first they work at, else the first of all."""
    own = member.seat.own
    if member.room_id and (member.room.campus_id in own or not own):
        return member.room.campus
    rows = Campus.objects.filter(enabled=True).order_by("pk")
    return rows.filter(pk__in=own).first() or rows.first()
