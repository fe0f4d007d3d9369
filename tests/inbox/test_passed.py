# ruff: noqa: E501 - a table of mails reads better in long lines
"""A helper passes a mail on: its first author is proposed, one tap says whose request it is, and nobody else hears before that."""

from datetime import timedelta

import pytest

from hallway.asks.models import Ask
from hallway.core.verb import HALLWAY, Denied, Refused
from hallway.delivery.models import Notice, OutgoingMail
from hallway.delivery.working import deliver_events
from hallway.history.models import Event
from hallway.inbox.taking import take
from hallway.people.models import Post
from hallway.threads.models import Message

from .conftest import raw

pytestmark = pytest.mark.usefixtures("help_address")

INLINE = {
    "Gmail": ("Fwd: Dark", "See below.\r\n\r\n---------- Forwarded message ---------\r\nFrom: Olga Ortiz <olga@cedar.example>\r\nDate: Mon, Mar 2\r\nSubject: Dark\r\nTo: ivan\r\n\r\nIt is dark."),
    "Outlook": ("FW: Dark", "See below.\r\n\r\n________________________________\r\nFrom: Olga Ortiz <olga@cedar.example>\r\nSent: Monday\r\nTo: Ivan\r\nSubject: Dark\r\n\r\nIt is dark."),
    "old Outlook": ("FW: Dark", "-----Original Message-----\r\nFrom: Olga Ortiz [mailto:olga@cedar.example]\r\nSent: Monday\r\nSubject: Dark\r\n\r\nIt is dark."),
    "Apple": ("Fwd: Dark", "Begin forwarded message:\r\n\r\n> From: Olga Ortiz <olga@cedar.example>\r\n> Subject: Dark\r\n> Date: 2 March\r\n>\r\n> It is dark."),
    "Spanish Gmail": ("RV: Oscuro", "---------- Mensaje reenviado ---------\r\nDe: Olga Ortiz <olga@cedar.example>\r\nDate: lun, 2 mar\r\nSubject: Oscuro\r\n\r\nNo se ve nada."),
    "Spanish Outlook": ("RV: Oscuro", "________________________________\r\nDe: Olga Ortiz <olga@cedar.example>\r\nEnviado: lunes\r\nPara: Ivan\r\nAsunto: Oscuro\r\n\r\nNo se ve nada."),
    "Spanish Apple": ("Fwd: Oscuro", "Inicio del mensaje reenviado:\r\n\r\n> De: Olga Ortiz <olga@cedar.example>\r\n> Asunto: Oscuro\r\n>\r\n> No se ve nada."),
}  # fmt: skip


def passed_on(way="Gmail", author="olga@cedar.example"):
    subject, text = INLINE[way]
    return take(raw(sender="ivan@cedar.example", subject=subject, text=text.replace("olga@cedar.example", author)))


def attached(subject="Can somebody look?", words=b"Please see the mail inside."):
    inner = b"From: Olga Ortiz <olga@cedar.example>\r\nSubject: Dark\r\nMessage-ID: <o1@x>\r\n\r\nIt is dark."
    parts = (
        b"--BB\r\nContent-Type: text/plain\r\n\r\n"
        + words
        + b"\r\n--BB\r\nContent-Type: message/rfc822\r\n\r\n"
        + inner
    )
    head = raw(sender="ivan@cedar.example", subject=subject).partition(b"\r\n\r\n")[0]
    return (
        head
        + b'\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="BB"\r\n\r\n'
        + parts
        + b"\r\n--BB--\r\n"
    )


@pytest.mark.parametrize("way", INLINE)
def test_whoever_wrote_it_first_is_proposed(cast, way):
    mail = passed_on(way)
    assert (mail.verdict, mail.reason, mail.author) == ("opened", "forwarded", cast.olga)
    assert (mail.ask.requester, mail.ask.filed_by, mail.ask.holder) == (cast.ivan, cast.ivan, cast.ivan)


def test_attached_counts_as_passed_on(cast):
    assert take(attached()).author == cast.olga
    assert take(attached("FW: Dark", b"")).author == cast.olga


def test_nobody_hears_before_somebody_said_whose(cast, settings):
    settings.EMAIL_BACKEND = "hallway.delivery.backend.RowBackend"
    mail = passed_on()
    deliver_events()
    assert not Notice.objects.filter(member=cast.olga).exists()
    assert not OutgoingMail.objects.filter(to=cast.olga.email).exists()
    letter = OutgoingMail.objects.get(to=cast.ivan.email, event__kind="ask.received")
    assert f"/inbox/{mail.pk}/whose/" in letter.text
    assert f"/inbox/{mail.pk}/whose/" in letter.html


def test_one_tap_and_then_she_is_told(cast, as_, settings, monday):
    settings.EMAIL_BACKEND = "hallway.delivery.backend.RowBackend"
    mail = passed_on()
    client = as_(cast.ivan)
    assert b"Yes, Olga asks" in client.get(mail.ask.get_absolute_url()).content
    assert client.post(f"/inbox/{mail.pk}/whose/", {"who": "olga@cedar.example"}).status_code == 303
    ask = Ask.objects.get()
    assert (ask.requester, ask.filed_by, ask.holder) == (cast.olga, cast.ivan, cast.ivan)
    assert Message.objects.of(ask).get().author == cast.olga
    deliver_events()
    assert not OutgoingMail.objects.filter(to=cast.olga.email).exists(), "twenty seconds to take it back"
    with monday.at(monday.instant + timedelta(seconds=30)):
        deliver_events()
    letter = OutgoingMail.objects.get(to=cast.olga.email)
    assert "Iván Núñez passed on what you wrote" in letter.text
    assert b"Yes, Olga asks" not in client.get(ask.get_absolute_url()).content


def test_taken_back_in_time_she_never_hears(cast, as_, monday):
    mail = passed_on()
    client = as_(cast.ivan)
    before = Ask.objects.values().get(pk=mail.ask_id)
    client.post(f"/inbox/{mail.pk}/whose/", {"who": "olga@cedar.example"})
    assert b"Take that back" in client.get(f"/inbox/{mail.pk}/whose/").content
    client.post(f"/inbox/{mail.pk}/whose/undo/")
    after = Ask.objects.values().get(pk=mail.ask_id)
    same = set(before) - {"words", "rank", "reasons"}
    assert {k: before[k] for k in same} == {k: after[k] for k in same}
    with monday.at(monday.instant + timedelta(minutes=5)):
        deliver_events()
        assert not Notice.objects.filter(member=cast.olga).exists()
        client.post(f"/inbox/{mail.pk}/whose/", {"who": "olga@cedar.example"})
    with monday.at(monday.instant + timedelta(minutes=10)):
        deliver_events()
        assert Notice.objects.filter(member=cast.olga).exists()
        assert client.post(f"/inbox/{mail.pk}/whose/undo/").status_code == 409, "she was told"


def test_somebody_else_at_another_campus(cast):
    mail = passed_on()
    ask = mail.say_whose(by=cast.ivan, requester=cast.emil)
    ask.refresh_from_db()
    assert (ask.requester, ask.campus, ask.room) == (cast.emil, cast.elm, cast.elm_room)
    assert ask.holder.seat.serves(cast.elm.pk)
    mail.refresh_from_db()
    mail.whose_again(by=cast.ivan)
    ask.refresh_from_db()
    assert (ask.requester, ask.campus) == (cast.ivan, cast.oak)


def test_it_may_stay_the_helpers_own(cast, as_):
    mail = passed_on(author="vendor@elsewhere.example")
    page = as_(cast.ivan).get(mail.ask.get_absolute_url()).content
    assert b"vendor@elsewhere.example" in page
    assert b"Yes," not in page
    as_(cast.ivan).post(f"/inbox/{mail.pk}/whose/", {"who": "ivan@cedar.example"})
    mail.refresh_from_db()
    assert (mail.reason, mail.ask.requester) == ("whose-known", cast.ivan)
    assert not Event.objects.filter(kind="ask.belongs").exists()


@pytest.mark.parametrize("who", ["tess", "olga", "kim", "lena", "opal", "cora", "dora", "ada"])
def test_who_may_not_say_whose(cast, as_, who):
    mail = passed_on()
    member = getattr(cast, who)
    with pytest.raises(Denied):
        mail.say_whose(by=member, requester=cast.olga)
    with pytest.raises(Denied):
        mail.whose_again(by=member)
    with pytest.raises(Denied):
        mail.ask.belong_to(by=member, requester=cast.olga)
    with pytest.raises(Denied):
        mail.ask.belong_back(by=member)
    assert as_(member).get(f"/inbox/{mail.pk}/whose/").status_code in (403, 404)


def test_a_teacher_gives_nothing_away(cast, ask):
    with pytest.raises(Denied):
        ask().belong_to(by=cast.tess, requester=cast.olga)
    row = ask(confidential=True)
    with pytest.raises(Refused):
        row.belong_to(by=cast.ivan, requester=cast.olga)


def test_a_helper_of_nowhere_passes_on_into_the_authors_campus(cast):
    """Who serves the whole district has no campus of their own; the author's counts, and without one somebody decides."""
    Post.objects.filter(member=cast.ivan).delete()
    Post.add(by=HALLWAY, member=cast.ivan, role="its", campus=None)
    assert passed_on().ask.campus == cast.oak
    assert passed_on("Outlook", author="x@elsewhere.example").reason == "forwarded"
    assert Ask.objects.count() == 1
