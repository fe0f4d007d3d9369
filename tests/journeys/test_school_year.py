"""The school year in a real browser: made, painted with finger and keyboard, printed, and without script."""

import re
from datetime import date

import pytest

from hallway.core.verb import HALLWAY
from hallway.schooltime import patterns
from hallway.schooltime.bells import read
from hallway.schooltime.models import BellSchedule, Day, Year

FIRST, LAST = date(2026, 8, 17), date(2027, 5, 28)


@pytest.fixture
def year(house):
    off = [(each.label, each.first, each.last) for each in patterns.usual(FIRST, LAST)]
    days = patterns.year_days(FIRST, LAST, (True,) * 5 + (False,) * 2, off=off, early=2, letters=["A", "B"])
    return Year.make(by=HALLWAY, campus=None, label="2026–27", first=FIRST, last=LAST, days=days)


def box(page, day):
    return page.locator(f'input[name=day][value="{day}"]')


@pytest.mark.browser
def test_made_in_minutes(house, visit):
    page = visit(house.ada)
    page.goto("/settings/calendar/")
    page.get_by_role("link", name="Make a school year").first.click()
    page.get_by_label("First day of school").fill("2026-08-17")
    page.get_by_label("Last day of school").fill("2027-05-28")
    page.get_by_role("button", name="Work the days off out").click()
    page.get_by_label("Day letters, in turn").fill("A B")
    page.get_by_role("button", name="Look at the year").click()
    page.get_by_text("Nothing has changed yet.").wait_for()
    page.get_by_role("button", name="Make this year").click()
    page.get_by_role("heading", name="School year").wait_for()
    assert Year.objects.get().last == LAST
    assert Day.objects.filter(letter="A").count() > 80
    assert page.problems == []


@pytest.mark.browser
def test_painted_by_hand_and_undone(year, house, visit):
    page = visit(house.ada)
    page.goto(f"/settings/calendar/?year={year.pk}")
    page.get_by_label("These days are").select_option("teacher_only")
    page.get_by_label("What it is").fill("Training")
    box(page, "2026-10-01").click()
    box(page, "2026-10-06").click(modifiers=["Shift"])  # a stretch over a weekend
    page.get_by_text("4 days ticked").wait_for()
    box(page, "2026-10-06").press("ArrowRight")
    assert page.evaluate("document.activeElement.value") == "2026-10-07"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Space")
    page.get_by_text("5 days ticked").wait_for()
    page.get_by_role("button", name="Set these days").click()
    page.get_by_text("The days are set.").wait_for()
    painted = Day.objects.filter(label="Training").order_by("date")
    assert [row.date.day for row in painted] == [1, 2, 5, 6, 14]
    page.get_by_role("button", name="Undo").click()
    page.get_by_text("Undone.").wait_for()
    assert not Day.objects.filter(label="Training").exists()
    assert page.problems == []


@pytest.mark.browser
def test_without_script_on_a_phone(year, house, visit):
    page = visit(house.opal, width=390, script=False)
    page.goto(f"/settings/calendar/?year={year.pk}&campus={house.oak.pk}")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.get_by_label("These days are").select_option("late_start")
    box(page, "2026-10-08").check()
    page.get_by_role("button", name="Set these days").click()
    assert Day.objects.get(campus=house.oak).type == "late_start"


@pytest.mark.browser
def test_every_day_is_readable_and_prints_on_two_sheets(year, house, visit):
    from axe_playwright_python.sync_playwright import Axe

    for dark in (False, True):
        page = visit(house.ada, dark=dark)
        page.goto(f"/settings/calendar/?year={year.pk}")
        found = Axe().run(page).response["violations"]
        assert [(each["id"], each["nodes"][0]["html"][:120]) for each in found] == []
    sheets = page.pdf(format="Letter", print_background=True)
    assert 1 <= len(re.findall(rb"/Type\s*/Page\b", sheets)) <= 2


@pytest.mark.browser
def test_the_pages_around_it_are_readable_on_a_phone(year, house, visit):
    from axe_playwright_python.sync_playwright import Axe

    oak = f"?campus={house.oak.pk}"
    BellSchedule.add(by=HALLWAY, campus=house.oak, name="Regular", periods=read("8:05-8:50 One")[0])
    page = visit(house.ada, width=390)
    paths = ["make/", "copy/", "bring_in/", f"bells/{oak}", f"bells/add/{oak}", "seasons/", f"years/{year.pk}/"]
    for path in [*(f"/settings/calendar/{path}" for path in paths), "/settings/hours/?type=early_release"]:
        assert page.goto(path).status == 200
        found = Axe().run(page).response["violations"]
        assert [(path, each["id"], each["nodes"][0]["html"][:120]) for each in found] == []
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, path
    assert page.problems == []
