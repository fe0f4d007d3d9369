"""Booking on a phone in three taps, with and without script; and what the pages look like."""

import re
from datetime import UTC, datetime, time, timedelta

import pytest

from hallway.appointments.models import Appointment, Planning
from hallway.core.now import moved
from hallway.core.verb import HALLWAY
from hallway.schooltime.clock import Period
from hallway.schooltime.models import BellSchedule

from .conftest import LOOKS

pytestmark = pytest.mark.browser


@pytest.fixture
def bells(house):
    names = ["First", "Second", "Third", "Fourth", "Lunch", "Fifth", "Sixth"]
    periods = [Period(time(8 + n, 5), time(8 + n, 55), f"{name} period") for n, name in enumerate(names)]
    for campus in (house.oak, house.elm):
        BellSchedule.add(by=HALLWAY, campus=campus, name="Usual", periods=periods)
    Planning.confirm(by=house.tess, member=house.tess, campus=house.oak, rows=[("", "Third period", True)])


@pytest.mark.parametrize("script", [True, False])
def test_three_taps_on_a_phone(house, visit, tuesday, bells, axe, picture, script):
    """R3b, an appointment: the planning period comes first, and both have it among their meetings and in their calendars."""
    page = visit(house.tess, width=390, script=script)
    page.goto("/")
    page.get_by_role("link", name=re.compile("Book a time")).first.click()
    page.locator(".meet-pick").first.wait_for()
    if script:
        axe(page)
    picture(page, "guide-times", of="h1", to=".meet-best")
    page.locator(".meet-pick").first.click()
    page.get_by_text("We keep this time for you until").wait_for()
    if script:
        axe(page)
    page.get_by_role("button", name="Book it").click()
    page.get_by_role("heading", name="Who comes").wait_for()
    picture(page, "guide-meeting")
    if script:
        axe(page)
    row = Appointment.objects.get()
    assert (row.status, row.period) == ("confirmed", "Third period"), "her planning period comes first"
    page.goto("/")
    page.get_by_role("heading", name="My meetings").wait_for()
    for who in (house.tess, house.ivan):
        calendar = visit(who, script=script)
        calendar.goto(f"/calendar/?from={row.start.date()}")
        calendar.get_by_role("link", name="Download", exact=True).wait_for()
    assert not page.problems


@pytest.mark.parametrize(("width", "dark"), LOOKS)
def test_how_it_looks(house, visit, bells, shot, width, dark):
    look = f"{width}{'-dark' if dark else ''}"
    page = visit(house.tess, width=width, dark=dark)
    for name, address in (("book", "/appointments/book/"), ("empty", "/appointments/")):
        page.goto(address)
        shot(page, f"booking-{name}-{look}")
    page.goto("/appointments/book/")
    page.locator(".meet-pick").first.click()
    page.get_by_text("We keep this time").wait_for()
    shot(page, f"booking-fill-{look}")
    page.get_by_role("button", name="Book it").click()
    page.get_by_role("heading", name="Who comes").wait_for()
    shot(page, f"booking-appointment-{look}")
    for name, address in (("mine", "/appointments/"), ("home", "/"), ("planning", "/appointments/planning/")):
        page.goto(address)
        shot(page, f"booking-{name}-{look}")
    ivan = visit(house.ivan, width=width, dark=dark)
    for name in ("offer", "enter", "why"):
        ivan.goto(f"/appointments/{name}/")
        shot(ivan, f"booking-{name}-{look}")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert not page.problems


@pytest.mark.parametrize(("script", "language"), [(True, "en"), (False, "es")])
def test_told_when_a_time_comes_free_and_booked_in_three_taps(house, visit, bells, axe, shot, script, language):
    """Nothing suits Tess. She is told of what comes free, and books it from the notice."""
    from hallway.appointments import waiting
    from hallway.appointments.models import Wait
    from hallway.delivery.working import deliver_events

    house.tess.language = language
    house.tess.save(update_fields=["language"])
    words = {
        "en": (
            "None of these suits me",
            "Tell me when something comes free",
            "You wait for",
            "A time that you wait for is free",
            "Book it",
        ),
        "es": (
            "Ninguna me sirve",
            "Avísame cuando haya un hueco",
            "Esperas",
            "Hay libre una hora que esperas",
            "Reservarla",
        ),
    }[language]
    page = visit(house.tess, width=390, script=script)
    page.goto(f"/appointments/book/?with={house.ivan.pk}&length=30")
    page.get_by_text(words[0]).click()
    if script:
        axe(page)
        shot(page, "booking-wait-390")
    page.get_by_role("button", name=words[1]).click()
    page.get_by_role("heading", name=words[2]).wait_for()
    if script:
        axe(page)
        shot(page, "booking-waiting-390")
    Wait.objects.update(known=[])  # as if everything had just come free
    morning = datetime.now(UTC).replace(hour=16, minute=0) + timedelta(days=1)
    with moved(morning + timedelta(days={5: 2, 6: 1}.get(morning.weekday(), 0))):
        assert waiting.tell_waiting() == 1
        deliver_events()
    page.goto("/notices/")
    page.get_by_role("link", name=re.compile(words[3])).first.click()
    page.locator(".meet-pick").first.click()
    page.get_by_role("button", name=words[4]).click()
    page.locator("h1").wait_for()
    assert Appointment.objects.get().status == "confirmed"
    assert not Wait.objects.open().exists(), "whoever books waits no longer"
    assert not page.problems
