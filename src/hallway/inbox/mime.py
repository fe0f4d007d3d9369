"""A mail's bytes as a tree of parts. Own code, because it must hold for any bytes: no recursion past a bound, no copy
of the mail per level, nothing looked at twice. Never raises.

Decoding of header values is ``headers``'s; here is only where things begin and end.
"""

import binascii
import re
from dataclasses import dataclass, field

from . import bounds
from .headers import parameters, value_text

FIELD = re.compile(rb"([!-9;-~]{1,200})[ \t]*:(.*)", re.DOTALL)
LIKELY = re.compile(
    rb"(?:from|to|cc|subject|date|sender|reply-to|received|return-path|message-id|in-reply-to|references|mime-version|"
    rb"content-[a-z-]+|x-[a-z0-9-]+|dkim-signature|arc-[a-z-]+|authentication-results|auto-submitted|precedence|list-[a-z]+|"
    rb"delivered-to|importance|user-agent|thread-[a-z]+)[ \t]*:", re.IGNORECASE,
)  # fmt: skip
MBOX = re.compile(rb">?From (?!:)")
MBOX_QUOTED = re.compile(rb"^>(>*From )", re.MULTILINE)
BASE64_LINE = re.compile(rb"\s{0,100}[A-Za-z0-9+/]{4,}={0,2}[ \t]*(?:\r|\n|\Z)")
NOT_BASE64 = bytes(b for b in range(256) if not re.match(rb"[A-Za-z0-9+/=]", bytes([b])))
TYPE = re.compile(r"[a-z0-9!#$&^_.+-]{1,60}/[a-z0-9!#$&^_.+-]{1,100}$")


@dataclass
class Part:
    """``data[start:end]`` is the body. ``headers``: lower-case name → list of raw values, in order."""

    data: bytes
    start: int
    end: int
    headers: dict = field(default_factory=dict)
    children: list = field(default_factory=list)
    kind: str = "text/plain"
    about: dict = field(default_factory=dict)
    placed: str = ""
    placing: dict = field(default_factory=dict)

    def raw(self, name):
        """The first value of a header as bytes, or b""."""
        return (self.headers.get(name) or [b""])[0]

    def header(self, name):
        """The first value of a header as text, not yet decoded from RFC 2047; "" when there is none."""
        return value_text(self.raw(name))

    def content(self, limit=None):
        """``(bytes, problem or None)`` with the transfer encoding undone; at most ``limit`` bytes."""
        end = self.end if limit is None else min(self.end, self.start + 2 * limit)
        data, problem = undo(self.header("content-transfer-encoding").lower(), self.data[self.start : end])
        return (data[:limit] if limit else data), problem

    def leaves(self):
        """This part, or all that it holds, flat."""
        if not self.children:
            return [self]
        return [leaf for child in self.children for leaf in child.leaves()]


def undo(encoding, data):
    """``(bytes, problem or None)``: base64, quoted-printable or uuencode undone, forgiving."""
    encoding = encoding.split(";")[0].split("(")[0].strip().strip("\"'")
    if encoding == "base64":
        return unbase64(data)
    if encoding in ("quoted-printable", "q", "quotedprintable"):
        return binascii.a2b_qp(data), None
    if encoding in ("x-uuencode", "uuencode", "x-uue", "uue"):
        return uudecode(data)
    problem = None if encoding in ("", "7bit", "8bit", "binary", "7-bit", "8-bit", "none") else "encoding-unknown"
    return data, problem


def unbase64(data):
    """Base64 with anything else in between ignored, and a missing or early end forgiven."""
    solid = data.translate(None, NOT_BASE64)
    problem = None
    if not BASE64_LINE.match(data):
        rubbish = len(data) - len(solid) - data.count(b"\n") - data.count(b"\r")
        if rubbish * 100 > len(data) * 15:  # words that somebody only called base64
            return data, "base64-damaged"
    if b"=" in solid.rstrip(b"="):  # several pieces glued: decode each
        pieces = [p for p in re.split(rb"=+", solid) if p][:1000]
        return b"".join(unbase64(piece)[0] for piece in pieces), "base64-damaged"
    solid = solid.rstrip(b"=")
    if len(solid) % 4 == 1:
        solid, problem = solid[:-1], "base64-damaged"
    try:
        return binascii.a2b_base64(solid + b"=" * (-len(solid) % 4)), problem
    except (binascii.Error, ValueError):
        return data, "base64-damaged"


def uudecode(data):
    out, begun = [], False
    for line in data.splitlines():
        if not begun:
            begun = line.startswith(b"begin ")
            continue
        if line.strip() in (b"end", b"`", b""):
            break
        try:
            out.append(binascii.a2b_uu(line))
        except (binascii.Error, ValueError):
            count = ((line[0] - 32) & 63) * 4 // 3 + 5
            try:
                out.append(binascii.a2b_uu(line[:count]))
            except (binascii.Error, ValueError):
                return b"".join(out), "uuencode-damaged"
    return (b"".join(out), None) if begun else (data, "uuencode-damaged")


def parse(raw, problems):
    """The tree of ``raw``; ``problems`` is a list that gains codes."""
    if b"\n" not in raw[: bounds.HEADER_BLOCK]:  # a mail with bare CR for line ends
        raw = raw.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    start = 3 if raw.startswith(b"\xef\xbb\xbf") else 0
    while raw[start : start + 1] in (b"\r", b"\n") and start < 1000:
        start += 1
    if MBOX.match(raw, start):
        line = raw.find(b"\n", start, start + 2000)
        raw, start = MBOX_QUOTED.sub(rb"\1", raw[line + 1 :] if line > 0 else raw), 0
    return _part(raw, start, len(raw), 0, "text/plain", problems, [bounds.PARTS])


def _part(data, start, end, depth, kind, problems, left):
    """One part from ``data[start:end]``. ``left``: a list of one number, the parts that may still be made."""
    left[0] -= 1
    fields, body = _fields(data, start, end, problems)
    part = Part(data, body, end, fields)
    named, part.about = parameters(part.header("content-type"))
    part.kind = named if TYPE.match(named) else ("application/octet-stream" if "/" in named and named else kind)
    if named and not TYPE.match(named):
        problems.append("type-malformed")
        part.kind = kind if part.kind == "application/octet-stream" and depth == 0 else part.kind
    part.placed, part.placing = parameters(part.header("content-disposition"))
    if part.kind.startswith("multipart/"):
        _children(part, depth, problems, left)
    return part


def _children(part, depth, problems, left):
    boundary = part.about.get("boundary", "").rstrip()
    if not boundary:
        problems.append("boundary-missing")
        part.kind = "text/plain"
        return
    if depth >= bounds.DEPTH:
        problems.append("parts-too-deep")
        return
    inner = "message/rfc822" if part.kind == "multipart/digest" else "text/plain"
    spans, closed = _spans(part.data, part.start, part.end, boundary.encode("utf-8", "surrogateescape"), left[0])
    if not spans:
        problems.append("boundary-missing")
        part.kind = "text/plain"
        return
    for first, last in spans:
        if left[0] <= 0:
            problems.append("too-many-parts")
            break
        part.children.append(_part(part.data, first, last, depth + 1, inner, problems, left))
    if not closed and left[0] > 0:
        problems.append("mail-cut-off")


def _spans(data, start, end, boundary, most):
    """Where the parts between the boundary lines begin and end: ``([(first, last)], closed)``."""
    mark, at, spans, open_at, closed = b"--" + boundary, start, [], None, False
    while True:
        found = data.find(mark, at, end)
        if found < 0:
            break
        at = found + len(mark)
        if found != start and data[found - 1 : found] not in (b"\n", b"\r"):
            continue
        line_end = data.find(b"\n", at, min(end, at + 1000))
        tail = data[at : line_end if line_end >= 0 else min(end, at + 1000)].strip()
        if tail not in (b"", b"--"):
            continue
        if open_at is not None:
            last = found
            if data[last - 1 : last] == b"\n":
                last -= 1
            if data[last - 1 : last] == b"\r":
                last -= 1
            spans.append((open_at, max(last, open_at)))
        if tail == b"--":  # some mailers use one boundary twice: what comes below the end is still looked at
            open_at, closed = None, True
            continue
        if len(spans) > most:
            return spans, False
        open_at = line_end + 1 if line_end >= 0 else end
    if open_at is not None and open_at <= end:
        spans.append((open_at, end))
    return spans, closed and open_at is None


def _fields(data, start, end, problems):
    """``(headers, where the body begins)``: stops at the blank line, at the first line that is no header, or at a bound."""
    fields, at, count, last = {}, start, 0, None
    stop = min(end, start + bounds.HEADER_BLOCK)
    while at < end:
        if at >= stop or count >= bounds.HEADERS:
            problems.append("headers-too-long")
            blank = re.compile(rb"\n\r*\n").search(data, at - 1, end)
            return _joined(fields), blank.end() if blank else end
        line_end = data.find(b"\n", at, end)
        next_at = line_end + 1 if line_end >= 0 else end
        line = data[at : min(next_at, at + bounds.HEADER_VALUE)].rstrip(b"\r\n")
        if not line:
            return _joined(fields), next_at
        if line[:1] in (b" ", b"\t") and last is not None:
            if sum(map(len, last)) < bounds.HEADER_VALUE:
                last.append(line)
        else:
            match = FIELD.match(line)
            if not match:
                problems.append("headers-broken")
                if not LIKELY.match(data, next_at):  # what follows is text: the blank line is missing
                    return _joined(fields), at
            else:
                count += 1
                last = [match[2]]
                fields.setdefault(match[1].lower().decode("ascii"), []).append(last)
        at = next_at
    return _joined(fields), end


def _joined(fields):
    return {
        name: [b"".join(pieces)[: bounds.HEADER_VALUE].strip() for pieces in values] for name, values in fields.items()
    }
