"""After a backup was brought back, mail that is read again opens its request and answers nobody a second time."""

from datetime import timedelta

import pytest

from hallway.core.kept import clear
from hallway.core.now import now
from hallway.delivery.models import Notice, OutgoingMail
from hallway.delivery.working import deliver_events
from hallway.inbox.keeping import keep
from hallway.inbox.models import Mail
from hallway.inbox.taking import take, work

from .conftest import raw

pytestmark = pytest.mark.usefixtures("help_address")


def answers(cast):
    deliver_events()
    return OutgoingMail.objects.filter(to=cast.tess.email, answer=True).count()


def restored(cast, at):
    type(cast.district).objects.update(restored_at=at)
    clear()


def test_kept_and_unread_at_the_restore(cast):
    mail = keep(raw())
    restored(cast, now())
    ask = work(mail.pk).ask
    assert answers(cast) == 0
    assert Notice.objects.filter(member=cast.ivan, event__root_id=ask.pk).exists()
    assert ask.holder == cast.ivan


def test_fetched_again_after_the_restore(cast):
    written = now() - timedelta(hours=2)
    restored(cast, now() - timedelta(hours=1))
    assert take(raw(Date=written.strftime("%a, %d %b %Y %H:%M:%S +0000"))).verdict == "opened"
    assert answers(cast) == 0


def test_what_comes_later_is_answered_as_ever(cast):
    restored(cast, now() - timedelta(hours=1))
    assert take(raw(Date=now().strftime("%a, %d %b %Y %H:%M:%S +0000"))).verdict == "opened"
    assert answers(cast) == 1
    assert Mail.objects.count() == 1
