"""Files as downloads. Nothing people send ever runs here: only raster images are shown, and even those in a sandbox."""

import hashlib
import logging
from urllib.parse import quote

from django.contrib.auth import get_user_model
from django.http import FileResponse, Http404, HttpResponseNotModified
from django.views.decorators.http import require_safe

from hallway.core.locked import CannotOpen
from hallway.core.middleware import public
from hallway.core.tokens import read_request_link

from .models import File

log = logging.getLogger("hallway.threads")
REQUEST = ("asks", "ask")


@require_safe
def file(request, pk):
    """A file for a signed-in member."""
    return _served(request, File.find(pk, request.user))


@public
@require_safe
def linked(request, token, pk):
    """A file for whoever holds the link of its request, without the notes of the team."""
    row = by_link(File, token, pk)
    if row.message_id and row.message.kind == "note":
        raise Http404
    return _served(request, row)


def by_link(kind, token, pk):
    """A file or message of the request that ``token`` opens, as the member it was made for may read it; else Http404.
    Whether it is of a note, which no link opens, is the caller's to ask."""
    said = read_request_link(token)
    member = get_user_model().objects.filter(pk=said[1], is_active=True).first() if said else None
    row = kind.find(pk, member) if member else None
    if row is None or row.noun_type_id is None or row.noun_id != said[0] or row.noun_type.natural_key() != REQUEST:
        raise Http404
    return row


def _served(request, row):
    if row is None:
        raise Http404
    if request.headers.get("If-None-Match") == row.etag:
        answer = HttpResponseNotModified()
    else:
        answer = FileResponse(_whole(row), content_type=_type(row))
        answer["Content-Length"] = row.size
        answer["Content-Disposition"] = disposition(row)
    answer["ETag"] = row.etag
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'"
    answer["Cross-Origin-Resource-Policy"] = "same-origin"
    answer["Cache-Control"] = "private, no-cache"
    return answer


def _whole(row):
    """The file, read through once to be sure that it is the one that was kept."""
    try:
        file = row.open()
    except OSError as error:
        log.error("file %s is missing from the disk", row.pk)
        raise Http404 from error
    except CannotOpen as error:
        log.error("file %s is locked with another key, or altered; it is not shown", row.pk)
        raise Http404 from error
    if hashlib.file_digest(file, "sha256").hexdigest() != row.sha256:
        file.close()
        log.error("file %s is not what was kept; it is not shown", row.pk)
        raise Http404
    file.seek(0)
    return file


def _type(row):
    return "text/plain; charset=utf-8" if row.type == "text/plain" else row.type


def disposition(row):
    """Content-Disposition (RFC 6266): raster images inline, all else as a download; the name in ASCII and in UTF-8."""
    plain = "".join(c if c.isascii() and c.isprintable() and c not in '"\\%' else "_" for c in row.name)
    how = "inline" if row.is_picture else "attachment"
    return f"{how}; filename=\"{plain}\"; filename*=UTF-8''{quote(row.name, safe='')}"
