"""The pages of people, settings and privacy in a real browser: no violation of WCAG 2.2 AA, no error, on phone and desktop."""

import pytest

from hallway.core.verb import HALLWAY
from hallway.people.models import Device, Invitation

PAGES = [
    ("ada", "settings", "/settings/"),
    ("ada", "settings-people", "/settings/people/"),
    ("ada", "settings-person", "/settings/people/{tess}/"),
    ("ada", "settings-person-add", "/settings/people/add/"),
    ("ada", "settings-list-in", "/settings/people/in/"),
    ("ada", "settings-campuses", "/settings/campuses/"),
    ("ada", "settings-campus", "/settings/campuses/{oak}/"),
    ("ada", "settings-devices", "/settings/devices/"),
    ("ada", "settings-district", "/settings/district/"),
    ("ada", "settings-hours", "/settings/hours/"),
    ("ada", "settings-topics", "/settings/topics/"),
    ("ada", "settings-procedure", "/settings/procedure/"),
    ("ada", "privacy-member", "/privacy/{tess}/"),
    ("tess", "people", "/people/"),
    ("tess", "person", "/people/{ivan}/"),
    ("tess", "me", "/people/me/"),
    ("tess", "password", "/people/me/password/"),
    ("tess", "sessions", "/people/me/sessions/"),
    (None, "login", "/account/login/"),
    (None, "code", "/account/login/code/"),
    (None, "forgot", "/account/password/reset/"),
    (None, "accept", "{invitation}"),
    (None, "run-out", "/people/invitation/never-made/"),
]


@pytest.mark.browser
@pytest.mark.parametrize(("width", "dark"), [(1280, False), (390, True)])
def test_every_page_is_for_everybody(house, visit, axe, shot, width, dark):
    house.ivan.introduce(
        by=house.ivan, about="I came from art.\nCables are like yarn.", ask_me_about="Robots", how_to_ask="A short mail"
    )
    for number in range(3):
        Device.add(by=HALLWAY, campus=house.oak, tag=f"CB-{number}", model="Chromebook 3110", room=house.room)
    invitation = Invitation.send(by=house.ada, member=house.olga)
    where = {
        "tess": house.tess.pk,
        "ivan": house.ivan.pk,
        "oak": house.oak.pk,
        "invitation": f"/people/invitation/{invitation.token}/",
    }
    wrong = []
    browsers = {who: visit(who and getattr(house, who), width=width, dark=dark) for who in ("ada", "tess", None)}
    for who, name, address in PAGES:
        page = browsers[who]
        answer = page.goto(address.format(**where))
        shot(page, f"people-{name}-{width}{'-dark' if dark else ''}")
        expected = 410 if name == "run-out" else 200
        if answer.status != expected:
            wrong.append((name, answer.status))
        try:
            axe(page)
        except AssertionError as error:
            wrong.append((name, str(error)[:600]))
        across = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if across > 1:
            wrong.append((name, f"{across}px wider than the screen"))
        page.problems = [said for said in page.problems if "410" not in said]
        if page.problems:
            wrong.append((name, page.problems))
            page.problems = []
    assert not wrong, "\n".join(map(str, wrong))
