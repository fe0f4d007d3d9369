"""The stylesheet and the script, each sent as one file put together from the small ones; and the pages around them.

No build step: the parts are read once a process (every time while debugging), joined, hashed and compressed.
"""

import functools
import gzip
import hashlib
import re
from pathlib import Path

from django.conf import settings
from django.http import HttpResponse
from django.templatetags.static import static
from django.urls import reverse
from django.utils.safestring import mark_safe

from .components import register
from .icons import flat_rules

STATIC = Path(__file__).resolve().parent.parent / "static"
YEAR = 31_536_000


def _css():
    parts = [STATIC / "css/base.css", STATIC / "css/tokens.css", *sorted((STATIC / "css/ui").glob("*.css"))]
    parts += sorted((STATIC / "css/pages").glob("*.css"))
    return _tight("".join(part.read_text() for part in parts)) + flat_rules()


def _desk():
    return _tight("".join(part.read_text() for part in sorted((STATIC / "css/desk").glob("*.css"))))


def _tight(css):
    """The same rules without comments and the spaces that only people need."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    return re.sub(r"\s*([{};,])\s*", r"\1", re.sub(r"\s+", " ", css)).replace(";}", "}").strip()


def _js():
    # Every element is a module of its own without imports; a block keeps its names to itself.
    modules = (part.read_text() for part in sorted((STATIC / "js").glob("hw-*.js")))
    lines = (
        "\n".join(line.strip() for line in text.splitlines() if not line.lstrip().startswith("//")) for text in modules
    )
    return "\n".join(f"{{\n{text}\n}}" for text in lines)


MADE = {"css": (_css, "text/css"), "js": (_js, "text/javascript"), "desk": (_desk, "text/css")}


def _joined(kind):
    text = MADE[kind][0]().encode()
    return text, gzip.compress(text, mtime=0), hashlib.sha256(text).hexdigest()[:12]


_kept = functools.lru_cache(maxsize=6)(_joined)


def joined(kind):
    """(bytes, gzipped bytes, digest) of the stylesheet ("css"), the script ("js") or the sheet of desk pages ("desk")."""
    return _joined(kind) if settings.DEBUG else _kept(kind)


def sheet(request, digest, kind):
    """The joined file. Its address carries its digest, so browsers may keep it for good."""
    text, zipped, now = joined(kind)
    packed = "gzip" in request.headers.get("Accept-Encoding", "")
    answer = HttpResponse(zipped if packed else text, content_type=f"{MADE[kind][1]}; charset=utf-8")
    if packed:
        answer["Content-Encoding"] = "gzip"
    answer["Vary"] = "Accept-Encoding"
    answer["Cache-Control"] = f"public, max-age={YEAR}, immutable" if digest == now else "no-cache"
    return answer


@register.simple_tag
def styles(kind="css"):
    """The link to the stylesheet, for base templates; with "desk" to what only those need who set a school up, so that a
    teacher's phone does not carry it."""
    return mark_safe(f'<link rel="stylesheet" href="{reverse("core:sheet", args=[joined(kind)[2], kind])}">')  # noqa: S308


@register.simple_tag
def scripts():
    """htmx and our elements, for base templates."""
    htmx = static("django_htmx/htmx-2.min.js")
    ours = reverse("core:sheet", args=[joined("js")[2], "js"])
    return mark_safe(f'<script src="{htmx}" defer></script><script type="module" src="{ours}"></script>')  # noqa: S308
