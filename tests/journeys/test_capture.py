"""Capture in a real browser: without network, killed, twice, two weeks later, after an upgrade, signed out, by somebody else."""

import contextlib
import os
import re
import signal
import uuid
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import expect

from hallway.asks.models import Ask
from hallway.capture.models import Capture
from hallway.core import offline
from hallway.threads.models import File

from .conftest import FLAGS, PATIENCE
from .wire import Wire

pytestmark = pytest.mark.browser
PICTURE = Path(__file__).resolve().parents[2] / "src/hallway/static/img/icon-192.png"


@pytest.fixture
def wire(house):
    made = Wire(house.url)
    yield made
    made.close()


def signed_in(context, member, url):
    from django.test import Client

    client = Client()
    client.force_login(member)
    context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": url}])


@pytest.fixture
def phone(browser, wire, house):
    """``phone(member, **about)``: a phone on the wire whose worker has kept the capture page; ``phone.off()``, ``phone.on()``."""
    opened = []

    def make(member=house.ivan, dark=False, width=390):
        context = browser.new_context(
            viewport={"width": width, "height": 844}, base_url=wire.url, locale="en-US", reduced_motion="reduce",
            color_scheme="dark" if dark else "light",
        )  # fmt: skip
        context.set_default_timeout(PATIENCE)
        opened.append(context)
        signed_in(context, member, wire.url)
        page = context.new_page()
        page.problems = []
        page.on("pageerror", lambda error: page.problems.append(str(error)))
        page.goto("/asks/capture/")
        settled(page)
        return page

    yield make
    for context in opened:
        context.close()


def settled(page):
    """The worker stands, and the page has what it needs to be opened without network."""
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    # Not wait_for_function, which the page's policy forbids as soon as it has to look twice.
    page.evaluate(
        "navigator.serviceWorker.controller ? true : new Promise((done) =>"
        " navigator.serviceWorker.addEventListener('controllerchange', () => done(true), { once: true }))"
    )
    for _tenth in range(PATIENCE // 100):
        if page.evaluate("captures.about('names').then((names) => Boolean(names))"):
            return
        page.wait_for_timeout(100)
    raise AssertionError("the names did not come")


def off(page, wire):
    page.context.set_offline(True)
    wire.cut()


def on(page, wire):
    wire.mend()
    page.context.set_offline(False)


def keep(page, name="Tess", line="board pen is lost", pick="Tess Tanaka", note=False, photo=False):
    page.get_by_label("Who?").fill(name)
    if pick:
        page.get_by_role("button", name=re.compile(pick)).click()
    page.get_by_label("What, in five words?").fill(line)
    if note:
        page.get_by_label("Only a note for me").check()
    if photo:
        page.get_by_label(re.compile("Photos")).set_input_files(PICTURE)
    page.get_by_role("button", name="Keep it").click()
    expect(page.locator("[data-part=said]")).to_have_text("Kept on this phone.")


def rows(page, kind):
    return page.locator(f"[data-part=list] li.is-{kind}")


@pytest.mark.parametrize("dark", [False, True])
def test_kept_without_network_and_sent_by_itself(phone, wire, house, axe, shot, picture, dark):
    page = phone(dark=dark)
    axe(page)
    off(page, wire)
    page.goto("/asks/capture/")
    keep(page, line="cart does not charge")
    keep(page, name="somebody new", pick="", line="sub needs a login", photo=True)
    expect(rows(page, "waiting")).to_have_count(2)
    expect(
        page.get_by_text("2 are still only on this phone. They go by themselves when there is network.")
    ).to_be_visible()
    page.get_by_label("Who?").fill("o")
    axe(page)
    shot(page, f"capture-offline-{'dark' if dark else 'light'}")
    if not dark:
        picture(page, "guide-capture", of="main", most=1300)
    assert not Capture.objects.exists()
    on(page, wire)
    expect(rows(page, "sent")).to_have_count(2)
    expect(page.get_by_text("Nothing waits on this phone")).to_be_visible()
    shot(page, f"capture-sent-{'dark' if dark else 'light'}")
    axe(page)
    ask = Ask.objects.get()
    assert (ask.requester, ask.holder, ask.room) == (house.tess, house.ivan, house.room)
    waiting = Capture.objects.to_sort().get()
    assert waiting.name == "somebody new"
    assert File.objects.get().noun == waiting
    rows(page, "sent").get_by_role("link", name=f"#{ask.pk}").click()
    expect(page.get_by_role("heading", name="cart does not charge")).to_be_visible()
    page.goto("/asks/capture/waiting/")
    expect(page.get_by_text("sub needs a login")).to_be_visible()
    axe(page)
    shot(page, f"capture-waiting-{'dark' if dark else 'light'}")
    assert page.problems == []


def test_opens_from_the_phone_in_under_a_second(phone, wire, capsys):
    page = phone()
    off(page, wire)
    took = []
    for _time in range(5):
        page.goto("about:blank")
        page.goto("/asks/capture/")
        page.locator("hw-capture[ready]").wait_for()
        took.append(page.evaluate("performance.getEntriesByName('hallway-capture-ready')[0].startTime"))
    on(page, wire)
    with capsys.disabled():
        print(f"\ncapture page from the phone's cache, ready to type: {min(took):.0f} to {max(took):.0f} ms")
    assert sorted(took)[2] < 1000


def test_a_killed_browser_still_has_it(browser, house, wire, tmp_path):
    def start():
        made = browser.browser_type.launch_persistent_context(
            tmp_path / "profile", executable_path=_path(browser), args=FLAGS, base_url=wire.url, locale="en-US"
        )
        made.set_default_timeout(PATIENCE)
        return made

    first = start()
    signed_in(first, house.ivan, wire.url)
    page = first.new_page()
    page.goto("/asks/capture/")
    settled(page)
    off(page, wire)
    page.goto("/asks/capture/")
    keep(page, line="kept before the kill", photo=True)
    kill_browser_of(tmp_path / "profile")
    with contextlib.suppress(Exception):
        first.close()

    second = start()
    page = second.new_page()
    page.goto("/asks/capture/")
    expect(rows(page, "waiting")).to_have_text(re.compile("kept before the kill"))
    wire.mend()
    signed_in(second, house.ivan, wire.url)
    page.reload()
    expect(rows(page, "sent")).to_have_count(1)
    assert Ask.objects.get().line == "kept before the kill"
    assert File.objects.get().type == "image/png"
    second.close()


def _path(_browser):
    from .conftest import chromium

    return chromium()


def kill_browser_of(profile):
    """End the browser of this profile, and only it, as a phone does with an app: at once."""
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            said = (folder / "cmdline").read_bytes().split(b"\0")
            if f"--user-data-dir={profile}".encode() in said:
                os.kill(int(folder.name), signal.SIGKILL)


def test_two_tabs_send_once(phone, wire, house):
    page = phone()
    other = page.context.new_page()
    other.goto("/asks/capture/")
    off(page, wire)
    for number in range(3):
        keep(page, line=f"number {number}")
    expect(rows(other, "waiting")).to_have_count(3)
    on(page, wire)
    for each in (page, other):
        each.evaluate("Promise.all([captures.send(), captures.send()])")
    expect(rows(page, "sent")).to_have_count(3)
    expect(rows(other, "sent")).to_have_count(3)
    assert Capture.objects.count() == Ask.objects.count() == 3


def test_an_answer_lost_on_the_way_is_no_second_request(phone, wire):
    page = phone()
    off(page, wire)
    keep(page, line="sent, but who knows")
    wire.eat_answers = True  # before the line is back: the phone sends by itself, too
    on(page, wire)
    page.evaluate("captures.send()")
    # The question who is here was lost; now let that through and lose the answer to the capture itself.
    page.evaluate(
        """async () => {
            const own = fetch;
            window.fetch = async (where, about) => {
                const answer = await own(where, about);
                if (String(where).endsWith("/take/")) throw new TypeError("lost");
                return answer;
            };
        }"""
    )
    wire.eat_answers = False
    page.evaluate("captures.send()")
    expect(rows(page, "waiting")).to_have_count(1)
    assert Capture.objects.count() == 1
    page.reload()
    expect(rows(page, "sent")).to_have_count(1)
    assert Capture.objects.count() == Ask.objects.count() == 1


def test_two_weeks_later(phone, wire, house):
    page = phone()
    off(page, wire)
    page.goto("/asks/capture/")
    keep(page, line="said before the break")
    page.evaluate(
        """async () => {
            const [entry] = await captures.list(JSON.parse((await captures.about("here")).member));
            await captures.keep({...entry, at: entry.at - 14 * 86400000});
        }"""
    )
    on(page, wire)
    expect(rows(page, "sent")).to_have_count(1)
    row, ask = Capture.objects.get(), Ask.objects.get()
    assert timedelta(days=13, hours=23) < row.arrived - row.at < timedelta(days=14, hours=1)
    assert ask.opened_at >= row.arrived - timedelta(seconds=5)
    assert ask.promised_at > ask.opened_at
    page.goto(ask.get_absolute_url())
    expect(page.get_by_text("said in the hallway")).to_be_visible()


def test_after_an_upgrade_nothing_is_lost(phone, wire, house, monkeypatch):
    page = phone()
    before = page.evaluate("caches.keys().then((names) => names.find((name) => /^hallway-[0-9a-f]{12}$/.test(name)))")
    off(page, wire)
    keep(page, line="kept by the old one")
    # A new release: another worker, another shell.
    address, render = offline.SHELLS["/asks/capture/"]
    newer = (address, lambda language: render(language).replace("</h1>", " 2.0</h1>"))
    monkeypatch.setitem(offline.SHELLS, "/asks/capture/", newer)
    monkeypatch.setattr(offline, "worker", offline._made)
    from hallway.capture.views import page as views

    monkeypatch.setattr(views, "rendered", newer[1])
    wire.mend()  # the page itself stays without network, so that what it kept still waits
    page.context.set_offline(False)
    page.evaluate("navigator.serviceWorker.getRegistration().then((one) => one.update())")
    for _tenth in range(PATIENCE // 100):
        if before not in page.evaluate("caches.keys()"):
            break
        page.wait_for_timeout(100)
    page.reload()
    expect(page.get_by_role("heading", name=re.compile("Capture 2.0"))).to_be_visible()
    expect(rows(page, "sent")).to_have_count(1)
    assert Ask.objects.get().line == "kept by the old one"


def test_an_expired_session_keeps_and_says_so(phone, wire, house, shot):
    page = phone()
    page.context.clear_cookies()
    keep(page, line="kept while signed out")
    expect(page.get_by_text("Sign in to send 1 capture.")).to_be_visible()
    keep(page, line="and one more")
    expect(page.get_by_text("Sign in to send 2 captures.")).to_be_visible()
    shot(page, "capture-sign-in")
    assert not Capture.objects.exists()
    page.locator("[data-part=notice]").get_by_role("link", name="Sign in").click()
    page.locator("input[name=login]").fill("ivan@cedar.example")
    page.locator("input[type=password]").fill("a long enough word")
    page.locator("main form").filter(has=page.locator("input[type=password]")).get_by_role("button").last.click()
    page.wait_for_url("**/asks/capture/")
    expect(rows(page, "sent")).to_have_count(2)
    assert Ask.objects.count() == 2


def test_somebody_else_on_the_same_phone(phone, wire, house):
    page = phone()
    off(page, wire)
    keep(page, line="only for Iván's eyes")
    page.context.clear_cookies()
    wire.mend()
    signed_in(page.context, house.kim, wire.url)
    page.context.set_offline(False)
    page.goto("/asks/capture/")
    expect(page.get_by_role("region", name="On this phone")).to_be_hidden()
    for _tenth in range(PATIENCE // 100):
        if page.evaluate("captures.about('here').then((here) => here?.member ?? null)") == house.kim.pk:
            break
        page.wait_for_timeout(100)
    expect(page.locator("[data-part=list] li")).to_have_count(0)
    page.get_by_label("Who?").fill("Tess")  # at Oak, where Kim does not serve
    expect(page.locator("[data-part=fits]")).to_be_hidden()
    keep(page, name="Emil", pick="Emil Ekholm", line="by Kim")
    expect(rows(page, "sent")).to_have_count(1)
    assert Capture.objects.get().by == house.kim
    assert "Iván's eyes" not in page.content()
    page.context.clear_cookies()
    signed_in(page.context, house.ivan, wire.url)
    page.goto("/asks/capture/")
    expect(rows(page, "sent")).to_have_count(1)
    expect(rows(page, "sent")).to_have_text(re.compile("only for Iván's eyes"))
    assert Capture.objects.get(line="only for Iván's eyes").by == house.ivan


def test_signing_out_takes_the_names_away_and_keeps_what_was_not_sent(phone, wire, house):
    page = phone()
    keep(page, line="sent one")
    expect(rows(page, "sent")).to_have_count(1)
    off(page, wire)
    keep(page, line="unsent one")
    wire.mend()
    page.context.set_offline(True)
    page.context.set_offline(False)
    page.evaluate(
        """(member) => captures.keep({
            key: crypto.randomUUID(), member, name: 'x', line: 'stays', photos: [], at: 1, state: 'refused',
        })""",
        house.ivan.pk,
    )
    expect(rows(page, "sent")).to_have_count(2)
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.message), dialog.accept()))
    page.goto("/account/logout/")
    page.get_by_role("button", name="Sign out").last.click()
    page.wait_for_url("**/account/login/**")
    assert asked == [
        "One capture is still only on this phone. It is sent when you sign in here again. Sign out anyway?"
    ]
    page.goto("/asks/capture/")
    expect(page.get_by_text("This phone does not know who you are.")).to_be_visible()
    assert page.evaluate("captures.about('names').then((names) => names ?? null)") is None
    assert page.evaluate(f"captures.list({house.ivan.pk}).then((all) => all.map((each) => each.line))") == ["stays"]


def test_what_is_refused_stays_and_can_be_mended_or_thrown_away(phone, wire, house, shot):
    page = phone()
    key = str(uuid.uuid4())
    Capture.keep(by=house.ivan, line="the first words", key=key)
    entry = (
        "{key: '%s', member: %d, name: 'Tess', line: '%s', photos: [], at: Date.now(), mine: true, state: 'waiting'}"
    )
    page.evaluate(f"captures.keep({entry % (key, house.ivan.pk, 'other words')})")
    page.evaluate(f"captures.keep({entry % (uuid.uuid4(), house.ivan.pk, 'x' * 300)})")
    page.evaluate("captures.send()")
    expect(rows(page, "refused")).to_have_count(2)
    expect(rows(page, "refused").get_by_text("This form was already sent with other words.")).to_be_visible()
    expect(rows(page, "refused").get_by_text("That is longer than 200 letters.")).to_be_visible()
    shot(page, "capture-refused")
    long = rows(page, "refused").filter(has_text="xxx")
    long.get_by_role("button", name="Throw away").click()
    long.get_by_role("button", name="Really throw it away").click()
    expect(rows(page, "refused")).to_have_count(1)
    page.get_by_role("button", name="Mend it").click()
    expect(page.get_by_text("You mend one that the school did not take.")).to_be_visible()
    expect(page.get_by_label("What, in five words?")).to_have_value("other words")
    page.get_by_role("button", name="Keep it").click()
    expect(rows(page, "refused")).to_have_count(0)
    expect(rows(page, "sent")).to_have_count(1)
    assert Ask.objects.get().line == "other words"


def test_nothing_is_kept_without_words_or_a_name(phone):
    page = phone()
    page.get_by_role("button", name="Keep it").click()
    expect(page.get_by_text("Write one line about what it is.")).to_be_visible()
    page.get_by_label("What, in five words?").fill("x")
    page.get_by_role("button", name="Keep it").click()
    expect(page.get_by_text("Write a name, or tick that it is only a note for you.")).to_be_visible()
    keep(page, name="", pick="", line="remember the cable", note=True)
    expect(rows(page, "sent")).to_have_count(1)
    assert Capture.objects.get().state == "note"


def test_without_script_the_form_works(house, visit):
    page = visit(house.ivan, width=390, script=False)
    page.goto("/asks/capture/")
    page.get_by_label("Who?").fill("tess")
    page.get_by_label("What, in five words?").fill("no script here")
    page.get_by_role("button", name="Keep it").click()
    expect(page.get_by_role("heading", name="no script here")).to_be_visible()
    assert Capture.objects.get().ask == Ask.objects.get()


def test_the_manifest_names_the_way(house, client):
    said = client.get("/hallway.webmanifest").json()
    assert [each["url"] for each in said["shortcuts"]] == ["/asks/capture/"]
    assert said["start_url"] == "/"


def test_the_desktop_too(phone, axe, shot):
    page = phone(width=1280)
    keep(page)
    expect(rows(page, "sent")).to_have_count(1)
    axe(page)
    shot(page, "capture-desktop")


def test_the_worker_is_the_same_until_something_changes(house, client):
    first = client.get("/worker.js")
    assert first.status_code == 200
    assert client.get("/worker.js", headers={"If-None-Match": first["ETag"]}).status_code == 304
    assert offline._made() == offline._made()


def test_a_browser_without_a_worker_keeps_too(house, browser, wire):
    """A private window, or a school's server without https: no worker ever stands, and every promise must hold all the same."""
    context = browser.new_context(base_url=wire.url, locale="en-US", service_workers="block")
    context.set_default_timeout(PATIENCE)
    signed_in(context, house.ivan, wire.url)
    page = context.new_page()
    page.goto("/asks/capture/")
    page.locator("hw-capture[ready]").wait_for()
    wire.cut()
    keep(page, pick="", line="kept without a worker")
    expect(rows(page, "waiting")).to_have_count(1)
    wire.mend()
    page.reload()
    expect(rows(page, "sent")).to_have_count(1)
    assert Ask.objects.get().line == "kept without a worker"
    context.close()
