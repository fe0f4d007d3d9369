"""Your calendar in a real browser: what is booked, the private address, and the calendars that say when you are busy."""

from datetime import timedelta

import pytest

from hallway.core.now import now
from hallway.diary import showing
from hallway.diary.jobs import read_sources
from hallway.diary.models import Busy
from hallway.diary.showing import Entry

from ..diary import hostile
from ..schooltime.calendar_server import CalendarServer
from .conftest import LOOKS


@pytest.fixture
def web(settings):
    tomorrow = f"{now() + timedelta(days=1):%Y%m%d}"
    body = hostile.ics(
        hostile.event(f"DTSTART:{tomorrow}T150000Z", "DURATION:PT1H", "SUMMARY:zebradentist"),
        hostile.event(f"DTSTART:{tomorrow}T180000Z", "RRULE:FREQ=MINUTELY", uid="UID:2"),
    )
    server = CalendarServer(body)
    settings.FEEDS_OPEN_TO = (server.place,)
    yield server
    server.close()


@pytest.fixture
def booked(house, monkeypatch):
    start = now().replace(minute=0, second=0, microsecond=0) + timedelta(days=1)
    found = [
        Entry("1@h", 0, start, start + timedelta(minutes=45), "Meeting", place="Oak Elementary, 12", url=f"{house.url}/"),
        Entry("2@h", 1, start + timedelta(hours=2), start + timedelta(hours=3), "Meeting", status="cancelled"),
        Entry("3@h", 0, start + timedelta(days=2), start + timedelta(days=2, hours=1), "Meeting", place="By video", status="tentative"),
    ]  # fmt: skip
    monkeypatch.setattr(showing, "_shown", [lambda member, _first, _last: found if member == house.tess else []])


@pytest.mark.browser
def test_what_is_booked_and_the_private_address(house, booked, visit, axe, shot, picture):
    page = visit(house.tess)
    page.goto("/calendar/")
    axe(page)
    page.get_by_role("button", name="Make my private address").click()
    address = page.get_by_label("Your private address")
    address.wait_for()
    assert "/calendar/feed/" in address.input_value()
    opens = page.get_by_role("link", name="Open in this device’s calendar").get_attribute("href")
    assert opens == "webcal:" + address.input_value().partition(":")[2]
    axe(page)
    shot(page, "own-calendar-address")
    page.goto("/calendar/")
    assert page.get_by_label("Your private address").count() == 0
    for width, dark in LOOKS:
        other = visit(house.tess, width=width, dark=dark)
        other.goto("/calendar/")
        shot(other, f"own-calendar-{width}{'-dark' if dark else ''}")
        if (width, dark) == (390, False):
            picture(other, "guide-calendar", of="h1", to="main .card >> nth=1")
        assert other.evaluate("document.documentElement.scrollWidth") <= width
        axe(other)
    nobody = visit(house.olga, width=390)
    nobody.goto("/calendar/")
    shot(nobody, "own-calendar-empty")
    assert page.problems == []


@pytest.mark.browser
def test_a_calendar_elsewhere_is_added_read_and_removed(house, web, visit, axe, shot):
    page = visit(house.ivan)
    page.goto("/calendar/elsewhere/")
    axe(page)
    shot(page, "elsewhere-empty")
    page.get_by_label("The address of your calendar").fill(web.url)
    page.get_by_role("button", name="Read this calendar").click()
    page.get_by_text("It is being read").wait_for()
    shot(page, "elsewhere-reading")
    assert web.asked == []
    assert read_sources() == 1
    page.get_by_text("Last read").wait_for(timeout=12_000)  # the page asks again by itself
    page.get_by_text("repeats every minute or second").wait_for()
    assert Busy.objects.filter(person=house.ivan).count() == 1
    for width, dark in LOOKS:
        other = visit(house.ivan, width=width, dark=dark)
        other.goto("/calendar/elsewhere/")
        shot(other, f"elsewhere-{width}{'-dark' if dark else ''}")
        assert other.evaluate("document.documentElement.scrollWidth") <= width
        axe(other)
    plain = visit(house.ivan, script=False)
    plain.goto("/calendar/elsewhere/")
    plain.get_by_role("button", name="Remove it").click()
    plain.get_by_text("gone from here").wait_for()
    assert not Busy.objects.exists()
    assert page.problems == []
