"""Journeys: a real browser against a real server, with the worker's pulses turned by hand.

Chromium is looked for at its usual names. Without it the journeys are skipped with the reason; with ``CI=true`` that fails.
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


def chromium():
    return next(
        (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None
    )


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
def visit(browser, house):
    """``visit(member, width=1280, script=True, dark=False)``: a page of a fresh browser, signed in as them (None: nobody)."""
    from django.test import Client

    opened = []

    def go(member=None, *, width=1280, script=True, dark=False):
        context = browser.new_context(
            viewport={"width": width, "height": 844 if width < 600 else 800}, java_script_enabled=script,
            base_url=house.url, color_scheme="dark" if dark else "light", reduced_motion="reduce", locale="en-US",
        )  # fmt: skip
        context.set_default_timeout(PATIENCE)
        opened.append(context)
        if member is not None:
            client = Client()
            client.force_login(member)
            context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": house.url}])
        page = context.new_page()
        page.problems = []
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
