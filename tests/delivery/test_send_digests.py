"""One daily mail with everything, once, also after a stopped worker."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hallway.core.now import moved, now
from hallway.core.verb import HALLWAY
from hallway.delivery.choices import group_of
from hallway.delivery.digests import cutoff, send_digests
from hallway.delivery.forgetting import forget_old
from hallway.delivery.models import Choice, Notice, OutgoingMail
from hallway.delivery.working import deliver_events
from hallway.schooltime.clock import Calendar

CHICAGO = ZoneInfo("America/Chicago")


def digests():
    return OutgoingMail.objects.filter(event=None).order_by("id")


def a_daily_mail_for_ivan(cast, ask, many=3):
    Choice.choose(by=cast.ivan, member=cast.ivan, group=group_of("ask.opened"), how="digest")
    rows = [ask(line=f"Request {number}") for number in range(many)]
    deliver_events()
    return rows


def test_it_comes_next_morning_once_with_everything(cast, ask, monday):
    a_daily_mail_for_ivan(cast, ask)
    assert send_digests() == 0, "what happened after seven waits for tomorrow"
    with moved(datetime(2026, 3, 3, 13, 5, tzinfo=UTC)):  # Tuesday 7:05 in Chicago
        assert send_digests() == 1
        assert send_digests() == 0
    mail = digests().get()
    assert mail.to == cast.ivan.email
    assert "3 pieces of news" in mail.subject
    for number in range(3):
        assert f"Request {number}" in mail.text
        assert f"Request {number}" in mail.html
    assert set(Notice.objects.filter(member=cast.ivan).values_list("mail", flat=True)) == {"digested"}
    assert mail.headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_after_a_week_without_a_worker_it_is_one_mail(cast, ask, monday):
    a_daily_mail_for_ivan(cast, ask, 1)
    with moved(now() + timedelta(days=1)):
        ask(line="A day later")
        deliver_events()
    with moved(now() + timedelta(days=9)):
        assert send_digests() == 1
    assert digests().count() == 1
    assert "A day later" in digests().get().text


def test_what_became_confidential_meanwhile_is_not_named(cast, ask, monday):
    (row,) = a_daily_mail_for_ivan(cast, ask, 1)
    row.confidential, row.holder = True, cast.kim
    row.save()
    with moved(now() + timedelta(days=1)):
        send_digests()
    assert "Request 0" not in digests().get().text + digests().get().html


def test_who_left_or_cannot_be_reached_gets_none(cast, ask, monday):
    a_daily_mail_for_ivan(cast, ask, 1)
    cast.ivan.mail_bad = True
    cast.ivan.save()
    with moved(now() + timedelta(days=1)):
        assert send_digests() == 0
    assert not digests().exists()


@given(st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1), timezones=st.just(UTC)))
def test_the_digest_hour_is_seven_on_a_weekday_not_long_ago(moment):
    at = cutoff(moment, CHICAGO)
    assert at <= moment
    assert at.weekday() < 5
    assert at.hour == 7
    assert moment - at < timedelta(days=3, hours=2)


def test_a_code_that_could_not_leave_for_days_is_dropped(cast):
    mail = OutgoingMail.objects.create(to="a@b.example", text="314159", secret=True, message_id="<a@b>")
    assert forget_old() == 0
    with moved(now() + timedelta(days=5)):
        assert forget_old() == 1
    mail.refresh_from_db()
    assert (mail.state, mail.text) == ("dropped", "")


def test_who_left_gets_no_mail_that_still_waits(cast, ask, monday):
    ask(requester=cast.olga)
    deliver_events()
    cast.olga.deactivate(by=HALLWAY)
    deliver_events()
    states = dict(OutgoingMail.objects.values_list("to", "state"))
    assert states == {cast.olga.email: "dropped", cast.ivan.email: "queued"}


def test_old_words_are_forgotten_and_waiting_ones_kept(cast, ask, monday):
    ask()
    deliver_events()
    sent, waiting = OutgoingMail.objects.order_by("id")
    sent.state = "sent"
    sent.save()
    Notice.objects.filter(member=cast.tess).update(read_at=now())
    with moved(now() + timedelta(days=29)):
        assert forget_old() == 0
    with moved(now() + timedelta(days=200)):
        assert forget_old() == 2
        assert forget_old() == 0
    sent.refresh_from_db()
    waiting.refresh_from_db()
    assert (sent.text, sent.html, bool(waiting.text)) == ("", "", True)
    assert Notice.objects.filter(member=cast.ivan).exists()


@pytest.mark.parametrize(
    ("now", "latest"),
    [
        ("2026-12-23T09:00", "2026-12-18"),  # a break since the 19th
        ("2027-01-04T09:00", "2027-01-04"),  # school again
        ("2027-07-14T09:00", "2027-07-12"),  # deep in the summer: Mondays
    ],
)
def test_breaks_bring_no_daily_mail_and_a_summer_one_a_week(now, latest):
    week = tuple(((time(7, 30), time(16, 0)),) if day < 5 else () for day in range(7))
    off = {date(2026, 12, 19) + timedelta(days=n) for n in range(16)} | {
        date(2027, 6, 5) + timedelta(days=n) for n in range(70)
    }
    calendar = Calendar("America/Chicago", week, frozenset(off))
    moment = datetime.fromisoformat(now).replace(tzinfo=CHICAGO)
    assert str(cutoff(moment, CHICAGO, calendar).date()) == latest
