"""How large a picture is, from its first bytes; enough to tell a signature's logo from a screenshot. Never raises."""

import struct

LOW, NARROW = 72, 130  # a line of icons or a logo is at most so high; a square badge at most so wide and high
SPACER = 400  # bytes: tracking dots, rules, bullets


def size_of(data):
    """``(width, height)`` in pixels of a PNG, GIF or JPEG; (0, 0) when it cannot be told."""
    try:
        if data[:8] == b"\x89PNG\r\n\x1a\n":
            return struct.unpack(">II", data[16:24])
        if data[:4] == b"GIF8":
            return struct.unpack("<HH", data[6:10])
        if data[:2] == b"\xff\xd8":
            return _jpeg(data)
    except struct.error:
        return 0, 0
    return 0, 0


def _jpeg(data):
    at = 2
    for _segment in range(200):
        mark, kind, length = struct.unpack(">BBH", data[at : at + 4])
        if mark != 0xFF:
            break
        if 0xC0 <= kind <= 0xCF and kind not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return width, height
        at += 2 + length
    return 0, 0


def is_small(data):
    """Whether a picture is a logo or a spacer rather than something to look at. When unsure it is not."""
    width, height = size_of(data)
    if not width or not height:
        return len(data) <= SPACER
    return height <= LOW or (width <= NARROW and height <= NARROW)
