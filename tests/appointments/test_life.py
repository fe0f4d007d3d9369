"""What becomes of an appointment: answers, moves, other people, and how it ends."""

from datetime import timedelta

import pytest

from hallway.appointments.models import Appointment, Party
from hallway.core.now import moved
from hallway.core.verb import HALLWAY, Refused
from hallway.delivery.models import Notice, OutgoingMail
from hallway.delivery.working import deliver_events
from hallway.diary.models import Clash
from hallway.privacy.models import Erasure

from .test_book import answers, kinds


def told(kind):
    deliver_events()
    rows = Notice.objects.filter(event__kind=kind).select_related("member")
    return {notice.member.short_name for notice in rows}


def test_a_no_frees_the_time_and_a_yes_takes_it_again(cast, book, taken):
    row = book(by=cast.ivan)
    row.decline(by=cast.tess)
    assert (row.status, taken(cast.ivan), taken(cast.tess)) == ("declined", 0, 0)
    row.accept(by=cast.tess)
    assert (row.status, taken(cast.ivan), taken(cast.tess)) == ("confirmed", 1, 1)
    row.decline(by=cast.tess)
    book(by=cast.olga, guests=[cast.olga])
    with pytest.raises(Clash):
        row.accept(by=cast.tess)


def test_a_no_of_one_of_several(cast, book, taken):
    row = book(guests=[cast.tess, cast.olga])
    row.decline(by=cast.olga)
    assert (row.status, taken(cast.olga), taken(cast.tess)) == ("confirmed", 0, 1)
    row.decline(by=cast.olga)
    assert kinds(row).count("appointment.declined") == 1


def test_perhaps_keeps_the_time(cast, book, taken):
    row = book(by=cast.ivan)
    row.perhaps(by=cast.tess)
    assert (row.status, taken(cast.tess)) == ("pending", 1)
    row.accept(by=cast.tess)
    row.perhaps(by=cast.tess)
    assert row.status == "pending"


def test_a_guest_moves_it(cast, book, taken):
    row = book()
    start = row.start + timedelta(minutes=15)
    row.move(by=cast.tess, start=start, end=start + timedelta(minutes=30))
    assert (row.status, row.sequence, taken(cast.ivan)) == ("confirmed", 1, 1)
    row.move(by=cast.tess, start=start, end=start + timedelta(minutes=30))
    assert row.sequence == 1, "the same again changes nothing"
    assert told("appointment.moved") == {"Iván"}


def test_a_host_moves_it_and_the_guest_is_asked_again(cast, book):
    row = book()
    start = row.start + timedelta(days=1)
    row.move(by=cast.ivan, start=start, end=start + timedelta(minutes=30))
    assert (row.status, answers(row)["Tess"]) == ("pending", "none")
    row.move(by=cast.ivan, start=start, end=start + timedelta(minutes=45), agreed=True)
    assert row.status == "confirmed"


def test_a_move_into_taken_time_changes_nothing(cast, book):
    row, other = book(), book(by=cast.olga, guests=[cast.olga], at=(1, 3))
    before = row.start
    with pytest.raises(Clash):
        row.move(by=cast.tess, start=other.start, end=other.end)
    row.refresh_from_db()
    assert (row.start, row.sequence) == (before, 0)


def test_a_cancel_frees_the_time_and_says_why(cast, book, taken):
    row = book()
    row.cancel(by=cast.ivan, reason="Testing week\nsorry")
    assert (row.status, row.reason, row.sequence, taken(cast.tess)) == ("cancelled", "Testing week sorry", 1, 0)
    row.cancel(by=cast.tess)
    assert row.sequence == 1
    assert told("appointment.cancelled") == {"Tess"}
    for verb in ("accept", "decline"):
        with pytest.raises(Refused):
            getattr(row, verb)(by=cast.ivan)
    with pytest.raises(Refused):
        row.move(by=cast.tess, start=row.start + timedelta(hours=1), end=row.end + timedelta(hours=1))


def test_it_happened_or_not_and_only_afterwards(cast, book, monday):
    row = book()
    for verb in ("happen", "did_not_happen"):
        with pytest.raises(Refused):
            getattr(row, verb)(by=cast.ivan)
    with moved(row.start + timedelta(minutes=10)):
        row.did_not_happen(by=cast.ivan, missing=[cast.tess])
        assert (row.status, row.sequence) == ("missed", 0)
        assert Party.objects.get(missed=True).member == cast.tess
        row.did_not_happen(by=cast.tess, missing=[cast.ivan])
        assert [party.member for party in Party.objects.filter(missed=True)] == [cast.ivan]
        row.happen(by=cast.tess)
        assert (row.status, Party.objects.filter(missed=True).exists()) == ("happened", False)
        with pytest.raises(Refused):
            row.cancel(by=cast.tess)
    assert told("appointment.missed") == set()


def test_somebody_more_and_somebody_less(cast, book, taken):
    row = book()
    row.add_party(by=cast.tess, member=cast.olga)
    row.add_party(by=cast.tess, member=cast.olga)
    assert (answers(row)["Olga"], taken(cast.olga), row.sequence) == ("none", 1, 1)
    assert told("appointment.party_added") == {"Olga"}
    row.remove_party(by=cast.ivan, member=cast.olga)
    assert (taken(cast.olga), row.sequence) == (0, 2)
    assert told("appointment.party_removed") == {"Olga"}
    assert not Appointment.objects.visible_to(cast.olga).exists()
    with pytest.raises(Refused):
        row.remove_party(by=cast.ivan, member=cast.tess)
    row.add_party(by=cast.ivan, member=cast.olga)
    assert taken(cast.olga) == 1


def test_another_its_takes_it_over(cast, book, taken):
    row = book()
    row.reassign(by=cast.ivan, to=cast.kim)
    assert answers(row) == {"Iván": "removed", "Kim": "none", "Tess": "accepted"}
    assert (row.status, row.uid, row.sequence, taken(cast.ivan), taken(cast.kim)) == ("pending", row.uid, 1, 0, 1)
    row.accept(by=cast.kim)
    assert row.status == "confirmed"
    with pytest.raises(Refused):
        row.reassign(by=cast.kim, to=cast.olga)


def test_whoever_leaves_is_met_no_more(cast, book, taken):
    both, alone = book(guests=[cast.tess, cast.olga]), book(by=cast.olga, guests=[cast.olga], at=(1, 3))
    cast.olga.deactivate(by=cast.ada)
    deliver_events()
    both.refresh_from_db(), alone.refresh_from_db()
    assert (both.status, alone.status) == ("confirmed", "cancelled")
    assert (taken(cast.olga), taken(cast.ivan)) == (0, 1)
    both.go_without(by=HALLWAY, member=cast.ivan)
    assert both.status == "cancelled"


def test_erasing_somebody_ends_their_meetings(cast, book, taken):
    row = book(topic="zebratopic")
    Erasure.carry_out(by=cast.ada, member=cast.tess, reason="asked for")
    row.refresh_from_db()
    assert (row.status, row.topic, taken(cast.ivan)) == ("cancelled", "", 0)
    assert not row.parties.filter(member=cast.tess).exists()


def test_once_reminded_for_a_start(cast, book, monday):
    row = book()
    for _twice in range(2):
        for party in row.parties.all():
            row.remind(by=HALLWAY, party=party)
    assert kinds(row).count("appointment.soon") == 2
    start = row.start + timedelta(hours=1)
    row.move(by=cast.tess, start=start, end=start + timedelta(minutes=30))
    row.remind(by=HALLWAY, party=row.parties.get(member=cast.tess))
    assert kinds(row).count("appointment.soon") == 3
    row.cancel(by=cast.tess)
    row.remind(by=HALLWAY, party=row.parties.get(member=cast.ivan))
    assert kinds(row).count("appointment.soon") == 3


def test_mails_say_the_day_and_nothing_else(cast, book):
    book(topic="zebratopic")
    deliver_events()
    mails = {mail.to: mail for mail in OutgoingMail.objects.all()}
    assert set(mails) == {"ivan@cedar.example", "tess@cedar.example"}, "whoever booked has it in their calendar, too"
    for mail in mails.values():
        assert mail.subject == "Meeting, March 3, 2026"
        assert "zebra" not in str(vars(mail))
