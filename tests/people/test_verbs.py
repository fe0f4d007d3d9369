"""Who may do what to people and places: one table a verb, with the same role on the other campus in it."""

import pytest

from hallway.core.verb import HALLWAY, Denied, Refused
from hallway.history.models import Event
from hallway.people.models import Absence, Campus, Device, Invitation, Member, Post, Room

EVERYBODY = ["tess", "olga", "emil", "ivan", "kim", "lena", "ed", "opal", "cora", "dora", "ada"]


@pytest.fixture
def elm_office(cast):
    """The same role on the other campus."""
    cast.otto = Member.add(by=HALLWAY, email="otto@cedar.example", name="Otto Elm")
    Post.add(by=HALLWAY, member=cast.otto, role="office", campus=cast.elm)
    cast.della = Member.add(by=HALLWAY, email="della@cedar.example", name="Della District")
    Post.add(by=HALLWAY, member=cast.della, role="office", campus=None)
    return cast


WHOLE = [*EVERYBODY, "otto", "della"]
VERBS = {
    # name: (who may, what is done)
    "add campus": ({"ada"}, lambda c, by: Campus.add(by=by, name="Birch High")),
    "change campus": ({"ada", "opal", "della"}, lambda c, by: c.oak.change(by=by, phone="1")),
    "add room": ({"ada", "opal", "della"}, lambda c, by: Room.add(by=by, campus=c.oak, name="99")),
    "change room": ({"ada", "opal", "della"}, lambda c, by: c.room.change(by=by, name="12b")),
    "add device": ({"ada", "opal", "della"}, lambda c, by: Device.add(by=by, campus=c.oak, tag="T-1")),
    "add device without a campus": ({"ada", "della"}, lambda c, by: Device.add(by=by, campus=None, tag="T-1")),
    "change device": ({"ada", "opal", "della"}, lambda c, by: device(c).change(by=by, model="New")),
    "move device away": ({"ada", "della"}, lambda c, by: device(c).change(by=by, campus=c.elm)),
    "change district": ({"ada"}, lambda c, by: c.district.change(by=by, its_title="Coach")),
    "finish_setup": ({"ada"}, lambda c, by: c.district.finish_setup(by=by)),
    "add member": (
        {"ada", "opal", "otto", "della"},
        lambda c, by: Member.add(by=by, email="new@cedar.example", name="New"),
    ),
    "change member": ({"ada", "opal", "della"}, lambda c, by: c.tess.change(by=by, title="Art")),
    "change shared member": ({"ada", "della"}, lambda c, by: c.ivan.change(by=by, title="Art")),
    "change administrator": ({"ada"}, lambda c, by: c.ada.change(by=by, title="Art")),
    "change district lead": ({"ada"}, lambda c, by: c.dora.change(by=by, title="Art")),
    "deactivate": ({"ada", "opal", "della"}, lambda c, by: c.olga.deactivate(by=by)),
    "reactivate": ({"ada", "opal", "della"}, lambda c, by: c.gone.reactivate(by=by)),
    "forget_sign_ins": ({"ada", "opal", "della"}, lambda c, by: c.olga.forget_sign_ins(by=by)),
    "introduce": ({"ada", "opal", "della", "tess"}, lambda c, by: c.tess.introduce(by=by, about="Hi")),
    "show_photo": ({"ada", "opal", "della", "tess"}, lambda c, by: c.tess.show_photo(by=by, path="")),
    "speak": ({"ada", "opal", "della", "tess"}, lambda c, by: c.tess.speak(by=by, language="es")),
    "choose_password": ({"tess"}, lambda c, by: c.tess.choose_password(by=by, password="another long word")),
    "add teacher post": (
        {"ada", "opal", "della"},
        lambda c, by: Post.add(by=by, member=c.emil, role="teacher", campus=c.oak),
    ),
    "add its post": ({"ada", "opal", "della"}, lambda c, by: Post.add(by=by, member=c.tess, role="its", campus=c.oak)),
    "add district-wide its post": ({"ada"}, lambda c, by: Post.add(by=by, member=c.tess, role="its", campus=None)),
    "add office post": ({"ada"}, lambda c, by: Post.add(by=by, member=c.tess, role="office", campus=c.oak)),
    "add administrator post": ({"ada"}, lambda c, by: Post.add(by=by, member=c.tess, role="admin", campus=None)),
    "add district post": ({"ada"}, lambda c, by: Post.add(by=by, member=c.tess, role="district", campus=None)),
    "remove post": ({"ada", "opal", "della"}, lambda c, by: c.tess.posts.get().remove(by=by)),
    "remove administrator post": ({"ada"}, lambda c, by: c.ada.posts.get().remove(by=by)),
    "send invitation": ({"ada", "opal", "della"}, lambda c, by: Invitation.send(by=by, member=c.tess)),
    "be_out": (
        {"ada", "opal", "della", "tess"},
        lambda c, by: Absence.be_out(by=by, member=c.tess, first="2026-03-02"),
    ),
    "come_back": ({"ada", "opal", "della", "tess"}, lambda c, by: absence(c).come_back(by=by)),
}


def device(cast):
    return Device.objects.filter(tag="D-1").first() or Device.add(by=HALLWAY, campus=cast.oak, tag="D-1")


def absence(cast):
    return Absence.be_out(by=HALLWAY, member=cast.tess, first="2026-03-02")


@pytest.mark.parametrize("name", VERBS)
def test_who_may(elm_office, name):
    from django.db import transaction

    cast, (who, do) = elm_office, VERBS[name]
    done = set()
    for key in WHOLE:
        by = Member.objects.get(pk=getattr(cast, key).pk)
        sign = transaction.savepoint()
        try:
            do(cast, by)
            done.add(key)
        except Denied:
            pass
        finally:
            transaction.savepoint_rollback(sign)
            for each in vars(cast).values():
                if hasattr(each, "refresh_from_db") and each.pk:
                    each.refresh_from_db()
    assert done == who


@pytest.mark.parametrize("name", VERBS)
def test_who_left_may_nothing(elm_office, name):
    cast, (_who, do) = elm_office, VERBS[name]
    Post.add(by=HALLWAY, member=cast.gone, role="admin", campus=None)
    gone = Member.objects.get(pk=cast.gone.pk)
    if name == "reactivate":
        return
    with pytest.raises(Denied):
        do(cast, gone)


def events(kind):
    return Event.objects.filter(kind=kind).count()


def test_ending_where_one_is_already_is_silent(cast):
    before = Event.objects.count()
    cast.gone.deactivate(by=cast.ada)
    cast.tess.reactivate(by=cast.ada)
    cast.tess.change(by=cast.ada, name=cast.tess.name)
    cast.tess.introduce(by=cast.tess, about="")
    Room.add(by=cast.ada, campus=cast.oak, name="12")
    Post.add(by=cast.ada, member=cast.tess, role="teacher", campus=cast.oak)
    assert Event.objects.count() == before


def test_each_change_leaves_one_event_without_words(cast):
    cast.tess.change(by=cast.ada, name="Tess T", title="Art")
    assert events("member.changed") == 1
    assert Event.objects.get(kind="member.changed").data == {"fields": ["name", "title"]}
    cast.tess.introduce(by=cast.tess, about="private words")
    assert "private words" not in str(Event.objects.get(kind="member.introduced").data)


def test_nobody_switches_themselves_off(cast):
    with pytest.raises(Refused):
        cast.ada.deactivate(by=cast.ada)


def test_two_spellings_are_one_address(cast):
    from django.core.exceptions import ValidationError

    with pytest.raises(ValidationError):
        Member.add(by=cast.ada, email="TESS@cedar.example", name="Another")


def test_a_new_address_ends_what_came_before(cast):
    invitation = Invitation.send(by=cast.ada, member=cast.tess)
    cast.tess.change(by=cast.ada, email="t@cedar.example")
    assert Invitation.find(invitation.token) is None


def test_a_post_counts_between_its_dates_only(cast, monday):
    from datetime import timedelta

    day = monday.instant.date()
    Post.add(by=HALLWAY, member=cast.olga, role="its", campus=cast.elm, since=day + timedelta(days=400))
    Post.add(by=HALLWAY, member=cast.emil, role="its", campus=cast.oak, until=day - timedelta(days=1))
    assert not Member.objects.get(pk=cast.olga.pk).seat.is_its
    with monday.at(monday.instant + timedelta(days=400)):
        assert Member.objects.get(pk=cast.olga.pk).seat.serves(cast.elm.pk)
