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


@pytest.mark.browser
def test_a_list_is_looked_at_before_it_changes_anything(house, visit, axe, shot, tmp_path):
    file = tmp_path / "staff.csv"
    lines = ["School,Full name,E-mail,Job title,Role"]
    lines += [
        "OAK,Olga Orlova,olga@cedar.example,Grade 3,teacher",
        "ELM,New Person,new@cedar.example,Art,",
        "MOON,X,x@cedar.example,,",
    ]
    file.write_text("\n".join(lines))
    page = visit(house.ada)
    page.goto("/settings/people/")
    page.get_by_role("link", name="Bring a list in").click()
    page.get_by_label("The list, as a CSV file").set_input_files(file)
    page.get_by_role("button", name="Look at the list").click()
    page.get_by_role("heading", name="What this list would change").wait_for()
    axe(page)
    shot(page, "people-list-look-1280")
    page.get_by_text("There is no campus “MOON” here.").wait_for()
    page.get_by_role("button", name="Let the list change this").click()
    page.get_by_text("1 added, 1 changed, 0 switched off.").wait_for()
    page.get_by_role("searchbox").or_(page.get_by_label("Name, title or e-mail")).last.fill("new per")
    page.get_by_text("ada@cedar.example").wait_for(state="detached")
    page.get_by_text("new@cedar.example").wait_for()
    assert not page.problems


@pytest.mark.browser
def test_the_first_run_in_five_pages(visit_empty, axe, shot):
    from hallway.people.models import Campus, District, Member
    from hallway.people.setup import setup_code

    page = visit_empty
    page.goto("/")
    page.get_by_label("Setup code").fill(setup_code())
    page.get_by_label("Your name").fill("Ada Adler")
    page.get_by_label("Your school e-mail").fill("ada@cedar.example")
    page.get_by_label("New password").fill("three quiet yellow doors")
    axe(page)
    shot(page, "people-welcome-390")
    page.get_by_role("button", name="Make me the administrator").click()
    page.get_by_label("What is your district or school called?").fill("Cedar Valley")
    axe(page)
    shot(page, "people-welcome-names-390")
    page.get_by_role("button", name="On to the campuses").click()
    page.get_by_label("Your campuses, one a line").fill("Oak Elementary, OAK\nElm Middle, ELM")
    axe(page)
    shot(page, "people-welcome-campuses-390")
    page.get_by_role("button", name="On to the hours").click()
    page.get_by_role("heading", name="When does help work?").wait_for()
    axe(page)
    shot(page, "people-welcome-hours-390")
    page.get_by_role("button", name="On to the people who help").click()
    page.get_by_label("Name").first.fill("Iván Núñez")
    page.get_by_label("School e-mail").first.fill("ivan@cedar.example")
    axe(page)
    shot(page, "people-welcome-team-390")
    page.get_by_role("button", name="On to mail").click()
    page.get_by_role("heading", name="Mail").wait_for()
    axe(page)
    shot(page, "people-welcome-mail-390")
    page.get_by_role("button", name="Do mail later, and open the doors").click()
    page.get_by_role("heading", name="People").wait_for()
    assert District.get().set_up
    assert {c.code for c in Campus.objects.all()} == {"OAK", "ELM"}
    assert Member.objects.filter(posts__role="its").get().name == "Iván Núñez"
    assert not page.problems


@pytest.fixture
def visit_empty(browser, transactional_db, live_server, settings):
    """A phone in front of an installation where nobody is yet."""
    settings.PUBLIC_URL = live_server.url
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, base_url=live_server.url, reduced_motion="reduce", locale="en-US"
    )
    context.set_default_timeout(10_000)
    page = context.new_page()
    page.problems = []
    page.on("pageerror", lambda error: page.problems.append(str(error)))
    page.on("console", lambda said: page.problems.append(said.text) if said.type == "error" else None)
    yield page
    context.close()
