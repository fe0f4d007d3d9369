"""An ITS at work in a real browser: the list by keyboard, several at once, a reply taken back, two people on one request,
capture from a phone, out today; each page without a violation of WCAG 2.2 AA."""

import re

import pytest
from playwright.sync_api import expect

from hallway.asks.models import Ask, ReplyTemplate
from hallway.threads.models import Message

from .conftest import LOOKS

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_list_by_keyboard(visit, house, ask, axe):
    """R6e, one list for the day: from the most pressing request to solved without a mouse."""
    first = ask(line="Projector went dark", teaching_stopped=True, room=house.room, detail="It blinks red.")
    ask(line="Printer is slow", requester=house.olga)
    page = visit(house.ivan)
    page.goto("/asks/")
    axe(page)
    page.keyboard.press("j")
    expect(page.locator("[data-row]").first.locator("a")).to_be_focused()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    axe(page)
    page.keyboard.press("Escape")
    page.keyboard.press("k")
    page.keyboard.press("r")
    page.wait_for_url(re.compile(rf"/asks/{first.pk}/#reply"))
    expect(page.get_by_label("Reply to Tess")).to_be_focused()
    page.keyboard.type("I am on my way.")
    page.get_by_role("button", name="Send to Tess Tanaka").click()
    expect(page.get_by_text("I am on my way.")).to_be_visible()
    axe(page)
    page.get_by_role("button", name=re.compile("Undo")).first.click()
    expect(page.get_by_label("Reply to Tess")).to_have_value("I am on my way.")
    assert not Message.objects.filter(kind="reply").exists()
    page.get_by_role("button", name="Send to Tess Tanaka").click()
    expect(page.get_by_text("I am on my way.")).to_be_visible()
    page.locator("h1").click()
    page.keyboard.press("n")
    page.keyboard.type("Same model as in 14.")
    page.get_by_role("button", name="Keep for the team at Oak Elementary").click()
    expect(page.locator(".message-note")).to_contain_text("Same model as in 14.")
    page.locator("h1").click()
    page.keyboard.press("s")
    page.get_by_label("Replaced").check()
    axe(page)
    page.get_by_role("button", name="It is solved").click()
    expect(page.get_by_text("Tess is asked whether it works")).to_be_visible()
    first.refresh_from_db()
    assert (first.status, first.outcome) == ("solved", "replaced")
    assert page.problems == []


def test_several_at_once(visit, house, ask, axe):
    rows = [ask(line=f"Wi-Fi is slow in room {n}") for n in range(3)]
    ReplyTemplate.add(by=house.ivan, owner=house.ivan, name="It is the switch", text="Hi {teacher}, it is the switch.")
    page = visit(house.ivan)
    page.goto("/asks/")
    expect(page.get_by_role("button", name="Solve")).to_be_hidden()
    page.get_by_label("Pick all on this page").check()
    expect(page.locator("[data-bulk-count]")).to_have_text("3")
    page.locator("[data-bulk]").get_by_role("button", name="Reply").click()
    page.get_by_label("With the words of").select_option(label="It is the switch")
    axe(page)
    page.get_by_role("button", name="Send to each").click()
    expect(page.get_by_text("3 of them are done.")).to_be_visible()
    axe(page)
    assert Message.objects.filter(kind="reply", text="Hi Tess, it is the switch.").count() == len(rows)
    assert page.problems == []


def test_two_people_on_one_request(visit, house, ask):
    row = ask(campus=house.elm, requester=house.emil)
    one, two = visit(house.ivan), visit(house.kim)
    one.goto(f"/asks/{row.pk}/")
    one.get_by_label("Reply to Emil").fill("I think")
    expect(one.locator("hw-present")).to_be_attached()
    one.wait_for_timeout(500)
    two.goto(f"/asks/{row.pk}/")
    expect(two.get_by_text("Iván is writing here.")).to_be_visible()
    two.get_by_label("Reply to Emil").fill("I have it.")
    two.get_by_role("button", name="Send to Emil Ekholm").click()
    expect(two.get_by_text("I have it.")).to_be_visible()
    one.get_by_role("button", name="Send to Emil Ekholm").click()
    expect(one.get_by_text("Kim wrote while you were writing")).to_be_visible()
    expect(one.get_by_label("Reply to Emil")).to_have_value("I think")
    one.get_by_role("button", name="Send to Emil Ekholm").click()
    expect(one.locator(".message").last).to_contain_text("I think")


@pytest.mark.parametrize("dark", [False, True])
def test_capture_from_a_phone(visit, house, axe, dark):
    page = visit(house.ivan, width=390, dark=dark)
    page.goto("/")
    axe(page)
    page.get_by_role("link", name="Capture").click()
    page.get_by_label("Who?").fill("tana")
    page.get_by_label("What, in five words?").fill("board pen is lost")
    axe(page)
    page.get_by_role("button", name="Keep it").click()
    page.locator("[data-part=list] .is-sent").get_by_role("link").click()
    expect(page.get_by_role("heading", name="board pen is lost")).to_be_visible()
    axe(page)
    row = Ask.objects.get()
    assert (row.requester, row.holder, row.room) == (house.tess, house.ivan, house.room)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.problems == []


def test_out_today_and_undo(visit, house, ask, work):
    row = ask(campus=house.elm, requester=house.emil)
    row.hand_over(by=row.holder, to=house.kim)
    page = visit(house.kim)
    page.goto("/")
    page.get_by_role("button", name="Out today").click()
    expect(page.get_by_text("You are out today.")).to_be_visible()
    page.get_by_role("button", name=re.compile("Undo")).click()
    expect(page.get_by_role("button", name="Out today")).to_be_visible()
    work(ahead=60)
    row.refresh_from_db()
    assert row.holder == house.kim
    page.get_by_role("button", name="Out today").click()
    expect(page.get_by_role("button", name="I am back")).to_be_visible()
    work(ahead=60)
    row.refresh_from_db()
    assert row.holder != house.kim


def test_without_script_the_verbs_work(visit, house, ask):
    row = ask()
    page = visit(house.ivan, script=False)
    page.goto("/asks/")
    page.get_by_label(f"Pick #{row.pk}").check()
    page.get_by_role("button", name="Wait").click()
    page.get_by_label("In two school days").check()
    page.get_by_role("button", name="Let them wait").click()
    expect(page.get_by_text("One of them is done.")).to_be_visible()
    page.goto(f"/asks/{row.pk}/")
    page.get_by_role("link", name="Solve").click()
    page.get_by_role("button", name="It is solved").click()
    row.refresh_from_db()
    assert row.status == "solved"


@pytest.mark.parametrize(("width", "dark"), LOOKS)
def test_every_page_of_the_help_team_is_accessible(visit, house, ask, axe, width, dark):
    row = ask(hello="Good morning", detail="words", room=house.room, deadline=None, teaching_stopped=True)
    row.reply(by=house.ivan, text="Coming.")
    row.note(by=house.ivan, text="A note.")
    row.escalate(by=house.ivan)
    ask(line="known one").make_known(by=house.ivan, words="known one")
    page = visit(house.ivan, width=width, dark=dark)
    for url in ("/", "/asks/", "/asks/today/", "/asks/slips/", "/asks/templates/", f"/asks/{row.pk}/", f"/asks/{row.pk}/hand_over/",
                f"/asks/{row.pk}/merge/", f"/asks/{row.pk}/triage/"):  # fmt: skip
        page.goto(url)
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), url
    lead = visit(house.lena, width=width, dark=dark)
    lead.goto("/")
    axe(lead)
    assert page.problems == lead.problems == []
