# ruff: noqa: E501 - mails read better in one line
"""Mail that waits is sorted in a browser, and what a helper passed on gets its owner by one tap; both also without script."""

from dataclasses import replace

import pytest

from hallway.asks.models import Ask
from hallway.core.verb import HALLWAY
from hallway.inbox.models import Block, Gate, Mail
from hallway.inbox.taking import take

from ..inbox.conftest import raw, token_address
from .conftest import LOOKS

pytestmark = pytest.mark.browser
PAT = "Pat Parent <pat@elsewhere.example>"
FORWARDED = "See below.\r\n\r\n---------- Forwarded message ---------\r\nFrom: Olga Ortiz <olga@cedar.example>\r\nSubject: Dark\r\n\r\nThe board in room 9 is dark."


@pytest.fixture
def mails(house, ask, settings):
    """Three that wait for Ivan, four of one stranger, and one he passed on."""
    settings.ENV = replace(settings.ENV, mail_address="help@cedar.example")
    row = ask()
    take(
        raw(
            sender="olga@cedar.example",
            To=token_address(row, house.tess),
            subject="Re: The projector",
            text="Mine is dark, too.",
        )
    )
    take(raw(subject="Thanks", text="Thank you so much!"))
    for n in range(4):
        take(
            raw(
                sender=PAT,
                subject=f"Offer number {n} with a rather long subject that goes on",
                text=f"Buy the {n} best things",
            )
        )
    return row, take(raw(sender="ivan@cedar.example", subject="Fwd: Dark", text=FORWARDED))


@pytest.mark.parametrize("script", [True, False])
def test_sorted_by_taps(house, mails, visit, axe, shot, script):
    row, _passed = mails
    page = visit(house.ivan, script=script, width=390)
    page.goto("/inbox/")
    if script:
        axe(page)
    page.get_by_role("link", name="Re: The projector").click()
    page.get_by_role("button", name=f"Put it into #{row.pk}").click()
    page.wait_for_url(f"**/asks/{row.pk}/**")
    assert row.participants.filter(member=house.olga).exists()
    page.goto("/inbox/?from=pat@elsewhere.example")
    for box in page.locator("input[name=mail]").all()[:2]:
        box.check()
    page.get_by_role("button", name="Leave aside").click()
    page.wait_for_url("**/inbox/")
    assert Mail.objects.filter(verdict="refused").count() == 2
    page.get_by_role("link", name="Offer number 0").click()
    page.get_by_role("button", name="Block this sender").click()
    page.wait_for_url("**/inbox/")
    assert Block.objects.count() == 1
    assert not page.problems


@pytest.mark.parametrize("script", [True, False])
def test_passed_on_and_taken_back(house, mails, visit, axe, script):
    _row, passed = mails
    page = visit(house.ivan, script=script, width=390)
    page.goto(passed.ask.get_absolute_url())
    if script:
        axe(page)
    page.get_by_role("button", name="Yes, Olga asks").click()
    page.get_by_role("button", name="Undo").first.click()
    page.get_by_text("Nobody was told").wait_for()
    assert Ask.objects.get(pk=passed.ask_id).requester == house.ivan
    page.get_by_role("button", name="Yes, Olga asks").click()
    page.get_by_text("It is Olga’s request now.").first.wait_for()
    assert Ask.objects.get(pk=passed.ask_id).requester == house.olga
    assert not page.problems


@pytest.mark.parametrize(("width", "dark"), LOOKS)
def test_how_it_looks(house, mails, visit, axe, shot, width, dark):
    _row, passed = mails
    Gate.set(by=HALLWAY, receivers="mx.cedar.example")
    forged = take(raw(sender="ivan@cedar.example", subject="Send me your password", text="Quick, please."))
    Block.put(by=house.ivan, address="spam@elsewhere.example")
    Mail.objects.filter(sender="pat@elsewhere.example").first().ignore(by=house.ivan)
    waits = Mail.objects.get(reason="not-party")
    long = take(raw(sender="x@elsewhere.example", subject="w" * 480))
    stranger = Mail.objects.filter(reason="unknown-sender", verdict="parked").first()
    look = f"{width}-{'dark' if dark else 'light'}"
    addresses = {
        "parked": "/inbox/", "aside": "/inbox/?aside=1", "blocked": "/inbox/blocked/", "like": f"/inbox/{waits.pk}/",
        "forged": f"/inbox/{forged.pk}/", "long": f"/inbox/{long.pk}/", "stranger": f"/inbox/{stranger.pk}/?q=projector", "whose": f"/inbox/{passed.pk}/whose/",
        "request": passed.ask.get_absolute_url(), "today": "/",
    }  # fmt: skip
    page = visit(house.ivan, width=width, dark=dark)
    for name, address in addresses.items():
        page.goto(address)
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name
        shot(page, f"mail-{name}-{look}")
    admin = visit(house.ada, width=width, dark=dark)
    admin.goto("/inbox/from/")
    axe(admin)
    shot(admin, f"mail-trust-{look}")
    assert not page.problems + admin.problems


def test_the_keyboard_shows_where_it_is(house, mails, visit):
    page = visit(house.ivan)
    page.goto("/inbox/")
    page.get_by_label("Pick the mail from olga@cedar.example").focus()
    page.keyboard.press("Tab")
    ring = "getComputedStyle(document.activeElement, '::after').outlineStyle"
    assert page.evaluate("document.activeElement.innerText") == "Re: The projector"
    assert page.evaluate(ring) == "solid"
