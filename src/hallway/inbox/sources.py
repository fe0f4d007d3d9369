"""Where mails lie that somebody hands over: files, a Maildir, a folder, an mbox, standard input. One mail at a time in memory,
and of a mail that is larger than we keep only so much that this is known.

A place that cannot be read is told to ``missed`` and keeps no other from being read.
"""

import re
import sys
from pathlib import Path

from . import bounds

SEPARATOR = re.compile(rb"From \S*.*\d{1,2}:\d{2}.*\d{4}\s*$")
QUOTED = re.compile(rb"^>(>*From )", re.MULTILINE)
LINE = 64 * 1024  # bytes read at once; a line may be longer


def mails_in(paths, missed=None):
    """Yield the raw bytes of every mail in ``paths`` (``-`` is standard input), in a stable order.

    ``missed(path, OSError)`` hears of what cannot be read; without it the error is raised.
    """
    for path in paths:
        try:
            if str(path) == "-":
                yield from _from_stream(sys.stdin.buffer)
            elif Path(path).is_dir():
                yield from _from_folder(Path(path), missed)
            else:
                with Path(path).open("rb") as stream:
                    yield from _from_stream(stream)
        except OSError as trouble:
            if missed is None:
                raise
            missed(path, trouble)


def _from_folder(folder, missed):
    """A Maildir's ``new`` and ``cur``, one mail a file; else every file of a plain folder. Nothing is moved or marked."""
    inside = [folder / name for name in ("new", "cur") if (folder / name).is_dir()]
    if inside:
        yield from _from_maildir(folder, inside, missed)
        return
    for path in sorted(folder.iterdir()):
        if path.is_file() and not path.name.startswith("."):
            yield from mails_in([path], missed)


def _from_maildir(folder, inside, missed):
    """Others may use it meanwhile: a mail that moves from ``new`` to ``cur``, or gets other marks in its name, comes once."""
    came = set()
    for place in inside:
        for path in sorted(place.iterdir()):
            name = path.name.partition(":")[0]
            if path.name.startswith(".") or name in came or path.is_dir():
                continue
            came.add(name)
            try:
                yield _bounded_file(path)
            except FileNotFoundError:
                if moved := _moved(folder, name):
                    yield moved
            except OSError as trouble:
                if missed is None:
                    raise
                missed(path, trouble)


def _moved(folder, name):
    """The bytes of a mail that went elsewhere in its Maildir, None when somebody took it out."""
    for _look in range(3):
        for path in [*(folder / "cur").glob(f"{_literal(name)}*"), *(folder / "new").glob(f"{_literal(name)}*")]:
            if path.name.partition(":")[0] == name:
                try:
                    return _bounded_file(path)
                except FileNotFoundError:
                    continue
    return None


def _literal(name):
    return re.sub(r"([*?\[])", r"[\1]", name)


def _bounded_file(path):
    with path.open("rb") as stream:
        return stream.read(bounds.KEPT + 1)


def _from_stream(stream):
    """One mail, or all of an mbox: that is what begins with a ``From `` line and has another one after a blank line."""
    first = stream.readline(LINE)
    if not SEPARATOR.match(first):
        yield first + stream.read(bounds.KEPT + 1)
        while stream.read(LINE * 16):  # a mail server that pipes to us wants to be rid of all of it
            pass
        return
    lines, size, blank, many, starts = [], 0, False, False, True
    while line := stream.readline(LINE):
        if starts and blank and line.startswith(b"From ") and SEPARATOR.match(line):
            many = True
            yield _unquoted(lines)
            lines, size, blank, starts = [], 0, False, True
            continue
        if size <= bounds.KEPT:
            lines.append(line)
            size += len(line)
        blank = starts and line in (b"\n", b"\r\n")
        starts = line.endswith(b"\n")
    # A pipe from a mail server also begins with a From line, but quotes nothing: a single mail stays as it is.
    yield _unquoted(lines) if many else first + b"".join(lines)


def _unquoted(lines):
    if lines and lines[-1] in (b"\n", b"\r\n"):
        lines = lines[:-1]  # the blank line before the next one belongs to the mbox
    return QUOTED.sub(rb"\1", b"".join(lines))
