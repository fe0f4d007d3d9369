"""A calendar feed in a real browser: added, read by the worker while the page waits, seen, let, forgotten."""

from datetime import date

import pytest

from hallway.core.verb import HALLWAY
from hallway.schooltime import patterns
from hallway.schooltime.jobs import read_feeds
from hallway.schooltime.models import Day, Feed, Year

from ..schooltime.calendar_server import CalendarServer
from ..schooltime.test_bringing import entry, ics
from .conftest import LOOKS

FIRST, LAST = date(2026, 8, 17), date(2027, 5, 28)
SCHOOL = [entry("No School - Labor Day", "20260907"), entry("Winter Break", "20261221", "20270102"), entry("B Day", "20260908"),
          entry("Football", "20260909")]  # fmt: skip


@pytest.fixture
def web(settings):
    server = CalendarServer(ics(*SCHOOL))
    settings.FEEDS_OPEN_TO = (server.place,)
    yield server
    server.close()


@pytest.fixture
def year(house):
    days = patterns.year_days(FIRST, LAST, (True,) * 5 + (False,) * 2, off=[])
    return Year.make(by=HALLWAY, campus=None, label="2026–27", first=FIRST, last=LAST, days=days)


@pytest.mark.browser
def test_a_feed_is_added_read_and_let(house, year, web, visit, axe, shot, work):
    page = visit(house.opal)
    page.goto(f"/settings/calendar/bring_in/?campus={house.oak.pk}")
    shot(page, "bring-in-empty")
    page.get_by_label("The address of a calendar feed").fill(web.url)
    page.get_by_role("button", name="Read this feed").click()
    page.get_by_role("heading", name="It is being read").wait_for()
    shot(page, "feed-reading")
    axe(page)
    assert web.asked == []
    assert read_feeds() == 1
    page.get_by_role("heading", name="What changes").wait_for(timeout=12_000)  # the page asks again by itself
    axe(page)
    for width, dark in LOOKS:
        other = visit(house.opal, width=width, dark=dark)
        other.goto(Feed.objects.get().get_absolute_url())
        shot(other, f"feed-preview-{width}{'-dark' if dark else ''}")
        assert other.evaluate("document.documentElement.scrollWidth") <= width
        axe(other)
    assert not Day.objects.exists()
    page.get_by_role("button", name="Let this change").click()
    page.get_by_text("The days are set.").wait_for()
    assert Day.objects.get(date=date(2026, 9, 8)).letter == "B"
    page.goto(Feed.objects.get().get_absolute_url())
    shot(page, "feed-nothing-new")
    assert page.problems == []


@pytest.mark.browser
def test_without_script_on_a_phone_and_forgotten(house, year, web, visit, shot):
    page = visit(house.ada, width=390, script=False)
    page.goto("/settings/calendar/bring_in/")
    page.get_by_label("The address of a calendar feed").fill(web.url)
    page.get_by_role("button", name="Read this feed").click()
    web.status = 404
    read_feeds()
    page.get_by_role("link", name="Is it read by now?").click()
    page.get_by_text("error 404").wait_for()
    shot(page, "feed-trouble-390")
    web.status = 200
    page.get_by_role("button", name="Read it now").click()
    read_feeds()
    page.get_by_role("link", name="Is it read by now?").click()
    page.get_by_role("button", name="Leave all as it is").click()
    page.get_by_text("The days stay as they are.").wait_for()
    page.goto("/settings/calendar/bring_in/")
    shot(page, "bring-in-390")
    page.goto(Feed.objects.get().get_absolute_url())
    page.get_by_text("Forget this feed").click()
    page.get_by_role("button", name="Forget the feed").click()
    page.get_by_text("The feed is forgotten.").wait_for()
    assert not Feed.objects.exists()
    assert not Day.objects.exists()
