"""Five hundred pieces of news for one person within the hour: some mails, one list, the bell for the rest."""

from datetime import timedelta

from hallway.core.now import moved, now
from hallway.core.verb import HALLWAY
from hallway.delivery import pace
from hallway.delivery.digests import send_digests
from hallway.delivery.models import Notice, OutgoingMail
from hallway.delivery.sending import send_mail
from hallway.delivery.working import deliver_events
from hallway.history.models import record


def test_a_storm_becomes_some_mails_and_one_daily_one(cast, ask, monday, post):
    row = ask()
    began, told = now(), 0
    with post.open():
        for minute in range(1, 51):
            with moved(began + timedelta(minutes=minute)):
                for _each in range(10):
                    record("mail.bounced", row, by=HALLWAY, address="x")
                told += deliver_events()
                send_mail()
        assert told >= 500
        assert Notice.objects.filter(member=cast.ivan, event__kind="mail.bounced").count() == 500
        mails = post.keeper.to(cast.ivan.email)
        assert 1 <= len(mails) <= pace.MAILS + 1
        with moved(began + timedelta(days=1)):
            assert send_digests() == 1
            send_mail()
            assert send_digests() == 0
    assert len(post.keeper.to(cast.ivan.email)) == len(mails) + 1
    assert not Notice.objects.filter(member=cast.ivan, mail="digest").exists()
    assert not OutgoingMail.objects.filter(member=cast.ivan, state__in=["queued", "failed"]).exists()
