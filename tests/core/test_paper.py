"""Every writing of the world comes through a PDF, drawn in a font that has it; nothing is an empty box."""

import io

import pytest
from pypdf import PdfReader

from hallway.core.paper import Paper, letters_of, others

SAMPLES = {
    "Chinese": "王小明 谢谢你，老師",
    "Japanese": "田中さん ありがとう",
    "Korean": "김철수 감사합니다",
    "Devanagari": "प्रिया",
    "Tamil": "தமிழ்",
    "Thai": "สวัสดี",
    "Ethiopic": "አማርኛ",
    "Arabic": "شكرا",
    "Hebrew": "תודה",
    "emoji": "🎉😀",
    "Vietnamese": "Nguyễn",
    "Navajo": "Diné bizaad ałk’idą́ą́",
}


def made(text):
    paper = Paper(text)
    paper.add_page()
    paper.multi_cell(0, 8, paper.plain(text))
    return bytes(paper.output())


@pytest.mark.parametrize("writing", SAMPLES)
def test_every_letter_is_drawn(writing, caplog):
    """Each is in one of the fonts of the file, none is replaced, and the drawing program misses no glyph."""
    text = SAMPLES[writing]
    paper = Paper(text)
    assert paper.plain(text) == text
    raw = made(text)
    assert not [each for each in caplog.records if "glyph" in each.getMessage().lower()]
    fonts = PdfReader(io.BytesIO(raw)).pages[0]["/Resources"]["/Font"]
    assert len(fonts) >= 1
    assert len(raw) < 200_000, "only the letters that are written"
    if writing in ("Chinese", "Japanese", "Korean", "emoji"):
        said = PdfReader(io.BytesIO(raw)).pages[0].extract_text()
        assert "".join(said.split()) == "".join(text.split())


def test_a_line_after_one_in_several_fonts_has_its_own_size():
    paper, sizes = Paper("प्रिया 🎉"), []
    paper.add_page()
    for size, text in ((20, "Thank you"), (12, "प्रिया 🎉 hello"), (12, "Well done")):
        paper.sized(size)
        paper.multi_cell(0, 8, text, new_x="LMARGIN", new_y="NEXT")
    page = PdfReader(io.BytesIO(bytes(paper.output()))).pages[0]
    page.extract_text(visitor_text=lambda text, _c, _m, _f, size: sizes.append((text.strip(), size)))
    assert {size for text, size in sizes if "Well" in text} == {12}
    assert {size for text, size in sizes if "Thank" in text} == {20}


def test_what_no_font_has_is_named():
    signs = Paper("").plain("a\U0001f389\U00012000b\u200d")
    assert signs == "a(party popper)(U+12000)b"


def test_without_the_other_fonts_a_name_can_still_be_told(monkeypatch):
    monkeypatch.setattr("hallway.core.paper.others", lambda: [])
    assert Paper("王").plain("王 Lee") == "(U+738B) Lee"


def test_plain_words_open_no_other_font(monkeypatch):
    def none(path):
        raise AssertionError(path)

    letters_of(others()[0])
    monkeypatch.setattr("hallway.core.paper._only", lambda *said: none(said))
    Paper("Hello, Żółć and שלום")


def test_the_same_twice():
    assert made_bytes() == made_bytes()


def made_bytes():
    from datetime import UTC, datetime

    paper = Paper("王 प्रिया 🎉")
    paper.set_creation_date(datetime(2026, 3, 2, tzinfo=UTC))
    paper.add_page()
    paper.multi_cell(0, 8, "王 प्रिया 🎉")
    return bytes(paper.output())
