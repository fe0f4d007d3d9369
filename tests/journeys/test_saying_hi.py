"""A wave and a wave back, a thank-you that begins with a person, and how somebody likes to be asked, in a browser."""

import pytest

from hallway.appreciation.models import Thanks, Wave

from ..reports.test_keepsake_book import text_of
from .conftest import LOOKS

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("script", [True, False])
def test_a_wave_and_a_wave_back(house, visit, picture, script):
    """R2a, a wave: one tap on a page; it stands on the other's first page, is waved back at, and asks nothing of anybody."""
    teacher, helper = visit(house.tess, width=390, script=script), visit(house.ivan, script=script)
    teacher.goto(f"/people/{house.ivan.pk}/")
    teacher.get_by_role("button", name="Say hi").click()
    teacher.get_by_text("You waved at Iván.").wait_for()
    teacher.get_by_text("You waved today.").wait_for()
    helper.goto("/")
    helper.get_by_role("heading", name="Somebody says hi").wait_for()
    picture(helper, "guide-wave", of=helper.locator(".card", has_text="Somebody says hi"))
    helper.get_by_role("button", name="Wave back at Tess Tanaka").click()
    helper.get_by_text("You waved at Tess.").wait_for()
    assert helper.get_by_role("heading", name="Somebody says hi").count() == 0
    teacher.goto("/")
    teacher.get_by_role("button", name="Seen, Iván Núñez").click()
    teacher.get_by_role("heading", name="What you asked").wait_for()
    assert teacher.get_by_role("heading", name="Somebody says hi").count() == 0
    assert not teacher.problems
    assert not helper.problems


@pytest.mark.parametrize("script", [True, False])
def test_a_thank_you_begins_with_a_person(house, visit, picture, script):
    """R7, thanks and the keepsake: from their page, somebody added without losing words, allowed by who got it, read on the
    wall, and printed in the year's book."""
    teacher, helper = visit(house.tess, width=390, script=script), visit(house.ivan, script=script)
    teacher.goto(f"/people/{house.ivan.pk}/")
    teacher.get_by_role("link", name="Say thank you").click()
    teacher.get_by_label("What was good about it?").fill("You stayed until the last cable sat.")
    teacher.get_by_label("Somebody else, too").fill("Kim")
    teacher.get_by_role("button", name="Add this person").click()
    teacher.get_by_role("checkbox", name="Kim Kaplan").wait_for()
    picture(teacher, "guide-thanks")
    teacher.get_by_role("button", name="Send the thank-you").click()
    teacher.get_by_text("Your thank-you is on its way to Iván, Kim.").wait_for()
    helper.goto("/")
    helper.get_by_role("link", name="Tess Tanaka says thank you").click()
    helper.get_by_role("button", name="Let colleagues read it").click()
    helper.get_by_text("Colleagues can read it on your page now.").wait_for()
    colleague = visit(house.olga, width=390, script=script)
    colleague.goto("/thanks/")
    colleague.get_by_role("link", name="The wall").click()
    colleague.get_by_text("You stayed until the last cable sat.").wait_for()
    colleague.get_by_text("to Iván", exact=False).wait_for()
    assert colleague.get_by_text("Kim").count() == 0, "who has not allowed it is not named"
    assert Thanks.objects.count() == 1
    helper.goto("/thanks/")
    helper.get_by_role("link", name="A keepsake").click()
    with helper.expect_download() as book:
        helper.get_by_role("link", name="Make the book of").first.click()
    assert "You stayed until the last cable sat." in text_of(book.value.path().read_bytes())


def test_how_somebody_likes_to_be_asked_stands_where_one_asks(house, visit, picture):
    """R7b, a page in one's own words: written by oneself, read above the request form, when one books, plans a lesson or invites."""
    own = visit(house.ivan)
    own.goto("/people/me/")
    own.get_by_label("Ask me about").fill("Robots")
    own.get_by_label("How I like to be asked").fill("A short mail before lunch")
    own.get_by_role("button", name="Save my page").click()
    own.wait_for_load_state()
    page = visit(house.tess, width=390)
    for address in ("/asks/new/", "/appointments/book/", "/appointments/consults/new/", "/appointments/visits/new/"):
        page.goto(address)
        assert page.get_by_text("A short mail before lunch").count(), address
    page.get_by_role("link", name="Iván’s page").first.click()
    page.get_by_role("heading", name="How I like to be asked").wait_for()
    picture(page, "guide-hi", most=520)
    house.ivan.introduce(by=house.ivan, about="", ask_me_about="Robots", how_to_ask="")
    page.goto("/appointments/book/")
    page.get_by_text("Ask Iván about: Robots").wait_for()
    house.ivan.introduce(by=house.ivan, about="", ask_me_about="", how_to_ask="")
    page.goto("/appointments/book/")
    assert page.get_by_text("Iván’s page").count() == 0, "all of it is up to them"


@pytest.mark.parametrize(("width", "dark"), LOOKS)
def test_how_it_looks(house, visit, axe, shot, width, dark):
    name = f"{width}-{'dark' if dark else 'light'}"
    Wave.wave(by=house.olga, to=house.tess)
    Wave.wave(by=house.kim, to=house.tess)
    house.ivan.introduce(by=house.ivan, about="", ask_me_about="", how_to_ask="A short mail before lunch")
    row = Thanks.give(by=house.tess, receivers=[house.ivan], reason="You stayed until the last cable sat.")
    row.allow(by=house.ivan)
    page = visit(house.tess, width=width, dark=dark)
    for what, address in (
        ("home", "/"), ("person", f"/people/{house.ivan.pk}/"), ("waves", "/thanks/waves/"),
        ("give", f"/thanks/give/?to={house.ivan.pk}"), ("wall", "/thanks/wall/"), ("ask", "/asks/new/"),
    ):  # fmt: skip
        page.goto(address)
        axe(page)
        shot(page, f"hi-{what}-{name}")
    assert not page.problems
