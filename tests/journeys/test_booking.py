"""Booking on a phone in three taps, with and without script; and what the pages look like."""

import re
from datetime import time

import pytest

from hallway.appointments.models import Appointment, Planning
from hallway.core.verb import HALLWAY
from hallway.schooltime.clock import Period
from hallway.schooltime.models import BellSchedule

pytestmark = pytest.mark.browser


@pytest.fixture
def bells(house):
    names = ["First", "Second", "Third", "Fourth", "Lunch", "Fifth", "Sixth"]
    periods = [Period(time(8 + n, 5), time(8 + n, 55), f"{name} period") for n, name in enumerate(names)]
    for campus in (house.oak, house.elm):
        BellSchedule.add(by=HALLWAY, campus=campus, name="Usual", periods=periods)
    Planning.confirm(by=house.tess, member=house.tess, campus=house.oak, rows=[("", "Third period", True)])


@pytest.mark.parametrize("script", [True, False])
def test_three_taps_on_a_phone(house, visit, bells, axe, script):
    page = visit(house.tess, width=390, script=script)
    page.goto("/")
    page.get_by_role("link", name=re.compile("Book a time")).first.click()
    page.locator(".meet-pick").first.wait_for()
    if script:
        axe(page)
    page.locator(".meet-pick").first.click()
    page.get_by_text("We keep this time for you until").wait_for()
    if script:
        axe(page)
    page.get_by_role("button", name="Book it").click()
    page.get_by_role("heading", name="Who comes").wait_for()
    if script:
        axe(page)
    row = Appointment.objects.get()
    assert (row.status, row.period) == ("confirmed", "Third period"), "her planning period comes first"
    page.goto("/")
    page.get_by_role("heading", name="My meetings").wait_for()
    assert not page.problems


@pytest.mark.parametrize(("width", "dark"), [(390, False), (390, True), (1280, False), (1280, True)])
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
