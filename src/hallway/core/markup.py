"""HTML from strangers, as it may stand in a frame of ours: what is kept of it, and how its links and pictures are shown.

``TAGS`` and ``ATTRIBUTES`` are the allow-list. Mail is cleaned by a library when it is stored (``inbox/cleaning.py``);
``shown`` is a second, independent pass when it is looked at: it writes every tag, attribute and word anew, so that nothing
gets through because two parsers disagree. Needs no settings, so that the process that reads mail can use it.
"""

import re
from html import escape
from html.parser import HTMLParser
from urllib.parse import parse_qs, urlsplit


def _words(text):
    return set(text.split())


TAGS = _words(
    """
    a abbr b bdi bdo blockquote br caption cite code col colgroup dd del details dfn div dl dt em figcaption figure
    h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q rp rt ruby s samp small span strong sub summary sup table
    tbody td tfoot th thead time tr u ul var wbr
    """
)
ATTRIBUTES = {
    "a": {"href", "title"},
    "img": {"src", "alt", "width", "height"},
    "td": {"colspan", "rowspan", "align"},
    "th": {"colspan", "rowspan", "align", "scope"},
    "ol": {"start", "type"},
    "time": {"datetime"},
    "*": {"dir", "lang"},
}
NUMBERS = {"width", "height", "colspan", "rowspan", "start"}
NUMBER = re.compile(r"\d{1,4}")
FAR = "remote:"  # stands before the address of a picture that lies elsewhere; no browser can fetch such an address
LINKS = ("http://", "https://", "mailto:", "tel:")
BLANK = re.compile(r"[\x00-\x20\x7f]+")
WEB = re.compile(r"(https?):[\\/]*([^\\/?#]*)", re.IGNORECASE)  # as browsers read it: any slashes, any number of them
HOST = re.compile(r"(?:[\w-]{1,63}\.){1,8}[^\W\d_]{2,24}")
FILES = _words("pdf doc docx xls xlsx ppt pptx odt ods csv txt png jpg jpeg gif heic zip mov md py js ics eml html htm")
VOID = _words("br col hr img wbr")


def host_of(url):
    """The host a browser goes to for a web address, in lower case ASCII; "" when there is none."""
    found = WEB.match(BLANK.sub("", url))
    host = found[2].rpartition("@")[2].partition(":")[0].strip(".").lower() if found else ""
    if host.isascii():
        return host if re.fullmatch(r"[a-z0-9._-]{1,253}", host) else ""
    try:
        return host.encode("idna").decode("ascii")
    except UnicodeError:
        return ""


def end_of(url):
    """The host a link really leads to: a school's link checker is looked through, since it only passes on."""
    host = host_of(url)
    if host.endswith(".safelinks.protection.outlook.com"):
        inner = parse_qs(urlsplit(url).query, max_num_fields=20).get("url", [""])[0]
        return host_of(inner) or host
    if host == "urldefense.com" and "/v3/__" in url:
        return host_of(url.partition("/v3/__")[2]) or host
    return host


def is_disguised(text, host):
    """Whether a link's words name another host than the one it leads to."""
    for found in HOST.finditer(text[:500]):
        named = found[0].lower()
        if named.rpartition(".")[2] in FILES:
            continue
        named = host_of(f"https://{named}")
        if not (named == host or host.endswith(f".{named}") or named.endswith(f".{host}")):
            return True
    return False


def address(value):
    """A link's target as it may stand in a page; "" for anything that is no plain web, mail or telephone address."""
    tidy = BLANK.sub("", value)
    if not tidy.lower().startswith(LINKS):
        return ""
    return tidy if not tidy.lower().startswith("http") or host_of(tidy) else ""


def shown(html, pictures=None, far=False, says=None):
    """``html`` (cleaned when it was stored) for the mail frame.

    ``pictures``: Content-ID → data URI of the mail's own pictures. ``far``: also show pictures that lie elsewhere, over
    https only. ``says``: a function from the host of a disguised link to a sentence.
    """
    rewriter = _Rewriter(pictures or {}, far, says or (lambda host: f"→ {host}"))
    rewriter.feed(html)
    rewriter.close()
    return "".join(rewriter.out)


class _Rewriter(HTMLParser):
    def __init__(self, pictures, far, says):
        super().__init__(convert_charrefs=True)
        self.pictures, self.far, self.says = pictures, far, says
        self.out, self.link, self.words = [], "", []

    def handle_starttag(self, tag, attrs):
        if tag not in TAGS:
            return
        if tag == "a":
            self._end_link()
        said = {}
        for name, value in attrs:
            if name in ATTRIBUTES.get(tag, ()) or name in ATTRIBUTES["*"]:
                said.setdefault(name, value or "")
        said = {k: v for k, v in said.items() if k not in NUMBERS or NUMBER.fullmatch(v)}
        if tag == "img" and not self._picture(said):
            return
        if tag == "a":
            self.link = said["href"] = address(said.get("href", ""))
            if not self.link:
                return
            said |= {"target": "_blank", "rel": "noopener noreferrer nofollow"}
        self.out.append("<" + tag + "".join(f' {k}="{escape(v)}"' for k, v in said.items()) + ">")

    def _picture(self, said):
        """Put the picture itself in place of its address; False when there is nothing to show."""
        source = said.pop("src", "")
        if source.lower().startswith("cid:"):
            said["src"] = self.pictures.get(source[4:].strip().lower(), "")
        elif self.far and source.startswith(FAR):
            secure = re.sub(r"^http:", "https:", address(source[len(FAR) :]), flags=re.IGNORECASE)
            said["src"] = secure if secure.lower().startswith("https:") else ""
            said |= {"referrerpolicy": "no-referrer", "loading": "lazy"}
        if not said.get("src"):
            said.pop("src", None)
            if alt := said.get("alt", "").strip():
                self.handle_data(f"[{alt}]")
            return False
        said.setdefault("alt", "")
        return True

    def handle_endtag(self, tag):
        if tag == "a":
            self._end_link()
        elif tag in TAGS and tag not in VOID:
            self.out.append(f"</{tag}>")

    def _end_link(self):
        if self.link:
            host, words = end_of(self.link), "".join(self.words)
            self.out.append("</a>")
            if host and is_disguised(words, host):
                self.out.append(f' <strong class="elsewhere">{escape(self.says(host))}</strong>')
            elif host and host not in words.lower():
                self.out.append(f' <span class="host">({escape(host)})</span>')
        self.link, self.words = "", []

    def handle_data(self, data):
        if self.link:
            self.words.append(data)
        self.out.append(escape(data, quote=False))

    def close(self):
        super().close()
        self._end_link()
