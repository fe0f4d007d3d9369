"""Other calendars are read here, by the worker, never while a page waits."""

from django.utils.translation import gettext_noop as _

from hallway.core.now import now
from hallway.core.verb import HALLWAY
from hallway.schooltime.fetching import NotFetched, fetch
from hallway.schooltime.jobs import read_one
from hallway.schooltime.middleware import zone_of

from .ics.alone import BYTES, busy_of
from .models import Source
from .models.source import AHEAD, BACK, FILE_AHEAD


def read_sources():
    """Read one calendar whose time has come. Returns how many were read."""
    return read_one(Source, _read, lambda source: source.owner)


def _read(source):
    got = fetch(source.url, **source.known, most=BYTES)
    if got.data is None:
        source.stay(by=HALLWAY)
        return
    found = understood(got.data, source.owner)
    source.hear(by=HALLWAY, busy=found.busy, problems=found.problems, etag=got.etag, modified=got.modified)


def understood(data, owner, *, file=False):
    """``Found`` in the bytes of a calendar of ``owner``'s. Raises ``NotFetched`` with a sentence when nothing could be read."""
    first, last = now() - BACK, now() + (FILE_AHEAD if file else AHEAD)
    bounds = {"seconds": 8, "patience": 15} if file else {}  # somebody waits, and so does the web process
    found = busy_of(data, first, last, zone_of(owner).key, [owner.email], **bounds)
    if not found.whole:
        raise _why(found.problems[0][1])
    return found


def _why(code):
    if code == "not-a-calendar":
        return NotFetched(_("What lies there is no calendar. Look there for an address or a file that ends in .ics."))
    if code == "too-large":
        return NotFetched(_("This calendar is larger than %(n)d MB, which is not read."), n=BYTES // (1024 * 1024))
    return NotFetched(_("Reading this calendar takes too long or too much memory, so it is left alone."))
