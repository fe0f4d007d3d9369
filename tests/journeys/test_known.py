"""Known issues in a browser: read before asking, tapped, answered to all, asked at the end; with and without script."""

import os

import pytest

from hallway.asks.models import Ask, KnownIssue

from .conftest import LOOKS, SHOTS

pytestmark = pytest.mark.browser
LINE = "Wi-Fi is down in the east wing"


def known_issue(house, **values):
    ask = Ask.open(by=house.tess, requester=house.tess, campus=house.oak, line="Nothing loads in my room")
    ask.make_known(by=house.ivan, words=LINE, **values)
    return KnownIssue.objects.get(ask=ask)


def shot(page, name, width, dark):
    """Kept when somebody wants to look (SHOTS=1)."""
    if os.environ.get("SHOTS"):
        SHOTS.mkdir(exist_ok=True)
        page.screenshot(path=SHOTS / f"known-{name}-{width}-{'dark' if dark else 'light'}.png", full_page=True)


def test_tapped_on_the_form_and_answered_to_all(house, visit, work):
    known = known_issue(house)
    page = visit(house.olga, width=390)
    page.goto("/asks/new/")
    page.get_by_label("What is wrong, in one line?").fill("wifi is down here")
    page.get_by_role("heading", name="Is it one of these?").wait_for()
    page.locator("#ask-similar").get_by_role("button", name="Me too").click()
    page.locator("#ask-similar").get_by_text("You have it, too").wait_for()
    assert page.get_by_label("What is wrong, in one line?").input_value() == "wifi is down here"
    assert known.told.count() == 1
    page.locator(".known").first.get_by_role("button", name="Me too").click()
    page.locator(".known").first.get_by_text("2 people told us").wait_for()
    helper = visit(house.ivan)
    helper.goto(known.get_absolute_url())
    helper.get_by_label("Write to everybody who has it").fill("Back by noon.")
    helper.get_by_role("button", name="Send to everybody who has it").click()
    helper.get_by_text("Back by noon.").wait_for()
    work(ahead=30)
    page.goto("/notices/")
    page.get_by_text("wrote to everybody who has it").wait_for()
    known.ask.solve(by=house.ivan)
    work(ahead=30)
    page.goto(known.get_absolute_url())
    page.get_by_role("button", name="No, look at mine").click()
    page.get_by_text("somebody looks at yours").wait_for()
    assert Ask.objects.filter(requester=house.olga, line=LINE).exists()
    assert not page.problems + helper.problems


def test_without_script(house, visit):
    known = known_issue(house)
    page = visit(house.olga, width=390, script=False)
    page.goto("/asks/new/")
    page.get_by_role("button", name="Me too").click()
    page.get_by_text("You have it, too").wait_for()
    page.get_by_label("What is wrong, in one line?").fill("the wing has no network")
    page.get_by_role("button", name="Is it known already?").click()
    page.get_by_role("heading", name="Is it one of these?").wait_for()
    assert page.get_by_label("What is wrong, in one line?").input_value() == "the wing has no network"
    page.get_by_role("button", name="Take back").click()
    page.get_by_role("button", name="Me too").first.wait_for()
    assert not known.told.exists()


@pytest.mark.parametrize(("width", "dark"), LOOKS)
def test_every_page_of_it(house, visit, axe, width, dark):
    known = known_issue(house, campuses=[house.oak, house.elm])
    for who in (house.olga, house.cora, house.opal):
        known.me_too(by=who)
    known.tell_all(by=house.ivan, text="The switch in the east closet is being replaced.\n\nBack by noon.")
    other = Ask.open(
        by=house.lena, requester=house.lena, campus=house.oak, line="The copier by the lounge is out of toner"
    )
    other.make_known(by=house.ivan, words="The copier by the lounge is out of toner")
    Ask.open(by=house.cora, requester=house.cora, campus=house.oak, line="Wi-Fi drops in the library")
    teacher, helper = visit(house.cora, width=width, dark=dark), visit(house.ivan, width=width, dark=dark)
    teacher.goto("/asks/new/")
    teacher.get_by_label("What is wrong, in one line?").fill("wifi and copier")
    teacher.get_by_role("heading", name="Is it one of these?").wait_for()
    axe(teacher)
    shot(teacher, "form", width, dark)
    for page, path, name in (
        (teacher, "/", "home"),
        (teacher, known.get_absolute_url(), "teacher"),
        (helper, known.get_absolute_url(), "helper"),
        (helper, f"/asks/{known.ask_id}/known/", "make"),
        (helper, f"/asks/{known.ask_id}/", "request"),
        (visit(house.dora, width=width, dark=dark), "/", "lead"),
    ):
        page.goto(path)
        axe(page)
        shot(page, name, width, dark)
    known.ask.solve(by=house.ivan)
    teacher.goto(known.get_absolute_url())
    teacher.get_by_role("heading", name="Does it work for you?").wait_for()
    axe(teacher)
    shot(teacher, "solved", width, dark)
    assert not teacher.problems + helper.problems
