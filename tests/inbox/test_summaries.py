"""A mail that answers a letter of ours which listed several pieces of news."""

from dataclasses import replace
from datetime import timedelta

import pytest

from hallway.asks.models import Ask
from hallway.config.environment import MailServer
from hallway.core.now import moved, now
from hallway.core.verb import HALLWAY
from hallway.delivery.digests import send_digests
from hallway.delivery.models import Notice, OutgoingMail, Rhythm
from hallway.delivery.sending import Rest, send_mail
from hallway.delivery.working import deliver_events
from hallway.history.models import Event
from hallway.inbox.models import Mail
from hallway.inbox.taking import take
from hallway.people.models import Member, Post
from hallway.threads.models import Message

from ..appointments import made
from .conftest import raw
from .servers import Post as MailServerHere


@pytest.fixture
def summary(cast, monday, help_address, settings, monkeypatch):
    """``summary(noun, …)``: the one letter that Tess got about Iván's words on all of them."""

    def of(*said):
        deliver_events()
        OutgoingMail.objects.all().delete()
        for number, noun in enumerate(said):
            (noun.reply if isinstance(noun, Ask) else noun.say)(by=cast.ivan, text=f"Word {number}")
        monkeypatch.setattr(Rest, "until", 0.0)
        with MailServerHere() as post, moved(now() + timedelta(seconds=30)):
            settings.ENV = replace(settings.ENV, mail_out=MailServer("127.0.0.1", post.port, "", "", "none", ""))
            deliver_events()
            while send_mail():
                pass
        return OutgoingMail.objects.get(to="tess@cedar.example", message_id__startswith="<digest.")

    return of


@pytest.fixture
def daily(cast, monday, help_address):
    """``daily(event, …)``: the one mail of a day that Tess gets about them. ``weekly=True``: of a week."""

    def of(*events, weekly=False):
        if weekly:
            Rhythm.keep(by=cast.tess, member=cast.tess, quiet=False, weekday=1)
        with moved(now() + timedelta(seconds=30)):
            deliver_events()
        Notice.objects.filter(member=cast.tess, event__in=events).update(mail="digest")
        with monday.at(monday.instant + timedelta(days=1)):
            assert send_digests()
        return OutgoingMail.objects.get(to="tess@cedar.example", message_id__startswith="<digest.")

    return of


def last_about(noun):
    return Event.objects.of(noun).last()


@pytest.mark.parametrize("weekly", [False, True])
def test_an_answer_to_a_days_or_weeks_mail_about_one_request_joins_it(cast, ask, daily, weekly):
    row = ask()
    for number in range(2):
        row.reply(by=cast.ivan, text=f"Word {number}")
    mail = answers(daily(*Event.objects.of(row).filter(kind="ask.replied"), weekly=weekly))
    assert (mail.verdict, mail.ask) == ("added", row)


def test_an_answer_to_a_days_mail_about_one_consult_joins_that_one(cast, daily):
    consult = made.consult(cast)
    consult.say(by=cast.ivan, text="At ten?")
    mail = answers(daily(last_about(consult)))
    assert (mail.verdict, mail.reason, bytes(mail.raw)) == ("added", "private", b"")


def test_an_answer_to_a_days_mail_about_several_opens_a_new_one_or_waits(cast, ask, daily):
    rows = [ask(line=f"Request {number}", confidential=number == 2) for number in range(3)]
    for row in rows:
        row.reply(by=cast.ivan, text="Tomorrow")
    mail = answers(daily(*(last_about(row) for row in rows)))
    assert (mail.verdict, mail.reason, mail.looks_like) == ("parked", "several-things", rows[2])


def test_with_two_open_ones_it_is_a_new_one(cast, ask, daily):
    rows = [ask(line=f"Request {number}") for number in range(2)]
    for row in rows:
        row.reply(by=cast.ivan, text="Tomorrow")
    assert answers(daily(*(last_about(row) for row in rows))).reason == "new"


def test_good_news_that_rode_along_is_another_thing(cast, ask, daily, monday):
    row, brag = ask(), made.brag(cast)
    row.reply(by=cast.ivan, text="Tomorrow")
    brag.propose(by=cast.ivan)
    brag.consent(by=cast.tess)
    letter = daily(last_about(row))
    assert brag.get_absolute_url() in letter.text
    assert answers(letter).reason == "new"


def answers(letter, text="Ten is fine, it is about my principal.", **about):
    return take(raw(text=text, subject="Re: 4 pieces of news for you", In_Reply_To=letter.message_id, **about))


def test_about_one_request_the_answer_joins_it(cast, ask, summary):
    row = ask()
    mail = answers(summary(row, row, row, row))
    assert (mail.verdict, mail.ask) == ("added", row)
    assert Message.objects.of(row).last().author == cast.tess


def test_about_one_consult_it_joins_that_one(cast, summary):
    consult = made.consult(cast)
    mail = answers(summary(consult, consult, consult, consult))
    assert (mail.verdict, mail.reason) == ("added", "private")
    assert not Ask.objects.exists()


def test_about_several_requests_it_is_a_new_one(cast, ask, summary):
    mail = answers(summary(*(ask(line=f"Request {number}") for number in range(4))))
    assert (mail.verdict, mail.reason) == ("opened", "new")


def test_with_a_confidential_one_among_them_it_waits_for_whoever_holds_that(cast, ask, summary):
    zoe = Member.add(by=HALLWAY, email="zoe@cedar.example", name="Zoe Zimmer")
    Post.add(by=HALLWAY, member=zoe, role="its", campus=cast.oak)
    secret = ask(confidential=True)
    mail = answers(summary(*(ask(line=f"Request {number}") for number in range(4)), secret))
    assert (mail.verdict, mail.reason, mail.looks_like) == ("parked", "several-things", secret)
    seen = [one for one in (cast.ivan, zoe, cast.dora) if Mail.objects.visible_to(one).filter(pk=mail.pk).exists()]
    assert seen == [cast.ivan]


def test_with_a_consult_among_them_its_words_reach_nobody_and_its_writer_is_told(cast, ask, summary):
    consult, rows = made.consult(cast), [ask(line=f"Request {number}") for number in range(4)]
    mail = answers(summary(*rows, consult))
    assert (mail.verdict, mail.reason, bytes(mail.raw)) == ("refused", "private-closed", b"")
    assert Ask.objects.count() == len(rows)
    deliver_events()
    assert "reached nobody" in OutgoingMail.objects.filter(member=cast.tess).latest("pk").text


def test_a_colleague_to_whom_it_was_passed_on_opens_a_request_of_their_own(cast, ask, summary):
    mail = answers(
        summary(*(ask(line=f"Request {number}") for number in range(4)), ask(confidential=True)),
        sender="olga@cedar.example",
    )
    assert (mail.verdict, mail.ask.requester) == ("opened", cast.olga)
