"""Feeds are read here, by the worker, never while a page waits. Nothing that is read changes a day by itself."""

import logging

from django.db import InterfaceError, OperationalError
from django.utils import translation
from django.utils.translation import gettext_noop as _

from hallway.core.locked import CannotOpen
from hallway.core.now import now
from hallway.core.verb import HALLWAY
from hallway.people import tables
from hallway.people.models import District

from .bringing import problems_of, read
from .calendars import calendar_of
from .fetching import NotFetched, fetch
from .models import Feed

log = logging.getLogger("hallway.schooltime")


def read_feeds():
    """Read one feed whose time has come: somebody waits for it, or it is night. Returns how many were read."""
    return read_one(Feed, _read, lambda feed: feed.by)


def read_one(model, read, whose):
    """Read one row of a ``FromTheWeb`` whose time has come with ``read(row)``, in the language of ``whose(row)``; how many were read.

    A worker that dies in the middle leaves it to the next one, a minute later: nothing is written before all of it is read.
    """
    row = model.claim()
    if row is None:
        return 0
    member = whose(row)
    with translation.override((member.language if member else "") or District.get().language):
        try:
            if trouble := _trouble(row, read):
                row.miss(by=HALLWAY, trouble=trouble)
        except model.DoesNotExist:
            log.info("%s %s was forgotten while it was read", model._meta.model_name, row.pk)
    return 1


def _trouble(row, read):
    """Read it; why it could not be read (``NotFetched``), or None."""
    try:
        read(row)
    except NotFetched as error:
        return error
    except tables.Unreadable as error:
        return NotFetched(str(error))
    except CannotOpen:
        return NotFetched(_("Its address was kept under another secret key. Forget it here and add it again."))
    except (OperationalError, InterfaceError, type(row).DoesNotExist):
        raise  # the database is away, and it waits for it; or the row itself is gone
    except Exception as error:
        # Only the name: the words of an error may hold the address.
        log.error("%s %s could not be read: %s", row._meta.model_name, row.pk, type(error).__name__)
        return NotFetched(_("Something went wrong with it here."))
    return None


def _read(feed):
    got = fetch(feed.url, **feed.known)
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
