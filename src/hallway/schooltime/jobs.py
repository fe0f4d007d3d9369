"""Feeds are read here, by the worker, never while a page waits. Nothing that is read changes a day by itself."""

import logging

from django.db import InterfaceError, OperationalError
from django.utils import translation
from django.utils.translation import gettext as _

from hallway.core.locked import CannotOpen
from hallway.core.now import now
from hallway.core.verb import HALLWAY
from hallway.people import tables
from hallway.people.models import District

from .bringing import problems_of, read
from .calendars import calendar_of
from .fetching import NotFetched, fetch
from .models import Feed
from .models.feed import WHOLE

log = logging.getLogger("hallway.schooltime")


def read_feeds():
    """Read one feed whose time has come: somebody waits for it, or it is night. Returns how many were read.

    A worker that dies in the middle leaves it to the next one, a minute later: nothing is written before all of it is read.
    """
    feed = Feed.claim()
    if feed is None:
        return 0
    with translation.override((feed.by.language if feed.by else "") or District.get().language):
        try:
            if trouble := _trouble(feed):
                feed.miss(by=HALLWAY, trouble=trouble)
        except Feed.DoesNotExist:
            log.info("feed %s was forgotten while it was read", feed.pk)
    return 1


def _trouble(feed):
    """Read a feed; why it could not be read, or an empty text."""
    try:
        _read(feed)
    except (NotFetched, tables.Unreadable) as error:
        return str(error)
    except CannotOpen:
        return _("Its address was kept under another secret key. Forget the feed here and add it again.")
    except (OperationalError, InterfaceError, Feed.DoesNotExist):
        raise  # the database is away, and the feed waits for it; or the feed itself is
    except Exception as error:
        # Only the name: the words of an error may hold the address.
        log.error("feed %s could not be read: %s", feed.pk, type(error).__name__)
        return _("Something went wrong with it here.")
    return ""


def _read(feed):
    fresh = feed.whole_at is not None and now() - feed.whole_at < WHOLE
    known = {"etag": feed.etag, "modified": feed.modified} if fresh else {}
    got = fetch(feed.url, **known)
    if got.data is None:
        feed.stay(by=HALLWAY)
        return
    calendar = calendar_of(feed.campus_id)
    found = read(got.data, calendar, calendar.local_day(now()))
    feed.hear(
        by=HALLWAY,
        says=found.said(),
        problems=problems_of(found),
        name=found.name,
        etag=got.etag,
        modified=got.modified,
    )
