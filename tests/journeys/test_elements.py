"""The small elements, on the page that shows every component, in a real browser; and that page under axe."""

from datetime import UTC, datetime, timedelta

import pytest

pytestmark = pytest.mark.browser


@pytest.fixture
def look(visit, house, settings):
    settings.DEMO = True

    def go(member=None, **how):
        page = visit(member, **how)
        page.goto("/look/")
        return page

    return go


@pytest.mark.parametrize(("width", "dark"), [(390, True), (1280, False)])
def test_every_component_is_accessible_and_fits(look, house, width, dark):
    from axe_playwright_python.sync_playwright import Axe

    page = look(house.tess, width=width, dark=dark)
    page.wait_for_selector(".has-script")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.problems == []
    found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}).response
    assert len(found["passes"]) > 20
    assert [(v["id"], [n["html"] for n in v["nodes"]]) for v in found["violations"]] == []


def test_keys_walk_and_pick_but_never_while_typing(look, house):
    page = look(house.ivan)
    page.wait_for_selector(".has-script")
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert "Chromebook" in page.evaluate("document.activeElement.textContent")
    page.keyboard.press("x")
    assert page.locator("[data-bulk-count]").inner_text() == "1"
    page.keyboard.type("?")
    assert page.evaluate("document.getElementById('keys-help').open")
    page.keyboard.press("Escape")
    page.locator("hw-draft #id_line").fill("")
    page.locator("hw-draft #id_line").press_sequentially("jx?")
    assert page.locator("hw-draft #id_line").input_value() == "jx?"
    assert not page.evaluate("document.getElementById('keys-help').open")
    page.evaluate("document.activeElement.blur(); document.querySelector('details.fold #id_tag').dataset.key = 'g'")
    page.keyboard.press("g")
    page.keyboard.type("OAK-1")
    assert page.locator("hw-draft #id_tag").input_value() == "OAK-1"


def test_a_draft_comes_back_until_it_is_saved_and_goes_at_sign_out(look, house):
    page = look(house.tess)
    page.locator("hw-draft #id_line").fill("The projector is dark")
    page.reload()
    assert page.locator("hw-draft #id_line").input_value() == "The projector is dark"
    page.get_by_role("button", name="Start fresh").click()
    assert page.locator("hw-draft #id_line").input_value() == ""
    page.locator("hw-draft #id_line").fill("The projector is dark")
    page.reload()
    kept = page.evaluate("Object.keys(localStorage).find(key => key.startsWith('hw-draft:')).slice(9)")
    page.context.add_cookies([{"name": "hw_saved", "value": kept.replace(":", "%3A"), "url": house.url}])
    page.reload()
    assert page.locator("hw-draft #id_line").input_value() == ""
    page.locator("hw-draft #id_line").fill("Another one")
    page.reload()
    page.locator("summary.shell-button").click()
    with page.expect_navigation():
        page.get_by_role("button", name="Sign out").click()
    assert page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('hw-draft:')).length") == 0


def test_a_saved_form_says_so_and_a_refused_one_does_not(rf):
    from django.http import HttpResponse, HttpResponseRedirect

    from hallway.core.drafts import DraftSaved

    sent = rf.post("/asks/new/", {"hw_draft": "7:ask-new"})
    saved = DraftSaved(lambda request: HttpResponseRedirect("/asks/1/", status=303))(sent)
    assert saved.cookies["hw_saved"].value == "7%3Aask-new"
    for answer in (HttpResponse(status=422), HttpResponse(status=409), HttpResponseRedirect("/account/login/?next=/")):
        assert "hw_saved" not in DraftSaved(lambda request, answer=answer: answer)(sent).cookies


def test_a_form_is_sent_once(look, house):
    page = look(house.tess)
    page.evaluate(
        "document.querySelector('hw-draft form').addEventListener('submit', "
        "(event) => { event.preventDefault(); window.sent = (window.sent || 0) + 1; })"
    )
    page.locator("hw-draft #id_line").fill("Dark")
    button = page.get_by_role("button", name="Send to the help team at Oak")
    button.click()
    page.wait_for_selector("form[data-sending]")
    button.dispatch_event("click")
    assert page.evaluate("window.sent") == 1
    assert button.get_attribute("aria-disabled") == "true"


def test_undo_counts_down_and_goes(look, house):
    page = look(house.ivan)
    page.clock.install()
    page.clock.pause_at(
        datetime.now(UTC) + timedelta(hours=1)
    )  # it moves only when it is told to, however long loading takes
    page.reload()
    assert page.locator("hw-undo .undo-left").inner_text() == "20"
    page.clock.run_for(5_000)
    assert page.locator("hw-undo .undo-left").inner_text() == "15"
    page.clock.run_for(14_000)
    assert page.locator("hw-undo .undo-left").inner_text() == "1"
    page.clock.run_for(1_000)
    assert page.locator("hw-undo").count() == 0
    assert page.locator(".is-pending").count() == 0


def test_menu_shuts_on_escape_and_keeps_its_place(look, house):
    page = look(house.tess)
    page.locator("summary.shell-button").click()
    page.get_by_role("button", name="Sign out").wait_for()
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Sign out").wait_for(state="hidden")
    assert page.evaluate("document.activeElement.matches('summary.shell-button')")


def test_the_page_is_hidden_outside_the_demo(client, db, settings):
    settings.DEMO = settings.DEBUG = False
    assert client.get("/look/").status_code == 404


def test_without_script_everything_is_there(look, house):
    page = look(house.tess, script=False)
    page.locator("[data-bulk]").first.wait_for()
    page.locator(".only-script").first.wait_for(state="hidden")
    page.get_by_role("button", name="Send to the help team at Oak").wait_for()


def test_phone_can_install_it(client, db):
    said = client.get("/hallway.webmanifest").json()
    assert {"192x192", "512x512"} <= {icon["sizes"] for icon in said["icons"]}
    worker = client.get("/worker.js")
    assert worker["Content-Type"].startswith("text/javascript")
    assert client.get("/offline/").status_code == 200


def test_sheets_are_kept_for_good_only_under_their_own_address(client, db):
    from hallway.core.look import joined

    now = client.get(f"/look/{joined('css')[2]}.css", headers={"Accept-Encoding": "gzip"})
    assert "immutable" in now["Cache-Control"]
    assert now["Content-Encoding"] == "gzip"
    assert "no-cache" in client.get("/look/000000000000.js")["Cache-Control"]
