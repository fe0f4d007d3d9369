"""Sharing an idea, finding one, saying how it went, making it work together: in a real browser, with axe, in four looks."""

from datetime import date

import pytest
from playwright.sync_api import expect

from hallway.appointments.models import Consult
from hallway.ideas.models import Idea, Tool, Trial

from ..ideas import library
from .conftest import LOOKS

pytestmark = pytest.mark.browser
PICTURES = {"list": ("guide-ideas",), "idea": ("guide-tried", "#tried")}  # at phone width


def shelf(house):
    """A small library in use: tools, ideas, tries, a doubt, an earlier version, a draft."""
    Tool.add(
        by=house.dora,
        name="Desmos",
        host="desmos.com",
        approval="in_review",
        as_of=date(2026, 2, 2),
        grades=range(6, 13),
    )
    Tool.add(by=house.dora, name="ClassDojo", host="classdojo.com", approval="not_approved", as_of=date(2026, 1, 15))
    library.tool(house)
    idea = library.idea(house)
    idea.improve(
        by=house.emil,
        text="Green: I can do it alone.\nYellow: nearly.\nRed: not yet.\nTomorrow’s groups are the three piles.",
    )
    sliders = Idea.share(by=house.emil, campus=house.elm, title="Slider lines in Desmos", link="https://www.desmos.com/calculator",
                         subject="math", grades=[7, 8], what_for="They see what slope does before they hear the word.")  # fmt: skip
    Idea.share(by=house.kim, campus=house.elm, title="Lids at 45", devices=["chromebook"], what_for="Keeps eyes up.")
    lines = [(house.olga, "worked", 3, "They asked for it again."), (house.cora, "changed", 4, "Half as many questions."),
             (house.emil, "did_not", 6, "Too loud right before lunch."), (house.kim, "worked", 5, "")]  # fmt: skip
    for member, result, grade, line in lines:
        Trial.note(
            by=member, campus=house.oak, idea=idea, result=result, grade=grade, line=line, tried_on=date(2026, 3, 2)
        )
    idea.say(by=house.ivan, text="I will bring the paper on Tuesday. May I come and see?")
    idea.report(by=house.cora, why="The colors are hard to tell apart for some.")
    Idea.draft(by=house.tess, campus=house.oak, title="Half a thought about timers")
    Trial.note(
        by=house.tess, campus=house.oak, advice="Timer on the board", from_whom="Iván", result="changed", its=house.ivan
    )
    return idea, sliders


@pytest.mark.parametrize(("width", "dark"), LOOKS)
def test_every_page_of_it(house, visit, axe, shot, picture, width, dark):
    idea, sliders = shelf(house)
    kind = f"{width}{'-dark' if dark else ''}"
    mine = Trial.objects.get(member=house.tess)
    for who, paths in (
        ("tess", [("home", "/"), ("list", "/ideas/"), ("found", "/ideas/?q=exit+questions&subject=math"),
                  ("nothing", "/ideas/?q=trampoline"), ("new", "/ideas/new/"), ("idea", idea.get_absolute_url()),
                  ("tool-idea", sliders.get_absolute_url()), ("improve", f"{idea.get_absolute_url()}improve/"),
                  ("mine", "/ideas/mine/"), ("tries", "/ideas/tries/"), ("try", f"/ideas/tries/{mine.pk}/"),
                  ("tell", "/ideas/tries/tell/"), ("tools", "/ideas/tools/"), ("tool", sliders.tool.get_absolute_url())]),
        ("ivan", [("told", "/ideas/tries/")]),
        ("dora", [("in", "/ideas/tools/in/"), ("lead", idea.get_absolute_url())]),
    ):  # fmt: skip
        page = visit(getattr(house, who), width=width, dark=dark)
        for name, path in paths:
            page.goto(path)
            if name in ("new", "try"):
                page.evaluate("document.querySelectorAll('main details.fold').forEach(fold => (fold.open = true))")
            axe(page)
            wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            assert wide <= 0, f"{name} is {wide} px too wide"
            shot(page, f"ideas-{name}-{kind}")
            if name in PICTURES and not dark and width == 390:
                picture(page, *PICTURES[name], most=760)
        assert not page.problems


@pytest.mark.parametrize("script", [True, False])
def test_a_new_tool_is_shared_in_under_a_minute(house, visit, script):
    """R3d, share a new-to-you tool: a link and a line, what is like it, shared; the ITS answers and tries it."""
    Idea.share(
        by=house.emil, campus=house.elm, title="Slider lines in Desmos", link="https://www.desmos.com/calculator"
    )
    page = visit(house.tess, width=390, script=script)
    page.goto("/")
    page.locator("a.door", has_text="Find or share an idea").click()
    page.get_by_role("link", name="Share an idea").first.click()
    page.get_by_label("The idea in one line").fill("Lines with sliders")
    page.get_by_label("Link").fill("https://www.desmos.com/calculator")
    if script:
        page.get_by_text("Is it one of these?").wait_for()
    page.get_by_role("button", name="Share it", exact=True).click()
    if not script:
        page.get_by_text("Something like it is here already").wait_for()
        assert page.get_by_label("The idea in one line").input_value() == "Lines with sliders"
        page.get_by_role("button", name="Share it", exact=True).click()
    page.get_by_text("Shared. Thank you.").wait_for()
    mine = Idea.objects.get(by=house.tess)
    its = visit(house.ivan, script=script)
    its.goto(mine.get_absolute_url())
    its.get_by_label("Ask or answer something").fill("May I see it in your class?")
    its.get_by_role("button", name="Send to everybody who reads it").click()
    its.get_by_text("May I see it in your class?").first.wait_for()
    its.get_by_role("button", name="I want to try it").click()
    its.get_by_text("You said: I want to try it").wait_for()


@pytest.mark.parametrize("script", [True, False])
def test_wanting_to_try_it_opens_a_consult(house, visit, axe, shot, script):
    """R3c and R5d, try something with somebody: one tap notes the wish and opens the form that carries the idea; it may stay a wish, be
    taken back, and be asked later."""
    idea = library.idea(house)
    page = visit(house.olga, width=390, script=script)
    page.goto(idea.get_absolute_url())
    page.get_by_role("button", name="I want to try it").click()
    page.get_by_text("It is on your list to try").wait_for()
    assert page.get_by_label("What lesson is it about?").input_value() == f"I want to try: {idea.title}"
    if script:
        axe(page)
    shot(page, f"ideas-wish{'' if script else '-no-script'}")
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
    page.get_by_role("link", name="Only remember it").click()
    page.get_by_text("You said: I want to try it").wait_for()
    page.locator("#tried").get_by_role("button", name="Take it back").click()
    page.get_by_text("Nobody has said yet how it went").wait_for()
    page.get_by_role("button", name="I want to try it").click()
    page.get_by_role("button", name="Ask to plan it together").click()
    page.get_by_text("You and Iván Núñez plan it together.").wait_for()
    expect(page.get_by_role("link", name="In the library")).to_be_visible()
    assert not page.problems


@pytest.mark.parametrize("script", [True, False])
def test_it_did_not_work_and_they_fix_it_together(house, visit, script):
    """R5c, say that it worked or did not: one tap and a line, undone and said again; R5d, ask to work together: one press to the
    ITS, who reads what happened."""
    idea = library.idea(house)
    page = visit(house.olga, width=390, script=script)
    page.goto("/ideas/?q=who+can+do+it+alone")
    page.get_by_role("link", name=idea.title).click()
    page.get_by_label("A line about it").fill("Too loud for twenty-nine")
    page.get_by_role("button", name="It did not work").click()
    page.get_by_text("Tried by 1, worked for 0").wait_for()
    page.locator("#tried").get_by_role("button", name="Take it back").click()
    page.get_by_text("Nobody has said yet how it went").wait_for()
    page.get_by_label("A line about it").fill("Too loud for twenty-nine")
    page.get_by_role("button", name="It did not work").click()
    page.get_by_role("button", name="Let’s fix it together").click()
    page.get_by_text("You and Iván Núñez plan it together.").wait_for()
    its = visit(house.ivan, script=script)
    its.goto(Consult.objects.get().get_absolute_url())
    its.get_by_text("Too loud for twenty-nine").first.wait_for()
    expect(its.get_by_role("link", name="In the library")).to_be_visible()


def test_a_search_while_typing(house, visit):
    shelf(house)
    page = visit(house.tess, width=390)
    page.goto("/ideas/")
    page.get_by_role("searchbox", name="What do you want to do?").fill("pendiente")
    expect(page.locator("#ideas-found")).to_contain_text("Slider lines in Desmos")
    expect(page.locator("#ideas-found")).not_to_contain_text("Lids at 45")
    expect(page.locator("#ideas-found")).to_contain_text("Desmos: In review")
