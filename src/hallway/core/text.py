"""Text as people send it, made safe for rows and for searching."""

import re
import unicodedata

CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")


def clean(text, limit=None):
    """``text`` without NUL and other controls (PostgreSQL refuses NUL) and lone surrogates, line ends as ``\\n``."""
    text = CONTROLS.sub("", (text or "").replace("\r\n", "\n").replace("\r", "\n"))
    text = text.encode("utf-8", "replace").decode("utf-8")
    text = unicodedata.normalize("NFC", text)
    return text[:limit] if limit else text


def one_line(text, limit=200):
    """``clean`` on one line, without direction overrides that could disguise what follows."""
    return " ".join(BIDI.sub("", clean(text)).split())[:limit]


def fold(text):
    """Lower case without accents: "Núñez" → "nunez". What names are ordered and searched by."""
    if (text or "").isascii():
        return (text or "").lower().strip()
    spread = unicodedata.normalize("NFKD", text or "")
    return "".join(c for c in spread if not unicodedata.combining(c)).casefold().strip()


def as_number(said, digits=18):
    """The whole number from 0 on that ``said`` (of an address or form, good, bad or None) writes in at most ``digits``
    plain digits, else None. Eighteen always find room in a row's key.
    """
    said = "" if said is None else str(said)
    return int(said) if said.isascii() and said.isdigit() and len(said) <= digits else None


def as_numbers(said):
    """Each number of the list ``said`` once, in its order; what is none is left out."""
    return list(dict.fromkeys(number for one in said if (number := as_number(one)) is not None))
