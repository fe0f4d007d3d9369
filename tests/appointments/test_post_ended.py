"""Somebody stays at the school and is on the help team no more: whom they were to meet hears of it."""

from datetime import timedelta

import pytest

from hallway.appointments.jobs import posts_over
from hallway.appointments.models import Appointment
from hallway.core.now import moved
from hallway.delivery.models import Notice
from hallway.delivery.working import deliver_events
from hallway.people.models import Member, Post

from . import made

LOST = ["appointment.cancelled", "consult.lost", "visit.lost"]


def leave_the_team(cast, member, but=0):
    posts = list(member.posts.filter(role="its"))
    for post in posts[but:]:
        post.remove(by=cast.ada)
    while deliver_events():
        pass


def kinds(member):
    return set(Notice.objects.filter(member=member).values_list("event__kind", flat=True))


def test_meetings_lessons_and_visits(cast, book):
    row = book()
    consult, visit = made.consult(cast), made.visit(cast)
    deliver_events()
    leave_the_team(cast, cast.ivan)
    row.refresh_from_db()
    assert row.status == "cancelled"
    assert {"appointment.cancelled", "consult.lost", "visit.lost"} <= kinds(cast.tess)
    visit.refresh_from_db()
    consult.refresh_from_db()
    assert (visit.state, consult.state) == ("not_coming", "open")


def test_what_they_only_come_to_stands(cast, book):
    row = book(by=cast.ivan)
    row.add_party(by=cast.ivan, member=cast.kim)
    leave_the_team(cast, cast.kim)
    row.refresh_from_db()
    assert row.stands
    assert cast.kim in Appointment.objects.get(pk=row.pk).people


@pytest.mark.parametrize("role", ["one of two", "another role"])
def test_who_still_helps_goes_on(cast, book, role):
    row = book()
    if role == "one of two":
        leave_the_team(cast, Member.objects.get(pk=cast.ivan.pk), but=1)
    else:
        next(iter(cast.tess.posts.all())).remove(by=cast.ada)
        deliver_events()
    row.refresh_from_db()
    assert row.stands


def test_a_post_that_ends_on_its_last_day(cast, book, monday):
    """Nobody presses anything then: what was to come is told all the same, once."""
    row, later, consult, visit = book(), book(at=(3, 2)), made.consult(cast), made.visit(cast)
    cast.ivan.posts.filter(role="its").update(until=row.start.date())
    assert posts_over() == 0
    with moved(monday.instant + timedelta(days=2)):
        for _again in range(3):
            posts_over()
            while deliver_events():
                pass
        visit.refresh_from_db()
        later.refresh_from_db()
        consult.refresh_from_db()
        assert (later.status, visit.state, consult.state) == ("cancelled", "not_coming", "open")
        told = Notice.objects.filter(member=cast.tess, event__kind__in=LOST).values_list("event__kind", flat=True)
        assert sorted(told) == sorted(LOST)
        row.refresh_from_db()
        assert row.stands, "it is over, and was"


def test_one_post_that_ends_and_one_that_goes_on(cast, book, monday):
    cast.ivan.posts.filter(role="its", campus=cast.oak).update(until=monday.instant.date())
    row = book(by=cast.ivan, at=(3, 2))
    with moved(monday.instant + timedelta(days=2)):
        assert posts_over() == 0
    row.refresh_from_db()
    assert row.stands is Post.objects.filter(member=cast.ivan, role="its").exclude(campus=cast.oak).exists()
