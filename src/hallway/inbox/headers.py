"""What mail headers say: encoded words, parameters, addresses, message ids, dates. Bounded, without recursion, never raises."""

import base64
import binascii
import re
from datetime import UTC
from email.utils import parsedate_to_datetime
from urllib.parse import unquote_to_bytes

from hallway.core.text import one_line

from . import bounds
from .charsets import text_of

ENCODED = re.compile(r"=\?([^?\s=]{1,60})\?([bBqQ])\?([^?]*)\?=")
ID = re.compile(r"<[^<>\s]{1,250}>")
ADDRESS = re.compile(r"[^\s<>()\[\]\",;:@]+@[^\s<>()\[\]\",;:@]+")
# Careless mailers leave , : < and the like inside encoded words, where they must not end an address.
VEIL = str.maketrans(',;:<>()"\\', "\ue000\ue001\ue002\ue003\ue004\ue005\ue006\ue007\ue008")
UNVEIL = {new: old for old, new in VEIL.items()}
INVISIBLE = re.compile("[\u200b-\u200f\u2028\u2029\u2060-\u2064\ufeff]")


def value_text(raw):
    """A raw header value as text: UTF-8, else ISO-2022 where its escapes show, else windows-1252."""
    return text_of(raw)[0]


def words(value):
    """``value`` with RFC 2047 encoded words decoded; words of one charset that belong together are decoded together,
    so that a character cut in two by a careless mailer is whole again."""
    if "=?" not in value:
        return value
    out, at, held, charset = [], 0, b"", None

    def let_go():
        nonlocal held, charset
        if charset is not None:
            out.append(text_of(held, charset)[0])
        held, charset = b"", None

    for found in ENCODED.finditer(value):
        between = value[at : found.start()]
        if between.strip() or charset is None:
            let_go()
            out.append(between)
        name = found[1].split("*")[0].lower()
        if charset is not None and name != charset:
            let_go()
        held, charset, at = held + _word(found[2].lower(), found[3]), name, found.end()
    let_go()
    out.append(value[at:])
    return "".join(out)


def _word(encoding, text):
    data = text.encode("utf-8", "surrogatepass")
    if encoding == "q":
        return binascii.a2b_qp(data.replace(b"_", b" "), header=True)
    try:
        return base64.b64decode(data + b"=" * (-len(data) % 4))
    except (binascii.Error, ValueError):
        return data


def line(value, limit):
    """A header's words as one clean line for a row: no controls, no invisible characters, no direction overrides."""
    return one_line(INVISIBLE.sub("", words(value)), limit)


def parameters(value):
    """``(lower-case value, {name: text})`` of a Content-Type or Content-Disposition, with RFC 2231 pieces put together."""
    first, *rest = _split(value, ";")
    plain, pieces = {}, {}
    for item in rest[: bounds.PARAMETERS]:
        name, is_pair, text = item.partition("=")
        name, text = name.strip().lower(), _unquoted(text.strip())
        if not is_pair or not name or len(name) > 60:
            continue
        base, star, number = name.rstrip("*").partition("*")
        if "*" not in name:
            plain.setdefault(base, text)
        elif not star or number.isdecimal():
            pieces.setdefault(base, {}).setdefault(int(number[:4] or 0), (name.endswith("*"), text))
    for base, numbered in pieces.items():
        plain[base] = _pieced(numbered)
    return one_line(first, 200).lower().replace(" ", ""), {k: words(v) for k, v in plain.items()}


def _pieced(numbered):
    data, charset = b"", None
    for number in sorted(numbered):
        encoded, text = numbered[number]
        if encoded and charset is None and text.count("'") >= 2:
            charset, _, text = text.split("'", 2)
        data += unquote_to_bytes(text.encode("utf-8", "surrogatepass")) if encoded else text.encode("utf-8", "replace")
        if len(data) > 4000:
            break
    return text_of(data, charset or None)[0]


def _split(value, at):
    """``value`` split at a character that stands outside of quotes."""
    out, piece, quoted, skip = [], [], False, False
    for c in value:
        if skip:
            skip = False
        elif c == "\\" and quoted:
            skip = True
        elif c == '"':
            quoted = not quoted
        elif c == at and not quoted:
            out.append("".join(piece))
            piece = []
            continue
        piece.append(c)
    out.append("".join(piece))
    return out


def _unquoted(text):
    if text[:1] == '"':
        text = text[1:-1] if len(text) > 1 and text.endswith('"') else text[1:]
        return re.sub(r"\\([\\\"])", r"\1", text)
    return text.split("(")[0].strip() if "(" in text else text


def addresses(value, most=bounds.ADDRESSES):
    """``[(name, address)]`` of a From, To or Cc, at most ``most``; groups, comments and quotes understood, no recursion."""
    if "=?" in value:
        value = ENCODED.sub(lambda found: found[0].translate(VEIL), value)
    out, name, angle, comment = [], [], None, []
    depth, quoted, skip = 0, False, False

    def flush():
        nonlocal name, angle, comment
        said = "".join(name).strip()
        spoken = said
        address = tidy("".join(angle)) if angle is not None else ""
        if not address and angle is None:
            address = tidy(said)
            spoken = "".join(comment) if address else said
        if address:
            out.append((line(spoken.translate(UNVEIL), bounds.NAME), address))
        name, angle, comment = [], None, []

    if "=?" in value and "@" not in value and "=40" in value:  # a mailer that encoded the address with the name
        value = words(value.translate(UNVEIL)).translate(str.maketrans("", "", "\r\n"))
    for c in value:
        if skip:
            (comment if depth else name if angle is None else angle).append(c)
            skip = False
        elif c == "\\" and (quoted or depth):
            skip = True
        elif depth:
            depth += (c == "(") - (c == ")")
            if depth:
                comment.append(c)
        elif c == '"':
            quoted = not quoted
            if angle is not None:
                angle.append(c)
        elif quoted:
            (name if angle is None else angle).append(c)
        elif c == "(":
            depth = 1
        elif c == "<":
            angle = []
        elif c == ">":
            continue
        elif c in ",;" and not (angle and angle[0] == "@"):
            flush()
            if len(out) >= most:
                return out
        elif c == ":" and (angle is None or angle[:1] == ["@"]):  # a group's name, or an old route
            name, angle = ([], None) if angle is None else (name, [])
        else:
            (name if angle is None else angle).append(c)
    flush()
    if not out:  # quotes that never close, brackets that never open: take what looks like an address
        out = [("", address) for found in ADDRESS.findall(value[:4000]) if (address := tidy(found))]
    return out[:most]


def tidy(address):
    """An address in the form we compare and keep: trimmed, lower case; "" when it is none."""
    address = INVISIBLE.sub("", words(address)).strip().strip("<>").strip().removeprefix("mailto:")
    local, at, domain = address.rpartition("@")
    domain = domain.strip().rstrip(".").lower()
    if (
        not at
        or not local
        or not domain
        or len(address) > bounds.ADDRESS
        or re.search(r"[\s\x00-\x1f\x7f<>()]", local + domain)
    ):
        return ""
    if domain.isascii() and not re.fullmatch(r"[a-z0-9._-]+|\[[a-z0-9.:]+\]", domain):
        return ""
    return one_line(f"{local.lower()}@{domain}", bounds.ADDRESS)


def file_name(said):
    """A file's name as the mail gives it, without folders, controls or direction tricks; at most 200 characters, its ending
    kept. "" when nothing is left."""
    name = re.split(r"[\\/]", line(said, 10_000))[-1].strip().strip(".").strip() if said else ""
    if len(name) > bounds.NAME:
        stem, dot, ending = name.rpartition(".")
        name = f"{stem[: bounds.NAME - 11]}.{ending}" if dot and len(ending) <= 10 else name[: bounds.NAME]
    return name


def ids(value, most=bounds.REFERENCES):
    """The message ids of a header with their angle brackets; of a long list the first and the newest."""
    found = list(dict.fromkeys(one_line(i, 252) for i in ID.findall(value)))
    if not found and value.strip() and len(value) < 250 and " " not in value.strip():
        found = [f"<{one_line(value, 250).strip('<>')}>"]
    return found if len(found) <= most else found[:1] + found[-(most - 1) :]


def moment(value):
    """A Date header as an aware datetime in UTC, or None."""
    try:
        at = parsedate_to_datetime(value[:200])
        at = at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
    except Exception:  # whatever a Date line does to the standard parser, the mail came when it came
        return None
    return at if 1970 <= at.year <= 2200 else None
