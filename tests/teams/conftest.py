import pytest

from hallway.people.models import TeamMembership

from . import made


@pytest.fixture
def team(cast):
    """Tess and Olga, who have adopted Iván."""
    row = made.team(cast)
    TeamMembership.add(by=cast.lena, team=row, member=cast.olga)
    return row


@pytest.fixture
def topic(cast, team):
    return made.topic(cast)
