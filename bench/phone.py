"""A phone and the person who holds it: a real Chromium, slowed down, whose taps, letters, decisions and read words are counted."""

import math
import time
from contextlib import contextmanager

from playwright.sync_api import sync_playwright

CHROMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync"]
SLOW = {"offline": False, "latency": 562.5, "downloadThroughput": 1.44e6 / 8, "uploadThroughput": 0.675e6 / 8}
CPU, WIDE, HIGH = 4, 390, 844
BARS, BAR, KEYBOARD, SWIPE = 64, 106, 340, 0.6  # a swipe moves six tenths of what is seen between the bars
AGENT = (
    "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36"
)
PAINTED = """() => { const found = performance.getEntriesByName("first-contentful-paint")[0];
    return found ? (performance.timeOrigin + found.startTime) / 1000 : 0 }"""
READ = """(name) => { const own = document.querySelector(`.ask-form [name="${name}"]`); const box = own.closest(".field");
    return [...box.querySelectorAll(":scope > label, :scope > legend")].map((one) => one.innerText).join(" ") }"""


@contextmanager
def browser():
    import shutil

    path = next((found for name in CHROMES if (found := shutil.which(name))), None)
    if path is None:
        raise SystemExit("Chromium is needed for this bench, and it is not installed here.")
    with sync_playwright() as driver:
        chrome = driver.chromium.launch(executable_path=path, args=FLAGS)
        yield chrome
        chrome.close()


class Phone:
    """``page`` behind a slow line. ``machine``: seconds waited for pages; the rest is counted for the person."""

    def __init__(self, chrome, url, jar, *, script=True):
        self.context = chrome.new_context(
            viewport={"width": WIDE, "height": HIGH}, device_scale_factor=3, is_mobile=True, has_touch=True,
            java_script_enabled=script, base_url=url, locale="en-US", user_agent=AGENT,
        )  # fmt: skip
        self.context.add_cookies(
            [dict(zip(("name", "value"), one.split("=", 1), strict=True), url=url) for one in jar.split("; ")]
        )
        self.context.set_default_timeout(60_000)
        self.page = self.context.new_page()
        line = self.context.new_cdp_session(self.page)
        line.send("Network.enable")
        line.send("Network.emulateNetworkConditions", SLOW)
        line.send("Emulation.setCPUThrottlingRate", {"rate": CPU})
        self.taps = self.keys = self.decisions = self.words = 0
        self.machine, self.typing = 0.0, False

    def open(self, path):
        """Seconds until the page is there; not counted for the request, which begins on it."""
        begun = time.time()
        self.page.goto(path, wait_until="load")
        return self._painted() - begun

    def go(self, control, awaited):
        """A tap that loads a page; ``awaited`` (a selector) can be read when it is there."""
        box = self._reach(control)
        self.taps += 1
        begun = time.time()
        self.page.touchscreen.tap(*box)
        self.page.locator(awaited).first.wait_for()
        self.machine += max(self._painted(), time.time()) - begun

    def tap(self, control):
        box = self._reach(control)
        self.taps += 1
        self.page.touchscreen.tap(*box)
        self.typing = False

    def type(self, control, words):
        self.tap(control)
        self.typing = True
        self.keys += len(words)
        control.press_sequentially(words)
        self.page.wait_for_timeout(1200)  # what follows from the words, while the person looks up

    def decide(self, words=""):
        """A question that is answered: read, thought about."""
        self.decisions += 1
        self.words += sum(any(letter.isalnum() for letter in word) for word in words.split())

    def read(self, name):
        return self.page.evaluate(READ, name)

    def _painted(self):
        until = time.time() + 20
        while time.time() < until:
            if found := self.page.evaluate(PAINTED):
                return found
            self.page.wait_for_timeout(20)
        raise SystemExit(f"{self.page.url} was never painted")

    def _reach(self, control):
        """The middle of a control after as many swipes as it takes to see it; the keyboard is put away for what stays behind it."""
        box = control.bounding_box()
        fixed = control.evaluate("(each) => getComputedStyle(each.closest('.form-end') || each).position === 'sticky'")
        if self.typing and fixed:
            self.taps, self.typing = self.taps + 1, False
        seen = HIGH - (KEYBOARD if self.typing else BARS + BAR)
        away = 0 if fixed else max(0, box["y"] + box["height"] - seen, -(box["y"] - BARS))
        if away:
            self.taps += math.ceil(away / ((seen - BARS) * SWIPE))
            control.evaluate("(each) => each.scrollIntoView({ block: 'center', behavior: 'instant' })")
            box = control.bounding_box()
        return box["x"] + min(box["width"] / 2, 120), box["y"] + box["height"] / 2

    def close(self):
        self.context.close()
