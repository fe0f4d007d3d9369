"""A book to print and keep: what one person received in a school year, with a cover. Any language and any word must come through."""

import unicodedata

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from hallway.core.paper import Paper

from .kept import day_of, kept, span, year_words

INK, SOFT, GREEN, LAMP, PAPER = (25, 39, 31), (79, 91, 83), (29, 102, 70), (246, 220, 138), (250, 246, 237)
MARGIN, WIDE = 25, 140  # millimeters of a page of 190 by 240


def book(member, year):
    """The PDF as bytes."""
    pages = kept(member, year)
    said = [each for page in pages for pair in page.words for each in pair] + [page.title for page in pages]
    pdf = Book("".join([member.full_name, *said]))
    pdf.set_creation_date(span(year)[0])  # the same book twice is the same bytes
    pdf.cover(member.full_name, year_words(year))
    if not pages:
        pdf.add_page()
        pdf.say(_("Here is room for what comes."), 14, SOFT)
    for page in pages:
        pdf.entry(date_format(day_of(page), "DATE_FORMAT"), page.title, page.words)
    return bytes(pdf.output())


class Book(Paper):
    def __init__(self, words):
        super().__init__(words, unit="mm", format=(190, 240))
        self.set_margins(MARGIN, MARGIN)
        self.set_auto_page_break(auto=True, margin=MARGIN)
        self.set_title(_("A keepsake"))
        self.set_creator("Hallway")

    def cover(self, name, year):
        """The name, the school year and the door, a little open."""
        self.add_page()
        self.set_fill_color(*PAPER)
        self.rect(0, 0, self.w, self.h, style="F")
        self.set_fill_color(*LAMP)
        self.polygon([(81, 52), (111, 52), (111, 106), (81, 106)], style="F")
        self.polygon([(98, 106), (118, 106), (130, 116), (98, 116)], style="F")
        self.set_fill_color(*GREEN)
        self.polygon([(79, 50), (98, 58), (98, 118), (79, 106)], style="F")
        self.set_y(140)
        self.say(_("A keepsake"), 30, INK, align="C")
        self.say(name, 20, GREEN, align="C")
        self.say(_("School year %(year)s") % {"year": year}, 13, SOFT, align="C")

    def entry(self, day, title, words):
        """One thing that came. It begins on a new page when little room is left."""
        if self.page_no() == 1 or self.get_y() > self.h - 80:
            self.add_page()
        else:
            self.ln(6)
            self.set_draw_color(*LAMP)
            self.line(MARGIN, self.get_y(), MARGIN + 30, self.get_y())
            self.ln(6)
        self.say(day, 9, SOFT)
        self.say(title, 15, GREEN)
        for text, who in words:
            if text:
                self.say(text, 12, INK)
            if who:
                self.say(who, 10, SOFT)

    def say(self, text, size, color, align=""):
        """Paragraphs, each on the side where its writing begins."""
        self.set_text_color(*color)
        for line in self.plain(text).split("\n"):
            if line.strip():
                self.sized(size)
                self.multi_cell(
                    WIDE, size * 0.55, line, align=align or ("R" if from_the_right(line) else "L"), new_x="LMARGIN",
                    new_y="NEXT",
                )  # fmt: skip
            else:
                self.ln(size * 0.3)
        self.ln(2)


def from_the_right(line):
    """Whether its first letter with a direction is of a script that is written from the right."""
    found = (unicodedata.bidirectional(letter) for letter in line)
    return next((kind in ("R", "AL") for kind in found if kind in ("L", "R", "AL")), False)
