"""The laid cast is the made cast: the same rows, of now, and nobody shares an object with the test before."""

from datetime import timedelta

import pytest
from django.db import transaction

from hallway.core.now import moved, now
from hallway.history.models import Event
from hallway.people.models import Campus, Member, Post

from .conftest import MONDAY, _make_cast


def _seen():
    """What the rows say, without the numbers they happen to have."""
    events = Event.objects.order_by("pk").values_list("kind", "actor__email", "subject_type__model")
    posts = Post.objects.order_by("pk").values_list("member__email", "role", "campus__code", "hat", "weekdays")
    members = Member.objects.order_by("pk").values_list("email", "name", "is_active", "room__name", "words")
    return list(events), list(posts), list(members)


@pytest.mark.django_db
def test_made_anew_it_is_the_same(made_cast):
    with transaction.atomic():
        people = _make_cast()
        made = _seen()
        transaction.set_rollback(True)
    assert made[1]
    assert not Member.objects.exists()
    laid = made_cast.lay()
    assert _seen() == made
    assert set(vars(laid)) == set(vars(people))


def test_the_objects_are_the_rows(cast):
    for key, thing in vars(cast).items():
        if key != "procedure":
            fresh = type(thing).objects.get(pk=thing.pk)
            for field in thing._meta.concrete_fields:
                assert getattr(thing, field.attname) == getattr(fresh, field.attname) or field.name == "words", field


@pytest.mark.parametrize("_time", [1, 2])
def test_what_one_test_does_to_it_the_next_does_not_see(cast, _time):
    assert cast.tess.name == "Tess Tanaka"
    assert not Member.objects.filter(name="Somebody else").exists()
    cast.tess.name = "Somebody else"
    cast.tess.save()


def test_it_was_made_just_now_by_the_houses_clock(made_cast, db):
    with moved(MONDAY):
        laid = made_cast.lay()
    latest = Event.objects.latest("at").at
    assert MONDAY - timedelta(seconds=60) < latest <= MONDAY, "and nothing of it lies in the future"
    assert laid.tess.joined < now()


def test_numbers_of_one_table_are_not_those_of_another(cast):
    assert not set(Member.objects.values_list("pk", flat=True)) & set(Campus.objects.values_list("pk", flat=True))
