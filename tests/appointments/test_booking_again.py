"""Looking for another time: what was chosen stays chosen, and what cannot be is not proposed."""

from datetime import datetime, timedelta
from urllib.parse import urlencode

import pytest
from django.test import Client

from hallway.appointments.models import Appointment
from hallway.core.now import moved
from hallway.core.tokens import request_link
from hallway.people.models import Post, Room
from hallway.people.where import where_today

from . import made
from .test_booking_pages import buttons, hidden


@pytest.fixture
def tess(as_, cast, monday):
    return as_(cast.tess)


def test_another_time_keeps_what_was_chosen(cast, tess):
    consult = made.consult(cast)
    said = {"with": cast.ivan.pk, "length": "45", "remote": "1", "for": f"consult:{consult.pk}"}
    first = tess.get("/appointments/book/", said)
    held = tess.post("/appointments/hold/", {**hidden(first), "slot": buttons(first)[0]}, follow=True)
    back = {"with": cast.ivan.pk, "length": 45, "campus": cast.oak.pk, "remote": 1, "for": f"consult:{consult.pk}"}
    assert held.context["back"] == f"/appointments/book/?{urlencode(back)}"
    again = tess.post(f"/appointments/{Appointment.objects.get().pk}/let_go/", hidden(held))
    assert again["Location"] == held.context["back"]
    assert hidden(tess.get(again["Location"]))["aim"] == f"consult:{consult.pk}"


def test_what_is_off_offers_no_move(cast, tess, book):
    row = book()
    row.cancel(by=cast.ivan)
    moved_away = tess.get(f"/appointments/{row.pk}/move/")
    assert (moved_away.status_code, moved_away["Location"]) == (303, f"/appointments/{row.pk}/")


def test_the_time_that_its_host_called_off_is_not_proposed_again(cast, tess, book):
    row = book()
    row.cancel(by=cast.ivan, reason="A training that day")
    proposed = [value.rpartition(" ")[0] for value in buttons(tess.get(f"/appointments/{row.pk}/"))]
    assert len(proposed) == 3
    start, end = row.start - timedelta(minutes=29), row.end
    assert not [each for each in proposed if start <= datetime.fromisoformat(each) < end]


@pytest.mark.parametrize(("name", "said"), [("12", "Room 12"), ("Room 12", "Room 12"), ("Library", "Library")])
def test_a_room_is_called_by_its_name(cast, tess, book, name, said):
    row = book(room=Room.add(by=cast.ada, campus=cast.oak, name=name))
    for path in ("/appointments/", f"/appointments/{row.pk}/"):
        page = tess.get(path).content.decode()
        assert f"{said}, Oak Elementary" in page
        assert "Room Room" not in page
        assert "Room Library" not in page


def test_what_took_place_is_not_struck_through(cast, tess, book):
    row = book()
    with moved(row.end + timedelta(hours=1)):
        row.happen(by=cast.tess)
        assert "is-off" not in tess.get("/appointments/").content.decode()
        row.did_not_happen(by=cast.tess)
        assert "is-off" in tess.get("/appointments/").content.decode()


def test_its_own_time_is_no_other_time(cast, tess, book):
    row = book()
    token = request_link(row.pk, cast.tess.pk, member=cast.tess, noun="appointment")
    for browser, path in ((tess, f"/appointments/{row.pk}/move/"), (Client(), f"/appointments/link/{token}/move/")):
        proposed = buttons(browser.get(path))
        assert f"{row.start.isoformat()} {cast.ivan.pk}" not in proposed
        assert f"{(row.start + timedelta(minutes=15)).isoformat()} {cast.ivan.pk}" in proposed


def test_no_time_is_proposed_at_a_campus_that_is_off(cast, tess, book):
    row = book()
    assert buttons(tess.get(f"/appointments/{row.pk}/move/"))
    cast.oak.change(by=cast.ada, enabled=False)
    assert not buttons(tess.get(f"/appointments/{row.pk}/move/"))


@pytest.mark.parametrize("days", range(5))
def test_what_was_agreed_in_the_corridor_was_agreed_where_they_are(cast, as_, monday, days):
    cast.ivan.posts.filter(role="its", campus=cast.oak).update(weekdays=[0, 2])
    Post.objects.update_or_create(member=cast.ivan, campus=cast.elm, role="its", hat="", defaults={"weekdays": [1, 3]})
    with moved(monday.instant + timedelta(days=days)):
        there = where_today([cast.ivan], (monday.instant + timedelta(days=days)).date())[cast.ivan.pk]
        field = as_(cast.ivan).get("/appointments/enter/").context["form"]["campus"]
    assert [field.initial] == there if there else field.initial is None or field.initial == cast.ivan.room.campus
