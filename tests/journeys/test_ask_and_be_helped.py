"""Ask by form and be helped: a teacher on a phone, the ITS at a desk, to the thank-you."""

import re

import pytest
from playwright.sync_api import expect

from hallway.asks.models import Ask

pytestmark = pytest.mark.browser


def test_a_teacher_asks_on_a_phone_and_is_helped(house, visit, work, tuesday, axe, shot, picture):
    """R6a, a short form on a phone; R6d, a holder and a date before it is sent; R7, a solved request ends in a thank-you."""
    phone = visit(house.tess, width=390)
    phone.goto("/")
    axe(phone)
    phone.goto("/asks/new/")
    phone.get_by_label("What is wrong, in one line?").fill("The projector is dark")
    phone.get_by_text("Yes, right now").click()
    phone.get_by_text("Iván answers by").first.wait_for()
    axe(phone)
    shot(phone, "ask-phone")
    picture(phone, "guide-ask", most=800)
    phone.get_by_role("button", name=re.compile("Send to the help team")).click()
    phone.get_by_role("heading", name="The projector is dark").wait_for()
    row = Ask.objects.get()
    assert row.teaching_stopped
    assert row.room == house.room
    assert row.holder == house.ivan
    axe(phone)
    picture(phone, "guide-follow", most=420)

    work(ahead=1)
    desk = visit(house.ivan)
    desk.goto("/asks/")
    axe(desk)
    shot(desk, "help-list-desktop")
    desk.get_by_text("teaching stopped now").wait_for()
    desk.keyboard.press("j")
    desk.keyboard.press("Enter")
    desk.get_by_role("heading", name="The projector is dark").wait_for()
    axe(desk)
    desk.keyboard.press("r")
    desk.keyboard.type("On my way with a new lamp.")
    desk.get_by_role("button", name=re.compile("Send to Tess")).click()
    desk.get_by_text("On my way with a new lamp.").first.wait_for()
    desk.get_by_role("link", name="Solve").click()
    desk.locator("#verb-box").get_by_role("button", name=re.compile("[Ss]olved")).click()
    desk.get_by_text("You can take").or_(desk.get_by_text("solved it")).first.wait_for()
    row.refresh_from_db()
    assert row.status == "solved"
    shot(desk, "request-desktop")

    work(ahead=30)
    phone.goto(f"/asks/{row.pk}/")
    phone.get_by_text("On my way with a new lamp.").first.wait_for()
    picture(phone, "guide-solved", most=330)
    phone.get_by_role("button", name="It works").click()
    phone.get_by_text("Say thank you, if you like").wait_for()
    axe(phone)
    phone.locator("#thank textarea, #thank input[type=text]").first.fill("You saved my lesson.")
    phone.get_by_role("button", name="Send my thanks").click()
    phone.wait_for_load_state()
    row.refresh_from_db()
    assert row.status == "closed"
    work(ahead=60)
    desk.goto("/notices/")
    desk.get_by_text("Tess").first.wait_for()
    axe(desk)
    assert not phone.problems
    assert not desk.problems


def test_the_same_without_script(house, visit, work):
    """R2b, greet before asking: whom it goes to and where they are today stands in the form, and her hello above the request."""
    plain = visit(house.tess, script=False, width=390)
    plain.goto("/asks/new/")
    plain.get_by_label("What is wrong, in one line?").fill("No sound in room 12")
    plain.get_by_text("It goes to").wait_for()
    plain.locator("summary", has_text="A hello first").click()
    plain.locator("#id_hello").fill("Good morning, Iván!")
    plain.get_by_role("button", name=re.compile("Send to the help team")).click()
    plain.get_by_role("heading", name="No sound in room 12").wait_for()
    helper = visit(house.ivan, script=False)
    row = Ask.objects.get()
    helper.goto(f"/asks/{row.pk}/")
    helper.get_by_text("Good morning, Iván!").wait_for()
    helper.locator("#reply").fill("Is it muted?")
    helper.get_by_role("button", name=re.compile("Send to Tess")).click()
    helper.get_by_text("Is it muted?").first.wait_for()
    plain.goto(f"/asks/{row.pk}/")
    plain.locator("#reply textarea").fill("It was. It works, thanks")
    plain.get_by_role("button", name=re.compile("Send to")).click()
    plain.get_by_text("It was. It works, thanks").first.wait_for()


def test_words_survive_a_lost_connection(house, visit):
    phone = visit(house.tess, width=390, keeps=True)
    phone.goto("/asks/new/")
    phone.get_by_label("What is wrong, in one line?").fill("Half a sentence")
    phone.wait_for_timeout(900)
    phone.context.set_offline(True)
    phone.get_by_role("button", name=re.compile("Send to the help team")).click()
    phone.wait_for_timeout(500)
    phone.context.set_offline(False)
    phone.goto("/asks/new/")
    phone.wait_for_function("document.querySelector('[name=line]').value == 'Half a sentence'")
    assert not Ask.objects.exists()


def test_undo_within_twenty_seconds(house, visit, ask, work):
    row = ask()
    desk = visit(house.ivan)
    desk.goto(f"/asks/{row.pk}/")
    desk.locator("#reply").fill("Wrong teacher, sorry")
    desk.get_by_role("button", name=re.compile("Send to Tess")).click()
    desk.get_by_role("button", name=re.compile("Undo|Take it back")).first.click()
    expect(desk.locator("#reply")).to_have_value(re.compile("Wrong teacher"))
    work(ahead=60)
    from hallway.threads.models import Message

    assert not Message.objects.filter(kind="reply").exists()


def test_capture_on_behalf(house, visit, work, axe):
    """R6f, the hallway talk: kept on a phone in somebody's name, and theirs to follow."""
    phone = visit(house.ivan, width=390)
    phone.goto("/asks/capture/")
    axe(phone)
    phone.get_by_label(re.compile("Who|name", re.I)).first.fill("Olga")
    phone.get_by_label(re.compile("five words|What", re.I)).first.fill("cart does not charge")
    phone.get_by_role("button", name="Keep it").click()
    phone.locator("[data-part=list] .is-sent").wait_for()
    row = Ask.objects.get()
    assert (row.requester, row.filed_by, row.through) == (house.olga, house.ivan, "capture")
    work(ahead=1)
    teacher = visit(house.olga, width=390)
    teacher.goto("/asks/mine/")
    teacher.get_by_text("cart does not charge").first.wait_for()


def test_a_nudge_lifts_and_says_so_on_both_sides(house, visit, ask, work):
    """R6g, a gentle follow-up; R6h, it moves the need up the list, and the list says so."""
    from datetime import timedelta

    from hallway.core.now import moved, now

    with moved(now() - timedelta(days=8)):
        row = ask(line="quiet one")
    phone = visit(house.tess, width=390)
    phone.goto(f"/asks/{row.pk}/")
    phone.get_by_role("button", name="Ask how it is going").click()
    phone.get_by_text("It stands higher for it").first.wait_for()
    work(ahead=1)
    desk = visit(house.ivan)
    desk.goto("/asks/")
    desk.get_by_text("nudged").first.wait_for()
