"""Weather days entered afterwards, several and taken back, while requests are open in all three clocks."""

import threading
from datetime import timedelta

import pytest
from django.db import connection, transaction

from hallway.asks import jobs
from hallway.asks.models import Ask, Recount
from hallway.core.now import now
from hallway.core.verb import HALLWAY
from hallway.delivery.working import deliver_events
from hallway.history.models import Event
from hallway.people.models import Campus, Post
from hallway.schooltime import clock
from hallway.schooltime.calendars import calendar_of, forget
from hallway.schooltime.models import Day

from .test_clocks import at, promised  # noqa: F401 - a fixture

pytestmark = pytest.mark.usefixtures("promised")


def work(cast=None, *closed):
    """These days of March are closed at Oak, all before the worker looks; then it works until nothing is left."""
    for day in closed:
        Day.no_school(by=cast.ada, campus=cast.oak, dates=[at(day, 9).date()])
    deliver_events()
    done = 0
    while n := jobs.recount():
        done += n
    return done


def back(cast, day):
    Day.objects.get(campus=cast.oak, date=at(day, 9).date()).school_after_all(by=cast.ada)


def said(row):
    kinds = ["ask.shifted", "ask.recounted"]
    return list(Event.objects.of(row).filter(kind__in=kinds).values_list("kind", flat=True))


def dues(row):
    row.refresh_from_db()
    return row.seen_due, row.promised_at, row.solve_due


def test_all_three_clocks_move(cast, ask, monday):
    with monday.at(at(2, 15, 30)):
        row = ask()
    assert (row.seen_due, row.promised_at, row.solve_due) == (at(3, 8), at(3, 15, 30), at(5, 15, 30))
    with monday.at(at(3, 7)):
        assert work(cast, 3) == 1
    assert dues(row) == (at(4, 8), at(4, 15, 30), at(6, 15, 30))
    assert row.next_at == at(4, 15, 30)
    assert said(row) == ["ask.shifted"]


def test_two_at_once_are_one_change_and_one_taken_back_is_another(cast, ask, monday):
    row = ask()
    with monday.at(at(3, 7)):
        assert work(cast, 3, 4) == 1
        assert work() == 0
        assert dues(row) == (at(2, 10), at(5, 9), at(9, 8)), (
            "the fifth after the clocks changed is an hour earlier in UTC"
        )
        assert said(row) == ["ask.shifted"]
        back(cast, 4)
        assert work() == 1
    assert dues(row) == (at(2, 10), at(4, 9), at(6, 9))
    assert said(row) == ["ask.shifted"] * 2


def test_entered_and_taken_back_before_the_worker_looks_is_nothing(cast, ask, monday):
    row = ask()
    before = dues(row)
    with monday.at(at(3, 7)):
        Day.no_school(by=cast.ada, campus=cast.oak, dates=[at(3, 9).date()])
        back(cast, 3)
        work()
    assert (dues(row), said(row)) == (before, [])


def test_answered_on_time_stays_on_time_whatever_comes(cast, ask, monday):
    row = ask()
    with monday.at(at(2, 9, 30)):
        row.reply(by=cast.ivan, text="On my way.")
    with monday.at(at(3, 7)):
        work(cast, 3)
        row.refresh_from_db()
        assert row.answered_at <= row.promised_at
        assert row.seen_at <= row.seen_due
        assert row.solve_due == at(6, 9), "what is still promised moves"
        assert said(row) in (["ask.shifted"], ["ask.recounted"])
        back(cast, 3)
        work()
    row.refresh_from_db()
    assert row.answered_at <= row.promised_at
    assert row.solve_due == at(5, 9)


def test_answered_in_the_time_that_a_weather_day_gave_is_on_time_when_it_is_taken_back(cast, ask, monday):
    row = ask()
    with monday.at(at(3, 7)):
        work(cast, 3)
    with monday.at(at(4, 8, 30)):
        row.refresh_from_db()
        row.reply(by=cast.ivan, text="Here I am.")
        back(cast, 3)
        work()
    row.refresh_from_db()
    assert at(3, 9) < row.answered_at <= row.promised_at


def test_taken_back_too_late_nothing_is_due_in_the_past(cast, ask, monday):
    row = ask()
    with monday.at(at(3, 7)):
        work(cast, 3, 4, 5)
        assert dues(row) == (at(2, 10), at(6, 9), at(10, 8))
    with monday.at(at(5, 12)):
        for day in (3, 4, 5):
            back(cast, day)
        work()
        assert all(due > now() for due in dues(row)[1:])
        row.refresh_from_db()
        assert row.next_at > now()


def test_what_stood_still_for_the_teacher_is_not_lost(cast, ask, monday):
    row = ask()
    with monday.at(at(2, 10)):
        row.wait(by=cast.ivan, on="you", until=at(6, 9))
    with monday.at(at(4, 10)):
        row.reply(by=cast.tess, text="Room 12.")
    before = dues(row)
    assert before[1] == at(5, 9)
    with monday.at(at(4, 11)):
        row.redate(by=HALLWAY)
        assert dues(row) == before, "the same calendar, the same dates"
        work(cast, 5)
    assert dues(row)[1] == at(6, 9)
    assert dues(row)[2] > before[2]


def test_a_day_that_a_person_named_stays_and_the_timeline_says_what_moved(cast, ask, monday):
    row = ask()
    row.wait(by=cast.ivan, on="other", until=at(10, 8))
    with monday.at(at(3, 7)):
        work(cast, 4)
    row.refresh_from_db()
    assert (row.next_at, row.solve_due) == (at(10, 8), at(6, 9))
    assert said(row) == ["ask.recounted"]


def test_each_campus_by_its_own_clock(cast, ask, monday):
    """The district closes for a day: Honolulu counts its own hours, four behind Chicago, and no clocks change there."""
    hilo = Campus.add(by=HALLWAY, name="Hilo High", code="HILO", time_zone="Pacific/Honolulu")
    Post.add(by=HALLWAY, member=cast.olga, role="teacher", campus=hilo)
    here, there = ask(), ask(requester=cast.olga, campus=hilo, line="Far away")
    assert there.promised_at == at(3, 11, 30), "asked at five in the morning there, so from half past seven on"
    with monday.at(at(2, 20)):
        Day.no_school(by=cast.ada, campus=None, dates=[at(3, 9).date()])
        assert work() == 2
    assert dues(here)[1:] == (at(4, 9), at(6, 9))
    assert dues(there)[1:] == (at(4, 11, 30), at(6, 11, 30))
    for row, zone in ((here, "America/Chicago"), (there, "Pacific/Honolulu")):
        assert row.calendar.zone == zone
        assert clock.days_between(row.calendar, row.promised_from, row.promised_at) == 1
        assert said(row) == ["ask.shifted"]
    with monday.at(at(2, 21)):
        Day.no_school(by=cast.ada, campus=hilo, dates=[at(4, 9).date()])
        assert work() == 1, "only there"
    assert dues(there)[1] == at(5, 11, 30)
    assert dues(here)[1] == at(4, 9)


def test_what_is_promised_moves_with_the_clock_of_its_campus(cast, ask, monday):
    row = ask()
    assert row.promised_at == at(3, 9)
    with monday.at(at(2, 9, 10)):
        cast.oak.change(by=cast.ada, time_zone="Pacific/Honolulu")
        work(cast)
    assert dues(row)[1] == at(3, 11, 30), "asked at five in the morning there, so from half past seven on"
    with monday.at(at(2, 9, 15)):
        cast.oak.change(by=cast.ada, phone="555 0100")
        assert work() == 0, "a telephone number moves nothing"


def test_a_promise_at_the_last_minute_of_a_day_stays_there(ask, monday):
    row = ask()
    Ask.objects.filter(pk=row.pk).update(solve_due=at(5, 16), promised_from=at(2, 16))
    row.redate(by=HALLWAY)
    assert dues(row)[2].astimezone(at(5, 9).tzinfo) == clock.after_days(row.calendar, at(2, 16), 3)


def test_what_another_process_promised_in_its_old_minute_is_looked_at_again(cast, ask, monday):
    """A web process that has not heard yet promises by the old calendar, after the worker has counted."""
    with monday.at(at(3, 7)):
        old = calendar_of(cast.oak.pk)
        assert work(cast, 3) == 0
        with monday.at(at(3, 7, 0) + timedelta(seconds=30)):
            forget()
            from hallway.schooltime import calendars

            calendars._kept[cast.oak.pk] = (float("inf"), old)
            row = ask()
            assert row.promised_at == at(4, 7, 30), "it does not know of the weather"
            forget()
            assert work() == 0
    with monday.at(at(3, 7, 2)):
        assert work() == 1
        assert work() == 0
    assert dues(row)[1] == at(5, 7, 30)
    assert Recount.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_a_change_while_the_worker_counts_is_counted_too(cast, monday):
    """The recount that runs may have read the calendar a moment too early: it does not stand for the next change."""
    Recount.want(None)
    heard = threading.Event()

    def hear():
        try:
            with transaction.atomic():
                Recount.want(None)
        finally:
            connection.close()
            heard.set()

    with transaction.atomic():
        running = Recount.objects.select_for_update().get()
        other = threading.Thread(target=hear)
        other.start()
        assert not heard.wait(0.5), "it waits until the one that runs is done"
        running.delete()
    other.join(10)
    assert Recount.objects.count() == 1
