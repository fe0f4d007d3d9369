"""A tip between publishing and answering: its idea is merged, it is withdrawn before everybody was told, an address is bent."""

import pytest
from django.urls import reverse

from hallway.delivery.models import Choice, OutgoingMail
from hallway.delivery.working import deliver_events

from . import library, tips


def test_a_try_counts_where_the_idea_is_now(cast):
    one, better = library.idea(cast), library.other(cast)
    tip = tips.tip(cast, idea=one)
    one.merge(by=cast.ivan, into=better)
    assert tip.answer(by=cast.tess, result="worked").trial.idea == better


def test_withdrawn_before_anybody_was_told(cast):
    Choice.objects.create(member=cast.tess, group="tip.published", how="now")
    tip = tips.tip(cast)
    tip.withdraw(by=cast.ivan)
    deliver_events()
    assert not OutgoingMail.objects.filter(text__contains=tip.title).exists()
    for _twice in range(2):
        tip.publish(by=cast.ivan)
        deliver_events()
        tip.withdraw(by=cast.ivan)
    assert OutgoingMail.objects.filter(member=cast.tess, text__contains=tip.title).count() == 1, (
        "once, when it can be read"
    )


NAMES = ("tips:open", "tips:mailed", "trainings:here", "trainings:checked", "trainings:pdf", "trainings:link")


@pytest.mark.parametrize("name", NAMES)
def test_bent_addresses(cast, as_, client, name):
    """A NUL, an emoji, letters that run the other way and digits of another script are no server error, signed in or not."""
    for said in ("%00bc", "%F0%9F%98%80%E2%80%AE-1-%D9%A1"):
        url = reverse(name, args=["abcdefgh"]).replace("abcdefgh", said)
        assert client.get(url).status_code < 500
        assert as_(cast.tess).get(url).status_code < 500
