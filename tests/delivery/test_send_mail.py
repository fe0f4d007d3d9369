"""Mail leaves through a real mail server: at last, with the same Message-ID, whatever happens in between."""

import time
from datetime import timedelta

import pytest
from django.core.mail import EmailMessage
from django.core.mail import send_mail as django_mail

from hallway.core.now import moved, now
from hallway.delivery.models import OutgoingMail
from hallway.delivery.sending import Rest, send_mail
from hallway.delivery.working import deliver_events


def queued(**values):
    values = {"to": "tess@cedar.example", "subject": "Hello", "text": "words", "message_id": "<one@test>"} | values
    return OutgoingMail.objects.create(**values)


def again(seconds=3600):
    """The pauses of rows and of the worker are over."""
    Rest.until = 0.0
    return moved(now() + timedelta(seconds=seconds))


def test_a_mail_server_that_is_down_loses_nothing(as_, cast, ask, monday, post):
    ask()
    deliver_events()
    began = time.monotonic()
    assert as_(cast.tess).get("/notices/").status_code == 200
    assert send_mail() == 0
    assert time.monotonic() - began < 14, "nobody waits for the mail server"
    waiting = OutgoingMail.objects.filter(state="queued")
    assert waiting.count() == 2
    tried = waiting.exclude(error="").get()
    assert tried.attempts == 1
    assert tried.next_at > now() + timedelta(seconds=20)
    assert tried.error == "The mail server refuses the connection."
    ids = set(waiting.values_list("message_id", flat=True))
    with post.open(), again():
        assert send_mail() == 2
        assert send_mail() == 0
    assert {mail["Message-ID"] for mail in post.keeper.mails} == ids
    assert OutgoingMail.objects.filter(state="sent", sent_at__isnull=False, error="").count() == 2


@pytest.mark.django_db
def test_pauses_grow_and_one_dead_server_costs_one_try_at_a_time(post):
    for number in range(5):
        queued(message_id=f"<{number}@test>")
    send_mail()
    assert list(OutgoingMail.objects.order_by("id").values_list("attempts", flat=True)) == [1, 0, 0, 0, 0]
    assert send_mail() == 0, "the worker leaves the server alone for a while"
    pauses, moment = [], now()
    mail = OutgoingMail.objects.order_by("id").first()
    OutgoingMail.objects.exclude(pk=mail.pk).delete()
    for _attempt in range(9):
        mail.refresh_from_db()
        moment = mail.next_at + timedelta(seconds=1)
        Rest.until = 0.0
        with moved(moment):
            send_mail()
            mail.refresh_from_db()
            pauses.append(mail.next_at - moment)
    assert pauses == sorted(pauses)
    assert pauses[-1] == timedelta(hours=1)
    with moved(mail.created + timedelta(days=5)):
        Rest.until = 0.0
        send_mail()
    mail.refresh_from_db()
    assert mail.state == "failed"


@pytest.mark.django_db
def test_what_rested_over_a_break_has_its_tries_after_it(post):
    mail = queued(created=now() - timedelta(days=9))
    assert send_mail() == 0
    mail.refresh_from_db()
    assert (mail.state, mail.attempts) == ("queued", 1)
    with again(), post.open():
        assert send_mail() == 1


@pytest.mark.django_db
def test_what_arrives_is_what_was_meant(post):
    queued(subject="Grüße 👋", text="Zeile\n.\n..x", html="<p>Zeile</p>", sender="Iván Núñez <help@cedar.example>")
    with post.open():
        assert send_mail() == 1
    (mail,) = post.keeper.mails
    assert mail["Subject"] == "Grüße 👋"
    assert mail["Message-ID"] == "<one@test>"
    assert mail["From"] == "Iván Núñez <help@cedar.example>"
    assert mail.get_body(("plain",)).get_content().splitlines() == ["Zeile", ".", "..x"]
    assert "<p>Zeile</p>" in mail.get_body(("html",)).get_content()
    assert mail.is_multipart()


@pytest.mark.parametrize(
    ("say", "state", "bad"),
    [
        ("550 5.1.1 no such person", "failed", True),
        ("550 unknown", "failed", True),
        ("554 5.7.1 relay access denied", "failed", False),
        ("552 5.2.2 mailbox full", "failed", False),
        ("450 4.2.1 try later", "deferred", False),
        ("451 greylisted", "deferred", False),
    ],
)
def test_only_a_person_who_is_not_there_marks_the_address(cast, post, say, state, bad):
    mail, other = queued(to=cast.tess.email), queued(to=cast.olga.email, message_id="<two@test>")
    post.keeper.say["RCPT", cast.tess.email] = say
    with post.open():
        assert send_mail() == 1
    mail.refresh_from_db()
    other.refresh_from_db()
    cast.tess.refresh_from_db()
    assert (mail.state, cast.tess.mail_bad) == (state, bad)
    assert say.split(" ", 1)[1] in mail.error
    assert other.state == "sent", "the next one goes on"


def test_refused_words_fail_and_do_not_mark_the_address(cast, post):
    mail = queued(to=cast.tess.email)
    post.keeper.say["DATA", "*"] = "554 5.6.0 not like this"
    with post.open():
        send_mail()
    mail.refresh_from_db()
    cast.tess.refresh_from_db()
    assert (mail.state, cast.tess.mail_bad) == ("failed", False)


@pytest.mark.django_db
def test_a_mail_nobody_can_write_down_is_its_own_trouble(post):
    broken = queued(headers={"X-Odd": "a\nBcc: all@cedar.example"})
    fine = queued(message_id="<two@test>")
    with post.open():
        assert send_mail() == 1
    broken.refresh_from_db()
    fine.refresh_from_db()
    assert (broken.state, fine.state) == ("failed", "sent")
    assert post.keeper.recipients == ["tess@cedar.example"]


@pytest.mark.django_db
def test_one_connection_serves_many_mails(post):
    for number in range(12):
        queued(message_id=f"<{number}@test>")
    greetings = []

    async def handle_EHLO(server, session, envelope, hostname, responses):
        greetings.append(hostname)
        session.host_name = hostname
        return responses

    post.keeper.handle_EHLO = handle_EHLO
    with post.open():
        assert send_mail() == 12
    assert len(greetings) == 1


@pytest.mark.django_db
def test_a_worker_that_slept_past_its_minute_does_not_overwrite(post):
    from hallway.delivery.bundling import claim
    from hallway.delivery.sending import LEASE, _gone

    queued()
    (slow,) = claim(LEASE)
    with again(90):
        (quick,) = claim(LEASE)
        assert quick.pk == slow.pk
        assert _gone(slow) == 0
        assert _gone(quick) == 1


@pytest.mark.django_db
def test_without_a_mail_server_mail_waits(settings):
    from dataclasses import replace

    settings.ENV = replace(settings.ENV, mail_out=None)
    mail = queued()
    assert send_mail() == 0
    mail.refresh_from_db()
    assert (mail.state, mail.attempts) == ("queued", 0)


def test_the_district_may_name_the_mail_server(cast, settings):
    from dataclasses import replace

    from hallway.delivery.sending import mail_server

    settings.ENV = replace(settings.ENV, mail_out=None)
    cast.district.mail_out = "smtp://me:se%40cret@mail.cedar.example:2525?tls=none"
    cast.district.save()
    assert mail_server() == ("mail.cedar.example", 2525, "me", "se@cret", "none")


def test_a_password_of_another_key_makes_mail_wait_with_a_sentence(cast, settings, as_, monkeypatch):
    from dataclasses import replace

    from hallway.core.locked import lock
    from hallway.delivery.sending import Rest

    monkeypatch.setattr(Rest, "until", 0.0)
    settings.ENV = replace(settings.ENV, mail_out=None)
    cast.district.mail_out = f"smtp://me:{lock('secret')}@127.0.0.1:9?tls=none"
    cast.district.save()
    browser = as_(cast.ada)
    mail, key = queued(), settings.SECRET_KEY
    settings.SECRET_KEY_FALLBACKS = []
    settings.SECRET_KEY = "another key that is long enough for it"
    assert send_mail() == 0
    mail.refresh_from_db()
    assert (mail.state, mail.attempts) == ("queued", 0)
    settings.SECRET_KEY_FALLBACKS = [key]  # the browser stays signed in
    assert "another secret key" not in browser.get("/notices/mail/").content.decode()
    settings.SECRET_KEY_FALLBACKS = []
    browser = as_(cast.ada)
    assert "another secret key" in browser.get("/notices/mail/").content.decode()


def test_mail_of_libraries_becomes_rows_and_its_secret_is_erased_once_sent(cast, post):
    django_mail("Your code", "The code is 314159", None, [cast.tess.email])
    mail = OutgoingMail.objects.get()
    assert (mail.secret, mail.member, mail.state) == (True, cast.tess, "queued")
    with post.open():
        send_mail()
    mail.refresh_from_db()
    assert (mail.state, mail.text, mail.html) == ("sent", "", "")
    assert "314159" in post.keeper.mails[0].get_body().get_content()
    assert post.keeper.mails[0]["Auto-Submitted"] == "auto-generated"


def test_a_rolled_back_change_sends_no_mail(cast, post):
    from django.db import transaction

    with transaction.atomic():
        django_mail("Hello", "words", None, [cast.tess.email])
        transaction.set_rollback(True)
    assert not OutgoingMail.objects.exists()


def test_each_recipient_gets_a_row_of_their_own_and_no_header_slips_in(cast, post):
    EmailMessage(
        "Hello\nBcc: spy@cedar.example", "words", None, [cast.tess.email, "Olga <OLGA@cedar.example>"],
        bcc=["emil@cedar.example"], headers={"X-Hallway-Keep": "yes", "X-Line": "a\r\nBcc: spy@cedar.example"},
    ).send()  # fmt: skip
    rows = OutgoingMail.objects.order_by("to")
    assert [row.to for row in rows] == ["emil@cedar.example", "olga@cedar.example", "tess@cedar.example"]
    assert not any(row.secret for row in rows)
    with post.open():
        assert send_mail() == 3
    for raw in post.keeper.raw:
        assert b"\nBcc:" not in raw
        assert b"X-Hallway-Keep" not in raw


def test_the_demo_keeps_its_mail(settings, cast):
    settings.DEMO = True
    django_mail("Your code", "The code is 314159", None, [cast.tess.email])
    assert send_mail() == 1
    mail = OutgoingMail.objects.get()
    assert (mail.state, "314159" in mail.text) == ("sent", True)
