"""Who got a thank-you hears of it, once; nobody else does, and a taken-back one is never told."""

from datetime import timedelta

from hallway.appreciation.models import Thanks
from hallway.core.now import moved
from hallway.delivery.models import Notice
from hallway.delivery.working import deliver_events


def told(monday, seconds=30):
    with moved(monday.instant + timedelta(seconds=seconds)):
        deliver_events()
    return {notice.member for notice in Notice.objects.filter(event__kind="thanks.given")}


def test_its_receivers_hear_of_it(cast, ask, monday):
    row = ask()
    Thanks.give(by=cast.tess, receivers=[cast.ivan, cast.kim], subject=row)
    assert told(monday, seconds=5) == set()
    assert told(monday) == {cast.ivan, cast.kim}
    assert told(monday) == {cast.ivan, cast.kim}


def test_taken_back_in_time_it_is_never_told(cast, monday):
    Thanks.give(by=cast.tess, receivers=[cast.ivan]).take_back(by=cast.tess)
    assert told(monday) == set()


def test_taken_back_later_the_notice_goes_too(cast, monday):
    thanks = Thanks.give(by=cast.tess, receivers=[cast.ivan])
    assert told(monday) == {cast.ivan}
    thanks.take_back(by=cast.tess)
    assert told(monday) == set()


def test_the_requests_timeline_does_not_tell(cast, ask, as_, monday):
    row = ask()
    Thanks.give(by=cast.tess, receivers=[cast.ivan], subject=row)
    assert "said thank you" not in as_(cast.cora).get(f"/asks/{row.pk}/").content.decode()


def test_words_about_something_confidential_stay_out_of_the_mail(cast, ask, monday):
    from hallway.delivery.models import OutgoingMail

    Thanks.give(by=cast.tess, receivers=[cast.ivan], subject=ask(confidential=True), reason="hippopotamus")
    Thanks.give(by=cast.tess, receivers=[cast.ivan], subject=ask(), reason="giraffe")
    told(monday)
    mails = "".join(f"{mail.text}{mail.html}" for mail in OutgoingMail.objects.all())
    assert "giraffe" in mails
    assert "hippopotamus" not in mails
