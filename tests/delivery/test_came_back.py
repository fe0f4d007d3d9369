"""Mail that left and did not arrive: which mail it was, whose address it marks, who is told, and how it is cured."""

import re
from datetime import timedelta

import pytest

from hallway.core.now import moved, now
from hallway.core.verb import HALLWAY, Denied, Refused
from hallway.delivery import returning
from hallway.delivery.headers import bounce_address, is_machine, read_bounce_address
from hallway.delivery.models import AddressTrouble, Notice, OutgoingMail
from hallway.delivery.sending import send_mail
from hallway.delivery.working import deliver_events
from hallway.history.models import Event
from hallway.inbox.models import Gate
from hallway.inbox.taking import take


def report(to, action="failed", status="5.1.1", subject="Undelivered Mail Returned to Sender"):
    """A delivery report that holds nothing of the mail but the address it came back to."""
    return (
        f"From: MAILER-DAEMON@mx.example\r\nTo: {to}\r\nReturn-Path: <>\r\nSubject: {subject}\r\n"
        "MIME-Version: 1.0\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n"
        "--b\r\nContent-Type: text/plain\r\n\r\nIt did not work.\r\n"
        "--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example\r\n\r\n"
        f"Final-Recipient: rfc822; somebody@cedar.example\r\nAction: {action}\r\nStatus: {status}\r\n\r\n--b--\r\n"
    ).encode()


@pytest.fixture
def answered(cast, ask, monday, post):
    """Iván answered Tess, and the mail left; ``(request, mail, the envelope sender it left with)``."""
    envelopes = []

    async def handle_MAIL(server, session, envelope, address, options):
        envelope.mail_from = address
        envelopes.append(address)
        return "250 OK"

    post.keeper.handle_MAIL = handle_MAIL
    row = ask()
    row.reply(by=cast.ivan, text="I come by at noon.")
    with moved(now() + timedelta(seconds=30)), post.open():
        deliver_events()
        send_mail()
    mail = OutgoingMail.objects.get(event__kind="ask.replied", member=cast.tess)
    assert mail.state == "sent"
    (sender,) = [each for each in envelopes if read_bounce_address([each]) == mail.pk]
    return row, mail, sender


def test_the_address_alone_says_which_mail_came_back_and_the_holder_learns_of_it(cast, answered):
    row, mail, sender = answered
    kept = take(report(sender))
    assert (kept.verdict, kept.ask) == ("bounced", row)
    mail.refresh_from_db()
    cast.tess.refresh_from_db()
    assert (mail.state, mail.error, cast.tess.mail_bad) == ("bounced", "returned 5.1.1", True)
    assert [line[0] for line in mail.story] == ["bounced"]
    deliver_events()
    assert Notice.objects.filter(member=cast.ivan, event__kind="mail.bounced").count() == 1
    assert take(report(sender, subject="once more")).verdict == "bounced"
    assert Event.objects.of(row).filter(kind="mail.bounced").count() == 1


@pytest.mark.parametrize("unknown", ["park", "open", "refuse"])
def test_what_comes_to_the_envelopes_address_in_words_we_do_not_know_is_no_request(cast, answered, unknown):
    Gate.set(by=HALLWAY, unknown=unknown)
    before, _mail, sender = OutgoingMail.objects.count(), *answered[1:]
    away = f"From: tess@cedar.example\r\nTo: {sender}\r\nSubject: Olen lomalla\r\n\r\nPalaan maanantaina.\r\n"
    said = take(away.encode())
    assert (said.verdict, said.reason) == ("automatic", "automatic: return address")
    said = take(away.replace("tess@cedar.example", "posti@isp.example").encode())
    assert (said.verdict, said.reason) == ("parked", "unknown-sender")
    assert take(away.replace("\nTo: ", "\nCc: help@cedar.example\r\nTo: ").encode()).verdict == "opened"
    assert OutgoingMail.objects.count() == before


@pytest.mark.parametrize(
    "wrong", ["back.1.aaaaaaaaaaaaa", "back.zzzzzzzzzzzzz.aaaaaaaaaaaaa", "back.1", "1-1-aaaaaaaaaaaaa"]
)
def test_a_made_up_address_says_nothing(cast, answered, wrong):
    assert read_bounce_address([f"help+{wrong}@cedar.example"]) is None
    take(report(f"help+{wrong}@cedar.example"))
    cast.tess.refresh_from_db()
    assert not cast.tess.mail_bad
    assert not AddressTrouble.objects.exists()


def test_the_envelope_says_no_more_letters_than_an_address_may_have():
    long = "a-very-long-help-address-of-a-school@cedar.example"
    assert bounce_address(10**12, f"and-{long}") == f"and-{long}"
    assert len(bounce_address(10**12, "helpdesk@cedar.example").partition("@")[0]) <= 64


def test_late_is_not_lost(cast, answered):
    _row, mail, sender = answered
    take(report(sender, "delayed", "4.4.1"))
    mail.refresh_from_db()
    cast.tess.refresh_from_db()
    assert (mail.state, cast.tess.mail_bad) == ("deferred", False)
    assert mail.sent_at, "it left: their server tries, we do not"
    with moved(now() + timedelta(days=1)):
        send_mail()
    assert OutgoingMail.objects.get(pk=mail.pk).attempts == 1
    assert not Event.objects.filter(kind="mail.bounced").exists()
    returning.arrived(mail)
    assert [line[0] for line in OutgoingMail.objects.get(pk=mail.pk).story] == ["deferred", "accepted"]


def test_a_full_mailbox_marks_nobody_but_the_holder_learns_of_it(cast, answered):
    row, mail, sender = answered
    take(report(sender, "failed", "5.2.2"))
    mail.refresh_from_db()
    cast.tess.refresh_from_db()
    assert (mail.state, cast.tess.mail_bad) == ("bounced", False)
    assert Event.objects.of(row).filter(kind="mail.bounced").count() == 1


def test_what_keeps_coming_back_over_days_is_told_to_administrators_once(cast):
    mails = [OutgoingMail.objects.create(to=cast.tess.email, message_id=f"<{n}@t>", state="sent") for n in range(8)]
    for mail in mails[:4]:
        returning.came_back(mail, "4.2.2", permanent=False)
    assert not Event.objects.filter(kind="address.doubtful").exists(), "four on one day are one bad day"
    with moved(now() + timedelta(days=2)):
        for mail in mails[4:]:
            returning.came_back(mail, "4.2.2", permanent=False)
        deliver_events()
    assert [n.member for n in Notice.objects.filter(event__kind="address.doubtful")] == [cast.ada]
    cast.tess.refresh_from_db()
    assert not cast.tess.mail_bad


def test_what_the_server_refuses_at_once_is_told_too(cast, ask, monday, post):
    row = ask()
    deliver_events()
    OutgoingMail.objects.all().delete()
    row.reply(by=cast.ivan, text="I come by at noon.")
    post.keeper.say["RCPT", cast.tess.email] = "550 5.1.1 no such person"
    with moved(now() + timedelta(seconds=30)), post.open():
        deliver_events()
        send_mail()
        deliver_events()
    assert OutgoingMail.objects.get(member=cast.tess).state == "failed"
    assert Notice.objects.filter(member=cast.ivan, event__kind="mail.bounced").exists()
    trouble = AddressTrouble.objects.get(address=cast.tess.email)
    assert trouble.dead_at
    assert "no such person" in trouble.why


def test_news_that_mail_did_not_arrive_is_not_told_of_itself(cast, answered, post):
    _row, mail, _sender = answered
    returning.came_back(mail, "5.7.1", permanent=True)
    post.keeper.say["RCPT", "*"] = "554 5.7.1 not like this"
    for hours in range(1, 5):
        with post.open(), moved(now() + timedelta(hours=hours)):
            deliver_events()
            send_mail()
    assert OutgoingMail.objects.filter(event__kind="mail.bounced", state="failed").count() == 1
    assert Event.objects.filter(kind="mail.bounced").count() == 1


def test_a_bounced_summary_tells_of_each_request_in_it(cast, ask, monday, post):
    rows = [ask(line=f"Request {number}") for number in range(4)]
    deliver_events()
    OutgoingMail.objects.all().delete()
    for row in rows:
        row.reply(by=cast.ivan, text="I come by.")
    with moved(now() + timedelta(minutes=1)), post.open():
        deliver_events()
        assert send_mail() == 1
    summary = OutgoingMail.objects.get(state="sent")
    assert summary.bundle.count() == 4
    returning.came_back(summary, "5.1.1", permanent=True)
    assert Event.objects.filter(kind="mail.bounced").count() == 4


def test_the_owner_sees_it_and_a_link_cures_it(cast, as_, client, post):
    returning.came_back(
        OutgoingMail.objects.create(to=cast.tess.email, message_id="<x@t>", state="sent"), "5.1.1", permanent=True
    )
    browser = as_(cast.tess)
    assert "Mail to you comes back" in browser.get("/people/me/").content.decode()
    assert "Send me a mail to see" in browser.get("/notices/choices/").content.decode()
    trouble = AddressTrouble.objects.get()
    with pytest.raises(Denied):
        trouble.try_address(by=cast.olga)
    assert browser.post(f"/notices/address/{trouble.pk}/try/").status_code == 303
    with pytest.raises(Refused):
        trouble.try_address(by=cast.ada)
    with post.open():
        assert send_mail() == 1
    (mail,) = post.keeper.to(cast.tess.email)
    link = re.search(r"/notices/address/\S+", mail.get_body(("plain",)).get_content())[0]
    stranger = client
    assert "Press once" in stranger.get(link).content.decode()
    cast.tess.refresh_from_db()
    assert cast.tess.mail_bad, "looking is not pressing"
    assert stranger.get(link[:-2] + "zz/").status_code == 404
    with moved(now() + timedelta(days=9)):
        assert stranger.get(link).status_code == 404
    assert "arrives again" in stranger.post(link).content.decode()
    cast.tess.refresh_from_db()
    assert not cast.tess.mail_bad
    assert not AddressTrouble.objects.now().exists()
    assert trouble.work_again(by=HALLWAY) == trouble, "twice is once"


def test_machines_get_no_mail(cast, ask, monday):
    for name in ("no-reply", "noreply", "MAILER-DAEMON", "postmaster", "bounces+12"):
        assert is_machine(f"{name}@cedar.example")
    assert not is_machine("noreen@cedar.example")
    cast.tess.email = "do-not-reply@cedar.example"
    cast.tess.save()
    ask()
    deliver_events()
    assert not OutgoingMail.objects.filter(member=cast.tess).exists()
    assert Notice.objects.filter(member=cast.tess).exists()
