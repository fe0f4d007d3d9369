"""Journeys: a real browser against a real server, with the worker's pulses turned by hand.

Chromium is looked for at its usual names, first the one without windows, which takes a third less. Without it the
journeys are skipped with the reason; with ``CI=true`` that fails.
"""

import os
import shutil
from pathlib import Path

import pytest

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # the browser's driver runs a loop in this thread

FLAGS = [
    "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
PATIENCE = 60_000  # milliseconds a step may take where the machine is busy; what is promised in seconds is measured by its test
# (width, dark): every rule meets both widths and both schemes; with pictures, each with each.
LOOKS = [(390, True), (1280, False)] + ([(390, False), (1280, True)] if os.environ.get("SHOTS") else [])
SHOTS = Path(__file__).resolve().parent.parent / ".shots"
ROOM = 12  # pixels around what a picture shows
COLUMN = "main .page-grid > div"  # the page without what stands beside or below it
FIXED = ".shell-tabs, .shell-top, .toasts"  # what lies over a page


def chromium():
    names = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
    return next((path for name in names if (path := shutil.which(name))), None)


@pytest.fixture(scope="session")
def browser():
    path = chromium()
    if path is None:
        reason = "Chromium is not installed here"
        if os.environ.get("CI") == "true":
            pytest.fail(f"{reason}; CI needs it")
        pytest.skip(reason)
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as driver:
        chrome = driver.chromium.launch(executable_path=path, args=FLAGS)
        yield chrome
        chrome.close()


@pytest.fixture
def house(cast, transactional_db, live_server, settings):
    """The cast behind a live server whose addresses in mails are its own."""
    settings.PUBLIC_URL = live_server.url
    cast.url = live_server.url
    return cast


@pytest.fixture
def tuesday(monkeypatch):
    """The house's clock, for the server's threads, too, goes on from ten in the morning of a Tuesday: a school day, whenever
    the test runs. What ``moved`` says stands above it. The day (a date)."""
    from datetime import date, timedelta

    day = date.today()
    return _goes_on_from(monkeypatch, day + timedelta(days=(1 - day.weekday()) % 7 or 7))


@pytest.fixture
def august(monkeypatch):
    """The same from the second Wednesday of next August, when a school year begins."""
    from datetime import date, timedelta

    day = date(date.today().year + 1, 8, 8)
    return _goes_on_from(monkeypatch, day + timedelta(days=(2 - day.weekday()) % 7))


def _goes_on_from(monkeypatch, day):
    from datetime import UTC, datetime
    from types import SimpleNamespace
    from zoneinfo import ZoneInfo

    from django.utils import timezone

    from hallway.core import now as clock

    inner = clock._moved
    ahead = datetime(day.year, day.month, day.day, 10, tzinfo=ZoneInfo("America/Chicago")) - datetime.now(UTC)
    later = SimpleNamespace(get=lambda: inner.get() or timezone.now() + ahead, set=inner.set, reset=inner.reset)
    monkeypatch.setattr(clock, "_moved", later)
    return day


@pytest.fixture
def visit(browser, house):
    """``visit(member, width=1280, script=True, dark=False)``: a page of a fresh browser, signed in as them (None: nobody).
    ``keeps``: with the service worker, which each fresh browser would install anew for a third of its time."""
    from django.test import Client

    opened = []

    def go(member=None, *, width=1280, script=True, dark=False, keeps=False):
        context = browser.new_context(
            viewport={"width": width, "height": 844 if width < 600 else 800}, java_script_enabled=script,
            base_url=house.url, color_scheme="dark" if dark else "light", reduced_motion="reduce", locale="en-US",
            service_workers="allow" if keeps else "block",
        )  # fmt: skip
        context.set_default_timeout(PATIENCE)
        opened.append(context)
        if member is not None:
            client = Client()
            client.force_login(member)
            context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": house.url}])
        page = context.new_page()
        page.problems, page.has_script = [], script
        page.on("pageerror", lambda error: page.problems.append(str(error)))
        page.on("console", lambda said: page.problems.append(said.text) if said.type == "error" else None)
        return page

    yield go
    for context in opened:
        context.close()


@pytest.fixture
def work():
    """``work()``: turn the worker's pulses until nothing is left to do. ``ahead`` seconds: as if that time had passed."""
    from contextlib import nullcontext
    from datetime import timedelta

    from hallway.config.clock import PULSES
    from hallway.core.now import moved, now

    def turn(ahead=0, only=("deliver", "send", "read mail")):
        from django.utils.module_loading import import_string

        with moved(now() + timedelta(seconds=ahead)) if ahead else nullcontext():
            for _round in range(5):
                if not sum(import_string(path)() or 0 for name, _seconds, path in PULSES if name in only):
                    return

    return turn


@pytest.fixture(scope="session")
def axe():
    """``axe(page)``: WCAG 2.2 AA; fails with what was found and where."""
    from axe_playwright_python.sync_playwright import Axe

    checker = Axe()

    def check(page):
        assert getattr(page, "has_script", True), (
            "axe waits for the page's timers: without script it would never come back"
        )
        found = checker.run(
            page,
            options={
                "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]},
                "resultTypes": ["violations"],  # of what passes, one node for each rule is enough
            },
        )
        assert not found.response["violations"], [
            (item["id"], [node["html"][:160] for node in item["nodes"][:3]]) for item in found.response["violations"]
        ]

    return check


@pytest.fixture
def shot(request):
    """``shot(page, name)``: keep a picture to look at, in tests/.shots; only with ``SHOTS=1``, as each costs half a second."""

    def keep(page, name):
        if not os.environ.get("SHOTS"):
            return
        SHOTS.mkdir(exist_ok=True)
        page.screenshot(path=SHOTS / f"{name}.png", full_page=True)

    return keep


@pytest.fixture
def picture():
    """``picture(page, name, of=COLUMN, to=None, most=900)``: for the guide, in tests/.shots/guide: what ``of`` and ``to`` (selectors or
    locators) frame, no taller than ``most`` pixels, without what stands fixed over the page. Only with ``SHOTS=1``; ``bin/pictures``
    makes docs/img of them."""

    def box(page, what):
        return (page.locator(what) if isinstance(what, str) else what).first.bounding_box()

    def take(page, name, of=COLUMN, to=None, most=900):
        if not os.environ.get("SHOTS"):
            return
        (SHOTS / "guide").mkdir(parents=True, exist_ok=True)
        seen = "([fixed, seen]) => document.querySelectorAll(fixed).forEach((each) => { each.style.display = seen })"
        page.evaluate(seen, [FIXED, "none"])
        page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")
        boxes, wide = [box(page, of), box(page, to or of)], page.viewport_size["width"]
        left = max(0, min(each["x"] for each in boxes) - ROOM)
        top = max(0, min(each["y"] for each in boxes) - ROOM)
        right = min(wide, max(each["x"] + each["width"] for each in boxes) + ROOM)
        end = max(each["y"] + each["height"] for each in boxes) + ROOM
        page.screenshot(
            path=SHOTS / "guide" / f"{name}.png", full_page=True,
            clip={"x": left, "y": top, "width": right - left, "height": min(end - top, most)},
        )  # fmt: skip
        page.evaluate(seen, [FIXED, ""])

    return take
