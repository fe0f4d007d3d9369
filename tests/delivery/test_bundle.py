"""After a stop, a weekend or a break: one mail that lists what happened, not one each."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from django.core.mail import send_mail as django_mail

from hallway.asks.jobs import keep_promises
from hallway.asks.models import Ask
from hallway.core.now import moved, now
from hallway.core.verb import HALLWAY
from hallway.delivery.choices import group_of
from hallway.delivery.digests import send_digests
from hallway.delivery.models import Choice, Notice, OutgoingMail
from hallway.delivery.sending import Rest, send_mail
from hallway.delivery.working import deliver_events
from hallway.schooltime.calendars import forget
from hallway.schooltime.daytypes import Look
from hallway.schooltime.models import Day

FRIDAY = datetime(2026, 3, 6, 20, 30, tzinfo=UTC)  # 14:30 at Oak
MONDAY = datetime(2026, 3, 9, 14, 0, tzinfo=UTC)  # 9:00 on the Monday after


def posted(post, moments=3):
    """Let the sender run for some minutes."""
    for minute in range(moments):
        Rest.until = 0.0
        with moved(now() + timedelta(minutes=minute)):
            send_mail()


def late_ones(cast, ask, many, at=FRIDAY):
    """Requests whose answer is due on Monday morning, whose first letters have left."""
    with moved(at):
        rows = [ask(line=f"Request {number}") for number in range(many)]
        deliver_events()
        Ask.objects.filter(pk__in=[row.pk for row in rows]).update(next_at=at + timedelta(hours=1), soon_told=True)
        OutgoingMail.objects.all().delete()
    return rows


def test_forty_promises_that_lapse_over_a_weekend_are_one_mail_on_monday(cast, ask, post):
    rows = late_ones(cast, ask, 40)
    with post.open(), moved(MONDAY):
        assert keep_promises() == 40
        assert keep_promises() == 0
        deliver_events()
        posted(post)
        posted(post)
    mails = post.keeper.to(cast.ivan.email)
    assert len(mails) == 1
    text = mails[0].get_body(("plain",)).get_content()
    assert all(f"/asks/{row.pk}/" in text for row in rows)
    assert "40 pieces of news" in mails[0]["Subject"]
    assert "one mail instead of 40" in text
    assert Notice.objects.filter(member=cast.ivan, event__kind="ask.late").count() == 40
    assert not OutgoingMail.objects.filter(state="queued").exists()


def test_the_same_when_the_worker_tells_in_several_rounds(cast, ask, post):
    late_ones(cast, ask, 40)
    with post.open(), moved(MONDAY):
        for _round in range(4):
            keep_promises()
            deliver_events(limit=9)
            send_mail()
        posted(post)
    assert len(post.keeper.to(cast.ivan.email)) == 1


def test_a_worker_that_was_stopped_for_hours(cast, ask, monday, post):
    for number in range(60):
        ask(line=f"Request {number}", requester=cast.olga)
    with post.open(), moved(now() + timedelta(hours=3)):
        deliver_events()
        posted(post)
    assert len(post.keeper.to(cast.ivan.email)) == 1
    assert len(post.keeper.to(cast.olga.email)) == 1


def test_a_mail_server_that_was_away_for_hours(cast, ask, monday, post):
    for number in range(12):
        ask(line=f"Request {number}", requester=cast.olga)
        deliver_events()
    with post.open(), moved(now() + timedelta(hours=3)):
        posted(post)
    assert len(post.keeper.to(cast.ivan.email)) == 1


def test_three_are_still_three(cast, ask, monday, post):
    for number in range(3):
        ask(line=f"Request {number}")
    deliver_events()
    with post.open():
        posted(post)
    assert len(post.keeper.to(cast.ivan.email)) == 3


def test_a_code_is_never_listed_nor_kept_waiting(cast, ask, monday, post):
    for number in range(6):
        ask(line=f"Request {number}", requester=cast.olga)
        django_mail("Your code", f"The code is 31415{number}", None, [cast.ivan.email])
    deliver_events()
    with post.open():
        posted(post)
    mails = post.keeper.to(cast.ivan.email)
    assert sorted(mail["Subject"] for mail in mails)[1:] == ["Your code"] * 6
    assert len(mails) == 7


def test_words_that_somebody_wrote_come_along_and_confidential_ones_do_not(cast, ask, monday, post):
    rows = [ask(line=f"Request {number}") for number in range(4)]
    secret = ask(line="hidden line", confidential=True)
    deliver_events()
    OutgoingMail.objects.all().delete()
    for row in [*rows, secret]:
        row.reply(by=cast.ivan, text=f"I come by for {row.line}")
    with post.open(), moved(now() + timedelta(seconds=30)):
        deliver_events()
        posted(post)
    (mail,) = post.keeper.to(cast.tess.email)
    text = mail.get_body(("plain",)).get_content()
    assert "I come by for Request 3" in text
    assert "hidden line" not in text
    assert f"#{secret.pk}, confidential" in text


def test_the_summary_keeps_its_message_id_when_it_is_tried_again(cast, ask, monday, post):
    for number in range(5):
        ask(line=f"Request {number}", requester=cast.olga)
    deliver_events()
    post.keeper.say["RCPT", "*"] = "451 try later"
    with post.open():
        posted(post, 1)
        made = OutgoingMail.objects.get(state="deferred", to=cast.ivan.email)
        post.keeper.say.clear()
        with moved(now() + timedelta(hours=1)):
            posted(post, 1)
    (mail,) = post.keeper.to(cast.ivan.email)
    assert mail["Message-ID"] == made.message_id
    assert OutgoingMail.objects.filter(to=cast.ivan.email, state="bundled").count() == 5


def test_in_the_demo_too(settings, cast, ask, monday):
    settings.DEMO = True
    for number in range(5):
        ask(line=f"Request {number}", requester=cast.olga)
    deliver_events()
    send_mail()
    assert OutgoingMail.objects.filter(state="sent").count() == 2


def test_their_choices_still_decide(cast, ask, monday, post):
    Choice.choose(by=cast.ivan, member=cast.ivan, group=group_of("ask.opened"), how="digest")
    for number in range(5):
        ask(line=f"Request {number}", requester=cast.olga)
    deliver_events()
    with post.open():
        posted(post)
        assert not post.keeper.to(cast.ivan.email)
        with moved(now() + timedelta(days=1)):
            assert send_digests() == 1
            posted(post)
    assert len(post.keeper.to(cast.ivan.email)) == 1


def test_winter_break_closes_nothing_and_tells_nobody(cast, ask, post):
    zone = ZoneInfo("America/Chicago")
    begin = datetime(2026, 12, 18, 14, 0, tzinfo=zone)
    with moved(begin):
        days = [datetime(2026, 12, day).date() for day in range(19, 32)]
        Day.paint(by=HALLWAY, campus=None, days={day: Look("holiday", label="Winter break") for day in days})
        forget()
        asked = [ask(line=f"Request {number}") for number in range(8)]
        for row in asked[:4]:
            row.wait(by=cast.ivan, on="you", until=now() + timedelta(days=1))
        for row in asked[4:]:
            row.solve(by=cast.ivan)
        deliver_events()
        OutgoingMail.objects.all().delete()
    before = list(Ask.objects.order_by("pk").values_list("status", "step"))
    for day in range(19, 32):
        with moved(datetime(2026, 12, day, 11, 0, tzinfo=zone)):
            assert keep_promises() == 0
    assert list(Ask.objects.order_by("pk").values_list("status", "step")) == before
    with post.open(), moved(datetime(2027, 1, 4, 9, 0, tzinfo=zone)):
        keep_promises()
        deliver_events()
        posted(post)
    assert Ask.objects.filter(status="waiting_you", step="close").count() == 4, "they are asked again, not closed"
    assert len(post.keeper.to(cast.tess.email)) == 1
