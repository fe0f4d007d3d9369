"""The hourly look for birthdays is cheap when their cards are open already, however many there are."""

from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext

from hallway.core.verb import HALLWAY
from hallway.people.models import Member, Post, TeamMembership
from hallway.teams.jobs import open_cards
from hallway.teams.models import Card

from .test_cards import say


def celebrated(cast, team, numbers):
    for number in numbers:
        member = Member.add(by=HALLWAY, email=f"b{number}@cedar.example", name=f"Birthe{number} Bloom")
        Post.add(by=HALLWAY, member=member, role="teacher", campus=cast.oak)
        TeamMembership.add(by=HALLWAY, team=team, member=member)
        say(member, 3, 4 + number % 3)


def cost():
    with CaptureQueriesContext(connection) as seen:
        assert open_cards() == 0, "all of them stand"
    return len(seen)


def test_an_hour_without_new_birthdays_costs_the_same_for_three_and_thirty(monday, cast, team):
    celebrated(cast, team, range(3))
    assert open_cards() == 3
    three = cost()
    celebrated(cast, team, range(3, 30))
    assert open_cards() == 27, "only what is new"
    assert Card.objects.filter(occasion="birthday").count() == 30
    assert cost() == three <= 6


def test_what_does_not_stand_is_mended(monday, cast, team):
    """The calendar moved the morning; a card was put away by hand with words on it."""
    say(cast.olga, 3, 5)
    assert open_cards() == 1
    card = Card.objects.get(occasion="birthday")
    card.sign(by=cast.tess, words="Hooray")
    at = card.deliver_at
    Card.objects.filter(pk=card.pk).update(deliver_at=at + timedelta(days=1))
    assert (open_cards(), open_cards()) == (1, 0)
    card.put_away()
    assert (open_cards(), open_cards()) == (1, 0)
    card.refresh_from_db()
    assert (card.deliver_at, card.put_away_at) == (at, None)


def test_each_of_ones_teams_opens_its_own(monday, cast, team):
    """For whom a team has adopted, too; a team that is put away opens none."""
    say(cast.ivan, 3, 5)
    assert open_cards() == 1
    assert Card.objects.get(occasion="birthday").member == cast.ivan
    say(cast.olga, 3, 5)
    team.archive(by=cast.lena)
    assert open_cards() == 0
