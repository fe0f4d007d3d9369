"""Trainings in a browser: announced by the day's bells, come to by one tap, checked in by a code, noted, and one's hours."""

from datetime import time, timedelta

import pytest

from hallway.appointments.models import Planning
from hallway.core.now import now
from hallway.core.verb import HALLWAY
from hallway.schooltime.clock import Period
from hallway.schooltime.models import BellSchedule
from hallway.trainings.models import Meeting, Session

from .conftest import LOOKS

pytestmark = pytest.mark.browser


@pytest.fixture
def bells(house):
    periods = [Period(time(9), time(9, 50), "Second period"), Period(time(10), time(10, 50), "Third period")]
    BellSchedule.add(by=HALLWAY, campus=house.oak, name="Usual", periods=periods)
    for who in (house.tess, house.olga):
        Planning.confirm(by=who, member=who, campus=house.oak, rows=[("", "Third period", True)])


def brought_to_now(row):
    """As if its time had come: it began ten minutes ago."""
    start = now() - timedelta(minutes=10)
    Meeting.objects.filter(session=row).update(start=start, end=start + timedelta(minutes=50))
    Session.objects.filter(pk=row.pk).update(starts=start, ends=start + timedelta(minutes=50))


def test_from_the_bells_to_ones_hours(house, bells, visit, axe, shot, picture):
    """R5a, a training: announced in a period in which teachers plan, one tap to come, a waiting list, a code, hours, a certificate."""
    its = visit(house.ivan)
    its.goto("/trainings/")
    axe(its)
    its.get_by_role("link", name="Announce a training").click()
    its.get_by_label("What is it called?").fill("Exit questions in five minutes")
    its.get_by_label("What is it good for?").fill("See at one look who can do it alone.")
    its.get_by_text("2 teachers plan then").wait_for()
    its.get_by_text("Third period, ").click()
    its.get_by_label("Where").fill("Library")
    its.get_by_text("Places, hours, cover").click()
    its.locator("#id_capacity").fill("1")
    axe(its)
    shot(its, "trainings-form")
    picture(its, "guide-training-form", of="main form.form", most=700)
    its.get_by_role("button", name="Announce it").click()
    its.get_by_role("heading", name="Exit questions in five minutes").wait_for()
    row = Session.objects.get()
    assert row.capacity == 1
    assert row.dates[0].period == "Third period"

    teacher = visit(house.tess, width=390)
    teacher.goto("/")
    teacher.get_by_role("link", name="Exit questions in five minutes").click()
    teacher.get_by_role("button", name="I come").click()
    teacher.get_by_text("You have a place.", exact=True).wait_for()
    axe(teacher)
    shot(teacher, "trainings-place")
    picture(teacher, "guide-training")
    other = visit(house.olga, width=390, script=False)
    other.goto("/trainings/")
    other.get_by_role("link", name="Exit questions in five minutes").click()
    other.get_by_role("button", name="Wait for a place").click()
    other.get_by_text("you are next").wait_for()
    teacher.get_by_role("button", name="I cannot come").click()
    teacher.get_by_text("You said that you cannot come.").wait_for()
    other.goto("/")
    other.get_by_text("A place is kept for you until").wait_for()
    other.get_by_role("link", name="Exit questions in five minutes").click()
    other.get_by_role("button", name="I take the place").click()
    other.get_by_text("You have a place.", exact=True).wait_for()

    brought_to_now(row)
    its.goto(f"/trainings/{row.pk}/screen/")
    its.get_by_text("Scan this, and tap once").wait_for()
    axe(its)
    shot(its, "trainings-screen")
    other.goto(f"/trainings/here/{row.code}/")
    other.get_by_role("button", name="I am here: Olga").click()
    other.get_by_text("You are checked in, Olga").wait_for()
    its.goto(f"/trainings/{row.pk}/attendance/")
    its.get_by_label("Who came without a place?").fill("tess")
    its.get_by_role("button", name="Note that they were there").click()
    its.locator("legend", has_text="came without a place").wait_for()
    axe(its)
    shot(its, "trainings-attendance")
    picture(its, "guide-training-there", of="main .reading", most=620)
    its.goto(f"/trainings/{row.pk}/sheet/")
    axe(its)
    Session.objects.filter(pk=row.pk).update(ends=now() - timedelta(minutes=1))
    other.goto("/trainings/hours/")
    other.get_by_text("50 minutes").first.wait_for()
    picture(other, "guide-training-hours", most=480)
    assert other.problems == []  # before a PDF stands in the window, for which browsers ask for an icon of their own
    with other.expect_response(lambda answer: answer.url.endswith("/pdf/")) as pdf:
        other.get_by_role("button", name="Get my certificate").click()
    assert pdf.value.headers["content-type"] == "application/pdf"
    nobody = visit(None, width=390)
    nobody.goto(pdf.value.url.replace("/pdf/", "/"))
    nobody.get_by_text("is valid").wait_for()
    axe(nobody)
    shot(nobody, "trainings-valid")
    for page in (its, teacher, nobody):
        assert page.problems == []


@pytest.mark.parametrize(("width", "dark"), LOOKS)
def test_it_reads_well(house, bells, visit, axe, shot, width, dark):
    from tests.trainings.made import announced, at

    row = announced(house, capacity=2, minimum=2, cover="Period 3 is covered, ask Opal", what_for="See who can do it.",
                    dates=[at(7), at(9)], goals="Write two exit questions.")  # fmt: skip
    for who in (house.tess, house.olga, house.cora):
        row.answer(by=who, said="going")
    name = f"{width}-{'dark' if dark else 'light'}"
    own = row.get_absolute_url()
    pages = [("list", house.tess, "/trainings/"), ("place", house.tess, own), ("waits", house.cora, own),
             ("runs", house.ivan, own), ("home", house.cora, "/"), ("new", house.ivan, "/trainings/new/"),
             ("off", house.ivan, f"{own}call_off/")]  # fmt: skip
    for what, who, address in pages:
        page = visit(who, width=width, dark=dark)
        page.goto(address)
        axe(page)
        shot(page, f"trainings-{what}-{name}")
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), what
