"""Kept files that no row names (a form never sent, a crash between file and row) are removed after a day."""

from datetime import timedelta

from .now import now
from .storage import store

SWEEP_AFTER = timedelta(days=1)
BATCH = 500
OWNERS: list = []


def owned(find):
    """Say which table names kept files: ``find(paths) -> those of them it has a row for``; called in an app's ``ready``.

    Every app that keeps files must; what nobody owns is swept.
    """
    OWNERS.append(find)


def sweep():
    """Remove files older than a day of which there is no row, and unfinished ones. Returns how many."""
    folder, gone, batch = store(), 0, []
    for path in folder.older_than(now() - SWEEP_AFTER):
        batch.append(path)
        if len(batch) == BATCH:
            gone += _swept(folder, batch)
            batch = []
    return gone + _swept(folder, batch)


def _swept(folder, paths):
    known = {path for find in OWNERS for path in find(paths)}
    strays = [path for path in paths if path not in known]
    for path in strays:
        folder.delete(path)
        folder.delete_unfinished(path)
    return len(strays)
