"""Damaged and made-up reply addresses let nobody in, and what is said in confidence stays with whom it is said to."""

import pytest

from hallway.core.verb import HALLWAY
from hallway.inbox.models import Mail
from hallway.inbox.taking import take
from hallway.people.models import Member, Post
from hallway.threads.models import Message

from .conftest import raw, token_address

pytestmark = pytest.mark.usefixtures("help_address")


def damaged(row, member):
    local, _at, domain = token_address(row, member).partition("@")
    return f"{local[:-1]}{'b' if local.endswith('a') else 'a'}@{domain}"


@pytest.fixture
def zoe(cast):
    """Another helper of the same campus."""
    member = Member.add(by=HALLWAY, email="zoe@cedar.example", name="Zoe Zimmer")
    Post.add(by=HALLWAY, member=member, role="its", campus=cast.oak)
    return member


def seen_by(mail, *people):
    return [one for one in people if Mail.objects.visible_to(one).filter(pk=mail.pk).exists()]


@pytest.mark.parametrize("subject", ["Re: #{number}, confidential", "Re: what I told you"])
def test_words_for_a_confidential_request_wait_for_its_holder_alone(cast, ask, zoe, subject):
    row = ask(confidential=True)
    mail = take(
        raw(To=damaged(row, cast.tess), subject=subject.format(number=row.pk), text="It is about my principal.")
    )
    assert (mail.verdict, mail.reason, mail.looks_like) == ("parked", "broken-token", row)
    assert seen_by(mail, cast.ivan, zoe, cast.kim, cast.dora) == [cast.ivan]
    assert mail.sorters == row.helpers


def test_an_answer_with_a_damaged_address_waits_with_the_request_it_was_for(cast, ask, zoe):
    row = ask()
    mail = take(raw(To=damaged(row, cast.tess), subject="Re: the projector"))
    assert (mail.reason, mail.looks_like) == ("broken-token", row)
    assert seen_by(mail, cast.ivan, zoe, cast.kim) == [cast.ivan, zoe]
    assert Message.objects.of(row).count() == 1


@pytest.mark.parametrize("sender", ["who@else.example", "olga@cedar.example"])
def test_a_made_up_address_says_nothing_of_a_request_that_its_sender_has_no_part_in(cast, ask, sender):
    row = ask(confidential=True)
    mail = take(raw(sender=sender, To=damaged(row, cast.tess)))
    assert (mail.verdict, mail.reason, mail.looks_like) == ("parked", "broken-token", None)


def test_what_is_made_a_request_of_its_own_stays_confidential_and_with_the_holder(cast, ask, zoe, as_):
    row = ask(confidential=True)
    mail = take(raw(To=damaged(row, cast.tess), text="It is about my principal."))
    assert b"It stays confidential" in as_(cast.ivan).get(mail.get_absolute_url()).content
    made = mail.accept(by=cast.ivan, requester=cast.tess)
    assert (made.confidential, made.holder) == (True, cast.ivan)
    assert not type(made).objects.visible_to(zoe).filter(pk=made.pk).exists()


def test_what_looks_like_an_open_request_becomes_an_open_one(cast, ask):
    mail = take(raw(To=damaged(ask(), cast.tess)))
    assert not mail.accept(by=cast.ivan, requester=cast.tess).confidential
