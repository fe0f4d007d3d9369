"""A mail as its sender made it, in a frame that nothing in it can leave.

The page holds everything it shows: its few style rules (allowed by a nonce) and the mail's own pictures as data. Its
policy lets it load nothing, run nothing, send nothing and be shown only by us; ``sandbox`` gives it an origin of its own.
With ``?pictures`` pictures from elsewhere are loaded too, over https only, without saying where from and without cookies.
"""

import base64
import functools
import secrets
from pathlib import Path

from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hallway.core.markup import shown
from hallway.core.middleware import public
from hallway.core.sniffing import PICTURES

from .models import File, Message
from .views import by_link, log

STYLE = Path(__file__).resolve().parent.parent / "static/css/mail.css"
INLINE = 12 * 1024 * 1024  # bytes of own pictures in one frame; more stand beside the message as files
POLICY = (
    "default-src 'none'; style-src 'nonce-{nonce}'; img-src {images}; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox"
)


@require_safe
def mail(request, pk):
    """The mail behind a message, for a signed-in member who reads the message."""
    return _framed(request, Message.find(pk, request.user))


@public
@require_safe
def linked_mail(request, token, pk):
    """The same for whoever holds the link of its request; never a note."""
    row = by_link(Message, token, pk)
    if row.kind == "note":
        raise Http404
    return _framed(request, row)


def _framed(request, row):
    if row is None or not row.html:
        raise Http404
    far, nonce = "pictures" in request.GET, secrets.token_urlsafe(16)
    html = shown(row.html, _pictures(row), far, lambda host: _("leads to %(host)s") % {"host": host})
    answer = render(request, "threads/mail.html", {"style": _style(), "html": html, "nonce": nonce})
    answer["Content-Security-Policy"] = POLICY.format(nonce=nonce, images="data: https:" if far else "data:")
    answer["X-Frame-Options"] = "SAMEORIGIN"
    answer["Referrer-Policy"] = "no-referrer"
    answer["Cross-Origin-Embedder-Policy"] = "credentialless"  # pictures from elsewhere are asked for without cookies
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer


@functools.cache
def _style():
    return STYLE.read_text()


def _pictures(row):
    """{Content-ID in lower case: data URI} of the message's own pictures, as far as they fit."""
    found, left = {}, INLINE
    for file in File.objects.filter(message=row, type__in=PICTURES).exclude(cid="").order_by("pk"):
        left -= file.size
        if left < 0:
            break
        try:
            with file.open() as opened:
                data = opened.read()
        except OSError:
            log.error("file %s is missing from the disk", file.pk)
            continue
        found.setdefault(file.cid.lower(), f"data:{file.type};base64,{base64.b64encode(data).decode()}")
    return found
