"""Booking: who says yes with it, whose time is taken, and that the database has the last word."""

import threading
import uuid
from datetime import timedelta

import pytest
from django.db import connection, transaction

from hallway.appointments import jobs
from hallway.appointments.models import Appointment, CampusTerms, Planning
from hallway.appointments.offered import NotOffered
from hallway.core.now import moved
from hallway.core.verb import HALLWAY, Refused
from hallway.diary.models import Clash
from hallway.history.models import Event
from hallway.schooltime.models import BellSchedule


def answers(row):
    return {party.member.short_name: party.answer for party in row.parties.select_related("member")}


def kinds(row):
    return list(Event.objects.of(row).exclude(kind="appointment.noted").values_list("kind", flat=True))


def test_a_guest_takes_an_offered_time(cast, book, taken):
    row = book(topic="Book talks\nwith padlets")
    assert (row.status, row.sequence, row.topic) == ("confirmed", 0, "Book talks with padlets")
    assert answers(row) == {"Iván": "accepted", "Tess": "accepted"}
    assert (taken(cast.ivan), taken(cast.tess)) == (1, 1)
    assert kinds(row) == ["appointment.booked"]


def test_a_host_asks_and_the_guest_answers(cast, book, taken):
    row = book(by=cast.ivan)
    assert row.status == "pending"
    assert taken(cast.tess) == 1, "an invitation keeps the time of both"
    row.accept(by=cast.tess)
    assert (row.status, row.sequence) == ("confirmed", 1)
    assert kinds(row) == ["appointment.invited", "appointment.accepted"]


def test_booked_in_the_corridor(cast, book):
    assert book(by=cast.ivan, agreed=True).status == "confirmed"


@pytest.fixture
def planning(cast):
    """Tess plans in the third period, ten to ten fifty."""
    from datetime import time

    from hallway.schooltime.clock import Period

    periods = [Period(time(9), time(9, 50), "Second"), Period(time(10), time(10, 50), "Third")]
    BellSchedule.add(by=HALLWAY, campus=cast.oak, name="Usual", periods=periods)
    Planning.confirm(by=cast.tess, member=cast.tess, campus=cast.oak, rows=[("", "Third", True)])


def test_a_planning_period_always_waits_for_its_teacher(cast, book, planning):
    row = book(by=cast.ivan, agreed=True)
    assert (row.status, row.planning, answers(row)["Tess"]) == ("pending", True, "none")
    row.accept(by=cast.tess)
    assert row.status == "confirmed"


def test_whoever_takes_their_own_planning_period_says_yes_with_it(book, planning):
    assert book().status == "confirmed"


def test_a_planning_period_may_be_kept_free(cast, book, planning):
    Planning.confirm(by=cast.tess, member=cast.tess, campus=cast.oak, rows=[("", "Third", False)])
    with pytest.raises(NotOffered):
        book(by=cast.ivan)
    assert book().status == "confirmed", "she may give it herself"


def test_a_campus_closes_all_of_them(cast, book, planning):
    CampusTerms.open_planning(by=cast.lena, campus=cast.oak, open=False)
    with pytest.raises(NotOffered):
        book(by=cast.ivan, agreed=True)
    assert not Appointment.objects.exists()


def test_a_guest_books_what_is_offered(cast, book):
    with pytest.raises(NotOffered) as refused:
        book(at=(1, 9))
    assert refused.value.sentence == "Iván cannot be booked then: that is outside the hours they offer."
    assert book(at=(1, 9), by=cast.ivan).status == "pending", "a host enters what they like"


def test_several_come(cast, book):
    row = book(guests=[cast.tess, cast.olga], hosts=[cast.ivan, cast.kim], campus=cast.elm)
    assert answers(row) == {"Iván": "accepted", "Kim": "accepted", "Tess": "accepted", "Olga": "none"}
    assert row.status == "confirmed"


@pytest.mark.parametrize("minutes", [-29, 0, 29])
def test_nobody_is_in_two_places(cast, book, taken, minutes):
    first = book()
    with pytest.raises(Clash):
        Appointment.book(
            by=cast.olga, campus=cast.oak, hosts=[cast.ivan], guests=[cast.olga],
            start=first.start + timedelta(minutes=minutes), end=first.end + timedelta(minutes=minutes),
        )  # fmt: skip
    assert Appointment.objects.count() == 1, "nothing of the second is left"
    assert taken(cast.olga) == 0


def test_one_ends_when_the_next_begins(cast, book):
    book()
    assert book(by=cast.olga, guests=[cast.olga], at=(1, 1.5)).status == "confirmed"


def test_pressed_twice_is_once(book):
    key = uuid.uuid4()
    assert book(key=key) == book(key=key)
    with pytest.raises(Refused):
        book(key=key, topic="other words")
    assert Appointment.objects.count() == 1


@pytest.mark.parametrize(
    "values",
    [{"guests": []}, {"minutes": 4}, {"minutes": 601}, {"minutes": -30}, {"room": "elm_room"}, {"hosts": "gone"}],
)
def test_what_makes_no_sense(cast, book, values):
    values = {name: getattr(cast, value) if isinstance(value, str) else value for name, value in values.items()}
    if "hosts" in values:
        values["hosts"] = [values["hosts"]]
    with pytest.raises(Refused):
        book(by=HALLWAY, **values)
    assert not Appointment.objects.exists()


def hold(cast, monday, who, key=None, hours=25):
    start = monday.instant + timedelta(hours=hours)
    return Appointment.hold(
        by=who,
        campus=cast.oak,
        hosts=[cast.ivan],
        guests=[who],
        start=start,
        end=start + timedelta(minutes=30),
        key=key,
    )


def test_a_hold_keeps_the_time_and_becomes_the_booking(cast, book, monday, taken):
    key = uuid.uuid4()
    held = hold(cast, monday, cast.tess, key)
    assert (held.status, taken(cast.ivan)) == ("held", 1)
    assert not kinds(held), "nobody hears of it yet"
    assert not Appointment.objects.visible_to(cast.ivan).exists()
    with pytest.raises(Clash):
        book(by=cast.olga, guests=[cast.olga])
    row = book(key=key, topic="Padlets")
    assert (row.pk, row.status, row.until) == (held.pk, "confirmed", None)
    assert book(key=key, topic="Padlets") == row
    assert (taken(cast.ivan), row.parties.count()) == (1, 2)


def test_somebody_holds_one_time(cast, monday, taken):
    first = hold(cast, monday, cast.tess)
    hold(cast, monday, cast.tess, hours=26)
    assert taken(cast.ivan) == 1
    assert not Appointment.objects.filter(pk=first.pk).exists()


def test_a_hold_is_let_go(cast, monday, taken):
    held = hold(cast, monday, cast.tess)
    held.let_go(by=cast.tess)
    assert taken(cast.ivan) == 0
    assert not Appointment.objects.exists()


def test_a_hold_runs_out_and_gives_way(cast, book, monday, taken):
    key = uuid.uuid4()
    hold(cast, monday, cast.tess, key)
    with moved(monday.instant + timedelta(minutes=9)):
        assert jobs.sweep_holds() == 0
    with moved(monday.instant + timedelta(minutes=11)):
        assert taken(cast.ivan) == 0
        other = book(by=cast.olga, guests=[cast.olga])
        with pytest.raises(Clash):
            book(key=key)
        other.cancel(by=cast.olga)
        assert book(key=key).status == "confirmed", "nobody took it meanwhile"
        assert jobs.sweep_holds() == 0


def test_holds_that_ran_out_are_swept(cast, monday):
    held = hold(cast, monday, cast.tess)
    held.sweep(by=HALLWAY)
    with moved(monday.instant + timedelta(minutes=11)):
        assert jobs.sweep_holds() == 1
    assert not Appointment.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_twenty_at_once(cast, monday):
    """Twenty people want the same half hour: one has it, nineteen hear that it is taken."""
    from hallway.people.models import Member, Post

    people = [Member.add(by=HALLWAY, email=f"t{n}@cedar.example", name=f"T {n}") for n in range(20)]
    for each in people:
        Post.add(by=HALLWAY, member=each, role="teacher", campus=cast.oak)
    start, barrier, said = monday.instant + timedelta(hours=25), threading.Barrier(20), []

    def press(who):
        try:
            barrier.wait()
            with moved(monday.instant):  # a thread has a clock of its own
                Appointment.book(
                    by=who,
                    campus=cast.oak,
                    hosts=[cast.ivan],
                    guests=[who],
                    start=start,
                    end=start + timedelta(minutes=30),
                )
            said.append("booked")
        except Refused as refused:
            said.append(refused.sentence)
        except Exception as error:
            said.append(repr(error))
        finally:
            connection.close()

    threads = [threading.Thread(target=press, args=(each,)) for each in people]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert sorted(said) == ["That time is taken. Pick another one."] * 19 + ["booked"]
    assert Appointment.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_hold_that_is_booked_with_another_host_waits_in_no_circle(cast, monday):
    """Somebody else has Iván's time locked and then wants Kim's, while the hold of Iván's time is booked with Kim: both end well."""
    from hallway.diary.models import Taken
    from hallway.people.models import Post

    Post.add(by=HALLWAY, member=cast.kim, role="its", campus=cast.oak)
    start = monday.instant + timedelta(hours=25)
    about = {
        "campus": cast.oak,
        "guests": [cast.tess],
        "start": start,
        "end": start + timedelta(minutes=30),
        "by": cast.tess,
    }
    key = Appointment.hold(**about, hosts=[cast.ivan]).key
    said = []

    def press():
        try:
            with moved(monday.instant):
                said.append(Appointment.book(**about, hosts=[cast.kim], key=key).status)
        except Exception as error:
            said.append(repr(error))
        finally:
            connection.close()

    thread = threading.Thread(target=press)
    with transaction.atomic():
        Taken.lock([cast.ivan])
        thread.start()
        thread.join(1.5)
        assert thread.is_alive(), "it waits for Iván, whose hold it was"
        Taken.lock([cast.kim])
    thread.join(20)
    assert said == ["confirmed"]


def test_what_takes_an_its_time_elsewhere_is_said_to_colleagues_only(cast, book):
    from hallway.diary.models import Source

    start = book(by=HALLWAY).start
    Appointment.objects.get().cancel(by=HALLWAY)
    source = Source.add(by=cast.ivan, owner=cast.ivan, name="Home", url="https://calendar.example/a.ics")
    source.hear(by=HALLWAY, busy=[(start, start + timedelta(hours=1))], problems=[])
    with pytest.raises(NotOffered) as told:
        book()
    assert "busy" not in str(told.value)
    assert "that time is taken" in str(told.value)
    with pytest.raises(NotOffered, match="busy"):
        book(by=cast.kim, guests=[cast.kim])
