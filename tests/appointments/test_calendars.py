"""Appointments in people's calendars: letters, feeds and answers; neutral words, one uid for good, a version that rises."""

from datetime import timedelta

import icalendar
import pytest

from hallway.appointments import calendars
from hallway.appointments.models import Appointment
from hallway.core.now import moved, now
from hallway.delivery.models import Choice, Notice, OutgoingMail
from hallway.delivery.working import deliver_events
from hallway.diary import answering, showing

from .test_book import answers


def letters():
    """[(to, METHOD, event)] of the mails since the last call."""
    deliver_events()
    found = []
    for mail in OutgoingMail.objects.exclude(calendar=None).exclude(calendar="").order_by("pk"):
        calendar = icalendar.Calendar.from_ical(mail.calendar)
        found.append((mail.to.partition("@")[0], str(calendar["METHOD"]), calendar.walk("VEVENT")[0]))
    OutgoingMail.objects.all().delete()
    return found


def test_the_life_of_one_event(cast, book):
    row = book(topic="zebratopic")
    said = letters()
    assert {(to, method) for to, method, _event in said} == {("ivan", "REQUEST"), ("tess", "REQUEST")}
    assert {(str(e["UID"]), e["SEQUENCE"]) for *_more, e in said} == {(row.uid, 0)}
    row.move(by=cast.tess, start=row.start + timedelta(hours=1), end=row.end + timedelta(hours=1))
    assert {(to, method, e["SEQUENCE"]) for to, method, e in letters()} == {
        ("ivan", "REQUEST", 1),
        ("tess", "REQUEST", 1),
    }
    row.add_party(by=cast.tess, member=cast.olga)
    assert {(to, method, e["SEQUENCE"]) for to, method, e in letters()} >= {
        ("olga", "REQUEST", 2),
        ("ivan", "REQUEST", 2),
    }
    row.remove_party(by=cast.tess, member=cast.olga)
    said = letters()
    assert ("olga", "CANCEL", 3) in {(to, method, e["SEQUENCE"]) for to, method, e in said}
    assert {method for to, method, _e in said if to != "olga"} == {"REQUEST"}
    row.reassign(by=cast.ivan, to=cast.kim)
    said = {(to, method, e["SEQUENCE"]) for to, method, e in letters()}
    assert {("ivan", "CANCEL", 4), ("kim", "REQUEST", 4), ("tess", "REQUEST", 4)} <= said
    row.cancel(by=cast.kim, reason="zebrareason")
    said = letters()
    assert {(to, method, e["SEQUENCE"], str(e["STATUS"])) for to, method, e in said} == {
        ("tess", "CANCEL", 5, "CANCELLED"), ("kim", "CANCEL", 5, "CANCELLED"),
    }  # fmt: skip
    assert {str(e["UID"]) for *_more, e in said} == {row.uid}
    assert not [e for *_more, e in said if "zebra" in e.to_ical().decode()]


def test_what_a_feed_shows(cast, book):
    row = book(topic="zebratopic")
    around = (row.start - timedelta(days=1), row.end + timedelta(days=1))
    (entry,) = showing.entries(cast.tess, *around)
    assert (entry.uid, entry.title, entry.place, entry.status, entry.people) == (
        row.uid, "Meeting", "Oak Elementary", "confirmed", (),
    )  # fmt: skip
    assert "zebra" not in str(entry)
    assert not showing.entries(cast.lena, *around)
    row.cancel(by=cast.tess)
    assert [each.status for each in showing.entries(cast.ivan, *around)] == ["cancelled"]


def test_what_one_declined_is_cancelled_in_ones_own_feed_only(cast, book):
    row = book(by=cast.ivan)
    row.add_party(by=cast.ivan, member=cast.olga)
    row.decline(by=cast.olga)
    around = (row.start - timedelta(days=1), row.end + timedelta(days=1))
    assert [each.status for each in showing.entries(cast.olga, *around)] == ["cancelled"]
    assert [each.status for each in showing.entries(cast.ivan, *around)] != ["cancelled"]
    row.accept(by=cast.olga)
    row.decline(by=cast.olga)
    row.remove_party(by=cast.ivan, member=cast.olga)
    assert [each.status for each in showing.entries(cast.olga, *around)] == ["cancelled"]
    assert len(showing.entries(cast.tess, *around)) == 1


def test_13_and_29_each_turn_in_ones_own_feed_is_another_version(cast, book):
    row = book(by=cast.ivan)
    row.add_party(by=cast.ivan, member=cast.olga)
    around, seen = (row.start - timedelta(days=1), row.end + timedelta(days=1)), []
    for answer in ("accept", "decline", "accept", "decline"):
        getattr(row, answer)(by=cast.olga)
        (entry,) = showing.entries(cast.olga, *around)
        seen.append((entry.sequence, entry.status == "cancelled"))
    assert [off for _sequence, off in seen] == [False, True, False, True]
    assert seen == sorted(set(seen)), "a calendar that has it keeps what it has"
    assert len({sequence for sequence, _off in seen}) == 4
    assert calendars.answered(row.uid, cast.tess, row.asked, "accepted") == "accepted"  # nobody is asked anew by that


def test_who_wants_no_mail_hears_that_it_is_off(cast, book):
    row = book()
    Choice.pause(by=cast.ivan, member=cast.ivan, on=True)
    letters()
    row.cancel(by=cast.tess)
    assert ("ivan", "CANCEL") in {(to, method) for to, method, _event in letters()}


@pytest.mark.parametrize(
    ("word", "answer"), [("accepted", "accepted"), ("tentative", "tentative"), ("declined", "declined")]
)
def test_an_answer_is_one_persons(cast, book, word, answer):
    row = book(by=cast.ivan)
    assert answering.said(row.uid, cast.tess, 0, word) == word
    assert answers(row) == {"Iván": "accepted", "Tess": answer}


def test_two_guests_answer_the_same_invitation(cast, book):
    row = book(by=cast.ivan)
    row.add_party(by=cast.ivan, member=cast.olga)
    invited = row.sequence
    assert answering.said(row.uid, cast.tess, invited, "accepted") == "accepted"
    assert answering.said(row.uid, cast.olga, invited, "declined") == "declined"


def test_an_answer_to_what_has_moved_on(cast, book):
    row = book(by=cast.ivan)
    row.move(by=cast.ivan, start=row.start + timedelta(hours=1), end=row.end + timedelta(hours=1))
    assert answering.said(row.uid, cast.tess, 0, "accepted") == "old"
    assert answers(row)["Tess"] == "none"


def test_an_answer_of_somebody_else(cast, book):
    row = book(by=cast.ivan)
    assert answering.said(row.uid, cast.olga, 0, "declined") is None
    assert answering.said("no such uid", cast.tess, 0, "declined") is None
    assert answers(row) == {"Iván": "accepted", "Tess": "none"}


def test_another_time_is_only_a_wish(cast, book):
    row = book(by=cast.ivan)
    later = row.start + timedelta(days=1)
    assert answering.wished(row.uid, cast.tess, "counter", later, later + timedelta(minutes=30))
    assert Appointment.objects.get(pk=row.pk).start == row.start
    assert not answering.wished(row.uid, cast.olga, "counter", later, later)


def test_five_wishes_in_a_row_make_one_notice_and_the_last_one_shows(cast, book, as_):
    row = book(by=cast.ivan)
    times = [row.start + timedelta(hours=n) for n in range(1, 6)]
    for at in times:
        assert answering.wished(row.uid, cast.tess, "counter", at, at + timedelta(minutes=30))
        deliver_events()
    assert Notice.objects.filter(event__kind="appointment.otherwise").count() == 1
    page = as_(cast.ivan).get(row.get_absolute_url()).content.decode()
    assert "Tess would rather meet on Tuesday, March 3, 3:00 pm" in page
    row.refresh_from_db()
    row.move(by=cast.ivan, start=times[-1], end=times[-1] + timedelta(minutes=30))
    assert "would rather" not in as_(cast.ivan).get(row.get_absolute_url()).content.decode()
    answering.wished(row.uid, cast.tess, "counter", None, None)
    deliver_events()
    assert Notice.objects.filter(event__kind="appointment.otherwise").count() == 2, "another time, another wish"


def test_an_answer_in_somebody_elses_name_is_told_to_the_host_once_a_day(cast, book):
    row = book(by=cast.ivan)
    for _again in range(3):
        assert answering.doubted(row.uid, cast.tess)
        deliver_events()
    assert [notice.member for notice in Notice.objects.filter(event__kind="appointment.doubted")] == [cast.ivan]
    assert answers(row) == {"Iván": "accepted", "Tess": "none"}
    assert not answering.doubted(row.uid, cast.olga)
    row.cancel(by=cast.ivan)
    assert not answering.doubted(row.uid, cast.tess)


def test_yes_and_perhaps_in_turn_after_the_other_side_said_no_writes_no_letters(cast, book):
    row = book()
    row.decline(by=cast.ivan)
    letters(), Notice.objects.all().delete()
    for _again in range(3):
        row.accept(by=cast.tess)
        row.perhaps(by=cast.tess)
    assert (row.status, answers(row)["Tess"], letters(), Notice.objects.count()) == ("declined", "tentative", [], 0)


def test_back_and_forth_is_told_at_once_and_then_every_ten_minutes_with_the_last_word(cast, book):
    row = book(by=cast.ivan)
    letters()
    for _again in range(4):
        row.decline(by=cast.tess)
        letters_now = letters()
        row.accept(by=cast.tess)
        letters_now += letters()
        if not _again:
            assert {(to, method) for to, method, _e in letters_now} == {("ivan", "CANCEL"), ("tess", "CANCEL")}
        else:
            assert letters_now == []
    with moved(now() + timedelta(minutes=11)):
        said = letters()
    assert sorted((to, method, e["SEQUENCE"]) for to, method, e in said) == [
        ("ivan", "REQUEST", row.sequence), ("tess", "REQUEST", row.sequence),
    ]  # fmt: skip
    assert (row.status, answers(row)["Tess"]) == ("confirmed", "accepted")
