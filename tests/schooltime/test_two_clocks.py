"""Two campuses in two time zones: Oak in Denver, Elm in Los Angeles, an hour behind. Whose clock tells a time, and whose day is today."""

from zoneinfo import ZoneInfo

import pytest
from hallway.core.now import now
from hallway.core.verb import HALLWAY
from hallway.people.where import main_campus
from hallway.schooltime.middleware import zone_of

DENVER, WEST = ZoneInfo("America/Denver"), ZoneInfo("America/Los_Angeles")


@pytest.fixture
def apart(cast):
    """Elm was added later than Oak; Iván serves both."""
    cast.oak.change(by=HALLWAY, time_zone=DENVER.key)
    cast.elm.change(by=HALLWAY, time_zone=WEST.key)
    return cast


@pytest.mark.parametrize(("room", "zone"), [("room", DENVER), ("elm_room", WEST), (None, DENVER)])
def test_pages_tell_the_time_where_ones_room_is(apart, as_, ask, monday, room, zone):
    ivan = apart.ivan
    ivan.room = getattr(apart, room) if room else None
    ivan.save()
    row = ask(by=ivan, requester=apart.tess)
    assert zone_of(ivan) == zone
    assert main_campus(ivan) == (apart.elm.pk if room == "elm_room" else apart.oak.pk)
    page = as_(ivan).get(row.get_absolute_url()).content.decode()
    assert f'datetime="{row.opened_at.astimezone(zone).isoformat(timespec="minutes")}"' in page
