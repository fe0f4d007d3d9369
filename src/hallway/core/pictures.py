"""Pictures from outside: checked, turned upright and made anew from their pixels, so that nothing else travels along.

Phones write where a photo was taken, previews and comments into it; attackers write pages and programs behind it. A
picture that is encoded again carries neither. Kinds that cannot be encoded here (HEIC photos, films) have those parts
blanked in place.
"""

import io
import warnings

from PIL import Image, ImageOps

FORMATS = {"image/png": "PNG", "image/jpeg": "JPEG", "image/gif": "GIF", "image/webp": "WEBP"}
PIXELS = 40_000_000
JPEG_PIXELS = 170_000_000
JPEG_WHOLE = 24_000_000  # a larger photo is halved while it is decoded, so that a web process stays small
FRAMES = 120
MOVING_PIXELS = 30_000_000


class TooManyPixels(ValueError):
    """The picture would unfold to more than this machine should hold."""


def remade(data, type):
    """``data`` (bytes that look like a picture of ``type``) encoded again without anything but its pixels and colours.

    Raises ``TooManyPixels``, or ``ValueError`` when it is no picture after all.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(data), formats=[FORMATS[type]]) as picture:
                return _encoded(picture, FORMATS[type])
    except TooManyPixels:
        raise
    except Image.DecompressionBombError as error:
        raise TooManyPixels(_size(data)) from error
    except Exception as error:  # the decoders raise whatever damage makes them trip over
        raise ValueError("no picture") from error


def _size(data):
    """``width × height`` as a PNG's head says it; other kinds of this size are rare enough to go unnamed."""
    return f"{int.from_bytes(data[16:20])} × {int.from_bytes(data[20:24])}" if data[1:4] == b"PNG" else "…"


def _encoded(picture, form):
    across, down = picture.size
    if across * down > (JPEG_PIXELS if form == "JPEG" else PIXELS):
        raise TooManyPixels(f"{across} × {down}")
    if form == "JPEG" and across * down > JPEG_WHOLE:
        part = 2 if across * down <= 4 * JPEG_WHOLE else 4
        picture.draft(picture.mode, (across // part, down // part))
    frames = getattr(picture, "n_frames", 1)
    out = io.BytesIO()
    if form in ("GIF", "WEBP") and 1 < frames <= FRAMES and frames * across * down <= MOVING_PIXELS:
        _save_moving(picture, form, frames, out)
        return out.getvalue()
    picture.seek(0)
    picture.load()
    colours = picture.info.get("icc_profile")
    ImageOps.exif_transpose(picture, in_place=True)
    upright, clear = picture, picture.info.get("transparency")
    upright.info = {}
    said = {"icc_profile": colours} if colours and len(colours) < 1_000_000 and form != "GIF" else {}
    if form == "JPEG":
        if upright.mode not in ("RGB", "L", "CMYK"):
            upright = upright.convert("RGB")
        upright.save(out, "JPEG", quality=88, **said)
    elif form == "PNG":
        if clear is not None and upright.mode in ("P", "L", "RGB"):
            said["transparency"] = clear
        upright.save(out, "PNG", compress_level=6, **said)
    elif form == "GIF":
        if clear is not None and upright.mode == "P":
            said["transparency"] = clear
        upright.save(out, "GIF", **said)
    else:
        upright.save(out, "WEBP", quality=88, exif=b"", xmp=b"", **said)
    return out.getvalue()


def _save_moving(picture, form, frames, out):
    still, times = [], []
    for number in range(frames):
        picture.seek(number)
        frame = picture.convert("RGBA")
        times.append(max(20, int(picture.info.get("duration") or 100)))
        frame.info = {}
        still.append(frame)
    more = {"disposal": 2} if form == "GIF" else {"exif": b"", "xmp": b"", "quality": 80}
    still[0].save(out, form, save_all=True, append_images=still[1:], duration=times, loop=0, **more)


def blanked_jpeg(data):
    """A JPEG that cannot be decoded, with the segments that carry metadata filled with zeros."""
    data, at = bytearray(data), 2
    while at + 4 <= len(data) and data[at] == 0xFF and data[at + 1] != 0xDA:
        kind, size = data[at + 1], int.from_bytes(data[at + 2 : at + 4])
        if 0xE1 <= kind <= 0xEF or kind == 0xFE:
            end = min(len(data), at + 2 + max(2, size))
            data[at + 4 : end] = bytes(max(0, end - at - 4))
        at += 2 + max(2, size)
    return bytes(data)


HOLDERS = {b"moov", b"trak", b"mdia", b"minf"}
TELLING = {b"udta", b"uuid", b"meta"}


def blanked_boxes(data):
    """A HEIC photo or an MP4/MOV film with its place, maker and time blanked; sizes stay, so it still plays."""
    data = bytearray(data)
    _blank_boxes(data, 0, len(data), 0)
    return bytes(data)


def _boxes(data, start, end):
    while start + 8 <= end:
        size, kind, head = int.from_bytes(data[start : start + 4]), bytes(data[start + 4 : start + 8]), 8
        if size == 1 and start + 16 <= end:
            size, head = int.from_bytes(data[start + 8 : start + 16]), 16
        if size == 0:
            size = end - start
        if size < head or start + size > end:
            return
        yield kind, start, start + head, start + size
        start += size


def _blank_boxes(data, start, end, depth):
    for kind, at, inside, stop in list(_boxes(data, start, end)):
        if depth == 0 and kind == b"meta":
            _blank_items(data, inside + 4, stop)
        elif kind in TELLING:
            data[at + 4 : at + 8] = b"free"
            data[inside:stop] = bytes(stop - inside)
        elif kind in HOLDERS and depth < 6:
            _blank_boxes(data, inside, stop, depth + 1)


def _blank_items(data, start, end):
    """In a HEIC's item table: zeros over every Exif and XMP item."""
    tables = {kind: (inside, stop) for kind, _at, inside, stop in _boxes(data, start, end)}
    if b"iinf" not in tables or b"iloc" not in tables:
        return
    inside, stop = tables[b"iinf"]
    telling, skip = set(), 6 if data[inside] == 0 else 8
    for kind, _at, begin, finish in _boxes(data, inside + skip, stop):
        if kind == b"infe" and data[begin] in (2, 3) and finish - begin >= 12:
            wide = 2 if data[begin] == 2 else 4
            if bytes(data[begin + 6 + wide : begin + 10 + wide]) in (b"Exif", b"mime"):
                telling.add(int.from_bytes(data[begin + 4 : begin + 4 + wide]))
    for item, offset, length in _extents(data, *tables[b"iloc"]):
        if item in telling and offset + length <= len(data):
            data[offset : offset + length] = bytes(length)


def _extents(data, at, stop):
    """``(item, offset, length)`` of an ``iloc`` table whose items lie in the file itself."""
    version = data[at]
    sizes = int.from_bytes(data[at + 4 : at + 6])
    wide_offset, wide_length, wide_base = sizes >> 12, sizes >> 8 & 15, sizes >> 4 & 15
    wide_index = sizes & 15 if version in (1, 2) else 0
    wide_item = 4 if version == 2 else 2
    at += 6

    def number(width):
        nonlocal at
        at += width
        return int.from_bytes(data[at - width : at]) if at <= stop else 0

    for _item in range(min(number(wide_item), 1000)):
        item = number(wide_item)
        method = number(2) & 15 if version in (1, 2) else 0
        number(2)
        base = number(wide_base)
        for _extent in range(min(number(2), 64)):
            number(wide_index)
            offset, length = base + number(wide_offset), number(wide_length)
            if method == 0:
                yield item, offset, length
