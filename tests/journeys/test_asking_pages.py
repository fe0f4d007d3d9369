"""The asker's other pages with axe: lists, search, thank-yous, the link of a mail, an error, in light and dark."""

import pytest

from hallway.appreciation.models import Thanks
from hallway.asks.models import Ask
from hallway.core.tokens import request_link
from hallway.core.verb import HALLWAY
from hallway.procedures.models import Procedure, Topic
from hallway.procedures.terms import Question, Terms

from .conftest import LOOKS

pytestmark = pytest.mark.browser


def ask_of(house, **values):
    return Ask.open(
        by=house.tess,
        requester=house.tess,
        campus=house.oak,
        line=values.pop("line", "The projector is dark"),
        **values,
    )


@pytest.mark.parametrize(("width", "dark"), LOOKS)
def test_every_page_of_an_asker(house, visit, axe, width, dark):
    ask_of(house).withdraw(by=house.tess)
    waiting = ask_of(house, line="Which cable is it?")
    waiting.solve(by=house.ivan)
    ask_of(house, line="The speaker is mute", hello="Good morning")
    ask_of(house, line="The copier prints stripes", confidential=True)
    Thanks.give(by=house.tess, receivers=[house.ivan], reason="You came before the bell").allow(by=house.ivan)
    Thanks.give(by=house.ivan, receivers=[house.tess])
    page = visit(house.tess, width=width, dark=dark)
    for path in (
        "/",
        "/asks/mine/",
        f"/asks/{waiting.pk}/",
        "/search/?q=proj",
        "/search/?q=zzzz",
        "/thanks/",
        "/thanks/?which=given",
    ):
        page.goto(path)
        axe(page)
    page.goto("/asks/new/")
    for fold in page.locator("details.fold > summary").all():
        fold.click()
    axe(page)
    assert not page.problems


def test_results_as_one_types(house, visit, axe):
    ask_of(house)
    page = visit(house.tess)
    page.goto("/")
    page.get_by_role("combobox", name="Search requests and people").press_sequentially("proj", delay=30)
    page.get_by_role("option", name="The projector is dark").wait_for()
    axe(page)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="The projector is dark").wait_for()
    assert not page.problems


def test_the_link_of_a_mail(house, visit, axe):
    row = ask_of(house)
    page = visit(width=390)
    page.goto(f"/asks/link/{request_link(row.pk, house.tess.pk)}/")
    axe(page)
    page.get_by_label("Write a reply").fill("It also smells")
    page.get_by_role("button", name="Send to Iván").click()
    page.get_by_text("Sent. Iván can read it.").wait_for()
    axe(page)
    assert not page.problems
    page.goto("/asks/link/none/")
    page.get_by_role("heading", name="That link does not open any more").wait_for()
    axe(page)


def test_nothing_is_lost_in_the_form(house, visit, axe):
    """A refused form keeps its words and files; a lost page keeps a draft, and the promise follows it."""
    page = visit(house.tess, width=390)
    page.goto("/asks/new/")
    page.get_by_label("What is wrong, in one line?").fill("The speaker is mute")
    page.get_by_text("Yes, right now").click()
    page.get_by_text("Iván answers by").first.wait_for()
    page.wait_for_timeout(600)
    page.reload()
    page.get_by_text("Your words from before are back.").wait_for()
    assert page.get_by_label("What is wrong, in one line?").input_value() == "The speaker is mute"
    assert page.get_by_label("Yes, right now").is_checked()
    page.locator("#id_line").evaluate("line => { line.required = false; line.value = '' }")
    page.locator("summary", has_text="Photos and files").click()
    page.locator("#id_files").set_input_files({"name": "note.txt", "mimeType": "text/plain", "buffer": b"one"})
    page.get_by_role("button", name="Send to the help team").click()
    page.get_by_text("One thing needs another look").wait_for()
    page.get_by_text("note.txt").first.wait_for()
    axe(page)
    page.get_by_label("What is wrong, in one line?").fill("The speaker is mute")
    page.get_by_role("button", name="Send to the help team").click()
    page.get_by_role("heading", name="The speaker is mute").wait_for()
    page.get_by_text("note.txt").wait_for()
    page.goto("/asks/new/")
    assert not page.get_by_text("Your words from before are back.").count()


def test_a_word_of_the_line_chooses_its_tile_and_the_button_is_at_the_thumb(house, visit, axe, shot):
    """A guess is made for whoever has chosen none, and follows the words; a tap is never taken back."""
    laptops = Topic.add(by=HALLWAY, name="Laptop or tablet", icon="laptop", order=50)
    page = visit(house.tess, width=390)
    page.goto("/asks/new/")
    line = page.get_by_label("What is wrong, in one line?")
    chosen = page.locator("[name=topic]:checked")
    line.fill("My laptop does not start")
    page.locator(f"[name=topic][value='{laptops.pk}']:checked").wait_for(state="attached")
    line.fill("It does not start")
    page.locator("[name=topic][value='']:checked").wait_for(state="attached")
    page.locator("label.choice", has_text=house.topic.name).click()
    line.fill("My laptop does not start")
    page.wait_for_timeout(700)
    assert chosen.input_value() == str(house.topic.pk)
    button = page.get_by_role("button", name="Send to the help team")
    box, tabs = button.bounding_box(), page.locator(".shell-tabs").bounding_box()
    assert box["y"] + box["height"] <= tabs["y"] < 844
    page.locator("#ask-by").wait_for()
    axe(page)
    shot(page, "ask-short-phone")
    assert not page.problems


def test_what_is_typed_while_questions_come_anew_stays(house, visit):
    """On a slow line the questions of a topic come when the next box is half written: no letter is lost, and the box keeps the cursor."""
    other = Topic.add(by=HALLWAY, name="Laptop or tablet", icon="laptop", order=50)
    draft = Procedure.draft(by=house.ada, topic=other)
    draft.revise(
        by=house.ada, terms=Terms(questions={"best_time": Question("required"), "device_tag": Question("required")})
    )
    draft.publish(by=house.ada)
    page = visit(house.tess, width=390)
    page.goto("/asks/new/")
    page.locator("summary", has_text="Details").click()
    late = []
    page.route("**/asks/new/questions/", lambda route: late.append(route))
    page.locator("label.choice", has_text="Laptop or tablet").click()
    page.get_by_label("Best time to come by").press_sequentially("10:2")
    page.wait_for_timeout(100)
    late.pop().continue_()
    page.locator("#ask-needed #id_best_time").wait_for()
    page.wait_for_timeout(200)
    assert page.get_by_label("Best time to come by").input_value() == "10:2"
    page.keyboard.type("0")
    assert page.get_by_label("Best time to come by").input_value() == "10:20"
    assert not page.problems
