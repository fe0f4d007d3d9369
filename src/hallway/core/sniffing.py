"""What a file is, from its bytes. The name and the type that came with it are claims, believed only where harmless."""

import re
import unicodedata

from .text import BIDI, clean

LOOK = 4096
PICTURES = ("image/png", "image/jpeg", "image/gif", "image/webp")
FILMS = ("video/mp4", "video/quicktime")
PHOTOS = ("image/heic", "image/avif")
UNKNOWN = "application/octet-stream"
MAGIC = (
    (0, b"\x89PNG\r\n\x1a\n", "image/png"),
    (0, b"\xff\xd8\xff", "image/jpeg"),
    (0, b"GIF87a", "image/gif"),
    (0, b"GIF89a", "image/gif"),
    (0, b"%PDF-", "application/pdf"),
    (0, b"PK\x03\x04", "application/zip"),
    (0, b"PK\x05\x06", "application/zip"),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
    (0, b"ID3", "audio/mpeg"),
    (0, b"OggS", "audio/ogg"),
    (0, b"\x1aE\xdf\xa3", "video/webm"),
)
BRANDS = {
    b"heic": "image/heic", b"heix": "image/heic", b"heif": "image/heic", b"mif1": "image/heic", b"msf1": "image/heic",
    b"hevc": "image/heic", b"avif": "image/avif", b"avis": "image/avif", b"qt  ": "video/quicktime",
}  # fmt: skip
OFFICE = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "odp": "application/vnd.oasis.opendocument.presentation",
}
OLD_OFFICE = {"doc": "application/msword", "xls": "application/vnd.ms-excel", "ppt": "application/vnd.ms-powerpoint"}
INVISIBLE = re.compile("[\u200b-\u200f\u2028\u2029\u2060-\u2064\ufeff\u00ad]")
CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")


def sniffed(head, name=""):
    """The media type of a file that begins with ``head`` (4,096 bytes are enough). Markup, scripts and anything unsure
    are ``text/plain`` or ``application/octet-stream``: never a type that a browser runs."""
    for at, magic, type in MAGIC:
        if head[at : at + len(magic)] == magic:
            return _office(type, name)
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image/webp"
    if head[:4] == b"RIFF" and head[8:12] == b"WAVE":
        return "audio/wav"
    if head[4:8] == b"ftyp":
        return BRANDS.get(head[8:12], "video/mp4")
    return "text/plain" if head and _is_text(head) else UNKNOWN


def _office(type, name):
    """A zip or an old office file is what its name says, among the kinds that are built on it."""
    ending = name.rpartition(".")[2].lower()
    if type == "application/zip":
        return OFFICE.get(ending, type)
    return OLD_OFFICE.get(ending, UNKNOWN) if type == "application/x-ole-storage" else type


def _is_text(head):
    if CONTROL.search(head):
        return False
    for cut in range(4):
        try:
            head[: len(head) - cut].decode("utf-8")
        except UnicodeDecodeError:
            continue
        return True
    return False


def display_name(name, limit=150):
    """``name`` as people may see it and a browser may save it: the last part of a path, no invisible or turning
    characters, no dot in front, at most ``limit`` characters with its ending kept. Never empty."""
    name = clean(str(name or "")).replace("\\", "/").rstrip("/").rpartition("/")[2]
    name = INVISIBLE.sub("", BIDI.sub("", name))
    name = "".join(c for c in " ".join(name.split()) if unicodedata.category(c)[0] != "C")
    name = name.strip(". ")
    if len(name) > limit:
        stem, dot, ending = name.rpartition(".")
        short = dot and len(ending) <= 10
        name = f"{stem[: limit - len(ending) - 1].rstrip('. ')}.{ending}" if short else name[:limit]
    return name or "file"
