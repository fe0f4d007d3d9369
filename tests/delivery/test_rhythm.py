"""When mail comes: quiet outside school hours, the one mail on a day of the week, and a pause of everything."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from hallway.asks.models import Ask
from hallway.core.now import moved
from hallway.core.verb import HALLWAY, Denied, Refused
from hallway.delivery.choices import group_of
from hallway.delivery.digests import cutoff, mails_on, send_digests
from hallway.delivery.models import Choice, Notice, OutgoingMail, Prompt, Rhythm
from hallway.delivery.quiet import opens
from hallway.delivery.sending import send_mail
from hallway.delivery.watching import stuck
from hallway.delivery.working import deliver_events
from hallway.history.kinds import KINDS
from hallway.history.models import Event
from hallway.schooltime.clock import Calendar
from hallway.schooltime.daytypes import Look
from hallway.schooltime.models import Day

ZONE = "America/Chicago"
CHICAGO = ZoneInfo(ZONE)
EVENING = datetime(2026, 3, 3, 2, 0, tzinfo=UTC)  # Monday 20:00 in Chicago
CHOICES = reverse("delivery:choices")
ALWAYS = next(kind.name for kind in KINDS.values() if kind.mail == "always")


def week(special=None):
    return Calendar(zone=ZONE, week=(*[((time(7, 30), time(16, 0)),)] * 5, (), ()), special=special or {})


def local(*parts):
    return datetime(*parts, tzinfo=CHICAGO)


def test_keep(cast):
    assert Rhythm.keep(by=cast.tess, member=cast.tess, quiet=True, weekday=2) == (True, 2)
    row = Rhythm.objects.get()
    assert (row.quiet, row.weekday) == (True, 2)
    Rhythm.keep(by=cast.tess, member=cast.tess, quiet=False)
    assert not Rhythm.objects.exists(), "the usual way leaves no row"
    with pytest.raises(Refused):
        Rhythm.keep(by=cast.tess, member=cast.tess, quiet=False, weekday=6)
    with pytest.raises(Denied):
        Rhythm.keep(by=cast.ada, member=cast.tess, quiet=True)


@pytest.mark.parametrize(
    ("moment", "leaves"),
    [
        (local(2026, 3, 2, 9, 0), local(2026, 3, 2, 9, 0)),
        (local(2026, 3, 2, 7, 5), local(2026, 3, 2, 7, 5)),
        (local(2026, 3, 2, 6, 59), local(2026, 3, 2, 7, 0)),
        (local(2026, 3, 2, 16, 0), local(2026, 3, 3, 7, 0)),
        (local(2026, 3, 6, 20, 0), local(2026, 3, 9, 7, 0)),  # over a weekend, and the clocks change on Sunday
        (local(2026, 3, 7, 12, 0), local(2026, 3, 9, 7, 0)),
    ],
)
def test_a_school_day_is_open_from_seven_to_its_end(moment, leaves):
    assert opens(week(), moment) == leaves


@given(st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31)))
def test_quiet_never_ends_before_it_begins_and_always_on_a_day_with_mail(moment):
    moment = moment.replace(tzinfo=UTC)
    leaves = opens(week(), moment)
    here = leaves.astimezone(CHICAGO)
    assert leaves >= moment
    assert mails_on(here.date(), week())
    assert leaves == moment or (here.hour, here.minute) == (7, 0)
    assert leaves - moment < timedelta(days=4)


def told(cast, ask, moment, quiet=True):
    with moved(moment):
        if quiet:
            Rhythm.keep(by=cast.ivan, member=cast.ivan, quiet=True)
        row = ask()
        deliver_events()
    return row, OutgoingMail.objects.get(member=cast.ivan, event__kind="ask.opened")


def test_in_the_evening_it_waits_for_the_morning(cast, ask):
    _row, mail = told(cast, ask, EVENING)
    assert mail.next_at == local(2026, 3, 3, 7, 0)
    assert mail.state == "queued"
    assert Notice.objects.filter(member=cast.ivan).exists(), "the bell goes on"


def test_who_has_not_chosen_it_gets_it_at_once(cast, ask):
    _row, mail = told(cast, ask, EVENING, quiet=False)
    assert mail.next_at <= EVENING + timedelta(minutes=1)


def test_by_day_nothing_waits(cast, ask, monday):
    _row, mail = told(cast, ask, monday.instant)
    assert mail.next_at <= monday.instant + timedelta(minutes=1)


def test_what_cannot_wait_still_comes(cast, monday):
    """A meeting that is off: else somebody stands before a closed door."""
    from hallway.delivery.quiet import waits

    mail = OutgoingMail(to="a@b.example")
    assert waits(mail, Event(kind="ask.opened"))
    assert not waits(mail, Event(kind=ALWAYS))
    assert not waits(mail, Event(kind="ask.emergency"))
    assert not waits(OutgoingMail(answer=True), Event(kind="ask.opened"))


@pytest.fixture
def far(cast, settings):
    """Iván, who rests outside school hours, serves Oak in Chicago and Elm in Phoenix, which has no summer time. Letters leave into
    the demo's letter box."""
    settings.DEMO = True
    cast.elm.change(by=HALLWAY, time_zone="America/Phoenix")
    Rhythm.keep(by=cast.ivan, member=cast.ivan, quiet=True)
    return cast


def rests(moment, zone):
    here = moment.astimezone(ZoneInfo(zone))
    return not (here.weekday() in (0, 6) and time(7) <= here.time() < time(16))


@pytest.mark.parametrize(("room", "zone"), [("room", ZONE), ("elm_room", "America/Phoenix"), (None, ZONE)])
def test_the_campus_of_the_room_sets_the_clock(far, ask, room, zone):
    """From a Saturday to Monday; school is on the Sunday on which summer time begins, too. Every third hour somebody asks."""
    far.ivan.change(by=HALLWAY, room=room and getattr(far, room))
    Day.paint(by=HALLWAY, campus=None, days={date(2026, 3, 8): Look("make_up")})
    for half_hours in range(120):
        with moved(local(2026, 3, 7, 12, 0) + timedelta(minutes=30 * half_hours)):
            if half_hours % 6 == 0:
                ask()
                deliver_events()
            send_mail()
    left = [mail.sent_at for mail in OutgoingMail.objects.filter(member=far.ivan).exclude(sent_at=None)]
    assert not [moment for moment in left if rests(moment, zone)]
    mornings = {moment.astimezone(ZoneInfo(zone)).date() for moment in left}
    assert mornings == {date(2026, 3, 8), date(2026, 3, 9)}
    first = min(left).astimezone(ZoneInfo(zone))
    assert (first.day, first.hour, first.minute) == (8, 7, 0)


@pytest.mark.parametrize("why", ["a worker that stood still", "a try again", "all of them at once"])
def test_what_could_not_leave_by_day_waits_for_the_morning(far, ask, why):
    with moved(local(2026, 3, 2, 15, 50)):
        ask()
        deliver_events()
    mails = OutgoingMail.objects.filter(member=far.ivan)
    tries = 1 if why == "a try again" else 0
    mails.update(attempts=tries, error="away" if tries else "")
    with moved(local(2026, 3, 2, 20, 0)):
        if why == "all of them at once":
            mails.update(next_at=local(2026, 3, 3, 7, 0))
            OutgoingMail.retry_all(by=far.ada)
        assert send_mail() == 1, "the answer to who asked"
    assert mails.get().next_at == local(2026, 3, 3, 7, 0)
    assert (mails.get().attempts, mails.get().error) == (0, ""), "nobody takes it for stuck"
    with moved(local(2026, 3, 3, 7, 0)):
        assert send_mail() == 1


def test_behind_letters_that_rest_a_code_still_leaves(far, ask):
    """The letters that rest are due longer than the code, and more than a worker looks at in one go."""
    with moved(local(2026, 3, 2, 15, 50)):
        ask()
        deliver_events()
    mail = OutgoingMail.objects.get(member=far.ivan)
    waits = {"member": far.ivan, "to": mail.to, "next_at": mail.next_at}
    OutgoingMail.objects.bulk_create(OutgoingMail(message_id=f"<{n}@a.example>", **waits) for n in range(100))
    OutgoingMail.objects.create(
        message_id="<code@a.example>", to="x@b.example", secret=True, next_at=local(2026, 3, 2, 20, 0)
    )
    with moved(local(2026, 3, 2, 20, 1)):
        send_mail()
    assert OutgoingMail.objects.get(message_id="<code@a.example>").state == "sent"
    assert not OutgoingMail.objects.filter(member=far.ivan).exclude(sent_at=None).exists()


def test_who_looks_after_mail_is_not_told_at_night_that_it_is_stuck(far, ask, as_):
    with moved(local(2026, 3, 2, 15, 50)):
        ask()
        deliver_events()
    OutgoingMail.objects.filter(member=far.ivan).update(attempts=2, error="away")
    OutgoingMail.objects.exclude(member=far.ivan).delete()
    with moved(local(2026, 3, 2, 20, 0)):
        send_mail()
    with moved(local(2026, 3, 2, 23, 0)):
        page = as_(far.ada).get(reverse("delivery:mail_out")).content.decode()
        assert stuck() == {}
    assert "longer than it should" not in page
    assert "Its time has not come yet." in page


def test_a_letter_for_the_full_minute_does_not_leave_in_it(far, ask):
    """What the house says by itself at 15:59:30 would leave at four."""
    with moved(local(2026, 3, 2, 14, 0)):
        row = ask()
        deliver_events()
        OutgoingMail.objects.all().delete()
    with moved(local(2026, 3, 2, 15, 59, 30)):
        Ask.objects.update(next_at=local(2026, 3, 2, 15, 59))
        row.lapse(by=HALLWAY)
        deliver_events()
    assert OutgoingMail.objects.get(member=far.ivan).next_at == local(2026, 3, 3, 7, 0)


def test_what_cannot_wait_leaves_alone(far, ask):
    """More than three letters to one person leave as one; a meeting that is off takes none along that rests."""
    with moved(local(2026, 3, 2, 15, 50)):
        for number in range(5):
            ask(line=f"Number {number}")
        deliver_events()
    mails = OutgoingMail.objects.filter(member=far.ivan)
    Event.objects.filter(pk=mails.first().event_id).update(kind=ALWAYS)
    with moved(local(2026, 3, 3, 6, 55)):
        send_mail()
    assert mails.exclude(sent_at=None).count() == 1
    assert mails.filter(state="queued").count() == 4
    with moved(local(2026, 3, 3, 7, 0)):
        send_mail()
    assert mails.filter(state="bundled").count() == 4


def test_the_daily_mail_of_the_district_waits_for_the_morning_there(far, ask, monday):
    far.ivan.change(by=HALLWAY, room=far.elm_room)
    Choice.choose(by=far.ivan, member=far.ivan, group=group_of("ask.opened"), how="digest")
    ask()
    deliver_events()
    mails = OutgoingMail.objects.filter(member=far.ivan)
    with moved(local(2026, 3, 3, 7, 5)):
        assert send_digests() == 1
        send_mail()
        assert mails.get().sent_at is None
    with moved(local(2026, 3, 3, 8, 0)):  # seven in Phoenix
        send_mail()
        assert mails.get().sent_at is not None


@pytest.mark.parametrize(
    ("moment", "weekday", "last"),
    [
        (local(2026, 3, 4, 8, 0), 2, local(2026, 3, 4, 7, 0)),
        (local(2026, 3, 4, 6, 0), 2, local(2026, 2, 25, 7, 0)),
        (local(2026, 3, 6, 8, 0), 2, local(2026, 3, 4, 7, 0)),
        (local(2026, 3, 8, 8, 0), 4, local(2026, 3, 6, 7, 0)),
    ],
)
def test_a_weekly_mail_comes_on_its_day(moment, weekday, last):
    assert cutoff(moment, CHICAGO, week(), weekday) == last


def test_a_weekly_mail_on_a_free_day_comes_on_the_next_one():
    from hallway.schooltime.clock import Special

    free = week({date(2026, 3, 4): Special(spans=(), type="holiday")})
    assert cutoff(local(2026, 3, 5, 8, 0), CHICAGO, free, 2) == local(2026, 3, 5, 7, 0)
    assert cutoff(local(2026, 3, 6, 8, 0), CHICAGO, free, 2) == local(2026, 3, 5, 7, 0), "once, not again on Friday"


@given(st.datetimes(datetime(2026, 1, 8), datetime(2026, 12, 31)), st.integers(0, 4))
def test_weekly_is_once_a_week(moment, weekday):
    moment = moment.replace(tzinfo=UTC)
    last = cutoff(moment, CHICAGO, week(), weekday)
    assert last <= moment
    assert timedelta(0) <= moment - last <= timedelta(days=7, hours=1)
    assert last.weekday() == weekday


def test_one_mail_a_week_with_everything(cast, ask, monday):
    Choice.choose(by=cast.ivan, member=cast.ivan, group=group_of("ask.opened"), how="digest")
    Rhythm.keep(by=cast.ivan, member=cast.ivan, quiet=False, weekday=3)
    ask(line="On Monday")
    deliver_events()
    with moved(local(2026, 3, 3, 7, 5)):
        assert send_digests() == 0, "Tuesday is not the day"
        ask(line="On Tuesday")
        deliver_events()
    with moved(local(2026, 3, 5, 7, 5)):
        assert send_digests() == 1
        assert send_digests() == 0
    mail = OutgoingMail.objects.get(event=None)
    assert "On Monday" in mail.text
    assert "On Tuesday" in mail.text
    assert "one mail a week" in mail.text


def test_a_pause_is_a_pause_of_questions_too(cast):
    Choice.pause(by=cast.tess, member=cast.tess, on=True)
    assert not Prompt.may_ask(cast.tess, "test")
    Choice.pause(by=cast.tess, member=cast.tess, on=False)
    assert Prompt.may_ask(cast.tess, "test")


def test_chosen_on_the_page(cast, as_):
    tess = as_(cast.tess)
    said = tess.post(CHOICES, {"quiet": "on", "weekday": "4"}, follow=True).content.decode()
    assert "Kept." in said
    row = Rhythm.objects.get()
    assert (row.member, row.quiet, row.weekday) == (cast.tess, True, 4)
    page = tess.get(CHOICES).content.decode()
    assert '<option value="4" selected>' in page
    wrong = tess.post(CHOICES, {"weekday": "9"})
    assert wrong.status_code == 422
    assert Rhythm.objects.get() == row
    tess.post(CHOICES, {"weekday": ""})
    assert not Rhythm.objects.exists()
