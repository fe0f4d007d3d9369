"""Who is told of what, once, and how."""

from datetime import timedelta

import pytest

from hallway.core.now import moved, now
from hallway.core.verb import HALLWAY
from hallway.delivery.models import Choice, Hitch, Notice, OutgoingMail
from hallway.delivery.working import deliver_events
from hallway.history.kinds import KINDS
from hallway.history.models import Event


def told(row, kind):
    """Names of those who were told of this kind about this row."""
    notices = Notice.objects.filter(event__kind=kind, event__root_id=row.pk).select_related("member")
    return sorted(notice.member.short_name for notice in notices)


def mailed(kind):
    return sorted(OutgoingMail.objects.filter(event__kind=kind).values_list("to", flat=True))


def later(seconds=30):
    return moved(now() + timedelta(seconds=seconds))


def test_the_holder_hears_of_a_new_request_and_the_teacher_that_it_arrived(cast, ask, monday):
    row = ask()
    assert deliver_events() == Event.objects.filter(due__lte=now()).count() > 0
    assert told(row, "ask.opened") == ["Iván"]
    assert told(row, "ask.received") == ["Tess"]
    assert mailed("ask.opened") == ["ivan@cedar.example"]
    assert not Event.objects.filter(told=None, due__lte=now())


def test_nobody_is_told_of_what_they_did_themselves(cast, ask, monday):
    row = ask()
    row.reply(by=cast.tess, text="It is room 12.")
    with later():
        deliver_events()
        assert told(row, "ask.replied") == ["Iván"]
        row.reply(by=cast.ivan, text="On my way.")
        with later():
            deliver_events()
    assert told(row, "ask.replied") == ["Iván", "Tess"]


def test_a_message_is_told_only_when_its_twenty_seconds_are_over(cast, ask, monday):
    row = ask()
    message = row.reply(by=cast.ivan, text="Oops, wrong window.")
    deliver_events()
    assert told(row, "ask.replied") == []
    row.undo_message(by=cast.ivan, message=message)
    with later():
        deliver_events()
    assert told(row, "ask.replied") == []
    assert mailed("ask.replied") == []


def test_telling_again_tells_nobody_twice(cast, ask, monday):
    ask()
    deliver_events()
    before = Notice.objects.count(), OutgoingMail.objects.count()
    Event.objects.update(told=None)
    deliver_events()
    assert (Notice.objects.count(), OutgoingMail.objects.count()) == before


def test_who_left_is_not_told(cast, ask, monday):
    row = ask()
    cast.ivan.is_active = False
    cast.ivan.save()
    deliver_events()
    assert told(row, "ask.opened") == []


@pytest.mark.parametrize(("how", "mails", "kept"), [("now", 1, "now"), ("digest", 0, "digest"), ("off", 0, "off")])
def test_mail_goes_as_each_person_chose(cast, ask, monday, how, mails, kept):
    from hallway.delivery.choices import group_of

    Choice.choose(by=cast.ivan, member=cast.ivan, group=group_of("ask.opened"), how=how)
    ask()
    deliver_events()
    assert len(mailed("ask.opened")) == mails
    assert Notice.objects.get(member=cast.ivan, event__kind="ask.opened").mail == kept


def test_pause_everything_leaves_the_bell(cast, ask, monday):
    Choice.pause(by=cast.ivan, member=cast.ivan, on=True)
    row = ask()
    deliver_events()
    assert mailed("ask.opened") == []
    assert told(row, "ask.opened") == ["Iván"]


def test_an_address_that_bounced_for_good_gets_no_more_mail(cast, ask, monday):
    cast.ivan.mail_bad = True
    cast.ivan.save()
    ask()
    deliver_events()
    assert mailed("ask.opened") == []


def test_after_twenty_mails_in_an_hour_the_rest_waits_for_the_daily_one(cast, ask, monday):
    for number in range(23):
        ask(line=f"Request {number}")
        deliver_events()
        OutgoingMail.objects.filter(state="queued").update(state="sent")
    mails = OutgoingMail.objects.filter(to=cast.ivan.email).count()
    waiting = Notice.objects.filter(member=cast.ivan, mail="digest").count()
    assert (mails, waiting) == (20, 3)


def test_after_a_day_of_downtime_people_get_one_mail_not_many(cast, ask, monday):
    for number in range(3):
        ask(line=f"Request {number}")
    with moved(now() + timedelta(days=1)):
        deliver_events()
    assert mailed("ask.opened") == []
    assert Notice.objects.filter(member=cast.ivan, mail="digest").count() == 3


@pytest.fixture
def broken():
    """A listener of ``ask.opened`` that fails until it is mended, and one that counts."""
    calls = []

    def fails(event):
        if not calls or calls[0] != "mended":
            raise RuntimeError("secret words")

    def counts(event):
        calls.append(event.pk)

    listeners = KINDS["ask.opened"].listeners
    listeners += [fails, counts]
    yield calls
    listeners.remove(fails)
    listeners.remove(counts)


def test_one_failure_never_stops_the_rest(cast, ask, monday, broken):
    first, second = ask(line="One"), ask(line="Two")
    deliver_events()
    assert told(first, "ask.opened") == told(second, "ask.opened") == ["Iván"]
    assert len(broken) == 2, "the other listener heard of both"
    hitches = Hitch.objects.filter(part__endswith="fails")
    assert hitches.count() == 2
    assert "secret" not in hitches[0].error
    with later(15):
        deliver_events()
        assert {hitch.attempts for hitch in hitches.all()} == {2}
        assert len(broken) == 2, "what worked is not done again"
        broken.insert(0, "mended")
        with later(3600):
            deliver_events()
    assert not hitches.exists()


def test_what_fails_for_days_waits_for_an_administrator(cast, ask, monday, broken):
    ask()
    deliver_events()
    moment = now()
    for _attempt in range(12):
        moment += timedelta(days=1)
        with moved(moment):
            deliver_events()
    hitch = Hitch.objects.get()
    assert hitch.given_up
    broken.insert(0, "mended")
    hitch.retry(by=cast.ada)
    deliver_events()
    assert not Hitch.objects.exists()


def test_an_event_whose_kind_is_no_longer_known_is_finished(cast, ask, monday):
    row = ask()
    Event.objects.filter(root_id=row.pk).update(kind="ask.forgotten")
    deliver_events()
    assert not Event.objects.filter(told=None, root_id=row.pk, kind="ask.forgotten").exists()
    assert not Hitch.objects.exists()


def test_many_events_cost_not_more_each(cast, ask, monday):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    counts = []
    for many in (1, 6):
        for number in range(many):
            ask(line=f"Request {number}")
        with CaptureQueriesContext(
            connection,
        ) as said:
            deliver_events()
        counts.append(len(said) / (2 * many))
    assert counts[0] <= 24
    assert counts[1] < counts[0] + 1


def test_a_confidential_request_travels_without_its_words(cast, ask, monday):
    row = ask(line="About my evaluation", detail="canaryword", confidential=True)
    row.reply(by=cast.ivan, text="canaryword again")
    with later():
        deliver_events()
    mails = OutgoingMail.objects.all()
    assert mails.count() >= 3
    for mail in mails:
        for text in (mail.subject, mail.text, mail.html, str(mail.headers)):
            assert "canaryword" not in text
            assert "evaluation" not in text


def test_a_note_reaches_the_team_and_not_the_teacher(cast, ask, monday):
    row = ask()
    row.note(by=cast.ivan, text="canaryword")
    with later():
        deliver_events()
    assert told(row, "ask.noted") == []
    assert not OutgoingMail.objects.filter(to=cast.tess.email, text__contains="canaryword").exists()


def test_the_house_tells_too(cast, ask, monday):
    row = ask()
    row.solve(by=HALLWAY)
    with later():
        deliver_events()
    assert told(row, "ask.solved") == ["Tess"]
