"""Two campuses in two time zones: Oak in Denver, Elm in Los Angeles, an hour behind. Whose clock tells a time, and whose day is today."""

import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from hallway.core.now import moved
from hallway.core.verb import HALLWAY
from hallway.core.words import when_words
from hallway.delivery.letters import letter
from hallway.delivery.working import deliver_events
from hallway.history.models import Event
from hallway.people.where import main_campus
from hallway.procedures.models import Procedure
from hallway.schooltime import calendars
from hallway.schooltime.middleware import zone_of, zones_of
from hallway.teams.models import Gathering

DENVER, WEST = ZoneInfo("America/Denver"), ZoneInfo("America/Los_Angeles")


@pytest.fixture
def apart(cast):
    """Elm was added later than Oak; Iván serves both."""
    cast.oak.change(by=HALLWAY, time_zone=DENVER.key)
    cast.elm.change(by=HALLWAY, time_zone=WEST.key)
    return cast


def words(answer):
    return re.sub(r"<[^>]+>|\s+", " ", answer.content.decode())


@pytest.mark.parametrize(("room", "zone"), [("room", DENVER), ("elm_room", WEST), (None, DENVER)])
def test_pages_tell_the_time_where_ones_room_is(apart, as_, ask, monday, room, zone):
    ivan = apart.ivan
    ivan.room = getattr(apart, room) if room else None
    ivan.save()
    row = ask(by=ivan, requester=apart.tess)
    assert zone_of(ivan) == zones_of([ivan.pk])[ivan.pk] == zone
    assert main_campus(ivan) == (apart.elm.pk if room == "elm_room" else apart.oak.pk)
    page = as_(ivan).get(row.get_absolute_url()).content.decode()
    assert f'datetime="{row.opened_at.astimezone(zone).isoformat(timespec="minutes")}"' in page


def test_the_list_names_the_clock_of_a_promise_elsewhere(apart, as_, ask, monday):
    there, here = ask(campus=apart.elm, requester=apart.emil, line="Elm asks"), ask(line="Oak asks")
    deliver_events()
    page = words(as_(apart.ivan).get("/asks/?who=all"))
    due = there.promised_at.astimezone(WEST)
    assert f"{due:%-I:%M}" in page
    assert " PST" in page
    assert " MST" not in page, "on the reader's own clock no name is needed"
    at = here.promised_at.astimezone(DENVER)
    assert re.search(rf"{at:%-I:%M}( pm)?(?! [A-Z]ST)", page)
    assert " PST" not in words(as_(apart.kim).get("/asks/?who=all")), "she lives by that clock"


def test_the_same_line_is_made_for_each_readers_clock(apart, as_, ask, monday):
    row = ask(campus=apart.elm, requester=apart.emil)
    kim, ivan = as_(apart.kim), as_(apart.ivan)
    for _twice in range(2):
        assert " PST" not in words(kim.get(row.get_absolute_url()))
        assert " PST" in words(ivan.get(row.get_absolute_url()))
        assert " PST" in words(as_(apart.ivan).get("/asks/?who=all"))


def test_a_letter_names_the_clock_to_whoever_lives_by_another(apart, ask, monday):
    row = ask(campus=apart.elm, requester=apart.emil)
    event = Event.objects.of(row).get(kind="ask.opened")
    assert " PST" in letter(event, apart.ivan).text
    assert "PST" not in letter(event, apart.kim).text
    told = Event.objects.of(row).get(kind="ask.received")
    assert "PST" not in letter(told, apart.emil).text


@pytest.mark.parametrize(
    ("instant", "said"),
    [
        (datetime(2026, 3, 2, 23, 30, tzinfo=DENVER), "tomorrow 8:00 PST"),
        (datetime(2026, 3, 3, 0, 30, tzinfo=DENVER), "today 8:00 PST"),  # still Monday there
        (datetime(2026, 3, 2, 23, 30, tzinfo=WEST), "today 8:00 PST"),
        (datetime(2026, 3, 3, 0, 30, tzinfo=WEST), "today 8:00 PST"),
    ],
)
def test_today_is_the_readers(instant, said):
    at = datetime(2026, 3, 3, 8, tzinfo=WEST)
    with moved(instant.astimezone(UTC)):
        with timezone.override(DENVER):
            assert when_words(at, zone=WEST, exact=True) == said
        with timezone.override(WEST):
            there = "today" if instant.astimezone(WEST).day == 3 else "tomorrow"
            assert when_words(at, zone=WEST, exact=True) == f"{there} 8:00"
        assert "PST" not in when_words(at, zone=WEST, exact=True), "nobody is known to read"


def test_first_pages_tell_a_gathering_on_the_clock_of_its_place(apart, as_, monday):
    start = datetime(2026, 3, 3, 15, tzinfo=WEST)
    Gathering.invite(by=apart.ed, campus=apart.elm, title="Picnic", start=start, end=start + timedelta(hours=1))
    assert "tomorrow 3:00 pm PST" in words(as_(apart.ivan).get("/"))
    there = words(as_(apart.emil).get("/"))
    assert "tomorrow 3:00 pm" in there
    assert "PST" not in there


def test_a_procedure_begins_on_the_day_of_its_campus(apart, as_, monday):
    apart.district.change(by=HALLWAY, time_zone=WEST.key)
    row = Procedure.draft(by=apart.ada, campus=apart.oak)
    row.publish(by=apart.ada, since=datetime(2026, 3, 10, tzinfo=DENVER))  # still the 9th in the west
    calendars.forget()
    for address in (f"/settings/procedures/{row.pk}/", "/settings/procedures/"):
        page = words(as_(apart.ada).get(address))
        assert "March 10" in page
        assert "March 9" not in page
