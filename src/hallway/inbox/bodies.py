"""What of a mail's parts is its text, what its HTML, and what is a file. Nothing is dropped: what is no body is a file."""

import hashlib
import json
import mimetypes
import re
from dataclasses import dataclass, field
from html import escape

from hallway.core.text import clean

from . import bounds, cleaning, mime, pictures, tnef
from .charsets import text_of
from .headers import file_name, ids

NAMES = {
    "message/rfc822": "mail.eml", "message/delivery-status": "delivery-report.txt", "text/calendar": "invite.ics",
    "application/ms-tnef": "winmail.dat",
    "application/pkcs7-mime": "smime.p7m", "application/pkcs7-signature": "smime.p7s", "application/pgp-signature": "signature.asc",
    "application/pgp-encrypted": "version.asc", "text/rfc822-headers": "headers.txt", "text/html": "page.html", "text/plain": "text.txt",
}  # fmt: skip
DATA_IMAGE = re.compile(rb"data:image/(png|jpe?g|gif|webp);base64,([A-Za-z0-9+/=\s]{16,})", re.IGNORECASE)
REACTION = "text/vnd.google.email-reaction+json"
UU = re.compile(
    rb"^begin [0-7]{3,4} ([^\r\n]{1,200})\r?\n(?:[ -`]{1,90}\r?\n)+?(?:`\r?\n)?end[ \t]*\r?(?:\n|\Z)", re.MULTILINE
)


@dataclass
class Attachment:
    """A file in a mail. ``name``: safe to show, no folders in it. ``cid``: what HTML calls it by, for inline images.
    ``small``: a logo or spacer that stands in the HTML, not worth a line of its own."""

    name: str
    type: str
    size: int
    sha256: str
    inline: bool
    cid: str = ""
    small: bool = False
    content: bytes = field(default=b"", repr=False)


@dataclass
class Bodies:
    """``blocks``: (plain, html) in the order they stand. ``files``: attachments. ``nested``: bytes of the first mail attached.
    ``reaction``: the one sign with which somebody answered by Gmail's button."""

    blocks: list = field(default_factory=list)
    files: list = field(default_factory=list)
    nested: bytes = b""
    reaction: str = ""


def read(top, problems):
    """The ``Bodies`` of a parsed mail."""
    bodies = Bodies()
    _walk(top, bodies, problems)
    return bodies


def plain_and_html(bodies, problems):
    """``(text, cleaned html)``; html is "" when the mail has none."""
    texts, pieces = [], []
    has_html = any(html.strip() for _, html in bodies.blocks)
    for plain, html in bodies.blocks:
        if html.strip():
            safe, problem = cleaning.cleaned(html)
            problems.extend([problem] if problem else [])
            pieces.append(safe)
            texts.append(plain if plain.strip() else cleaning.text_from(html, (safe, problem)))
        elif plain.strip():
            texts.append(plain)
            pieces.append(cleaning.from_text(clean(plain)) if has_html else "")
    text = clean("\n\n".join(t.strip("\r\n") for t in texts if t.strip()))
    return text, clean("\n".join(p for p in pieces if p))


def _walk(part, bodies, problems):
    if part.kind == "multipart/alternative" and part.children:
        _alternative(part, bodies, problems)
    elif part.children:
        for child in part.children:
            _walk(child, bodies, problems)
    elif _is_body(part):
        plain, html = _leaf_text(part, bodies, problems)
        bodies.blocks.append((plain, html))
    elif part.start < part.end or part.kind != "text/plain" or _name(part):
        _add_file(part, bodies, problems)


def _alternative(part, bodies, problems):
    """Of several forms of the same words the plain one and the last HTML one; everything else in them is a file."""
    inner = Bodies()
    for child in part.children:
        _walk(child, inner, problems)
    plain = "\n\n".join(p for p, html in inner.blocks if p.strip() and not html)
    html = next((h for _, h in reversed(inner.blocks) if h.strip()), "")
    bodies.blocks.append((plain, html))
    bodies.files.extend(inner.files)
    bodies.nested = bodies.nested or inner.nested
    bodies.reaction = bodies.reaction or inner.reaction


def _is_body(part):
    if part.kind not in (
        "text/plain",
        "text/html",
        "text/enriched",
        "text/richtext",
        "text/markdown",
        "text/x-amp-html",
    ):
        return False
    return not part.placed.startswith("attachment") and not part.placing.get("filename") and not part.about.get("name")


def _leaf_text(part, bodies, problems):
    data, problem = part.content()
    problems.extend([problem] if problem else [])
    if part.kind == "text/html" and b"data:image/" in data:
        data = DATA_IMAGE.sub(lambda found: _lifted(found, bodies), data)
    if len(data) > bounds.TEXT:
        data = data[: bounds.TEXT]
        problems.append("text-too-long")
    if part.kind == "text/plain" and b"\nend" in data:
        data = _uuencoded(data, bodies, problems)
    text, problem = text_of(data, part.about.get("charset") or _meta_charset(part, data))
    problems.extend([problem] if problem else [])
    if "\x00" in text:
        problems.append("nul-removed")
    if part.kind == "text/html":
        return "", text
    if part.kind == "text/x-amp-html":
        return "", ""
    if part.kind in ("text/enriched", "text/richtext"):
        return re.sub(r"<[^<>\n]{1,60}>", "", text), ""
    if part.about.get("format", "").lower() == "flowed":
        text = unflowed(text, part.about.get("delsp", "").lower() == "yes")
    return text, ""


def _meta_charset(part, data):
    if part.kind != "text/html":
        return None
    found = re.search(rb"<meta[^>]{0,200}charset=[\"']?([A-Za-z0-9_-]{2,40})", data[:4096], re.IGNORECASE)
    return found[1].decode("ascii") if found else None


def _uuencoded(data, bodies, problems):
    """Files written into the text in the old way become attachments."""
    for found in list(UU.finditer(data))[:20]:
        content, problem = mime.uudecode(found[0])
        if not problem and content:
            name = file_name(text_of(found[1])[0]) or "file"
            bodies.files.append(
                _attachment(name, mimetypes.guess_type(name)[0] or "application/octet-stream", content, False, "")
            )
            data = data.replace(found[0], b"", 1)
    return data


def _lifted(found, bodies):
    """A picture written into the HTML itself becomes a file of the mail, shown in its place like any other."""
    kind, content = found[1].decode("ascii").lower(), mime.unbase64(found[2])[0]
    if not content or len(bodies.files) >= bounds.PARTS:
        return b""
    number = len(bodies.files) + 1
    cid, name = f"picture-{number}@mail", f"picture-{number}.{kind}"
    bodies.files.append(_attachment(name, f"image/{kind.replace('jpg', 'jpeg')}", content, True, cid))
    return b"cid:" + cid.encode()


def mark_small(files, html):
    """Mark the logos and spacers among the pictures that ``html`` shows in place: in signatures, mostly."""
    for file in files:
        if file.inline and f"cid:{escape(file.cid)}".lower() in html.lower():
            file.small = pictures.is_small(file.content)


def unflowed(text, delsp=False):
    """RFC 3676: soft line breaks joined, space stuffing undone, quote depth kept."""
    out, held, held_depth = [], None, 0
    for raw in text.replace("\r\n", "\n").split("\n"):
        depth = len(raw) - len(raw.lstrip(">"))
        words = raw[depth:]
        words = words[1:] if words.startswith(" ") else words
        if held is not None and (depth != held_depth or words == "-- "):
            out.append(_requoted(held_depth, held))
            held = None
        held = words if held is None else held + words
        held_depth = depth
        if words.endswith(" ") and words != "-- ":
            held = held[:-1] if delsp else held
            continue
        out.append(_requoted(depth, held))
        held = None
    if held is not None:
        out.append(_requoted(held_depth, held))
    return "\n".join(out)


def _requoted(depth, words):
    return f"{'>' * depth} {words}" if depth else words


def _name(part):
    return file_name(part.placing.get("filename") or part.about.get("name") or "")


def _is_winmail(part):
    return part.kind in ("application/ms-tnef", "application/vnd.ms-tnef") or _name(part).lower() == "winmail.dat"


def _unwrapped(content, bodies, problems):
    """The files and words that Outlook put into a winmail.dat, as the mail's own; False when it cannot be read."""
    found = tnef.opened(content)
    if found is None:
        problems.append("winmail-unreadable")
        return False
    if found.text and not any(plain.strip() or html.strip() for plain, html in bodies.blocks):
        bodies.blocks.append((text_of(found.text[: bounds.TEXT])[0], ""))
    for said, data in found.files:
        name = file_name(said) or f"file-{len(bodies.files) + 1}.bin"
        kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
        bodies.files.append(_attachment(name, kind, data, False, ""))
    return True


def _sign_in(content):
    """The sign of a reaction, "" when there is none. Its words around it say the same, for programs that know no reactions."""
    try:
        said = json.loads(content[:200])
    except (ValueError, RecursionError):
        return ""
    sign = said.get("emoji") if isinstance(said, dict) else None
    return sign if isinstance(sign, str) and len(sign) <= 20 and not re.search(r"[\s<>&]|[\x00-\x7f]{2}", sign) else ""


def _add_file(part, bodies, problems):
    content, problem = part.content()
    problems.extend([problem] if problem else [])
    kind = part.kind
    if kind == REACTION and (sign := _sign_in(content)):
        bodies.reaction = sign
        return
    if _is_winmail(part) and _unwrapped(content, bodies, problems):
        return
    if kind.startswith("multipart/"):
        kind = "application/octet-stream"
    if kind == "message/rfc822" and not bodies.nested:
        bodies.nested = content[: bounds.ORIGINAL]
    if kind in ("application/pkcs7-mime", "application/x-pkcs7-mime", "application/pgp-encrypted"):
        problems.append("encrypted")
    if kind in ("message/external-body", "message/partial"):
        problems.append("part-elsewhere")
    ending = mimetypes.guess_extension(kind) or ".bin"
    name = _name(part) or NAMES.get(kind) or f"file-{len(bodies.files) + 1}{ending}"
    if kind == "application/octet-stream":
        kind = mimetypes.guess_type(name)[0] or kind
    cid = (ids(part.header("content-id"), 1) or [""])[0].strip("<>")
    inline = part.placed.startswith("inline") or (bool(cid) and not part.placed.startswith("attachment"))
    bodies.files.append(_attachment(name, kind, content, inline and kind.startswith("image/"), cid))


def _attachment(name, kind, content, inline, cid):
    return Attachment(name, kind, len(content), hashlib.sha256(content).hexdigest(), inline, cid, content=content)
