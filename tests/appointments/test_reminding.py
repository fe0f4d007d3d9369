"""Reminders: a school day before, in school time, once for a start and person, by notice and mail."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from hallway.appointments.reminding import remind
from hallway.core.now import moved
from hallway.delivery.models import Notice, OutgoingMail
from hallway.delivery.working import deliver_events
from hallway.schooltime.models import Day

CHICAGO = ZoneInfo("America/Chicago")


def at(day, hour=10, minute=0):
    return moved(datetime(2026, 3, day, hour, minute, tzinfo=CHICAGO))


@pytest.fixture
def friday(book):
    """A meeting on Friday the sixth at ten, booked on Monday."""
    return book(at=(4, 1))


def test_a_school_day_before_and_once(cast, friday):
    for day, hour, many in ((4, 15, 0), (5, 6, 0), (5, 9, 0), (5, 10, 2), (5, 11, 0), (6, 9, 0)):
        with at(day, hour):
            assert remind() == many, (day, hour)
    with at(5, 11):
        deliver_events()
    assert {n.member for n in Notice.objects.filter(event__kind="appointment.soon")} == {cast.tess, cast.ivan}
    mails = OutgoingMail.objects.filter(event__kind="appointment.soon")
    assert {mail.to for mail in mails} == {"tess@cedar.example", "ivan@cedar.example"}
    assert "CST, America/Chicago" in mails[0].text
    assert not mails[0].calendar


def test_late_on_the_day_before_when_the_morning_was_missed(friday):
    with at(5, 20):
        assert remind() == 0, "nobody is reminded at night"
    with at(6, 8):
        assert remind() == 2


def test_before_a_break(cast, friday):
    Day.no_school(by=cast.ada, campus=None, dates=[datetime(2026, 3, 5).date()])
    with at(4, 10):
        assert remind() == 2, "Thursday is free: the school day before is Wednesday"


def test_not_after_a_cancel_nor_to_who_said_no(cast, book, friday):
    friday.add_party(by=cast.tess, member=cast.olga)
    friday.decline(by=cast.olga)
    other = book(at=(4, 3))
    other.cancel(by=cast.tess)
    with at(5, 13):
        assert remind() == 2


def test_not_of_what_was_booked_just_now(friday):
    with at(5, 10):
        friday.move(by=friday.hosts[0], start=friday.start + timedelta(hours=1), end=friday.end + timedelta(hours=1))
        assert remind() == 0
    with at(5, 15):
        assert remind() == 2


def test_moved_is_a_new_start(friday):
    with at(5, 10):
        assert remind() == 2
        later = timedelta(days=3)
        friday.move(by=friday.hosts[0], start=friday.start + later, end=friday.end + later)
    with at(6, 11):
        assert remind() == 2
