"""Tess's team at Oak, which has adopted Iván, and what she wrote on its board: made when first asked for, found again after."""

from datetime import timedelta

from hallway.core.now import now
from hallway.core.verb import HALLWAY
from hallway.people.models import Adoption, Team, TeamMembership
from hallway.teams.models import Card, Concern, Gathering, Topic

NAME = "Grade three"


def team(cast):
    found = Team.objects.filter(name=NAME).first()
    if found is None:
        found = Team.make(by=HALLWAY, campus=cast.oak, name=NAME, kind="grade")
        TeamMembership.add(by=HALLWAY, team=found, member=cast.tess)
        Adoption.propose(by=cast.tess, team=found, its=cast.ivan).accept(by=cast.ivan)
    return found


def topic(cast):
    found = Topic.objects.filter(by=cast.tess).first()
    return found or Topic.open(by=cast.tess, team=team(cast), title="Who has the globe?", text="Room 12 misses it.")


def concern(cast):
    """Iván hands Tess's topic to Lena, who leads Oak."""
    found = Concern.objects.first()
    return found or Concern.say(
        by=cast.ivan,
        topic=Topic.open(by=cast.tess, team=team(cast), title="The copier"),
        words="That is private.",
    )


def gathering(cast):
    """Soup in room 12, three days from now."""
    found = Gathering.objects.filter(by=cast.tess).first()
    start = (now() + timedelta(days=3)).replace(microsecond=0)
    return found or Gathering.invite(
        by=cast.tess, team=team(cast), title="Soup and stories", start=start, end=start + timedelta(hours=1),
        place="Room 12", text="Bring a spoon.", bring=["Bread", "Bowls"],
    )  # fmt: skip


def card(cast):
    """For Iván, signed by Tess and Olga's team until three days from now."""
    found = Card.objects.filter(member=cast.ivan).first()
    if found is None:
        row = team(cast)
        TeamMembership.add(by=HALLWAY, team=row, member=cast.olga)
        found = Card.open_card(
            by=HALLWAY, member=cast.ivan, team=row, occasion="welcome", deliver_at=now() + timedelta(days=3)
        )
    return found
