"""Somebody is switched off while their browser is open: the next press is the sign-in page, and nothing leaks."""

import re

import pytest

from hallway.asks.models import Ask

pytestmark = pytest.mark.browser


def test_an_open_browser_of_somebody_switched_off(house, visit, ask):
    row = ask(line="A line only for Tess")
    phone = visit(width=390)
    phone.goto("/account/login/")
    phone.locator("input[type=email], input[name=login]").first.fill("tess@cedar.example")
    phone.locator("input[type=password]").fill("a long enough word")
    phone.locator("main form").filter(has=phone.locator("input[type=password]")).get_by_role("button").last.click()
    phone.get_by_text("A line only for Tess").first.wait_for()
    phone.goto("/asks/new/")
    with phone.expect_response(
        re.compile("/asks/new/similar/")
    ):  # what the page asks by itself would lead to the sign-in page, too
        phone.get_by_label("What is wrong, in one line?").fill("Half written")

    office = visit(house.ada)
    office.goto(f"/settings/people/{house.tess.pk}/")
    office.get_by_role("button", name="Switch off").click()
    office.get_by_text("Tess Tanaka can no longer sign in").first.wait_for()

    phone.get_by_role("button", name=re.compile("Send to the help team")).click()
    phone.wait_for_url("**/account/login/**")
    assert not Ask.objects.exclude(pk=row.pk).exists()
    for path in ("/", "/asks/mine/", f"/asks/{row.pk}/", "/people/", "/notices/"):
        phone.goto(path)
        assert "/account/login/" in phone.url, path
        assert "A line only for Tess" not in phone.content()
    house.tess.refresh_from_db()
    house.tess.reactivate(by=house.ada)
    phone.goto("/asks/mine/")
    assert "/account/login/" in phone.url, "switched on again, the old session stays ended"
