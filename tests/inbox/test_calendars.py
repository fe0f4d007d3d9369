"""What calendars answer by mail: it counts for that one person, and nothing else moves."""

import base64

import pytest

from hallway.asks.models import Ask
from hallway.core.verb import HALLWAY, Refused
from hallway.delivery.models import Notice
from hallway.delivery.working import deliver_events
from hallway.diary import answering
from hallway.diary.models import Organizer
from hallway.history.models import Event
from hallway.inbox.bounded import read_bounded
from hallway.inbox.models import Gate, Mail
from hallway.inbox.taking import read_again, take, work_through

from ..diary.test_answer import TESS, UID, reply

pytestmark = pytest.mark.usefixtures("monday")


@pytest.fixture
def booked(cast, monkeypatch, help_address):
    """Something that Tess and Iván come to, at its third version; ``booked.heard``: what it was told."""

    class Booked(list):
        heard, wishes, refuses = property(lambda self: self), [], False
        address = Organizer.of("fixed@hallway", help_address)

    one = Booked()
    one.wishes, one.doubts, one.words, one.takes = [], [], [], True

    def answered(uid, member, sequence, partstat, words=""):
        if uid != "fixed@hallway" or member not in (cast.tess, cast.ivan):
            return None
        if sequence < 3:
            return answering.OLD
        if one.refuses:
            raise Refused("It has begun.")
        one.append((member, partstat))
        one.words.append(words)
        return partstat

    def wished(uid, member, kind, start, end, words=""):
        one.words.append(words)
        if kind == "words":
            return True
        one.wishes.append((member, kind, start and start.isoformat(), end and end.isoformat()))
        return one.takes

    monkeypatch.setattr(answering, "_answered", [answered])
    monkeypatch.setattr(answering, "_asked", [wished])
    monkeypatch.setattr(answering, "_wondering", [lambda uid, member: one.doubts.append(member) or one.takes])
    return one


def mail(
    ics,
    sender="tess@cedar.example",
    to="help@cedar.example",
    subject="Accepted: Meeting",
    head="",
    method="REPLY",
    way="base64",
    text="Tess Tanaka has accepted this invitation.",
):
    body = base64.encodebytes(ics).decode() if way == "base64" else ics.decode()
    return (
        f"From: Somebody <{sender}>\r\nTo: {to}\r\nSubject: {subject}\r\nMessage-ID: <{abs(hash((ics, sender, to, head)))}@cal>\r\n"
        f"{head}MIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary=b1\r\n\r\n"
        f"--b1\r\nContent-Type: text/plain\r\n\r\n{text}\r\n"
        f"--b1\r\nContent-Type: text/calendar; method={method}; charset=UTF-8\r\n"
        f"Content-Transfer-Encoding: {way}\r\n\r\n{body}\r\n--b1--\r\n"
    ).encode()


def accepts(partstat="ACCEPTED", sequence=3, who="tess@cedar.example", uid=UID):
    return reply(uid, f"SEQUENCE:{sequence}", TESS.replace("ACCEPTED", partstat).replace("tess@cedar.example", who))


def ended(raw):
    row = take(raw)
    return row.verdict, row.reason


@pytest.mark.parametrize("partstat", ["accepted", "declined", "tentative"])
@pytest.mark.parametrize("way", ["base64", "7bit"])
def test_an_answer_is_heard_and_opens_nothing(cast, booked, partstat, way):
    assert ended(mail(accepts(partstat.upper()), way=way)) == ("automatic", "calendar-answer")
    assert booked.heard == [(cast.tess, partstat)]
    assert not Ask.objects.exists()
    assert Mail.objects.get().member == cast.tess
    assert not Event.objects.filter(root_id=Mail.objects.get().pk, kind__startswith="mail.").exists()


def test_what_googles_and_outlooks_servers_add_hides_no_answer(cast, booked):
    for head in ("X-Google-Calendar-Content-Type: x\r\n", "Auto-Submitted: auto-generated\r\n", "Precedence: bulk\r\n"):
        assert ended(mail(accepts(), head=head)) == ("automatic", "calendar-answer")
    assert len(booked.heard) == 3


@pytest.mark.parametrize(
    ("comment", "text", "words"),
    [
        ("COMMENT:I am with the dentist", "Tess Tanaka has declined this invitation.", "I am with the dentist"),
        ("X-A:b", "I am with the dentist.\n\nTess", "I am with the dentist.\n\nTess"),
        ("X-A:b", "Dentist, sorry\n*~*~*~*~*~*\nWhen: Tuesday", "Dentist, sorry"),
        ("X-A:b", "Tess Tanaka has declined this invitation.\n\nMeeting\nTuesday", ""),
        ("X-A:b", "Declined: Meeting, March 3, 2026", ""),
        ("X-A:b", "Declined: Meeting", ""),
        ("X-A:b", "Tess Tanaka ha rechazado esta invitación.", ""),
        ("X-A:b", "", ""),
    ],
)
def test_what_is_typed_with_an_answer_goes_with_it_and_stays_in_no_mail(cast, booked, comment, text, words):
    def typed(sequence, name=TESS, method="REPLY"):
        row = take(mail(reply(UID, name, f"SEQUENCE:{sequence}", comment, method=method), text=text, method=method))
        assert (bytes(row.raw) == b"") == (not row.subject) == (row.reading is None) == bool(words)
        return row.reason

    assert typed(3) == "calendar-answer"
    assert typed(3, method="COUNTER") == "calendar-wish"
    booked.refuses = True
    assert typed(4) == "calendar-late"
    assert booked.words == [words] * (3 if words else 2)


@pytest.mark.parametrize("kind", ["application/octet-stream", "text/calendar"])
def test_a_calendar_file_below_somebodys_words_is_a_file(cast, booked, kind):
    named = f"Content-Type: {kind}; name=old.ics\r\nContent-Disposition: attachment; filename=old.ics\r\n"
    sent = mail(accepts(), way="7bit", subject="This will not open").decode()
    sent = sent.replace("Content-Type: text/calendar; method=REPLY; charset=UTF-8\r\n", named)
    row = take(sent.replace("multipart/alternative", "multipart/mixed").encode())
    assert (row.verdict, row.reason, booked.heard) == ("opened", "new", [])
    bare = sent.replace(
        "Tess Tanaka has accepted this invitation.", ""
    )  # nothing but the file: the server renamed its part
    assert ended(bare.encode()) == ("automatic", "calendar-answer")


def test_08_an_older_version_is_not_answered(cast, booked):
    assert ended(mail(accepts(sequence=2))) == ("automatic", "calendar-old")
    assert ended(mail(reply(UID, TESS))) == ("automatic", "calendar-old")
    assert booked.heard == []


def test_08_of_nothing_here_or_of_nobody_here(cast, booked):
    assert ended(mail(accepts(uid="UID:other@hallway"))) == ("automatic", "calendar-nothing")
    assert ended(mail(accepts(who="olga@cedar.example"), sender="olga@cedar.example")) == (
        "automatic",
        "calendar-nothing",
    )
    assert ended(mail(accepts(who="a@b.example"), sender="a@b.example")) == ("automatic", "calendar-nothing")
    assert ended(mail(accepts(who="gone@cedar.example"), sender="gone@cedar.example")) == (
        "automatic",
        "calendar-nothing",
    )
    assert ended(mail(accepts("NEEDS-ACTION"))) == ("automatic", "calendar-nothing")
    assert booked.heard == []


def test_08_nobody_answers_for_somebody_else(cast, booked):
    assert ended(mail(accepts(), sender="olga@cedar.example")) == ("parked", "calendar-other")
    assert ended(mail(accepts(), sender="a@elsewhere.example")) == ("parked", "calendar-other")
    assert booked.heard == booked.doubts == []


@pytest.mark.parametrize("sender", ["olga@cedar.example", "ivan@cedar.example", "tess.tanaka@home.example"])
def test_08_the_address_that_all_who_come_know_lets_nobody_answer_for_another(cast, booked, sender):
    assert ended(mail(accepts(), sender=sender, to=booked.address)) == ("automatic", "calendar-other")
    assert booked.heard == []
    assert booked.doubts == [cast.tess], "whoever hosts it hears that"
    other = Organizer.of("other@hallway", "help@cedar.example")
    assert ended(mail(accepts("DECLINED"), sender=sender, to=other)) == ("parked", "calendar-other")
    booked.takes = False
    assert ended(mail(accepts("DECLINED"), sender=sender, to=booked.address)) == ("parked", "calendar-other")
    assert booked.doubts == [cast.tess, cast.tess]


def test_who_is_found_not_to_be_who_they_say_answers_nothing(cast, booked):
    Gate.set(by=HALLWAY, receivers="mx.cedar.example")
    false = "Authentication-Results: mx.cedar.example; dmarc=fail header.from=cedar.example\r\n"
    true = false.replace("fail", "pass")
    assert ended(mail(accepts(), head=false, to=booked.address)) == ("parked", "failed-proof")
    ivan = accepts(who="ivan@cedar.example")
    assert ended(mail(ivan, sender="ivan@cedar.example")) == ("parked", "no-proof")
    assert booked.heard == []
    assert ended(mail(ivan, sender="ivan@cedar.example", head=true)) == ("automatic", "calendar-answer")
    again = mail(ivan, sender="ivan@cedar.example", to=booked.address)
    assert ended(again) == ("parked", "no-proof"), "whoever was invited knows that address"


def test_a_proposal_is_told_and_nothing_is_moved(cast, booked):
    other = reply(UID, TESS, "SEQUENCE:3", "DTSTART:20260512T160000Z", "DTEND:20260512T163000Z", method="COUNTER")
    assert ended(mail(other, method="COUNTER")) == ("automatic", "calendar-wish")
    assert ended(mail(reply(UID, TESS, method="REFRESH"), method="REFRESH")) == ("automatic", "calendar-wish")
    assert booked.wishes == [
        (cast.tess, "counter", "2026-05-12T16:00:00+00:00", "2026-05-12T16:30:00+00:00"),
        (cast.tess, "refresh", None, None),
    ]
    assert booked.heard == []


def test_a_proposal_that_nobody_hears_waits_for_a_person(cast, booked, as_):
    booked.takes = False
    raw = mail(reply(UID, TESS, "SEQUENCE:3", method="COUNTER"), method="COUNTER")
    assert ended(raw) == ("parked", "calendar-wish")
    row = Mail.objects.get()
    assert row.parked_at
    assert row.campus == cast.oak
    assert Event.objects.filter(kind="mail.parked").count() == 1
    page = as_(cast.ivan).get(row.get_absolute_url()).content.decode()
    assert "proposes another time" in page


def test_what_comes_too_late_is_said_to_whose_calendar_is_behind(cast, booked):
    booked.refuses = True
    assert ended(mail(accepts())) == ("automatic", "calendar-late")
    deliver_events()
    assert [notice.member for notice in Notice.objects.filter(event__kind="mail.answered_late")] == [cast.tess]


def test_among_other_mail_one_that_is_refused_takes_nothing_with_it(cast, booked):
    from hallway.inbox.keeping import keep_many

    from .conftest import raw

    booked.refuses = True
    kept = keep_many([raw(), mail(accepts()), raw(text="The door of room 12 does not open any more.")], "test")
    rows = work_through([one.mail_id for one in kept])
    assert sorted(row.verdict for row in rows.values()) == ["automatic", "opened", "opened"]


def test_the_same_answer_again_is_a_duplicate_and_reading_again_changes_nothing(cast, booked):
    raw = mail(accepts())
    first = take(raw)
    assert take(raw).pk == first.pk
    read_again(first.pk)
    assert booked.heard == [(cast.tess, "accepted")]


def test_an_invitation_of_somebody_else_is_mail_like_any_other(cast, booked):
    raw = mail(reply(UID, TESS, method="REQUEST"), method="REQUEST", subject="Come to our fair")
    assert ended(raw) == ("opened", "new")
    assert booked.heard == []


def test_it_is_read_in_the_bounded_child_and_explained_as_before(help_address):
    reading = read_bounded(mail(accepts()))
    assert reading.answer["uid"] == "fixed@hallway"
    assert "answer" not in reading.explained()
    assert read_bounded(mail(b"BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\n" + b"\xff" * 500)).answer is None
