"""Mail goes round over real servers; when it does not, a person knows within the hour, once, and once more when it is over."""

import contextlib
from dataclasses import replace
from datetime import timedelta

import pytest

from hallway.asks.models import Ask
from hallway.config.environment import MailServer
from hallway.config.health import problems
from hallway.core.now import moved, now
from hallway.core.tokens import seal
from hallway.delivery import sending, working
from hallway.delivery.models import MailTrouble, Notice, OutgoingMail
from hallway.inbox import counting, jobs, watchdog
from hallway.inbox.models import Canary, Mail, Mailbox
from hallway.inbox.taking import take

from .conftest import raw
from .servers import PASSWORD, USER, Post, imap_server, signed_in

pytestmark = pytest.mark.usefixtures("help_address")


@pytest.fixture(scope="module")
def port():
    with imap_server() as port:
        yield port


class Round:
    """Hallway with both servers: what it sends to its own address is put into its mailbox. ``goes(minutes)`` lets time pass."""

    def __init__(self, settings, port):
        self.settings, self.port, self.delivers, self.minutes = settings, port, True, 0
        self.post, self.put, self.began = Post(), 0, now()

    def set_up(self, **values):
        said = {"password": PASSWORD, "out": self.post.port} | values
        self.settings.ENV = replace(
            self.settings.ENV,
            mail_in=(MailServer("127.0.0.1", self.port, USER, said["password"], "none", "INBOX"),),
            mail_out=MailServer("127.0.0.1", said["out"], "", "", "none", ""),
        )

    def goes(self, minutes):
        for _step in range(minutes // 5):
            self.minutes += 5
            sending.Rest.until = 0.0
            with moved(self.began + timedelta(minutes=self.minutes)):
                watchdog.look()
                working.deliver_events()
                for _time in range(3):  # a letter of the house leaves at the full minute
                    sending.send_mail()
                self._carry()
                with contextlib.suppress(jobs.Silent):
                    jobs.fetch_mailboxes()
                jobs.read_kept()

    def _carry(self):
        fresh, self.put = self.post.got[self.put :], len(self.post.got)
        ours = [content for to, content in fresh if to.startswith("help+") or to == "help@cedar.example"]
        if ours and self.delivers:
            box = signed_in(self.port)
            for content in ours:
                box.append("INBOX", None, None, content)
            box.logout()

    def told(self, member, kind="mail.trouble"):
        return Notice.objects.filter(member=member, event__kind=kind).count()


@pytest.fixture
def circle(settings, port, cast):
    settings.EMAIL_BACKEND = "hallway.delivery.backend.RowBackend"
    sending.Rest.until, sending.Rest.times = 0.0, 0
    signed_in(port).logout()
    circle = Round(settings, port)
    with circle.post:
        circle.set_up()
        jobs.fetch_mailboxes()
        yield circle
    sending.Rest.until, sending.Rest.times = 0.0, 0


def test_it_goes_round_unseen_and_counted_apart(cast, circle, as_):
    circle.goes(60)
    assert Canary.objects.exclude(back_at=None).count() >= 2
    assert not MailTrouble.objects.exists()
    assert not Ask.objects.exists()
    total = counting.summed()
    assert total.whole
    assert total.ended["automatic"] == total.canaries == Mail.objects.count()
    assert "goes round" not in as_(cast.ada).get("/notices/mail/").content.decode()
    page = as_(cast.ada).get("/inbox/all/").content.decode()
    assert "of them ours" in page
    assert "help@cedar.example" not in page.partition("of them ours")[2].partition("</main>")[0]


def test_intake_that_is_silent_is_told_within_the_hour_and_once(cast, circle, as_):
    circle.goes(20)
    circle.delivers = False
    circle.goes(55)
    assert circle.told(cast.ada) == 1
    assert [row.what for row in MailTrouble.objects.now()] == ["circle"]
    assert any("does not come back" in sentence for code, sentence in problems() if code == "mail")
    circle.goes(60)
    assert circle.told(cast.ada) == 1
    assert circle.post.to(cast.ada.email), "and by mail, since mail leaves"
    assert "does not come back" in as_(cast.ada).get("/notices/mail/").content.decode()
    circle.delivers = True
    circle.goes(30)
    assert circle.told(cast.ada, "mail.trouble_over") == 1
    assert not MailTrouble.objects.now().exists()
    assert circle.told(cast.tess) == circle.told(cast.ivan) == 0


def test_mail_that_cannot_leave_is_told_within_the_hour(cast, circle):
    circle.goes(20)
    circle.set_up(out=1)
    circle.goes(55)
    assert circle.told(cast.ada) == 1
    (row,) = MailTrouble.objects.now()
    assert (row.code, row.why) == ("out", "The mail server refuses the connection.")
    assert Canary.objects.filter(mail__state="queued").count() == 1, "they do not pile up"
    circle.set_up()
    circle.goes(90)
    assert circle.told(cast.ada, "mail.trouble_over") == 1


def test_a_mailbox_that_cannot_be_read_is_told_with_its_name(cast, circle):
    circle.goes(20)
    circle.set_up(password="wrong")
    circle.goes(55)
    assert circle.told(cast.ada) == 1
    (row,) = MailTrouble.objects.now()
    assert row.code.startswith("in:help@127.0.0.1")
    circle.set_up()
    circle.goes(10)
    assert circle.told(cast.ada, "mail.trouble_over") == 1


def test_a_worker_that_stood_still_is_no_silence(cast, circle):
    circle.delivers = False
    circle.goes(10)
    circle.minutes += 10 * 60
    circle.delivers = True
    circle.goes(20)
    assert not MailTrouble.objects.exists()


def test_a_refused_token_and_a_secret_that_ends_soon(cast, circle):
    row = Mailbox.objects.get()
    row.token_refused_at, row.error = now(), "Microsoft gives no token any more."
    row.access, row.secret_until = "", now().date() + timedelta(days=3)
    row.save()
    assert "token" in [code.partition(":")[0] for code in watchdog._silent(row)]
    row.access = "locked"
    row.save()
    assert [code.partition(":")[0] for code in watchdog._silent(row)] == ["token", "secret"]


def test_a_canary_that_is_none_is_read_like_every_mail(cast, circle):
    canary = watchdog.fly()
    forged = take(raw(sender=cast.tess.email, To=f"help+canary.{canary.pk}.{'a' * 13}@cedar.example"))
    assert forged.reason != "canary"
    assert seal("back", canary.pk) != seal("canary", canary.pk)
    canary.refresh_from_db()
    assert canary.back_at is None


def test_without_a_mailbox_or_when_switched_off_none_flies(cast, circle, settings):
    settings.ENV = replace(settings.ENV, canary=False)
    watchdog.look()
    settings.ENV = replace(settings.ENV, canary=True, mail_in=())
    watchdog.look()
    assert not OutgoingMail.objects.exists()
    canary = watchdog.fly()
    Canary.objects.update(sent_at=now() - timedelta(days=40), back_at=now())
    old = watchdog.fly()
    Canary.objects.filter(pk=old.pk).update(sent_at=now() - timedelta(days=41))
    assert watchdog.forget_old() == 1
    assert Canary.objects.get() == canary
