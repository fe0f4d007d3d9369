"""Who comes: one tap, places, who waits, offers in school time, reminders, calendars."""

from datetime import UTC, datetime, timedelta

import pytest

from hallway.core.now import moved, now
from hallway.core.verb import HALLWAY, Denied, Refused
from hallway.delivery.models import Notice, OutgoingMail
from hallway.delivery.working import deliver_events
from hallway.diary import answering, feeds
from hallway.history.models import Event
from hallway.schooltime.models import Day
from hallway.trainings import calendars, jobs
from hallway.trainings.models import Seat

from .made import announced, at


@pytest.fixture
def row(cast, monday):
    """One place."""
    return announced(cast, capacity=1, audience="district")


def said(row):
    return {seat.member.short_name: seat.answer for seat in row.seats.select_related("member")}


def test_one_tap_and_a_place(cast, row):
    seat = row.answer(by=cast.tess, said="going")
    assert (seat.answer, seat.booked) == ("going", True)
    assert row.answer(by=cast.tess, said="going").pk == seat.pk
    assert Event.objects.of(row).filter(kind="training.placed").count() == 1


def test_the_answer_can_change(cast, row):
    row.answer(by=cast.tess, said="going")
    row.answer(by=cast.tess, said="maybe")
    assert said(row) == {"Tess": "maybe"}
    assert row.free == 1
    with pytest.raises(Refused):
        row.answer(by=cast.tess, said="hm")


def test_what_was_typed_with_a_calendars_answer_is_read_by_its_hosts_alone(cast, row, as_):
    uid, host = row.meetings.get().uid, row.hosts[0]
    assert answering.said(uid, cast.tess, 0, "declined", "Dentist, sorry") == "declined"
    assert answering.wished(uid, cast.olga, "counter", row.starts, row.ends, "After lunch?")
    assert not answering.wished(uid, cast.olga, "counter", row.starts, row.ends)
    for words in ("Dentist, sorry", "After lunch?"):
        assert words in as_(host).get(row.get_absolute_url()).content.decode()
        for who in (cast.tess, cast.olga, cast.lena, cast.ada):
            assert who == host or words not in as_(who).get(row.get_absolute_url()).content.decode()
    deliver_events()
    assert {n.member for n in Notice.objects.filter(event__kind="training.remarked")} == {host}


def test_full_means_waiting_and_the_next_is_offered_it(cast, row):
    row.answer(by=cast.tess, said="going")
    for who in (cast.olga, cast.emil):
        row.answer(by=who, said="going")
    assert said(row) == {"Tess": "going", "Olga": "waiting", "Emil": "waiting"}
    row.answer(by=cast.tess, said="cannot")
    assert said(row) == {"Tess": "cannot", "Olga": "offered", "Emil": "waiting"}, "one at a time"
    assert row.answer(by=cast.cora, said="going").answer == "waiting", "nobody passes by"
    row.answer(by=cast.olga, said="cannot")
    assert said(row)["Emil"] == "offered"
    row.answer(by=cast.emil, said="going")
    assert said(row) == {"Tess": "cannot", "Olga": "cannot", "Emil": "going", "Cora": "waiting"}


def test_an_offer_runs_out_in_school_time(cast, row):
    """Offered on a Monday at nine: a school day later, never at night."""
    row.answer(by=cast.tess, said="going")
    row.answer(by=cast.olga, said="going")
    row.answer(by=cast.emil, said="going")
    row.answer(by=cast.tess, said="cannot")
    until = row.seat_of(cast.olga).offered_until
    assert until == datetime(2026, 3, 3, 14, 30, tzinfo=UTC), "Tuesday 8:30 in Chicago, eight school hours later"
    with moved(until - timedelta(minutes=1)):
        assert jobs.settle_offers() == 0
    with moved(until):
        assert jobs.settle_offers() == 1
        assert jobs.settle_offers() == 0
        assert said(row) == {"Tess": "cannot", "Olga": "lapsed", "Emil": "offered"}
        assert row.answer(by=cast.olga, said="going").answer == "waiting", "she can wait again"


def test_no_offer_reaches_into_the_training(cast, monday):
    row = announced(cast, capacity=1, dates=[at(0, hours=3)])
    row.answer(by=cast.tess, said="going")
    row.answer(by=cast.olga, said="going")
    row.answer(by=cast.tess, said="cannot")
    assert row.seat_of(cast.olga).offered_until == row.starts - timedelta(hours=1)


def test_more_places(cast, row):
    row.answer(by=cast.tess, said="going")
    row.answer(by=cast.olga, said="going")
    row.change(by=cast.ivan, title=str(row), dates=[at()], hosts=row.hosts, place=row.place, capacity=2)
    assert said(row) == {"Tess": "going", "Olga": "offered"}


def test_the_offer_is_told_with_its_deadline(cast, row):
    row.answer(by=cast.tess, said="going")
    row.answer(by=cast.olga, said="going")
    row.answer(by=cast.tess, said="cannot")
    deliver_events()
    mail = OutgoingMail.objects.get(member=cast.olga)
    assert "March 3" in mail.text
    assert "/trainings/link/" in mail.text


@pytest.mark.parametrize(
    ("who", "may"), [("tess", True), ("ivan", True), ("emil", False), ("kim", False), ("ada", True), ("gone", False)]
)
def test_who_answers_at_oak(cast, monday, who, may):
    row = announced(cast, hosts=[cast.lena])
    if may:
        assert row.answer(by=getattr(cast, who), said="maybe")
    else:
        with pytest.raises(Denied):
            row.answer(by=getattr(cast, who), said="maybe")


def test_a_host_has_a_place(cast, row):
    with pytest.raises(Refused):
        row.answer(by=cast.ivan, said="going")


def test_it_is_over(cast, row):
    with moved(now() + timedelta(days=8)), pytest.raises(Refused):
        row.answer(by=cast.tess, said="going")


def test_somebody_leaves_and_their_place_goes_on(cast, row):
    row.answer(by=cast.tess, said="going")
    row.answer(by=cast.olga, said="going")
    cast.tess.deactivate(by=HALLWAY)
    deliver_events()
    assert said(row)["Olga"] == "offered"
    assert row.go_without(by=HALLWAY, member=cast.cora)


def test_reminded_once_in_school_time(cast, monday):
    row = announced(cast, dates=[at(7)])
    row.answer(by=cast.tess, said="going")
    row.answer(by=cast.olga, said="maybe")
    evening = datetime(2026, 3, 9, 2, 0, tzinfo=UTC)  # Sunday evening
    with moved(evening):
        assert jobs.remind() == 0
    with moved(datetime(2026, 3, 6, 16, 30, tzinfo=UTC)):  # Friday: a school day before
        assert jobs.remind() == 2, "Tess and her host"
        assert jobs.remind() == 0
        deliver_events()
        assert Event.objects.filter(kind="training.soon").count() == 2
    part = row.seat_of(cast.tess)
    assert row.remind(by=HALLWAY, part=part, meeting=row.dates[0]) is False


def test_nobody_is_reminded_of_what_is_off(cast, monday):
    row = announced(cast, dates=[at(7)])
    row.answer(by=cast.tess, said="going")
    row.call_off(by=cast.ivan)
    with moved(datetime(2026, 3, 6, 16, 30, tzinfo=UTC)):
        assert jobs.remind() == 0


def test_hosts_hear_that_few_come(cast, monday):
    row = announced(cast, dates=[at(7)], minimum=3)
    with moved(datetime(2026, 3, 5, 16, 30, tzinfo=UTC)):
        assert jobs.remind() == 1
        assert jobs.remind() == 0
        assert row.warn(by=HALLWAY) is False
    assert Event.objects.of(row).filter(kind="training.few").count() == 1


def test_hosts_hear_that_school_is_off_on_its_day(cast, monday):
    row = announced(cast, dates=[at(7), at(9)])
    other = announced(cast, dates=[at(8)])
    elsewhere = announced(cast, campus=cast.elm, hosts=[cast.kim], dates=[at(7, hours=2)])
    day = row.dates[0].local_start.date()
    for _time in range(2):
        Day.no_school(by=HALLWAY, campus=cast.oak, dates=[day], label="Snow")
        deliver_events()
    told = Event.objects.filter(kind="training.no_school")
    assert [(each.root, each.data["meeting"]) for each in told] == [(row, row.dates[0].pk)]
    assert list(Notice.objects.filter(event__in=told).values_list("member", flat=True)) == [cast.ivan.pk]
    assert {other.stands, elsewhere.stands, row.stands} == {True}, "whether it is off, its host says"
    Day.no_school(by=HALLWAY, campus=None, dates=[day], label="Snow")
    deliver_events()
    assert {each.root for each in told.all()} == {row, elsewhere}
    assert row.no_school(by=HALLWAY, meeting=row.dates[0]) is False


def test_leaving_takes_it_off_the_calendar(cast, row):
    row.answer(by=cast.tess, said="going")
    deliver_events()
    (first,) = OutgoingMail.objects.filter(member=cast.tess)
    assert (first.method, "PARTSTAT=ACCEPTED" in first.calendar.replace("\r\n ", "")) == ("REQUEST", True)
    row.answer(by=cast.tess, said="cannot")
    deliver_events()
    last = OutgoingMail.objects.filter(member=cast.tess).latest("pk")
    assert last.method == "CANCEL"
    assert "SEQUENCE:1" in last.calendar


def statuses(member):
    return [entry.status for entry in feeds.entries(member)]


def test_nobody_comes_to_what_was_called_off(cast, row, as_):
    row.answer(by=cast.tess, said="going")
    assert "1 comes" in as_(cast.tess).get(row.get_absolute_url()).content.decode()
    row.call_off(by=cast.ivan)
    assert "1 comes" not in as_(cast.tess).get(row.get_absolute_url()).content.decode()


def test_what_stands_in_a_feed(cast, row):
    assert (statuses(cast.ivan), statuses(cast.tess)) == (["confirmed"], [])
    row.answer(by=cast.tess, said="maybe")
    assert statuses(cast.tess) == ["tentative"]
    row.answer(by=cast.tess, said="going")
    assert statuses(cast.tess) == ["confirmed"]
    row.call_off(by=cast.ivan)
    assert statuses(cast.tess) == ["cancelled"]


def test_a_calendar_answers(cast, row):
    uid = row.dates[0].uid
    assert calendars.answered("none", cast.tess, 0, "accepted") is None
    assert answering.said(uid, cast.tess, 0, "accepted") == "accepted"
    assert said(row) == {"Tess": "going"}
    assert calendars.answered(uid, cast.tess, 0, "declined") == "declined"
    row.change(by=cast.ivan, title=str(row), dates=[at(8)], hosts=row.hosts, place=row.place, capacity=1)
    assert calendars.answered(uid, cast.tess, 0, "accepted") == answering.OLD
    assert said(row) == {"Tess": "cannot"}
    assert calendars.answered(uid, cast.ivan, 9, "declined") == "declined", "who hosts stays host"


def test_a_calendar_cannot_answer_for_several_days(cast, monday):
    row = announced(cast, dates=[at(7), at(8)])
    with pytest.raises(Refused):
        calendars.answered(row.dates[0].uid, cast.tess, 0, "declined")
    assert not Seat.objects.exists()
