"""Two fast presses, and the back button with another press: said once."""

import re

import pytest

from hallway.appreciation.models import Thanks
from hallway.asks.models import Ask
from hallway.history.models import Event
from hallway.threads.models import Message

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("script", [True, False])
def test_two_fast_presses_are_one(house, visit, script):
    phone = visit(house.tess, width=390, script=script)
    phone.goto("/asks/new/")
    phone.get_by_label("What is wrong, in one line?").fill("The clock is late")
    phone.get_by_role("button", name=re.compile("Send to the help team")).dblclick()
    phone.get_by_role("heading", name="The clock is late").wait_for()
    row = Ask.objects.get()
    phone.locator("#reply textarea").fill("By ten minutes")
    phone.get_by_role("button", name=re.compile("^Send to Iv")).dblclick()
    phone.locator(".message").nth(1).wait_for()
    assert Message.objects.filter(kind="reply").count() == 1

    row.solve(by=house.ivan)
    phone.goto(f"/asks/{row.pk}/")
    phone.get_by_role("button", name="It works").dblclick()
    phone.get_by_label("What was good about it?").fill("On time now")
    phone.get_by_role("button", name="Send my thanks").dblclick()
    phone.get_by_text("Your thank-you is on its way").wait_for()
    assert Thanks.objects.count() == Event.objects.filter(kind="ask.confirmed").count() == 1


def test_the_back_button_brings_no_sent_words_to_be_said_twice(house, visit, ask):
    row = ask()
    phone = visit(house.tess, width=390)
    phone.goto(f"/asks/{row.pk}/")
    phone.locator("#reply textarea").fill("It blinks twice")
    phone.get_by_role("button", name=re.compile("^Send to Iv")).click()
    phone.locator(".message").nth(1).wait_for()
    phone.go_back()
    phone.locator(".message").nth(1).wait_for()
    assert phone.locator("#reply textarea").input_value() == ""
    phone.get_by_role("button", name=re.compile("^Send to Iv")).click()
    phone.wait_for_load_state("networkidle")
    assert Message.objects.filter(kind="reply").count() == 1


def test_two_helpers_solve_at_one_moment(house, visit, ask):
    row = ask()
    pages = [visit(house.ivan), visit(house.cora)]
    house.cora.posts.filter(role="teacher").update(role="its")
    for page in pages:
        page.goto(f"/asks/{row.pk}/solve/")
    for page in pages:
        page.locator(".verb-form").get_by_role("button", name="It is solved").click(no_wait_after=True)
    pages[0].get_by_text("Solved. Tess is asked whether it works.").or_(
        pages[0].get_by_text("It is solved already.")
    ).first.wait_for()
    pages[1].get_by_text("Solved. Tess is asked whether it works.").or_(
        pages[1].get_by_text("It is solved already.")
    ).first.wait_for()
    assert Event.objects.filter(kind="ask.solved").count() == 1
    assert not pages[0].problems + pages[1].problems
