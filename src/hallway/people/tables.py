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
WRONG = "wrong"  # beside the columns of a line: what is the matter with it
ALL = "all"  # beside that: all its cells, since what they say may stand under another heading


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
    """[(line number, {column: cell})] of a CSV text, and the columns it has. ``headings``: {column: words it may be called}.

    Columns that nobody asked for are left aside (``left_aside``). What is the matter with a line that lost something on its way
    here stands under ``WRONG``, as a sentence, and its cells under ``ALL``. Raises ``Unreadable`` with a sentence.
    """
    found, rows = None, []
    for number, cells in _lines(text):
        if found is None:
            found = _columns(cells, headings)
            continue
        if len(rows) == ROWS:
            raise Unreadable(_("The list has more than %(n)d lines. Split it into several.") % {"n": ROWS})
        said = [(column, cell) for column, cell in zip(found, cells, strict=False) if column]
        row = {column: one_line(plain(cell.strip()), CELL) for column, cell in said}
        if wrong := _lost(said, cells[len(found) :]):
            row[WRONG], row[ALL] = wrong, [one_line(plain(cell.strip()), CELL) for cell in cells]
        rows.append((number, row))
    if found is None:
        raise Unreadable(_("The list is empty."))
    return rows, {column for column in found if column}


def named(rows, column, fold):
    """What ``rows`` name in ``column``, each as ``fold`` writes it; of a line that lost something any cell may be that."""
    return {fold(cell) for _n, row in rows for cell in (row.get(column, ""), *row.get(ALL, ()))}


def left_aside(text, headings):
    """The headings of columns that are not read: of a meaning we do not know, or one that an earlier column has."""
    cells = next(_lines(text))[1]
    found = zip(cells, _columns(cells, headings), strict=True)
    return [one_line(cell, 40) for cell, column in found if cell.strip() and column is None]


def _lines(text):
    """(number, cells) of each line that says something, the headings first; of one over several lines the number of the first."""
    text = clean(text)
    first = text.lstrip().split("\n", 1)[0]
    mark = max(",;\t|", key=first.count)
    csv.field_size_limit(BYTES)
    reader = csv.reader(io.StringIO(text), delimiter=mark if mark in first else ",", strict=True)
    ended = 0
    try:
        for cells in reader:
            number, ended = ended + 1, reader.line_num
            if any(cell.strip() for cell in cells):
                yield number, cells
    except csv.Error as error:
        sentence = _(
            "Line %(n)d has a quotation mark that stands alone. Take it out, or put a second one where the words end."
        )
        raise Unreadable(sentence % {"n": ended + 1}) from error


def _columns(cells, headings):
    """The column that each heading means; None for what nobody asked for, and for the same column a second time."""
    known = {_heading(word): column for column, words in headings.items() for word in (column, *words)}
    found = []
    for cell in cells:
        column = known.get(_heading(cell))
        found.append(None if column in found else column)
    return found


def _lost(said, beyond):
    """What a line would lose, as a sentence, or "". ``beyond``: its cells that stand under no heading."""
    if any(cell.strip() for cell in beyond):
        return _(
            "It has more cells than the first line. Put quotation marks around words with a comma or a semicolon in them."
        )
    for _column, cell in said:
        if len(cell) > CELL:
            return _("One of its cells is longer than %(n)d letters.") % {"n": CELL}
        if "\ufffd" in cell:
            return _("A letter of “%(cell)s” got lost. Save the list as CSV UTF-8 and send that.") % {
                "cell": one_line(cell, 40)
            }
    return ""


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
