"""News for thousands is told a slice at a time, each in a transaction of its own: everybody once, and other news in between."""

import pytest

from hallway.core.now import moved
from hallway.delivery import telling, working
from hallway.delivery.models import Choice, Hitch, Notice, OutgoingMail
from hallway.delivery.working import deliver_events
from hallway.history.models import Event
from hallway.ideas.models import Tip
from hallway.people.models import Member


@pytest.fixture
def published(cast, monkeypatch):
    """A tip to the whole district, in slices of three; Olga wants tips at once."""
    from hallway.delivery.choices import group_of

    monkeypatch.setattr(telling, "SLICE", 3)
    deliver_events()
    Choice.objects.create(member=cast.olga, group=group_of("tip.published").key, how="now")
    Tip.draft(by=cast.ivan, campus=cast.oak, title="Three colors", audience="district").publish(by=cast.ivan)
    return Event.objects.get(kind="tip.published")


def told(event):
    return sorted(Notice.objects.filter(event=event).values_list("member", flat=True))


def everybody(cast):
    return sorted(Member.objects.filter(is_active=True).exclude(pk=cast.ivan.pk).values_list("pk", flat=True))


def test_everybody_is_told_once_and_the_event_is_done(cast, published):
    assert len(everybody(cast)) > 6
    deliver_events()
    assert told(published) == everybody(cast)
    published.refresh_from_db()
    assert published.told is not None
    assert OutgoingMail.objects.filter(event=published).count() == 1
    deliver_events()
    assert told(published) == everybody(cast)


def test_a_slice_is_a_transaction_and_what_comes_after_it_goes_on(cast, published, monkeypatch):
    assert working._deliver_batch(50) == (1, True)
    assert len(told(published)) == 3
    published.refresh_from_db()
    assert published.told is None
    deliver_events()
    assert told(published) == everybody(cast)


def test_a_letter_that_fails_stops_no_slice_for_good(cast, published, monkeypatch):
    was = telling.letters.letter
    monkeypatch.setattr(telling.letters, "letter", lambda *args: 1 / 0)
    deliver_events()
    hitch = Hitch.objects.get(event=published)
    published.refresh_from_db()
    assert published.told is not None
    monkeypatch.setattr(telling.letters, "letter", was)
    with moved(hitch.next_at):
        deliver_events()
    assert told(published) == everybody(cast)
    assert OutgoingMail.objects.filter(event=published).count() == 1
    assert not Hitch.objects.exists()
