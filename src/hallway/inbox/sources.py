"""Where mails lie that somebody hands over: files, a Maildir, a folder, an mbox, standard input. One mail at a time in memory."""

import re
import sys
from pathlib import Path

SEPARATOR = re.compile(rb"From \S*.*\d{1,2}:\d{2}.*\d{4}\s*$")
QUOTED = re.compile(rb"^>(>*From )", re.MULTILINE)


def mails_in(paths):
    """Yield the raw bytes of every mail in ``paths`` (``-`` is standard input), in a stable order. Raises OSError."""
    for path in paths:
        if str(path) == "-":
            yield from _from_stream(sys.stdin.buffer)
        elif Path(path).is_dir():
            yield from _from_folder(Path(path))
        else:
            with Path(path).open("rb") as stream:
                yield from _from_stream(stream)


def _from_folder(folder):
    """A Maildir's ``new`` and ``cur``, one mail a file; else every file of a plain folder. Nothing is moved or marked."""
    inside = [folder / name for name in ("new", "cur") if (folder / name).is_dir()]
    for place in inside or [folder]:
        for path in sorted(place.iterdir()):
            if not path.is_file() or path.name.startswith("."):
                continue
            if inside:
                yield path.read_bytes()
                continue
            with path.open("rb") as stream:
                yield from _from_stream(stream)


def _from_stream(stream):
    """One mail, or all of an mbox: that is what begins with a ``From `` line and has another one after a blank line."""
    first = stream.readline(2000)
    if not SEPARATOR.match(first):
        yield first + stream.read()
        return
    lines, blank, many, head = [], False, False, first
    for line in stream:
        if blank and line.startswith(b"From ") and SEPARATOR.match(line):
            many = True
            yield _unquoted(lines)
            lines, blank, head = [], False, line
            continue
        lines.append(line)
        blank = line in (b"\n", b"\r\n")
    # A pipe from a mail server also begins with a From line, but quotes nothing: a single mail stays as it is.
    yield _unquoted(lines) if many else head + b"".join(lines)


def _unquoted(lines):
    if lines and lines[-1] in (b"\n", b"\r\n"):
        lines = lines[:-1]  # the blank line before the next one belongs to the mbox
    return QUOTED.sub(rb"\1", b"".join(lines))
