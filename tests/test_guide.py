"""The guide keeps up with the product: its buttons are there, its links and pictures lead somewhere, and every row of
docs/mission.md is walked by a journey that says so."""

import ast
import gettext
import re
from functools import cache
from pathlib import Path

import pytest

from hallway.cli.assets import compile_translations

TOP = Path(__file__).resolve().parent.parent
GUIDE, IMAGES, JOURNEYS = TOP / "docs" / "guide", TOP / "docs" / "img", TOP / "tests" / "journeys"
PAGES = sorted(GUIDE.glob("*.md"))
ROW = re.compile(r"\bR\d[a-z]?\b")
OURS = re.compile(r"\*\*(.+?)\*\*", re.S)
# What a bold word of the guide names outside Hallway: buttons of calendar programs.
THEIRS = {"Secret address in iCal format", "Publish a calendar"}


def walked():
    """{row: names of the journeys whose docstrings name it}."""
    found = {}
    for path in JOURNEYS.glob("test_*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                for row in ROW.findall(ast.get_docstring(node) or ""):
                    found.setdefault(row, set()).add(f"{path.name}::{node.name}")
    return found


def test_every_row_is_walked_by_a_journey():
    rows = set(re.findall(r"^\| (R\d[a-z]?) \|", (TOP / "docs" / "mission.md").read_text(), re.M))
    assert len(rows) >= 29
    assert sorted(rows - set(walked())) == [], "no journey names these rows in its docstring"
    assert sorted(set(walked()) - rows) == [], "docs/mission.md does not know these"


@cache
def sentences():
    """Every sentence of the product, as it is translated from."""
    compile_translations([TOP / "src" / "hallway" / "locale"])
    with (TOP / "src" / "hallway" / "locale" / "es" / "LC_MESSAGES" / "django.mo").open("rb") as file:
        known = gettext.GNUTranslations(file)._catalog
    said = {each[0] if isinstance(each, tuple) else each for each in known}
    return {each.rpartition("\x04")[2].replace("’", "'") for each in said}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_what_the_guide_names_is_there(page):
    """In bold stands what one taps, as the product words it; a bold beginning of a line ends in a dot, colon or question mark."""
    bold = {" ".join(each.split()).replace("’", "'") for each in OURS.findall(page.read_text())}
    assert [each for each in sorted(bold - THEIRS) if each[-1] not in ".:?" and each not in sentences()] == []


def test_links_and_pictures_lead_somewhere():
    wrong, shown = [], set()
    for page in [TOP / "README.md", TOP / "CONTRIBUTING.md", TOP / "docs" / "mission.md", *PAGES]:
        text = page.read_text()
        for link in re.findall(r"\]\(([^)#]+?)(?:#[^)]*)?\)", text) + re.findall(r'src="([^"]+)"', text):
            if not link.startswith(("http", "mailto")) and not (page.parent / link).exists():
                wrong.append(f"{page.name}: {link}")
        shown |= set(re.findall(r"img/([\w-]+\.png)", text))
        wrong += [
            f"{page.name}: a picture without words" for each in re.findall(r"<img [^>]+>", text) if 'alt="' not in each
        ]
    assert wrong == []
    assert sorted(each.name for each in IMAGES.iterdir() if each.name not in shown) == [], "on no page"


def test_every_page_of_the_guide_is_found_from_its_first():
    first = (GUIDE / "README.md").read_text()
    assert [page.name for page in PAGES if page.name != "README.md" and f"({page.name})" not in first] == []


def test_pictures_are_small():
    assert {each.name: each.stat().st_size for each in IMAGES.iterdir() if each.stat().st_size > 80_000} == {}
