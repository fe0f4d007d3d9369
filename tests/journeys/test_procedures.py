"""The pages of procedures in a real browser: no violation of WCAG 2.2 AA, no error, on phone and desktop, and on paper."""

import pytest

from hallway.procedures.models import Procedure
from hallway.procedures.terms import read_terms

from ..procedures.test_editor import FULL

PAGES = [
    ("list", "/settings/procedures/"),
    ("show", "/settings/procedures/{draft}/"),
    ("publish", "/settings/procedures/{draft}/publish/"),
    *((part, "/settings/procedures/{draft}/edit/" + part + "/") for part in (
        "words", "doors", "ways", "filing", "questions", "promises", "sending_on", "days", "emergency",
    )),
]  # fmt: skip


@pytest.fixture
def draft(house):
    row = Procedure.draft(by=house.ada, campus=house.oak)
    row.revise(by=house.ada, terms=read_terms(FULL.words()))
    return row


@pytest.mark.browser
@pytest.mark.parametrize(("width", "dark"), [(1280, False), (390, True)])
def test_every_page_is_for_everybody(house, draft, visit, axe, shot, width, dark):
    page, wrong = visit(house.ada, width=width, dark=dark), []
    for name, address in PAGES:
        answer = page.goto(address.format(draft=draft.pk, oak=house.oak.pk))
        shot(page, f"procedures-{name}-{width}{'-dark' if dark else ''}")
        if answer.status != 200:
            wrong.append((name, answer.status))
        try:
            axe(page)
        except AssertionError as error:
            wrong.append((name, str(error)[:600]))
        across = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if across > 1:
            wrong.append((name, f"{across}px wider than the screen"))
        if page.problems:
            wrong.append((name, page.problems))
            page.problems = []
    assert not wrong, "\n".join(map(str, wrong))
