"""Lists as schools keep them: CSV in any common encoding, with headings worded in many ways; and CSV out.

A cell that a spreadsheet would run as a formula is written with an apostrophe before it, which reading takes away again.
"""

import csv
import io

from django.utils.translation import gettext as _

from hallway.core.text import clean, fold, one_line

BYTES = 5 * 1024 * 1024
ROWS = 5000
CELL = 1000
RISKY = "=+-@\t\r"


class Unreadable(ValueError):
    """The file is no list that can be read; the text is a sentence for the person."""


def decoded(data):
    """The text of a file in UTF-8, UTF-16 (with or without a mark) or Latin-1. Raises ``Unreadable``."""
    if len(data) > BYTES:
        raise Unreadable(_("The list is larger than 5 MB. Split it into several."))
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return _decode(data, "utf-16")
    head = data[:400]
    if head and head[1::2].count(0) > len(head) // 4:
        return _decode(data, "utf-16-le")
    if head and head[0::2].count(0) > len(head) // 4:
        return _decode(data, "utf-16-be")
    if b"\0" in data:
        raise Unreadable(_("This is not a text file. Save the spreadsheet as CSV and send that."))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _decode(data, encoding):
    try:
        return data.decode(encoding).lstrip("\ufeff")
    except UnicodeDecodeError:
        raise Unreadable(_("Part of this file is damaged. Save it as CSV once more and send that.")) from None


def neutral(text):
    """A cell that no spreadsheet runs."""
    text = str(text)
    if (text[:1] in RISKY and text) or (text[:1] == "'" and text[1:2] and text[1] in RISKY + "'"):
        return "'" + text
    return text


def plain(cell):
    """What ``neutral`` was given."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] and cell[1] in RISKY + "'" else cell


def read(text, headings):
    """[(line number, {column: cell})] of a CSV text. ``headings``: {column: words it may be called}.

    Columns that nobody asked for are left aside. Raises ``Unreadable`` with a sentence.
    """
    text = clean(text)
    first = text.split("\n", 1)[0]
    mark = max(",;\t|", key=first.count)
    known = {_heading(word): column for column, words in headings.items() for word in (column, *words)}
    found, rows = None, []
    csv.field_size_limit(BYTES)
    try:
        reader = csv.reader(io.StringIO(text), delimiter=mark if mark in first else ",", strict=False)
        for cells in reader:
            if not any(cell.strip() for cell in cells):
                continue
            if found is None:
                found = [known.get(_heading(cell)) for cell in cells]
                continue
            if len(rows) == ROWS:
                raise Unreadable(_("The list has more than %(n)d lines. Split it into several.") % {"n": ROWS})
            row = {}
            for column, cell in zip(found, cells, strict=False):
                if column and column not in row:
                    row[column] = one_line(plain(cell.strip()), CELL)
            rows.append((reader.line_num, row))
    except csv.Error as error:
        raise Unreadable(_("This list breaks off in the middle. Save it as CSV once more and send that.")) from error
    if found is None:
        raise Unreadable(_("The list is empty."))
    return rows, {column for column in found if column}


def _heading(cell):
    return " ".join(fold(cell).replace("_", " ").replace("-", " ").replace(".", " ").split())


def write(columns, rows):
    """CSV text with a heading line; every cell neutral. It begins with a mark, so that spreadsheets read it as UTF-8."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([neutral(row.get(column, "")) for column in columns])
    return "\ufeff" + out.getvalue()
