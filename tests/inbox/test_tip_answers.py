"""A mail that answers the letter which told of a tip."""

from datetime import timedelta

import pytest

from hallway.appreciation.models import Thanks
from hallway.asks.models import Ask
from hallway.core.verb import HALLWAY, Denied
from hallway.delivery.digests import send_digests
from hallway.delivery.headers import sealed_id
from hallway.delivery.models import OutgoingMail
from hallway.delivery.working import deliver_events
from hallway.history.models import Event
from hallway.ideas.models import Reply, Tip, Trial
from hallway.inbox.taking import take
from hallway.people.models import Post

from ..ideas import tips
from .conftest import raw

pytestmark = pytest.mark.usefixtures("monday", "help_address")


def answers(tip, reader, text="It worked with my class, thank you!", **about):
    event = Event.objects.of(tip).get(kind="tip.published")
    letter = sealed_id("event", event.pk, reader.pk)
    return take(raw(text=text, subject=f"Re: A tip: {tip.title}", In_Reply_To=letter, **about))


@pytest.mark.parametrize(
    "words", ["It worked with my class, thank you!", "It worked with my class!", "Great tip, thanks!\n\nTess"]
)
def test_a_thank_you_reaches_whoever_wrote_the_tip_and_nobody_else(cast, as_, words):
    tip = tips.tip(cast)
    mail = answers(tip, cast.tess, words)
    assert (mail.verdict, mail.reason) == ("added", "tip-thanks")
    given = Thanks.objects.get()
    assert (given.sender, given.receivers, given.reason, given.subject) == (cast.tess, [cast.ivan], words, tip)
    deliver_events()
    assert words[:10] in as_(cast.ivan).get(given.get_absolute_url()).content.decode()
    assert as_(cast.lena).get(given.get_absolute_url()).status_code == 404
    with pytest.raises(Denied):
        given.allow(by=cast.ivan)
    assert not Trial.objects.exists()
    assert not Reply.objects.exists(), "it is no tap"


def test_an_answer_to_the_daily_mail_that_told_of_it_alone_reaches_them_too(cast, monday):
    tip = tips.tip(cast)
    deliver_events()
    with monday.at(monday.instant + timedelta(days=1)):
        send_digests()
    letter = OutgoingMail.objects.get(to="tess@cedar.example", message_id__startswith="<digest.")
    sent = raw(text="Thank you, it worked!", subject="Re: news", In_Reply_To=letter.message_id)
    assert take(sent).reason == "tip-thanks"
    assert take(sent.replace(b"\r\n\r\n", b"\r\nX-Way: 2\r\n\r\n", 1)).reason == "tip-thanks"
    assert [(row.sender, row.subject) for row in Thanks.objects.all()][:1] == [(cast.tess, tip)]


def test_a_question_is_held_by_whoever_wrote_the_tip_when_they_help_there(cast):
    mail = answers(tips.tip(cast), cast.tess, "How do I do that with thirty children?")
    assert (mail.verdict, mail.ask.holder) == ("opened", cast.ivan)
    theirs = Tip.draft(by=cast.olga, campus=cast.oak, title="Quiet start").publish(by=cast.olga)
    mail = answers(theirs, cast.tess, "How do I do it in the gym?")
    assert (mail.verdict, mail.ask.holder == cast.olga) == ("opened", False)


def test_who_leads_reads_no_name(cast):
    tip = tips.tip(cast)
    Post.add(by=HALLWAY, member=cast.ivan, role="lead", campus=cast.oak)
    assert answers(tip, cast.tess).reason == "lone-thanks"
    assert not Thanks.objects.exists()


def test_the_letter_of_somebody_else_and_its_writer_thank_nobody(cast):
    tip = tips.tip(cast)
    assert answers(tip, cast.olga).reason == "lone-thanks"
    assert answers(tip, cast.ivan, sender="ivan@cedar.example").verdict == "parked"
    assert not Thanks.objects.exists()
    assert not Ask.objects.exists()
