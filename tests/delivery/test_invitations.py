"""Letters that carry an event: their shape, and that every try says the same (numbers: points of the research)."""

import email
import email.policy
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.test import override_settings

from hallway.core.now import moved
from hallway.delivery.models import Notice, OutgoingMail
from hallway.delivery.sending import send_mail
from hallway.delivery.telling import members_told
from hallway.delivery.working import deliver_events
from hallway.delivery.writing import written
from hallway.diary.models import Organizer
from hallway.diary.showing import Entry, Person
from hallway.history import kinds
from hallway.history.models import record
from hallway.people.models import Absence, Member

from ..diary.reading import lines, understood, values

TEN = datetime(2026, 5, 12, 15, 0, tzinfo=UTC)
KIND = "meeting.booked"


@pytest.fixture
def book(cast, monkeypatch, monday, post):
    """``book(method, **changes)``: something of Tess's is booked with Iván, and told to both; the two letters, by member."""
    about = {"told": [cast.tess, cast.ivan]}
    about["entry"] = Entry(
        "fixed@hallway", 0, TEN, TEN + timedelta(minutes=30), "Meeting", people=tuple(map(person, about["told"])),
        url="https://hallway.cedar.example/appointments/7/", zone="America/Chicago",
    )  # fmt: skip
    monkeypatch.setitem(kinds.KINDS, KIND, kinds.Kind(KIND, "{actor} booked a meeting", tell=("party",), calendar=True))
    monkeypatch.setattr(Absence, "party", property(lambda _row: about["told"]), raising=False)
    monkeypatch.setattr(
        Absence, "calendar_part", lambda _row, member, event: about.get("part", lambda _m: (about["method"], about["entry"]))(member),
        raising=False,
    )  # fmt: skip
    absence = Absence.objects.create(member=cast.tess, first=TEN.date(), last=TEN.date())

    def make(method="REQUEST", told=None, part=None, **changes):
        about.update(method=method, entry=replace(about["entry"], **changes))
        if told:
            about["told"] = told
        if part:
            about["part"] = part
        event = record(KIND, absence, by=cast.opal)
        deliver_events()
        return {mail.member: mail for mail in OutgoingMail.objects.filter(event=event)}

    return make


def person(member):
    return Person(member.full_name, member.email)


def opened(raw):
    """The mail, and its leaves by type."""
    mail = email.message_from_bytes(raw, policy=email.policy.default)
    return mail, {part.get_content_type(): part for part in mail.walk() if not part.is_multipart()}


def test_01_the_event_stands_in_the_words_and_as_a_file_the_same_bytes(cast, book):
    mail, parts = opened(written(book()[cast.tess]))
    assert mail.get_content_type() == "multipart/mixed"
    words, file = mail.iter_parts()
    assert words.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in words.iter_parts()] == ["text/plain", "text/html", "text/calendar"]
    assert file.get_content_type() == "application/ics"
    assert file.get_filename().endswith(".ics")
    inline = parts["text/calendar"].get_payload(decode=True)
    assert inline == file.get_payload(decode=True)
    assert understood(inline)[0]["uid"] == "fixed@hallway"


@pytest.mark.parametrize("method", ["REQUEST", "CANCEL"])
def test_02_the_parts_method_is_the_calendars(cast, book, method):
    _mail, parts = opened(written(book(method)[cast.tess]))
    about = parts["text/calendar"]["Content-Type"]
    assert about.params["method"] == method
    assert about.params["charset"].upper() == "UTF-8"
    assert values(parts["text/calendar"].get_payload(decode=True), "METHOD") == [method]


@pytest.mark.parametrize("method", ["REQUEST", "CANCEL"])
def test_04_the_subject_is_the_title_and_the_day(cast, book, method):
    assert book(method)[cast.tess].subject == "Meeting, May 12, 2026"


def test_05_who_sends_is_of_the_domain_that_organizes(cast, book):
    mail, parts = opened(written(book()[cast.tess]))
    (said,) = values(parts["text/calendar"].get_payload(decode=True), "ORGANIZER")
    assert mail["From"].addresses[0].domain == said.rpartition("@")[2] == "cedar.example"


def test_06_and_07_an_address_for_this_event_alone_organizes(cast, book):
    for mail in book().values():
        (said,) = values(mail.calendar.encode(), "ORGANIZER")
        assert said.startswith("mailto:help+cal.")
        assert len(said.partition("cal.")[2].partition("@")[0]) == 26, "128 bits"
        assert said != f"mailto:{mail.to}"
        assert len(said.removeprefix("mailto:").partition("@")[0]) <= 64
    address = Organizer.objects.get().address
    assert Organizer.uid_of(["somebody@else.example", address.upper()]) == "fixed@hallway"
    assert Organizer.uid_of(["help+cal.wrong@cedar.example", "help@cedar.example"]) is None


def test_06_a_person_who_is_our_own_address_gets_words_only(cast, book):
    us = Organizer.of("fixed@hallway", "help@cedar.example")
    mail = book(people=(Person("Us", us),))[cast.tess]
    assert mail.calendar == ""
    assert mail.text


def test_13_and_14_update_and_cancel_keep_the_uid_and_count_up(cast, book):
    sent = [
        book(),
        book(sequence=1, start=TEN + timedelta(hours=1), end=TEN + timedelta(hours=2)),
        book("CANCEL", sequence=2),
    ]
    read = [understood(mails[cast.tess].calendar.encode())[0] for mails in sent]
    assert [event["sequence"] for event in read] == [0, 1, 2]
    assert len({event["uid"] for event in read}) == 1
    assert read[-1]["status"] == "CANCELLED"


def test_14_who_is_removed_gets_a_cancel_and_the_others_an_update(cast, book):
    def part(member):
        entry = Entry("fixed@hallway", 1, TEN, TEN + timedelta(hours=1), "Meeting")
        if member == cast.tess:
            return "CANCEL", replace(entry, people=(person(cast.tess),))
        return "REQUEST", replace(entry, people=(person(cast.ivan),))

    mails = book(part=part)
    gone, stays = (understood(mails[who].calendar.encode())[0] for who in (cast.tess, cast.ivan))
    assert (gone["status"], gone["attendees"]) == ("CANCELLED", ["tess@cedar.example"])
    assert (stays["status"], stays["attendees"]) == ("CONFIRMED", ["ivan@cedar.example"])


def test_15_who_organizes_never_changes(cast, book, settings):
    first = book()[cast.tess].calendar
    settings.SECRET_KEY = "another key altogether, after the old one was lost"
    settings.ENV = replace(settings.ENV, mail_address="hilfe@cedar.example")
    later = book("CANCEL", sequence=1, told=[cast.tess, cast.olga])[cast.tess].calendar
    assert values(first.encode(), "ORGANIZER") == values(later.encode(), "ORGANIZER")


def test_23_the_words_name_the_zone(cast, book):
    mail = book()[cast.tess]
    for words in (mail.text, mail.html):
        assert "May 12, 2026, 10 a.m. to 10:30 a.m. (CDT, America/Chicago)" in words
    Member.objects.filter(pk=cast.tess.pk).update(language="es")
    assert "(CDT, America/Chicago)" in book(told=[Member.objects.get(pk=cast.tess.pk)])[cast.tess].text


def test_every_try_says_the_same_bytes(cast, book, post):
    mail = book()[cast.tess]
    first = written(mail)
    with moved(TEN):
        assert written(OutgoingMail.objects.get(pk=mail.pk)) == first


def test_it_arrives_as_it_was_written(cast, book, post):
    book(title="Besprechung “ü”")
    with post.open() as keeper:
        assert send_mail() == 2
    for raw in keeper.raw:
        _mail, parts = opened(raw)
        lines(parts["text/calendar"].get_payload(decode=True))
        assert parts["text/calendar"].get_payload(decode=True) == parts["application/ics"].get_payload(decode=True)
        assert "Besprechung" in understood(parts["application/ics"].get_payload(decode=True))[0]["title"]


def test_a_letter_that_carries_an_event_is_never_one_of_many(cast, book, post):
    for number in range(6):
        book(uid=f"{number}@hallway")
    with post.open() as keeper:
        assert send_mail() == 12
    assert len(keeper.to("tess@cedar.example")) == 6
    assert not OutgoingMail.objects.filter(state="bundled").exists()


def test_a_late_one_leaves_all_the_same(cast, book, monday):
    from hallway.history.models import Event

    book()
    Event.objects.filter(kind=KIND).update(told=None, due=monday.instant - timedelta(days=2))
    Notice.objects.all().delete()
    OutgoingMail.objects.all().delete()
    deliver_events()
    assert OutgoingMail.objects.exclude(calendar="").count() == 2
    assert len(members_told(Event.objects.get(kind=KIND))) == 2


def test_without_a_mailbox_of_ours_the_sender_organizes(cast, book, settings):
    settings.ENV = replace(settings.ENV, mail_address="")
    cast.district.mail_address = ""
    cast.district.save()
    with override_settings(DEFAULT_FROM_EMAIL="Hallway <hallway@cedar.example>"):
        (said,) = values(book()[cast.tess].calendar.encode(), "ORGANIZER")
    assert said.startswith("mailto:hallway+cal.")


def test_what_it_carried_goes_with_its_words(cast, book):
    mail = book()[cast.tess]
    mail.drop(by=cast.ada)
    mail.refresh_from_db()
    assert (mail.text, mail.calendar) == ("", "")


def test_other_kinds_carry_nothing(cast, ask, monday, post):
    ask()
    deliver_events()
    assert set(OutgoingMail.objects.values_list("calendar", flat=True)) == {""}
