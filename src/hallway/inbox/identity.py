"""Is a mail from whom it says? A From line is a claim; what the receiving mail server found out about it is not.

``read`` collects Authentication-Results (RFC 8601) and ARC (RFC 8617) as they stand; ``judge`` believes only those of the hosts
that the administrator named, because anybody can write such a line into a mail.
"""

import re

from . import bounds
from .headers import value_text
from .one_form import one_form

NAMES = (b"authentication-results", b"arc-authentication-results", b"arc-seal", b"received")
MOST = 20  # lines of one mail that are looked at
LENGTH = 4000  # bytes of one of them
NAMELESS = "protection.outlook.com"  # Microsoft 365 leaves its name out
METHODS = ("dmarc", "dkim", "spf", "arc")
COMMENT = re.compile(r"\([^()]*\)")
SAID = re.compile(r"^([a-z0-9_-]{1,40})\s*(?:/\s*\d+\s*)?=\s*([a-z]{1,20})\b")
PROPERTY = re.compile(r"\b((?:header|smtp|policy)\.[a-z-]{1,20}|d|i)\s*=\s*([^\s;]{1,300})")
PROVEN, FAILED, UNPROVEN, UNTOLD = "proven", "failed", "unproven", "untold"


def read(raw):
    """``[{kind, by, hop, said}]`` of a mail's head, topmost first. ``hop``: how many Received lines stand above. Never raises."""
    found, hop = [], 0
    for name, value in _lines(raw):
        if name == b"received":
            hop += 1
        elif len(found) < MOST:
            about = _understood(name, value_text(value[:LENGTH]).lower())
            found.append({**about, "hop": hop})
    return found


def _lines(raw):
    """(name, value) of the lines that matter, folded ones put together, up to the blank line."""
    name, pieces = None, []
    for number, line in enumerate(raw[: bounds.HEADER_BLOCK].splitlines()):
        if not line.strip() and number:
            break
        if line[:1] in (b" ", b"\t"):
            pieces.append(line)
            continue
        if name:
            yield name, b" ".join(pieces)
        before, _colon, after = line.partition(b":")
        name, pieces = before.strip().lower(), [after]
        name = name if name in NAMES else None
    if name:
        yield name, b" ".join(pieces)


def _understood(name, value):
    for _level in range(5):
        value = COMMENT.sub(" ", value)
    kind = {b"authentication-results": "ar", b"arc-authentication-results": "aar", b"arc-seal": "seal"}[name]
    pieces = [piece.strip() for piece in value.split(";")][:60]
    about = {"kind": kind, "by": "", "said": []}
    if kind != "ar":
        for piece in pieces:
            if number := re.fullmatch(r"i\s*=\s*(\d{1,2})", piece):
                about["i"] = int(number[1])
        if kind == "seal":
            about["by"] = next((d[1] for piece in pieces if (d := re.fullmatch(r"d\s*=\s*(\S{1,250})", piece))), "")
            return about
        pieces = [piece for piece in pieces if not re.fullmatch(r"i\s*=\s*\d+", piece)]
    if pieces and not SAID.match(pieces[0]):
        about["by"] = (pieces.pop(0).split() or [""])[0].strip('"')[:250]
    elif kind == "ar":
        about["by"] = NAMELESS
    for piece in pieces:
        if (said := SAID.match(piece)) and said[1] in METHODS:
            about["said"].append([said[1], said[2], dict(PROPERTY.findall(piece[said.end() :]))])
    return about


def judge(proof, address, receivers, sealers=()):
    """``proven``, ``failed``, ``unproven`` (nothing speaks for it or against it) or ``untold`` (no host is trusted).

    ``proof``: what ``read`` gave. ``address``: the From line's. ``receivers``, ``sealers``: host names, lower case.
    """
    if not receivers:
        return UNTOLD
    domain = address.rpartition("@")[2].lower()
    lines = [line for line in proof if line["kind"] == "ar" and line["by"] in receivers]
    lines = [
        line for line in lines if line["hop"] == lines[0]["hop"]
    ]  # below the next server's Received: not ours to believe
    verdict = _verdict(lines, domain)
    if verdict != PROVEN and "pass" in _results(lines, "arc") and _vouched(proof, domain, sealers):
        return PROVEN
    return verdict


def _results(lines, method):
    return [result for line in lines for name, result, _about in line["said"] if name == method][:1]


def _verdict(lines, domain):
    said = [one for line in lines for one in line["said"]]
    dmarc = next((one for one in said if one[0] == "dmarc" and one[1] not in ("none", "temperror")), None)
    if dmarc is not None:
        meant = dmarc[2].get("header.from", domain)
        return PROVEN if dmarc[1] in ("pass", "bestguesspass") and _same(meant, domain) else FAILED
    for method, result, about in said:
        if result != "pass":
            continue
        names = ("header.d", "header.i", "d") if method == "dkim" else ("smtp.mailfrom",) if method == "spf" else ()
        if any(_same(about[name].rpartition("@")[2], domain) for name in names if name in about):
            return PROVEN
    spf = next((one for one in said if one[0] == "spf"), None)
    ours = spf is not None and _same(spf[2].get("smtp.mailfrom", domain).rpartition("@")[2], domain)
    return FAILED if ours and spf[1] in ("fail", "softfail") else UNPROVEN


def _vouched(proof, domain, sealers):
    """Whether the last server that sealed the mail on its way is one of ours, and had found it genuine."""
    seals = [line for line in proof if line["kind"] == "seal" and "i" in line]
    last = max(seals, key=lambda line: line["i"], default=None)
    if last is None or not any(_same(last["by"], sealer) for sealer in sealers):
        return False
    then = [line for line in proof if line["kind"] == "aar" and line.get("i") == last["i"]]
    return len(then) == 1 and _verdict(then, domain) == PROVEN


def _same(one, other):
    """Whether two domains are one, or one lies inside the other ("mail.oak.example" and "oak.example")."""
    one, other = (one_form(each.strip('".<>').lower()) for each in (one, other))
    if "." not in one or "." not in other:
        return one == other != ""
    return one == other or one.endswith("." + other) or other.endswith("." + one)
