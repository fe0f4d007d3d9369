"""Whether every row still has its bytes, as they were kept."""

import hashlib

from hallway.core.locked import CannotOpen, locked_size
from hallway.core.storage import store

from .models import File


def faults(deep=True):
    """Rows whose bytes are missing or altered, as ``(file, "missing" | "altered")``; what ``hallway verify`` prints.

    ``deep=False`` compares sizes only and reads nothing.
    """
    for row in File.objects.order_by("pk").iterator(chunk_size=500):
        try:
            same = _is_whole(row) if deep else _has_its_size(row)
        except OSError:
            yield row, "missing"
            continue
        except CannotOpen:
            same = False
        if not same:
            yield row, "altered"


def _is_whole(row):
    with row.open() as file:
        return hashlib.file_digest(file, "sha256").hexdigest() == row.sha256


def _has_its_size(row):
    with store().open(row.path) as file:
        return file.seek(0, 2) == (locked_size(row.size) if row.sealed else row.size)
