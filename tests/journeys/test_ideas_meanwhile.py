"""What the library says where one is not looking for it: after a lesson, on the first page, and when an idea went while one wrote."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from hallway.core.now import now
from hallway.ideas.models import Idea, Trial

from ..appointments import made
from ..ideas import library
from .conftest import LOOKS

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(("width", "dark"), LOOKS)
def test_after_a_lesson_on_the_first_page_and_when_an_idea_went(house, visit, axe, shot, width, dark):
    consult, gone = made.consult(house), library.other(house)
    consult.bring(by=house.tess, idea=library.idea(house))
    draft = Idea.draft(by=house.tess, campus=house.oak, title="A timer that everybody sees")
    Idea.objects.filter(pk=draft.pk).update(changed_at=now() - timedelta(days=3))
    page = visit(house.tess, width=width, dark=dark)

    def look(name):
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
        shot(page, f"ideas-{name}-{width}-{'dark' if dark else 'light'}")

    page.goto("/")
    expect(page.get_by_text("there is no hurry")).to_be_visible()
    look("begun")
    page.goto(consult.get_absolute_url())
    expect(page.get_by_label("Exit questions on three colors of paper").first).to_be_checked()
    look("outcome")
    page.get_by_role("button", name="It worked", exact=True).click()
    page.get_by_text("Kept. Thank you for telling.").wait_for()
    assert Trial.objects.get().idea == library.idea(house)

    page.goto(gone.get_absolute_url())
    page.get_by_label("Ask or answer something").fill("How large is the paper?")
    gone.put_away(by=house.ivan)
    page.get_by_role("button", name="Send to everybody who reads it").click()
    page.get_by_text("does not stand in the library any more").wait_for()
    page.evaluate("document.querySelectorAll('main details.fold').forEach(fold => (fold.open = true))")
    expect(page.get_by_label("How to do it, step by step")).to_have_value("How large is the paper?")
    expect(page.get_by_label("Subject")).to_have_value("any")
    look("gone")
