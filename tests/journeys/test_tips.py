"""A tip in a browser: written, looked at, published, answered from a phone by three doors, and read by its writer."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from hallway.appreciation.models import Thanks
from hallway.asks.models import Ask
from hallway.core.now import moved, now
from hallway.delivery.choices import group_of
from hallway.delivery.models import Choice
from hallway.ideas.models import Idea, Opened, Reply, Tip, Trial

from .conftest import LOOKS

pytestmark = pytest.mark.browser
PICTURES = {"home": "guide-morning", "lead": "guide-lead"}  # at a desk
WIDE = """() => document.documentElement.scrollWidth <= innerWidth ? [] :
    [...document.querySelectorAll("main *")].filter((one) => one.getBoundingClientRect().right > innerWidth + 1)
    .slice(-3).map((one) => one.outerHTML.slice(0, 120))"""


def test_from_one_line_to_what_became_of_it(house, visit, work, axe, shot, picture):
    """R5b, a tip by mail, link and printed sheet; R5c, one tap says how it went; R5e, the ITS reads what became of it."""
    Choice.choose(by=house.olga, member=house.olga, group=group_of("tip.published"), how="now")
    writer = visit(house.ivan)
    writer.goto(reverse("ideas:tips"))
    axe(writer)
    writer.get_by_role("link", name="Write a tip").first.click()
    writer.get_by_label("The tip in one line").fill("Three colors of paper show who can do it alone")
    writer.get_by_label("How to do it").fill("Green: I can do it alone.\nYellow: nearly.\nRed: not yet.")
    axe(writer)
    shot(writer, "tip-write")
    writer.get_by_role("button", name="See how it looks").click()
    writer.get_by_role("button", name="Publish it").click()
    writer.get_by_text("Published.").wait_for()
    axe(writer)
    shot(writer, "tip-written")
    tip = Tip.objects.get()
    work(ahead=30)

    teacher = visit(house.tess, width=390)
    teacher.goto("/")
    teacher.get_by_role("link", name=tip.title).click()
    teacher.get_by_label("A line about it").fill("Half the class chose yellow")
    teacher.get_by_label("Tell Iván that it was me").check()
    axe(teacher)
    shot(teacher, "tip-answer")
    picture(teacher, "guide-tip")
    teacher.get_by_role("button", name="It worked with changes").click()
    teacher.get_by_text("You said: It worked with changes").wait_for()

    from hallway.delivery.models import OutgoingMail

    mail = OutgoingMail.objects.get(member=house.olga, subject__startswith="A tip")
    link = re.search(r"https?://\S+/t/m/\S+", mail.text).group()
    phone = visit(None, width=390)
    phone.goto(link)
    phone.get_by_text("You answer as Olga Ortiz.").wait_for()
    axe(phone)
    shot(phone, "tip-by-mail")
    phone.get_by_role("button", name="I would like help with it").click()
    phone.get_by_text("Thank you for asking.").wait_for()
    axe(phone)

    sheet = visit(house.cora)
    sheet.goto(reverse("ideas:tip_paper", args=[tip.pk]))
    axe(sheet)
    shot(sheet, "tip-sheet")
    stranger = visit(None, width=390, script=False)
    stranger.goto(reverse("tips:open", args=[tip.code]))
    stranger.get_by_role("button", name="It worked", exact=True).click()
    stranger.get_by_text("Thank you. You said: it worked.").wait_for()

    writer.goto(tip.get_absolute_url())
    writer.get_by_text("3 answers, 1 of them from the sheet").wait_for()
    assert "Olga Ortiz" in writer.locator("#told").inner_text()
    assert "Half the class chose yellow" in writer.locator("#told").inner_text()
    axe(writer)
    shot(writer, "tip-told")
    writer.goto(reverse("ideas:list"))
    writer.get_by_role("link", name="What became of it").click()
    writer.get_by_role("heading", name="Who would like help").wait_for()
    writer.get_by_role("link", name="Olga Ortiz").first.wait_for()
    writer.locator("section:has(#told)").get_by_text("Half the class chose yellow").wait_for()
    picture(writer, "guide-outcomes", of="h1", to="section:has(#told)")
    assert (Trial.objects.count(), Reply.objects.count()) == (2, 3)
    for page in (writer, teacher, phone, sheet):
        assert not page.problems


def test_the_text_is_copied(house, visit):
    tip = Tip.draft(by=house.ivan, campus=house.oak, title="Timer on the board").publish(by=house.ivan)
    page = visit(house.ivan)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(tip.get_absolute_url())
    page.get_by_role("button", name="Copy it").click()
    page.get_by_text("Copied. Paste it where people are.").wait_for()
    assert tip.address in page.evaluate("navigator.clipboard.readText()")


@pytest.mark.parametrize(("width", "dark"), LOOKS)
def test_looks(house, visit, axe, shot, width, dark):
    tip = Tip.draft(by=house.ivan, campus=house.oak, title="Three colors of paper show who can do it alone",
                    text="Green: I can do it alone.\nYellow: nearly.\nRed: not yet.").publish(by=house.ivan)  # fmt: skip
    name = f"{width}-{'dark' if dark else 'light'}"
    for who, url, called in (
        (None, reverse("tips:open", args=[tip.code]), "open"),
        (None, "/t/bcdfghjk/", "none"),
        (house.tess, tip.get_absolute_url(), "tip"),
        (house.ivan, tip.get_absolute_url(), "own"),
        (house.tess, reverse("ideas:tips"), "list"),
        (house.tess, reverse("ideas:tell_its"), "tell"),
    ):
        page = visit(who, width=width, dark=dark)
        page.goto(url)
        axe(page)
        shot(page, f"tips-{called}-{name}")
        assert not page.evaluate(WIDE), called


@pytest.mark.parametrize(("width", "dark"), LOOKS)
def test_looks_of_outcomes_and_of_the_keepsake(house, visit, axe, shot, picture, tuesday, width, dark):
    idea = Idea.share(by=house.ivan, campus=house.oak, title="Exit questions on three colors of paper", grades=[3, 4])
    Trial.note(by=house.tess, campus=house.oak, idea=idea, result="worked", grade=3, its=house.ivan, line="In one week")
    tip = Tip.draft(by=house.ivan, campus=house.oak, title="Timer on the board").publish(by=house.ivan)
    tip.answer(by=house.olga, result="help", line="Where is it?")
    row = Opened.open_outcomes(by=house.ivan, lead=house.lena)
    Thanks.give(by=house.olga, receivers=[house.ivan], reason="You came before the bell.")
    for line in ("The projector is dark", "No sound in the library"):
        Ask.open(
            by=house.tess, requester=house.tess, campus=house.oak, line=line, teaching_stopped=line.startswith("The")
        )
    name = f"{width}-{'dark' if dark else 'light'}"
    for who, url, called in (
        (house.ivan, "/", "home"),
        (house.lena, "/", "lead"),
        (house.ivan, reverse("ideas:outcomes"), "outcomes"),
        (house.ivan, reverse("ideas:outcomes_paper"), "outcomes-paper"),
        (house.lena, row.get_absolute_url(), "outcomes-of"),
        (house.lena, reverse("ideas:outcomes_all"), "outcomes-all"),
        (house.ivan, reverse("reports:keepsake"), "keepsake"),
    ):
        page = visit(who, width=width, dark=dark)
        page.goto(url)
        axe(page)
        shot(page, f"tips-{called}-{name}")
        assert not page.evaluate(WIDE), called
        if called in PICTURES and (width, dark) == (1280, False):
            picture(page, PICTURES[called], most=560)


@pytest.mark.parametrize("script", [True, False])
def test_an_its_lets_a_leader_look_and_takes_it_back(house, visit, axe, shot, script):
    """R5e, what a leader sees of it: nothing until the ITS says so, then figures of five or more and no name; and nothing again."""
    tip = Tip.draft(by=house.ivan, campus=house.oak, title="Timer on the board").publish(by=house.ivan)
    few = Tip.draft(by=house.ivan, campus=house.oak, title="Captions on").publish(by=house.ivan)
    with moved(now() - timedelta(days=7)):
        for who in (house.tess, house.olga, house.kim, house.cora, house.emil):
            tip.answer(by=who, result="worked", line="Before the bell", named=True)
        few.answer(by=house.tess, result="did_not", named=True)
    its, lead = visit(house.ivan, script=script), visit(house.lena, width=390, script=script)
    lead.goto("/ideas/")
    lead.get_by_role("link", name="What became of ideas").click()
    lead.get_by_role("heading", name="What became of ideas").wait_for()
    assert "Iván" not in lead.locator("main").inner_text()
    its.goto(reverse("ideas:outcomes"))
    its.get_by_label("Let somebody who leads look at it").select_option(label=house.lena.full_name)
    its.get_by_role("button", name="Let them look").click()
    its.get_by_text("can look at it now.").wait_for()
    lead.reload()
    link = lead.get_by_role("link", name="Iván Núñez")
    link.focus()
    lead.keyboard.press("Enter")
    lead.get_by_role("heading", name="What became of it: Iván Núñez").wait_for()
    if script:
        axe(lead)
    shot(lead, f"tips-opened-{script}")
    said = lead.locator("main").inner_text()
    assert "At least 5 tried it; it worked for at least 5." in said
    assert "Too few people to say how it went without saying who." in said
    assert not any(word in said for word in ("Tess", "Olga", "Before the bell", "did not"))
    lead.get_by_role("link", name="What became of ideas").click()
    lead.get_by_role("heading", name="What became of ideas").wait_for()
    its.get_by_role("button", name="Only me again").click()
    its.get_by_text("Only you see it again.").wait_for()
    lead.go_back()
    lead.reload()
    lead.get_by_text("There is no door here").wait_for()
    assert not its.problems


def test_told_on_a_phone_in_a_line_and_two_taps(house, visit):
    """R5c, advice that never was in Hallway: what, how it went, and the ITS hears of it first thing in the morning."""
    phone = visit(house.tess, width=390)
    phone.goto(reverse("ideas:tell_its"))
    phone.get_by_label("What did you try?").fill("Tape the cable to the floor")
    phone.get_by_text("It worked", exact=True).click()
    phone.get_by_role("button", name="Tell how it went").click()
    phone.get_by_text("Iván hears how it went.").wait_for()
    assert (Trial.objects.get().its, Trial.objects.get().result) == (house.ivan, "worked")
    its = visit(house.ivan)
    its.goto("/")
    its.get_by_role("link", name="Tess Tanaka says: it worked").wait_for()
