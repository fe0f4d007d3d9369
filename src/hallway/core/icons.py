"""Lucide icons as inline SVG, read once from the package's archive and stripped to what our stylesheet does not say."""

import functools
import importlib.resources
import re
from io import BytesIO
from xml.etree import ElementTree
from zipfile import ZipFile

import lucide
from django.utils.html import escape
from django.utils.safestring import mark_safe

# Said in lists again and again, so they come from the stylesheet (as masks) and cost a row thirty bytes, not three hundred.
FLAT = (
    "octagon-alert",
    "clock",
    "clock-alert",
    "bell-ring",
    "calendar-clock",
    "hourglass",
    "users",
    "graduation-cap",
    "arrow-up",
    "map-pin",
    "lock",
    "circle-check",
    "circle-pause",
    "inbox",
    "user-round",
    "sparkles",
    "link",
    "arrow-down",
)


@functools.cache
def _archive():
    """The package's drawings, in memory for good: to read its list of names anew for each takes ten milliseconds."""
    return ZipFile(BytesIO(importlib.resources.files(lucide).joinpath("lucide.zip").read_bytes()))


@functools.lru_cache(maxsize=512)
def shapes(name):
    """The drawing inside the icon's ``<svg>``. Raises ``LookupError`` for a name lucide does not have."""
    try:
        drawing = _archive().read(f"{name}.svg").decode()
    except KeyError as error:
        raise LookupError(f"lucide has no icon {name!r}") from error
    svg = ElementTree.fromstring(drawing.replace(' xmlns="http://www.w3.org/2000/svg"', ""))  # noqa: S314 - the package's own
    return "".join(re.sub(r"\s*/>", "/>", ElementTree.tostring(child, encoding="unicode").strip()) for child in svg)


@functools.lru_cache(maxsize=1024)
def icon(name, label="", size="m"):
    """An icon beside a word (silent for screen readers), or with ``label`` where it stands alone. size: s, m, l."""
    voice = f'role="img" aria-label="{escape(label)}"' if label else 'aria-hidden="true"'
    kind = "icon" if size == "m" else f"icon icon-{size}"
    pixels = {"s": 16, "m": 20, "l": 28}[size]
    try:
        drawn = shapes(name)
    except LookupError:  # a word stands beside it, so the page works; a test looks for names that lucide does not have
        drawn = ""
    return mark_safe(  # noqa: S308 - shapes come from the package, label is escaped
        f'<svg class="{kind}" {voice} width="{pixels}" height="{pixels}" viewBox="0 0 24 24">{drawn}</svg>'
    )


def flat_icon(name):
    """The same drawing by class, for the few icons of ``FLAT``; any other name is drawn inline."""
    if name not in FLAT:
        return icon(name, size="s")
    return mark_safe(f'<i class="flat i-{name}"></i>')  # noqa: S308 - a name of ours


def flat_rules():
    """CSS that draws every ``FLAT`` icon as a mask in the text's colour."""
    rules = []
    for name in FLAT:
        svg = (
            "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 24 24' fill='none' stroke='black' stroke-width='2' "
            f"stroke-linecap='round' stroke-linejoin='round'>{shapes(name)}</svg>"
        )
        data = svg.replace('"', "'").replace("<", "%3C").replace(">", "%3E").replace("#", "%23")
        rules.append(f'.i-{name}{{--i:url("data:image/svg+xml,{data}")}}')
    return "@layer ui{" + "".join(rules) + "}"
