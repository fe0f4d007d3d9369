"""A calendar is kept for a minute in each process; what is booked goes by the calendar as it is."""

from datetime import date, time

import pytest

from hallway.appointments.models import Appointment
from hallway.appointments.offered import NotOffered
from hallway.core.verb import HALLWAY
from hallway.people.models import Campus
from hallway.schooltime import calendars
from hallway.schooltime.models import Day, Hours


@pytest.fixture
def elsewhere(cast):
    """``elsewhere(change)``: another process makes a change, and this one has kept the calendars of before."""

    def make(change):
        calendars.warm([cast.oak, cast.elm])
        before = dict(calendars._kept)
        change()
        calendars._kept.update(before)

    return make


def no_school(cast):
    Day.no_school(by=cast.ada, campus=None, dates=[date(2026, 3, 3)])


def short_days(cast):
    Hours.set_week(by=HALLWAY, campus=cast.oak, week={day: [(time(7, 30), time(9, 30))] for day in range(5)})


def further_west(cast):
    Campus.objects.get(pk=cast.oak.pk).change(by=HALLWAY, time_zone="Pacific/Honolulu")  # ten in Chicago is six there


@pytest.mark.parametrize("change", [no_school, short_days, further_west])
def test_nobody_books_by_a_calendar_that_is_no_more(cast, book, elsewhere, change):
    book(at=(2, 1))  # the day after, as long as nothing is changed
    elsewhere(lambda: change(cast))
    cast.oak.refresh_from_db()
    with pytest.raises(NotOffered):
        book(at=(1, 1))
    assert Appointment.objects.filter(status="confirmed").count() == 1


def test_a_time_that_the_new_hours_offer_is_booked(cast, book, elsewhere):
    longer = {day: [(time(7, 30), time(18, 0))] for day in range(5)}
    elsewhere(lambda: Hours.set_week(by=HALLWAY, campus=cast.oak, week=longer))
    assert book(at=(1, 8)).start.hour == 23, "five in the afternoon in Chicago"


def test_this_process_knows_another_clock_at_once(cast):
    calendars.warm([cast.oak])
    calendars.calendar_of(None)
    cast.oak.change(by=HALLWAY, time_zone="Pacific/Honolulu")
    cast.district.change(by=HALLWAY, time_zone="America/Denver")
    assert calendars.calendar_of(cast.oak.pk).zone == "Pacific/Honolulu"
    assert calendars.calendar_of(None).zone == "America/Denver"
