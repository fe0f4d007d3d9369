"""docs/img from what the journeys took: few colors, small files. Says what is on no page, and what was not taken this time.

With the address of a running bin/demo it takes the pictures of README.md there instead: .venv/bin/python bin/pictures.py http://127.0.0.1:8000
"""

import io
import sys
from pathlib import Path

from PIL import Image

TOP = Path(__file__).resolve().parent.parent
TAKEN, KEPT = TOP / "tests" / ".shots" / "guide", TOP / "docs" / "img"
COLORS = 96
# name: (who walks in, the page or the first link of it, width, height)
OF_THE_DEMO = {
    "teacher-phone": ("Marisol", "/", "", 390, 844),
    "help-list": ("Renata", "/asks/", "", 1280, 860),
    "request": ("Renata", "/asks/", "[data-row] .list-title a, [data-row] a", 1280, 860),
    "link-over": ("", "/asks/link/none/", "", 390, 844),
}


def write(name, taken):
    """The picture in docs/img, in the colors it needs most. ``taken``: a path or bytes."""
    picture = Image.open(io.BytesIO(taken) if isinstance(taken, bytes) else taken).convert("RGB")
    path = KEPT / f"{name}.png"
    picture.quantize(COLORS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(path, optimize=True)
    print(f"{path.relative_to(TOP)}  {picture.width} x {picture.height}  {path.stat().st_size // 1024} kB")


def of_the_demo(address):
    """The pictures of README.md, from a demo that runs."""
    from playwright.sync_api import sync_playwright

    sys.path.insert(0, str(TOP))
    from tests.journeys.conftest import FLAGS, chromium

    with sync_playwright() as driver:
        chrome = driver.chromium.launch(executable_path=chromium(), args=FLAGS)
        for name, (who, path, first, width, height) in OF_THE_DEMO.items():
            page = chrome.new_page(
                base_url=address, viewport={"width": width, "height": height}, locale="en-US", reduced_motion="reduce"
            )
            if who:
                page.goto("/account/login/")
                page.locator("section[aria-labelledby=demo-people] button", has_text=who).click()
                page.locator(".shell-end .menu").wait_for()
            page.goto(path)
            if first:
                page.locator(first).first.click()
                page.locator("#reply").wait_for()
            write(name, page.screenshot())
            page.close()
        chrome.close()


def of_the_journeys():
    for each in sorted(TAKEN.glob("*.png")):
        write(each.stem, each)
    pages = "\n".join(page.read_text() for page in [TOP / "README.md", *(TOP / "docs").rglob("*.md")])
    for each in sorted(KEPT.glob("*.png")):
        if each.name not in pages:
            print(f"{each.name} stands on no page")
        elif not (TAKEN / each.name).exists() and each.stem not in OF_THE_DEMO:
            print(f"{each.name} was not taken this time")


if __name__ == "__main__":
    if sys.argv[1:]:
        of_the_demo(sys.argv[1])
    else:
        of_the_journeys()
