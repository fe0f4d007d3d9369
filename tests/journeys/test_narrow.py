"""On a phone no page moves sideways, and axe finds nothing; one list of addresses, as the person whose pages they are."""

import pytest

from hallway.asks.models import Ask, KnownIssue
from hallway.procedures.models import Procedure

pytestmark = pytest.mark.browser
PAGES = {
    "tess": ["/", "/asks/new/", "/asks/mine/", "/asks/{ask}/", "/asks/known/{known}/", "/people/teams/"],
    "ivan": [
        "/", "/asks/", "/asks/?q=zzzz", "/asks/today/", "/asks/{ask}/", "/asks/{ask}/merge/", "/asks/{ask}/known/",
        "/asks/capture/", "/asks/capture/waiting/", "/asks/slips/", "/asks/templates/",
    ],
    "lena": ["/", "/settings/calendar/", "/settings/procedures/"],
    "ada": [
        "/", "/asks/worth/", "/asks/simulator/", "/settings/procedures/", "/settings/procedures/{draft}/",
        "/settings/procedures/{draft}/edit/doors/", "/settings/procedures/{draft}/edit/promises/",
        "/settings/procedures/in/", "/settings/calendar/make/", "/settings/calendar/copy/",
        "/settings/calendar/bells/?campus={oak}", "/settings/calendar/seasons/", "/settings/calendar/bring_in/",
        "/how/{oak}/", "/how/{oak}/stickers/",
    ],
}  # fmt: skip
SIDEWAYS = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


@pytest.mark.parametrize("name", PAGES)
def test_fits_a_phone(house, visit, axe, name):
    ask = Ask.open(by=house.tess, requester=house.tess, campus=house.oak, line="Nothing loads in my room")
    ask.make_known(by=house.ivan, words="Wi-Fi is down in the east wing")
    rows = {
        "ask": ask.pk,
        "known": KnownIssue.objects.get().pk,
        "draft": Procedure.draft(by=house.ada, campus=house.oak).pk,
        "oak": house.oak.pk,
    }
    page = visit(getattr(house, name), width=390)
    for path in PAGES[name]:
        answer = page.goto(path.format(**rows))
        assert answer.ok, path
        assert not page.evaluate(SIDEWAYS), path
        axe(page)
    assert not page.problems


def test_with_nothing_in_the_list_there_is_nothing_to_pick(house, visit):
    page = visit(house.ivan, width=390)
    page.goto("/asks/?q=zzzz")
    page.get_by_text("Nothing matches").wait_for()
    page.get_by_role("button", name="Take").wait_for(state="hidden")
