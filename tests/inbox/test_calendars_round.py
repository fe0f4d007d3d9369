"""A meeting's whole life by mail: invitation, Accept as a calendar program answers it, move, an old answer, cancellation."""

import email
import email.policy
from datetime import timedelta

import icalendar
import pytest

from hallway.asks.models import Ask
from hallway.core.now import moved, now
from hallway.core.verb import HALLWAY
from hallway.delivery.models import Notice, OutgoingMail
from hallway.delivery.sending import send_mail
from hallway.delivery.working import deliver_events
from hallway.diary.models import Remark, Taken
from hallway.inbox.models import Gate
from hallway.inbox.taking import take
from hallway.people.models import Member, Post

from ..appointments.conftest import book  # noqa: F401
from ..delivery.conftest import _rows_for_mail, post  # noqa: F401
from ..diary.reading import understood, values


class Program:
    """Somebody's mail and calendar program, at the other end of a real mail server: what came, and what it answers."""

    def __init__(self, address, keeper):
        self.address, self.keeper = address, keeper

    @property
    def invitations(self):
        """[(mail, the bytes of the calendar part)] in order."""
        mails = [mail for mail in self.keeper.to(self.address) if mail.get_content_type() == "multipart/mixed"]
        found = []
        for mail in mails:
            parts = {part.get_content_type(): part for part in mail.walk()}
            found.append((mail, parts["text/calendar"].get_payload(decode=True)))
        return found

    def answer(self, word, which=-1, sender=None, note=""):
        """The mail with which it answers an invitation (RFC 6047), as bytes."""
        _mail, raw = self.invitations[which]
        calendar = icalendar.Calendar.from_ical(raw)
        (event,) = calendar.walk("VEVENT")
        me = next(each for each in _many(event["attendee"]) if each.lower() == f"mailto:{self.address}")
        me.params["PARTSTAT"] = word
        event["attendee"] = [me]
        calendar["METHOD"] = "REPLY"
        if note:
            event.add("comment", note)
        said = email.message.EmailMessage(policy=email.policy.SMTP)
        said["From"], said["To"] = sender or self.address, str(event["organizer"]).removeprefix("mailto:")
        said["Subject"] = f"{word.title()}: {event['summary']}"
        said["Message-ID"] = f"<{word}.{len(self.keeper.mails)}.{which}@program>"
        said.set_content(f"{self.address} has answered.")
        said.add_alternative(calendar.to_ical().decode(), subtype="calendar", params={"method": "REPLY"})
        return said.as_bytes()


def _many(value):
    return value if isinstance(value, list) else [value]


@pytest.fixture
def mail_of(cast, monday, help_address, post):  # noqa: F811
    """``mail_of(member)``: their program. Whatever is due is sent when it is asked for."""
    with post.open() as keeper:

        def program(member):
            with moved(now() + timedelta(minutes=2)):
                deliver_events()
            with moved(now() + timedelta(minutes=5)):  # what the house does by itself leaves at full minutes
                send_mail()
            return Program(member.email, keeper)

        yield program


def stands(row):
    row.refresh_from_db()
    return row.status, {party.member.short_name: party.answer for party in row.parties.select_related("member")}


def test_from_invitation_to_cancellation(cast, book, mail_of):  # noqa: F811
    row = book(by=cast.ivan)
    tess = mail_of(cast.tess)
    ((mail, raw),) = tess.invitations
    assert mail["Subject"] == "Meeting, March 3, 2026"
    assert values(raw, "METHOD") == ["REQUEST"]
    assert take(tess.answer("ACCEPTED")).reason == "calendar-answer"
    assert stands(row)[1]["Tess"] == "accepted"
    first = tess.answer("DECLINED")
    row.move(by=cast.ivan, start=row.start + timedelta(hours=1), end=row.end + timedelta(hours=1))
    tess = mail_of(cast.tess)
    before = stands(row)
    assert take(first).reason == "calendar-old", "an answer to where it stood before"
    assert stands(row) == before
    assert take(tess.answer("TENTATIVE")).reason == "calendar-answer"
    assert stands(row)[1]["Tess"] == "tentative"
    row.reassign(by=cast.ivan, to=cast.kim)
    mail_of(cast.kim)
    row.cancel(by=cast.kim)
    tess, kim, ivan = (mail_of(member) for member in (cast.tess, cast.kim, cast.ivan))
    read = [understood(raw)[0] for _mail, raw in tess.invitations]
    assert {event["uid"] for event in read} == {row.uid}
    sequences = [event["sequence"] for event in read]
    versions = {event["sequence"]: (event["start"], event["status"]) for event in read}
    assert all(versions[event["sequence"]] == (event["start"], event["status"]) for event in read)
    assert sequences == sorted(sequences)
    assert len(versions) >= 4
    assert read[-1]["status"] == "CANCELLED"
    organizers = {
        said for one in (tess, kim, ivan) for _mail, raw in one.invitations for said in values(raw, "ORGANIZER")
    }
    assert len(organizers) == 1
    assert [values(raw, "METHOD")[0] for _mail, raw in ivan.invitations][-1] == "CANCEL"
    methods = [values(raw, "METHOD")[0] for _mail, raw in kim.invitations]
    assert methods == sorted(methods, reverse=True), "nothing is asked after it was taken back"
    assert set(methods) == {"REQUEST", "CANCEL"}
    for one in (tess, kim, ivan):
        for mail, raw in one.invitations:
            assert mail.get_content_type() == "multipart/mixed"
            assert values(raw, "METHOD") == [
                next(p for p in mail.walk() if p.get_content_type() == "text/calendar")["Content-Type"].params["method"]
            ]
            assert one.address not in values(raw, "ORGANIZER")[0]
    assert not Ask.objects.exists()
    assert not OutgoingMail.objects.filter(state="bundled").exists()


def test_a_no_by_mail_frees_the_time_and_a_yes_takes_it_again(cast, book, mail_of):  # noqa: F811
    row = book(by=cast.ivan)
    tess = mail_of(cast.tess)
    assert take(tess.answer("DECLINED")).reason == "calendar-answer"
    assert not Taken.objects.filter(person=cast.tess).exists()
    assert take(tess.answer("ACCEPTED")).reason in ("calendar-answer", "calendar-old")
    _status, said = stands(row)
    assert Taken.objects.filter(person=cast.tess).exists() == (said["Tess"] == "accepted")


def test_the_others_read_what_was_typed_with_a_no_and_nobody_else(cast, book, mail_of, as_):  # noqa: F811
    row = book(by=cast.ivan)
    said = "At the dentist: could we do it after lunch?"
    assert take(mail_of(cast.tess).answer("DECLINED", note=said)).reason == "calendar-answer"
    told = mail_of(cast.ivan).keeper.mails
    assert not any(said in str(each) for each in told)
    for who in (cast.ivan, cast.tess):
        assert said in as_(who).get(row.get_absolute_url()).content.decode()
    assert as_(cast.olga).get(row.get_absolute_url()).status_code == 404
    lies = Remark.objects.extra(select={"lies": "words || ''"}).values_list("lies", flat=True).get()
    assert "dentist" not in lies
    deliver_events()
    assert not Notice.objects.filter(event__kind="appointment.remarked").exists(), "the no itself is told already"


def test_words_with_an_old_answer_are_read_and_told(cast, book, mail_of, as_):  # noqa: F811
    row = book(by=cast.ivan)
    late = mail_of(cast.tess).answer("ACCEPTED", note="I bring the cable")
    row.move(by=cast.ivan, start=row.start + timedelta(hours=1), end=row.end + timedelta(hours=1))
    assert take(late).reason == "calendar-old"
    row.cancel(by=cast.ivan)
    assert take(mail_of(cast.tess).answer("TENTATIVE", note="Another day?", which=0)).reason == "calendar-old"
    page = as_(cast.ivan).get(row.get_absolute_url()).content.decode()
    assert "I bring the cable" in page
    assert "Another day?" in page
    deliver_events()
    assert {n.member for n in Notice.objects.filter(event__kind="appointment.remarked")} == {cast.ivan}


def test_somebody_elses_program_changes_nothing(cast, book, mail_of):  # noqa: F811
    row = book(by=cast.ivan)
    tess = mail_of(cast.tess)
    before = stands(row)
    assert take(tess.answer("DECLINED", sender="olga@cedar.example")).reason == "calendar-other"
    assert take(tess.answer("DECLINED", sender="ivan@cedar.example")).reason == "calendar-other", (
        "one who was invited, too"
    )
    assert stands(row) == before
    deliver_events()
    told = Notice.objects.filter(event__kind="appointment.doubted")
    assert [notice.member for notice in told] == [cast.ivan]
    assert Member.objects.get(pk=cast.olga.pk).is_active


def test_a_doubtful_answer_is_read_by_those_who_come_alone(cast, book, mail_of, as_):  # noqa: F811
    Post.add(by=HALLWAY, member=cast.kim, role="its", campus=cast.oak)
    Gate.set(by=HALLWAY, receivers="mx.cedar.example")
    book(by=cast.ivan)
    failed = b"Authentication-Results: mx.cedar.example; dmarc=fail header.from=cedar.example\r\n"
    mail = take(failed + mail_of(cast.tess).answer("DECLINED", note="canary"))
    assert (mail.verdict, mail.reason) == ("parked", "failed-proof")
    page, said = f"/inbox/{mail.pk}/", f"{cast.tess.email} has answered."
    assert said in as_(cast.ivan).get(page).content.decode(), "the host"
    assert b"canary" in as_(cast.ivan).get(f"{page}raw/").content
    kim = as_(cast.kim)
    shown = kim.get(page).content.decode()
    assert said not in shown
    assert "only those who come to it read its words" in shown
    assert kim.get(f"{page}raw/").status_code == 404
    assert kim.post(f"{page}accept/", {"who": cast.tess.email}).status_code == 403
    assert kim.post(f"{page}ignore/").status_code == 303
    mail.refresh_from_db()
    assert mail.verdict == "refused"
