"""Links in what a mail quotes of a letter of ours. Those that open something in their reader's name are known and left out
(``keys.py``); but a gateway may have written them anew in a way that only it can read. So no link there stays a link: its host is said
in its place. What the writer says themselves, above or between the quoted lines, keeps its links.
"""

import re
from html import escape, unescape
from urllib.parse import urlsplit

from django.conf import settings

from hallway.core.marker import EDGE, MARKER_LINE
from hallway.core.markup import host_of
from hallway.core.tokens import ADDRESS
from hallway.delivery.headers import read_id

from .keys import without_keys
from .quotes import SUBJECT_FW

LINK = re.compile(
    r"https?:[\\/]{1,4}[^\s<>\"]{1,8000}|\bwww\.[^\s<>\"]{1,8000}|"
    r"(?<![\w.@/-])(?:[\w-]{1,63}\.){1,8}(?:com|edu|gov|int|mil|net|org)/[^\s<>\"]{1,8000}",
    re.IGNORECASE,
)  # what becomes a link where words are shown
ANCHOR = re.compile(r'<a\b((?:[^<>"]|"[^"]*")*)>(.*?)</a>', re.DOTALL | re.IGNORECASE)
HREF = re.compile(r'\bhref="([^"]*)"', re.IGNORECASE)
WORDS = re.compile(r"(?:\A|(?<=>))[^<>]+")


def words_in(about):
    """``(text, full text, html)`` of a kept reading (``about``) as others may read them: without links of a letter of ours."""
    text, whole, html = (without_keys(about.get(name, "")) for name in ("text", "full_text", "html"))
    if not answers_ours(about):
        return text, whole, html
    if SUBJECT_FW.match(about.get("subject", "")):  # passed on: all of it is the letter
        return said(text), said(whole), _html_said(html, 0)
    own = text if text and whole.startswith(text) else ""
    return _lines_said(text), _lines_said(own) + said(whole[len(own) :]), _html_said(html, _border(html))


def answers_ours(about):
    """Whether it answers, or carries, a letter of ours: a Message-ID or a reply address of ours, or the line to write above."""
    places = (each for name in ("to", "cc", "delivered_to") for each in about.get(name, ()))
    tags = (each.partition("@")[0].rpartition("+")[2] for each in places)
    return (
        any(map(read_id, about.get("references", ())))
        or any(map(ADDRESS.fullmatch, tags))
        or bool(MARKER_LINE.search(about.get("full_text", "")))
    )


def said(text):
    """With its host in place of each link, written so that nobody makes a link of it again. Our own address stays: what opens
    anything is not in it any more."""
    return LINK.sub(_host_said, text)


def _host_said(found):
    host = host_of(found[0] if found[0].lower().startswith("http") else f"https://{found[0]}")
    return found[0] if host == _ours() else f"→{host}"


def _ours():
    return (urlsplit(settings.PUBLIC_URL).hostname or "").lower()


def _lines_said(text):
    """Of the part that its writer wrote: the lines they quoted, also where a mail program put a long link on a line without a mark;
    and what stands below our line, when nothing marks it as quoted."""
    marked = MARKER_LINE.search(text)
    below = marked.start() if marked and not marked[0].lstrip().startswith(">") else len(text)
    lines = text[:below].split("\n")
    quoted = [False, *(line.lstrip().startswith(">") for line in lines), False]
    for number, line in enumerate(lines):
        before, here, after = quoted[number : number + 3]
        if here or (before and after and LINK.fullmatch(line.strip())):
            lines[number] = said(line)
    return "\n".join(lines) + said(text[below:])


def _border(html):
    """Where the quoted part begins; at the very beginning when nothing shows it."""
    found = [at for at in (html.find("<blockquote"), html.find(EDGE)) if at >= 0]
    return min(found, default=0)


def _html_said(html, border):
    head, tail = html[:border], html[border:]
    return head + WORDS.sub(lambda words: said(words[0]), ANCHOR.sub(_anchor_said, tail))


def _anchor_said(found):
    href = HREF.search(found[1])
    host = host_of(unescape(href[1])) if href else ""
    if not host or host == _ours():
        return found[0]
    named = "" if host in found[2] else f" (→{escape(host)})"
    return found[2] + named
