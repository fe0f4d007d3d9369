"""What a phone keeps for when there is no network. Apps say it here (in ``ready``), because this floor knows no pages.

``SHELLS``: pages that open from the phone itself, at once, with or without network: ``{path: (address of the page
without anybody's data, with {language} in it; function(language) that gives its HTML)}``. They may hold nothing personal.
``SCRIPTS``: static files that the service worker carries inside itself, in order; ``FILES``: others that a shell needs.
``SHORTCUTS``: functions that give one entry of the manifest's ``shortcuts``.

A public page that a phone should keep, like "How to get help here", needs no line here: see static/js/hw-kept.js.

The worker's text names a release: a digest over all that the phone keeps of the frame. Whatever changes (a style, a word
of a shell) makes another worker; it brings its own shelf and throws the old one away. What people wrote is on no shelf.
"""

import functools
import hashlib
import json

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse

from .look import STATIC, joined

SHELLS: dict = {}
SCRIPTS: list = ["js/on-device.js"]
FILES: list = []
SHORTCUTS: list = []


def _frame():
    """Addresses that every kept page needs, and the shells themselves."""
    sheets = [reverse("core:sheet", args=[joined(kind)[2], kind]) for kind in ("css", "js")]
    files = ["django_htmx/htmx-2.min.js", "img/mark.svg", "img/icon-192.png", *SCRIPTS, *FILES]
    shells = [
        address.format(language=code) for address, _render in SHELLS.values() for code, _name in settings.LANGUAGES
    ]
    return [reverse("core:offline"), *sheets, *map(static, files), *shells]


def _made():
    scripts = [(STATIC / name).read_text() for name in [*SCRIPTS, "js/worker.js"]]
    files = [hashlib.sha256((STATIC / name).read_bytes()).hexdigest() for name in FILES]
    pages = [render(code) for _address, render in SHELLS.values() for code, _name in settings.LANGUAGES]
    about = {
        "frame": _frame(),
        "shells": {path: address for path, (address, _render) in SHELLS.items()},
        "languages": [code for code, _name in settings.LANGUAGES],
    }
    release = hashlib.sha256(json.dumps([about, scripts, files, pages]).encode()).hexdigest()[:12]
    said = json.dumps({"release": release, **about})
    return release, "\n".join([f"const HALLWAY = {said};", *scripts])


_kept = functools.lru_cache(maxsize=1)(_made)


def worker():
    """(release, text) of the service worker."""
    return _made() if settings.DEBUG else _kept()
