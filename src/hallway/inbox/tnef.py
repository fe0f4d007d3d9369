"""winmail.dat: the envelope in which old Outlook hides a mail's files and words (MS-OXTNEF). Only what people miss is read:
the files with their names, and the plain words. Never raises; ``None`` when it is damaged or something else.
"""

import struct
from dataclasses import dataclass, field

SIGNATURE = 0x223E9F78
BODY, RENDER, TITLE, DATA = 0x0002800C, 0x00069002, 0x00018010, 0x0006800F
PROPERTIES = 0x00069005
LONG_NAME = (b"\x1e\x00\x07\x37", b"\x1f\x00\x07\x37")  # PR_ATTACH_LONG_FILENAME in 8-bit letters and in UTF-16
MOST = 200


@dataclass
class Envelope:
    """``files``: (name, content) in order; ``text``: bytes of the plain words, or b""."""

    files: list = field(default_factory=list)
    text: bytes = b""


def opened(data):
    """The ``Envelope`` in ``data``, None when it cannot be read to its end."""
    if len(data) < 6 or struct.unpack_from("<I", data)[0] != SIGNATURE:
        return None
    found, name, content, at = Envelope(), "", None, 6
    while at < len(data):
        if at + 9 > len(data):
            return None
        _level, ident, size = struct.unpack_from("<BII", data, at)
        at += 9
        if at + size + 2 > len(data):
            return None
        value = data[at : at + size]
        at += size + 2
        if ident == BODY:
            found.text = value.rstrip(b"\0")
        elif ident == RENDER:
            _close(found, name, content)
            name, content = "", None
        elif ident == TITLE:
            name = name or _letters(value)
        elif ident == DATA:
            content = value
        elif ident == PROPERTIES:
            name = _long_name(value) or name
    _close(found, name, content)
    return found


def _close(found, name, content):
    if content is not None and len(found.files) < MOST:
        found.files.append((name, content))


def _letters(value):
    return value.split(b"\0")[0].decode("cp1252", "replace")


def _long_name(value):
    """The long name among an attachment's properties: a count of one, a length, the letters."""
    for mark in LONG_NAME:
        at = value.find(mark)
        if at < 0 or at + 12 > len(value):
            continue
        size = struct.unpack_from("<I", value, at + 8)[0]
        letters = value[at + 12 : at + 12 + min(size, 1000)]
        name = letters.decode("utf-16-le", "replace").split("\0")[0] if mark == LONG_NAME[1] else _letters(letters)
        if name:
            return name
    return ""
