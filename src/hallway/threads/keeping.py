"""Whether every row still has its bytes, as they were kept."""

import hashlib

from hallway.core.storage import store

from .models import File


def faults(deep=True):
    """Rows whose bytes are missing or altered, as ``(file, "missing" | "altered")``; what ``hallway verify`` prints.

    ``deep=False`` compares sizes only and reads nothing.
    """
    folder = store()
    for row in File.objects.order_by("pk").iterator(chunk_size=500):
        try:
            with folder.open(row.path) as file:
                same = _digest(file) == row.sha256 if deep else file.seek(0, 2) == row.size
        except OSError:
            yield row, "missing"
            continue
        if not same:
            yield row, "altered"


def _digest(file):
    return hashlib.file_digest(file, "sha256").hexdigest()
