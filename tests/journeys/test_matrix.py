"""A matrix in a real browser: one line is enough, two taps say how bad it is, and without script it works the same."""

import re
import time

import pytest

from hallway.asks.models import Ask
from hallway.procedures import sharing
from hallway.procedures.models import Procedure


@pytest.fixture
def st_vrain(house):
    """St. Vrain's five by five is in force at Oak, after the usual version."""
    row = Procedure.draft(by=house.ada, campus=house.oak)
    row.revise(by=house.ada, terms=sharing.shared_of(sharing.example("st_vrain"))[0].terms)
    row.publish(by=house.ada)
    return row


@pytest.mark.browser
@pytest.mark.parametrize(("width", "dark"), [(390, False), (1280, True)])
def test_a_few_taps(house, st_vrain, visit, axe, shot, width, dark):
    page = visit(house.tess, width=width, dark=dark)
    page.goto("/asks/new/")
    began = time.monotonic()
    page.get_by_label("What is wrong, in one line?").fill("The projector is dark")
    severity = page.get_by_role("group", name="How bad is it?")
    severity.wait_for()
    said = "document.querySelector('#ask-prospect strong').innerText"
    usual = page.evaluate(said)
    page.get_by_text("Yes, right now").click()
    severity.wait_for(state="hidden")  # stopped teaching says already how bad it is
    page.wait_for_function(f"usual => {said} !== usual", arg=usual)
    stopped = page.evaluate(said)
    shot(page, f"matrix-ask-stopped-{width}")
    page.get_by_text("No, we manage").click()
    page.wait_for_function(f"usual => {said} === usual", arg=usual)
    page.get_by_text("I can teach, but it is hard").click()
    page.get_by_text("My class").click()
    page.wait_for_function(f"stopped => {said} === stopped", arg=stopped)  # P2 the one way and the other
    shot(page, f"matrix-ask-{width}{'-dark' if dark else ''}")
    axe(page)
    page.get_by_role("button", name=re.compile("Send to the help team")).click()
    page.wait_for_url(re.compile(r"/asks/\d+/"))
    assert time.monotonic() - began < 30
    row = Ask.objects.get()
    assert (row.severity, row.impact, row.affected, row.priority.code) == ("s2", "i4", "class", "p2")
    page.get_by_text("I can teach, but it is hard").first.wait_for()
    assert not page.problems


@pytest.mark.browser
def test_without_script(house, st_vrain, visit):
    page = visit(house.tess, width=390, script=False)
    page.goto("/asks/new/")
    page.get_by_label("What is wrong, in one line?").fill("Which cable fits?")
    page.get_by_text("It is a question or a wish").click()
    page.get_by_role("button", name=re.compile("Send to the help team")).click()
    row = Ask.objects.get()
    assert (row.severity, row.impact, row.priority.code) == ("s5", "i5", "p4")


@pytest.mark.browser
def test_the_steps_of_the_chosen_campus(house, st_vrain, visit):
    """Iván serves two campuses: only Oak has a matrix, and his line stays while he changes his mind."""
    page = visit(house.ivan)
    page.goto("/asks/new/")
    page.get_by_label("What is wrong, in one line?").fill("No sound")
    for campus, asked in (("Oak Elementary", True), ("Elm Middle", False), ("Oak Elementary", True)):
        with page.expect_response(re.compile("/asks/new/questions/")):
            page.locator("#ask-quick").get_by_text(campus, exact=True).click()
        page.wait_for_function("asked => !!document.querySelector('#ask-weight [name=severity]') === asked", arg=asked)
    assert page.get_by_label("What is wrong, in one line?").input_value() == "No sound"
    assert not page.problems


@pytest.mark.browser
@pytest.mark.parametrize("width", [390, 1280])
def test_the_lead_tries_and_compares(house, st_vrain, visit, axe, shot, width):
    page = visit(house.dora, width=width)
    page.goto(f"/asks/simulator/?version={st_vrain.pk}&who=teacher&campus={house.oak.pk}&severity=s2&impact=i4")
    page.get_by_text("P2, teaching is stopped").first.wait_for()
    axe(page)
    shot(page, f"matrix-simulator-{width}")
    page.goto(f"/settings/procedures/{st_vrain.pk}/compare/")
    page.get_by_text("I can teach, but it is hard · My class").wait_for()  # beside what held before it
    axe(page)
    shot(page, f"matrix-compare-{width}")
    across = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert across <= 1
