"""What an administrator sees of mail on its way, and can do about it."""

from datetime import UTC, datetime, timedelta

import pytest

from hallway.core.now import moved, now
from hallway.core.verb import Denied, Refused
from hallway.delivery.models import Hitch, OutgoingMail, Rhythm
from hallway.delivery.sending import send_mail
from hallway.delivery.working import deliver_events
from hallway.history.models import Event

PAGE = "/notices/mail/"
EVENING = datetime(2026, 3, 3, 2, 0, tzinfo=UTC)  # Monday 20:00 at Oak
EVERYBODY = ["tess", "olga", "ivan", "kim", "lena", "ed", "opal", "cora", "dora"]


def queued(**values):
    values = {"to": "tess@cedar.example", "subject": "Hello", "text": "canaryword", "message_id": "<one@test>"} | values
    return OutgoingMail.objects.create(**values)


@pytest.mark.parametrize("who", EVERYBODY)
def test_who_may_not(as_, cast, who):
    mail = queued()
    member = getattr(cast, who)
    browser = as_(member)
    assert browser.get(PAGE).status_code == 403
    for path in (f"mail/{mail.pk}/retry/", f"mail/{mail.pk}/drop/", "mail/retry_all/"):
        assert browser.post(f"/notices/{path}").status_code == 403
    for verb in (mail.retry, mail.drop):
        with pytest.raises(Denied):
            verb(by=member)
    with pytest.raises(Denied):
        OutgoingMail.retry_all(by=member)


def test_the_oldest_and_its_reason_and_no_words(as_, cast, post):
    queued(created=now() - timedelta(hours=3))
    send_mail()
    page = as_(cast.ada).get(PAGE).content.decode()
    assert "tess@cedar.example" in page
    assert "refuses the connection" in page
    assert "3 hours ago" in page or "longer than it should" in page
    assert "canaryword" not in page


def test_try_all_now(as_, cast, post):
    mail = queued(next_at=now() + timedelta(hours=1))
    as_(cast.ada).post("/notices/mail/retry_all/")
    with post.open():
        assert send_mail() == 1
    mail.refresh_from_db()
    assert mail.state == "sent"
    assert Event.objects.filter(kind="mail.retried").exists()
    with pytest.raises(Refused):
        mail.retry(by=cast.ada)


def test_a_failed_one_may_be_sent_after_all_and_a_waiting_one_taken_back(as_, cast, post):
    failed, waiting = queued(state="failed"), queued(message_id="<two@test>")
    browser = as_(cast.ada)
    browser.post(f"/notices/mail/{failed.pk}/retry/")
    browser.post(f"/notices/mail/{waiting.pk}/drop/")
    with post.open():
        assert send_mail() == 1
    failed.refresh_from_db()
    waiting.refresh_from_db()
    assert (failed.state, waiting.state, waiting.text) == ("sent", "dropped", "")


def test_whose_reader_rests_leaves_in_the_morning_and_the_page_says_when(as_, cast, ask, post):
    Rhythm.keep(by=cast.tess, member=cast.tess, quiet=True)
    with moved(EVENING):
        mail = queued(state="failed", member=cast.tess, event=Event.objects.get(kind="ask.opened", root_id=ask().pk))
        said = as_(cast.ada).post(f"/notices/mail/{mail.pk}/retry/", follow=True).content.decode()
        assert "it leaves tomorrow 7:00" in said
        with post.open():
            assert send_mail() == 0
    Rhythm.keep(by=cast.tess, member=cast.tess, quiet=False)
    with moved(EVENING):
        said = as_(cast.ada).post(f"/notices/mail/{mail.pk}/retry/", follow=True).content.decode()
        assert "It is on its way again." in said


def test_erased_words_are_not_sent_empty(cast):
    with pytest.raises(Refused):
        queued(state="failed", text="").retry(by=cast.ada)


def test_news_that_could_not_be_told_is_listed_and_tried_again(as_, cast, ask, monday, monkeypatch):
    from hallway.history.kinds import KINDS

    def fails(event):
        raise RuntimeError("canaryword")

    KINDS["ask.opened"].listeners.append(fails)
    try:
        ask()
        deliver_events()
    finally:
        KINDS["ask.opened"].listeners.remove(fails)
    page = as_(cast.ada).get(PAGE).content.decode()
    assert "RuntimeError" in page
    assert "canaryword" not in page
    hitch = Hitch.objects.get()
    assert as_(cast.ivan).post(f"/notices/telling/{hitch.pk}/retry/").status_code == 403
    as_(cast.ada).post(f"/notices/telling/{hitch.pk}/retry/")
    with moved(now() + timedelta(seconds=1)):
        deliver_events()
    assert not Hitch.objects.exists()


def test_the_page_is_calm_when_all_is_well(as_, cast, post):
    page = as_(cast.ada).get(PAGE).content.decode()
    assert "Nothing waits" in page


def test_it_says_when_no_server_is_set_up(as_, cast, settings):
    from dataclasses import replace

    settings.ENV = replace(settings.ENV, mail_out=None)
    assert "Mail cannot leave yet" in as_(cast.ada).get(PAGE).content.decode()


def test_addresses_that_mail_comes_back_from_and_how_many_statements(as_, cast, django_assert_max_num_queries):
    from hallway.delivery import returning

    for number, member in enumerate((cast.tess, cast.olga, cast.emil)):
        mail = queued(to=member.email, state="sent", message_id=f"<{number}@test>")
        returning.came_back(mail, "5.1.1", permanent=True)
        queued(to=member.email, state="deferred", error="451 later", message_id=f"<d{number}@test>")
    for number in range(60):
        queued(state="failed", error="no", message_id=f"<f{number}@test>")
    browser = as_(cast.ada)
    browser.get("/")  # the calendar is kept in the process for a minute
    with django_assert_max_num_queries(15):
        page = browser.get(PAGE).content.decode()
    assert page.count("Send a mail to see") == 3
    assert page.count("451 later") == 3
    earlier = browser.get(
        PAGE + page.partition("?before=")[2].partition('"')[0].join(["?before=", ""])
    ).content.decode()
    assert 0 < earlier.count("Send it after all") < 50
