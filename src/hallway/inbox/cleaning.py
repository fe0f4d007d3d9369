"""HTML from strangers: cleaned by an allow-list before it is stored, and turned to text where there is none."""

import re
from html import escape, unescape
from html.parser import HTMLParser

import nh3

from hallway.core.markup import ATTRIBUTES, FAR, NUMBER, NUMBERS, TAGS, address

from . import bounds


def _words(text):
    return set(text.split())


FAR_IMAGE = re.compile(rf'(<img(?: [a-z]+="[^"<>]*")*) src="{FAR}[^"<>]*"')
EMPTY = re.compile(r"<img(?: (?:width|height)=\"[^\"]*\"| alt=\"\")*>")
TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:-]{0,30})")
VOID = _words(
    """
    area base br col embed hr img input link meta param source track wbr
    """
)
FLAT = VOID | _words(
    """
    p li td tr th dd dt option thead tbody
    """
)  # the reader closes these by itself: no depth
BLOCK = _words(
    """
    address article aside blockquote center dd div dl dt fieldset footer form h1 h2 h3 h4 h5 h6 header hr li main
    nav ol p pre section table tr ul
    """
)


def cleaned(html):
    """``(safe HTML, problem or None)``: an allow-list of tags, images only from the mail itself, links marked as foreign.

    HTML that is too deep or too crowded for the cleaner (seconds instead of a millisecond) gives ``""`` and a problem; its
    text is still read.
    """
    problem = None
    if len(html) > bounds.HTML:
        html, problem = html[: bounds.HTML], "html-too-long"
    if crowded(html):
        return "", "html-too-deep"
    safe = nh3.clean(
        html, tags=TAGS, attributes=ATTRIBUTES, attribute_filter=_kept, url_schemes={"http", "https", "mailto", "tel", "cid"},
        clean_content_tags={"script", "style", "title", "template", "svg", "math"},
        link_rel="noopener noreferrer nofollow", strip_comments=True,
    )  # fmt: skip
    return EMPTY.sub("", safe).strip(), problem


APART = _words("p blockquote table ul ol h1 h2 h3 pre")


def _kept(tag, name, value):
    """An attribute's value as it is stored, None to drop it. Pictures that lie elsewhere keep their address, made unusable."""
    if tag == "img" and name == "src":
        if value.lower().startswith("cid:"):
            return value
        return f"{FAR}{far}" if (far := address(value)).lower().startswith("http") else None
    if tag == "a" and name == "href":
        return address(value) or None
    if name in NUMBERS and not NUMBER.fullmatch(value):
        return None
    return value


def near(html):
    """Cleaned HTML as it is shown before anybody asks for pictures from elsewhere: without them."""
    return EMPTY.sub("", FAR_IMAGE.sub(r"\1", html)).strip()


def crowded(html):
    """Whether tags stand too deep inside each other, or one holds too many attributes. One pass."""
    depth = 0
    for found in TAG.finditer(html):
        name = found[2].lower()
        if name not in FLAT:
            depth = max(0, depth - 1) if found[1] else depth + 1
            if depth > bounds.HTML_DEPTH:
                return True
        close = html.find(">", found.end(), found.end() + 20_000)
        if close < 0 and len(html) - found.end() > 20_000:
            tail = html[found.end() : found.end() + 20_000]
            if len(re.findall(r"[\s/]+[^\s=/>]+", tail)) > bounds.HTML_ATTRIBUTES and "base64," not in tail:
                return True
        elif (
            close - found.end() > 2000
            and len(re.findall(r"[\s/]+[^\s=/>]+", html[found.end() : close])) > bounds.HTML_ATTRIBUTES
        ):
            return "base64," not in html[found.end() : close]
    return html.count("<") - html.count(">") > 20_000


class _Reader(HTMLParser):
    """Text as a person sees it: blocks on lines of their own, list marks, quotes between marks, links with their address."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.out, self.pre, self.href, self.said = [], 0, "", 0
        self.wanted, self.ended = 0, 99  # line ends wanted before the next words; line ends there already

    def put(self, text):
        if self.wanted > self.ended:
            self.out.append("\n" * (self.wanted - self.ended))
        self.out.append(text)
        self.wanted = self.ended = 0

    def handle_starttag(self, tag, attrs):
        if tag == "br":
            ended = max(self.ended, self.wanted)
            self.put("\n")
            self.ended = ended + 1
        elif tag in BLOCK:
            self.wanted = max(self.wanted, 2 if tag in APART else 1)
            self.pre += tag == "pre"
            if tag == "blockquote":
                self.put("\x01")
                self.ended = 2
            elif tag == "li":
                self.put("- ")
        elif tag == "img":
            alt = dict(attrs).get("alt")
            if alt:
                self.put(f"[{alt}]")
        elif tag in ("td", "th") and not self.wanted:
            self.put(" ")
        elif tag == "a":
            self.href, self.said = dict(attrs).get("href") or "", len(self.out)

    def handle_endtag(self, tag):
        if tag in BLOCK:
            if tag == "blockquote":
                self.out.append("\n\x02")
            self.wanted = max(self.wanted, 2 if tag in APART else 1)
            self.pre -= tag == "pre" and self.pre > 0
        elif tag == "a" and self.href:
            said = "".join(self.out[self.said :]).strip()
            if self.href.lower().startswith(("http:", "https:")) and self.href not in said and len(self.href) < 500:
                self.put(f" ({self.href})")
            self.href = ""

    def handle_data(self, data):
        if not self.pre:
            data = re.sub(r"[ \t\r\n\f]+", " ", data)
            if self.wanted or self.ended:
                data = data.lstrip(" ")
        if data:
            self.put(data)


def text_from(html, done=None):
    """Readable text of HTML (at most the bound's length), quotes marked with ``> `` as in plain mail. ``done``: what
    ``cleaned`` said of it already, since cleaning is the dear part.

    Reads what the cleaner leaves, since the standard parser takes a square of time on damaged markup.
    """
    safe, problem = done or cleaned(html)
    if problem == "html-too-deep":
        return unescape(re.sub(r"<[^<>]{0,2000}>", " ", html[: bounds.HTML])).strip()
    reader = _Reader()
    try:
        reader.feed(safe)
        reader.close()
    except Exception:  # nothing the cleaner leaves should get here; a mail is worth more than a tidy text
        return unescape(re.sub(r"<[^<>]{0,2000}>", " ", safe)).strip()
    depth, lines = 0, []
    for line in "".join(reader.out).split("\n"):
        depth = max(0, min(20, depth + line.count("\x01") - line.count("\x02")))
        ends = "\x02" in line
        line = line.replace("\x01", "").replace("\x02", "").replace("\u00a0", " ").rstrip()
        if line or not ends:
            lines.append(f"{'>' * depth} {line}".rstrip() if depth else line)
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def from_text(text):
    """Plain text as HTML, for a mail whose parts are some of each."""
    return f"<p>{escape(text, quote=False).replace(chr(10), '<br>')}</p>"
