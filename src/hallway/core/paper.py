"""What our PDFs are written with: fonts that come with packages, so that a name looks the same on every machine.

Most writing is in one of them. Letters that it lacks (Chinese, Korean, Devanagari, a party popper) come from a font of their own,
of which only these letters are taken; what no font has is named in words or by its number, never an empty box.
"""

import logging
import tempfile
import unicodedata
from functools import cache
from importlib.resources import files
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer
from fpdf import FPDF

FONT = files("ziafont") / "fonts" / "DejaVuSans.ttf"  # Latin, Greek, Cyrillic, Hebrew, Arabic, and common signs
CARRIED = ("manimgx_fonts", "justmytype_intl_cjk")  # Noto of many writings; of Chinese, Japanese and Korean
FIRST = ("SC", "TC", "JP", "KR")  # of Chinese letters, whose forms differ, what most would read
REGULAR = 400
JOINERS = {0x200D, 0xFE0E, 0xFE0F, *range(0x1F3FB, 0x1F400), *range(0xE0020, 0xE0080)}
for name in ("fontTools", "fontTools.subset"):
    logging.getLogger(name).setLevel(logging.ERROR)


@cache
def others():
    """Paths of the fonts for letters that ours lacks."""
    found = [path for package in CARRIED for path in Path(str(files(package))).rglob("*.ttf")]

    def place(path):
        ending = path.name.partition("[")[0][-2:]
        return (FIRST.index(ending) + 1 if ending in FIRST else 0, path.name)

    return sorted((path for path in found if "Italic" not in path.name), key=place)


@cache
def letters_of(path):
    with TTFont(path, lazy=True) as font:
        return frozenset(font.getBestCmap())


class Paper(FPDF):
    """A PDF in which every letter of ``words`` (all that will be written on it) can be drawn."""

    def __init__(self, words, **kwargs):
        super().__init__(**kwargs)
        self.add_font("body", fname=str(FONT))
        self.known, more = set(letters_of(FONT)), []
        wanted = {ord(letter) for letter in words if letter.isprintable()} - JOINERS
        self.cut = tempfile.TemporaryDirectory()  # read until the PDF is written; gone with it
        for path in others():
            if found := (wanted - self.known) & letters_of(path):
                more.append(f"more{len(more)}")
                self.add_font(more[-1], fname=_only(path, found, f"{self.cut.name}/{more[-1]}.ttf"))
                self.known |= found
        if more:
            self.set_fallback_fonts(more, exact_match=False)
        self.set_font("body", size=12)
        self.set_text_shaping(use_shaping_engine=True)

    def sized(self, size):
        """What is written next has this size, said to the PDF in any case: after a line in several fonts it knows an older one."""
        self.font_family = ""
        self.set_font("body", size=size)

    def plain(self, text):
        """``text`` with what no font can draw named: by its name, if it is a sign, else by its number."""
        return "".join(self._drawn(letter) for letter in text)

    def _drawn(self, letter):
        code = ord(letter)
        if code in JOINERS:
            return ""
        if letter == "\n" or code in self.known or unicodedata.category(letter) in ("Cf", "Mn"):
            return letter
        if unicodedata.category(letter).startswith("S"):
            return f"({unicodedata.name(letter, 'sign').lower()})"
        return f"(U+{code:04X})" if letter.isprintable() else " "


def _only(path, letters, to):
    """Write a font of these letters alone, at the weight of a text, to ``to``: a whole one has ten thousands and takes seconds."""
    options = subset.Options(layout_features=["*"], notdef_outline=True)
    font = subset.load_font(path, options, lazy=True)
    cut = subset.Subsetter(options)
    cut.populate(unicodes=letters)
    cut.subset(font)
    font.save(to)
    with TTFont(to, recalcTimestamp=False) as small:
        axes = {axis.axisTag: axis.defaultValue for axis in small["fvar"].axes} if "fvar" in small else {}
        if axes:
            instancer.instantiateVariableFont(small, axes | {"wght": REGULAR}, inplace=True)
        small.save(done := f"{to}.cut.ttf")
    return done
