"""Notices, choices, mail on its way and the demo's post, as people see them: phone and desktop, light and dark."""

from dataclasses import replace
from datetime import timedelta

import pytest

from hallway.core.now import moved, now
from hallway.delivery.models import AddressTrouble, Hitch, MailTrouble, Notice, OutgoingMail

pytestmark = pytest.mark.browser


@pytest.fixture
def news(house, ask, work, settings):
    settings.ENV = replace(settings.ENV, mail_address="help@cedar.example")
    row = ask(detail="Since this morning. The lamp blinks twice.")
    work(only=("deliver",))
    row.reply(by=house.ivan, text="I come before lunch and bring a spare lamp.")
    work(ahead=30, only=("deliver",))
    return row


def test_the_bell_and_what_is_behind_it(house, visit, news, axe, shot):
    page = visit(house.tess, width=390)
    page.goto("/notices/")
    page.get_by_role("heading", name="Notices").wait_for()
    axe(page)
    shot(page, "notices_phone")
    page.get_by_role("button", name="Got it").first.click()
    page.wait_for_load_state()
    assert Notice.objects.unread_count(house.tess) == 1
    page.get_by_role("button", name="I have seen all of it").click()
    page.get_by_role("heading", name="Earlier").wait_for()
    assert Notice.objects.unread_count(house.tess) == 0
    desk = visit(house.olga, dark=True)
    desk.goto("/notices/")
    desk.get_by_text("All quiet").wait_for()
    shot(desk, "notices_empty_dark")
    axe(desk)
    assert not page.problems + desk.problems


def test_the_bell_counts_by_itself(house, visit, ask, work):
    page = visit(house.ivan)
    page.goto("/notices/choices/")
    page.wait_for_selector(".shell-button[href='/notices/']")
    assert page.locator(".shell-count").count() == 0
    ask()
    work(only=("deliver",))
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    page.locator(".shell-count").wait_for()
    assert page.locator(".shell-count").inner_text() == "1"
    assert not page.problems


def test_choosing_how_mail_comes(house, visit, axe, shot, picture):
    page = visit(house.tess, width=390)
    page.goto("/notices/choices/")
    requests = page.get_by_role("group", name="Requests", exact=True)
    requests.get_by_role("group", name="An answer", exact=True).get_by_text("Once a day").click()
    page.get_by_role("button", name="Keep this").click()
    page.get_by_text("Mail comes as you like it").wait_for()
    assert page.get_by_role("group", name="An answer", exact=True).get_by_label("Once a day").is_checked()
    axe(page)
    shot(page, "choices_phone")
    picture(page, "guide-news", most=820)
    page.get_by_role("button", name="Pause everything").click()
    page.get_by_role("button", name="Let mail come again").wait_for()
    assert not page.problems


def test_stopping_mail_by_its_link(house, visit, axe, shot):
    from hallway.delivery.stopping import stop_url

    page = visit(width=390, script=False)
    page.goto(stop_url(house.tess.pk, "ask.replied"))
    shot(page, "stop_phone")
    page.get_by_role("button", name="Stop mails of this kind").click()
    page.get_by_role("heading", name="It stops").wait_for()
    page.get_by_role("button", name="Let it come again").click()
    page.get_by_role("heading", name="It comes again").wait_for()


def test_mail_out(house, visit, news, axe, shot):
    with moved(now() - timedelta(hours=2)):
        OutgoingMail.objects.create(
            to="olga@cedar.example", subject="x", message_id="<a@x>", attempts=4, next_at=now() + timedelta(hours=3),
            error="ConnectionRefusedError",
        )  # fmt: skip
    OutgoingMail.objects.create(
        to="nobody@cedar.example", subject="x", message_id="<b@x>", state="failed", error="550 5.1.1 no such person",
        text="x",
    )  # fmt: skip
    Hitch.objects.create(
        event=Notice.objects.first().event, part="hallway.asks.jobs.somebody_is_out", error="KeyError", attempts=2,
        next_at=now() + timedelta(minutes=5),
    )  # fmt: skip
    MailTrouble.objects.create(code="in:help@mail", why="help@mail: The mail server did not answer in time.")
    AddressTrouble.objects.create(address=house.olga.email, times=2, dead_at=now(), why="returned 5.1.1")
    page = visit(house.ada)
    page.goto("/notices/mail/")
    page.get_by_text("no such person").wait_for()
    page.get_by_text("a mailbox cannot be read", exact=False).first.wait_for()
    hers = visit(house.olga, width=390)
    hers.goto("/notices/choices/")
    hers.get_by_role("button", name="Send me a mail to see").wait_for()
    shot(hers, "choices_trouble_phone")
    axe(page)
    shot(page, "mail_out")
    phone = visit(house.ada, width=390, dark=True)
    phone.goto("/notices/mail/")
    shot(phone, "mail_out_phone_dark")
    axe(phone)
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
    assert not page.problems


def test_the_demos_post(house, visit, news, axe, shot, settings):
    settings.DEMO = True
    page = visit(house.tess, width=390)
    page.goto("/notices/demo/")
    page.get_by_role("link", name="Mine").click()
    page.wait_for_url("**to=tess**")
    axe(page)
    shot(page, "demo_post_phone")
    page.get_by_role("link", name="The projector is dark").first.click()
    page.get_by_role("heading", name="Answer this mail").wait_for()
    axe(page)
    shot(page, "demo_letter_phone")
    page.get_by_label("Words").fill("Thank you, Iván")
    page.get_by_role("button", name="Send this mail").click()
    page.get_by_text("Your mail has arrived").wait_for()
    assert not page.problems


@pytest.mark.parametrize("dark", [False, True])
def test_how_a_mail_looks(house, visit, news, shot, dark):
    mail = OutgoingMail.objects.get(event__kind="ask.replied", member=house.tess)
    page = visit(width=390 if dark else 800, dark=dark)
    page.set_content(mail.html)
    page.get_by_text("I come before lunch").wait_for()
    shot(page, f"mail_{'dark' if dark else 'light'}")
