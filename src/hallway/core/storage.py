"""Files people send, kept so that a row never names a file that a power cut took.

``keep`` writes under a random name, makes the bytes durable, and only then answers; the row is written afterwards. A
file whose row never came is swept a day later. The order is: bytes, fsync, rename, fsync of the folder, row, commit.
"""

import contextlib
import hashlib
import os
import re
import secrets
from dataclasses import dataclass, replace
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.files.base import ContentFile
from django.utils.translation import gettext as _

from . import pictures, sniffing
from .locked import lock_bytes
from .verb import Refused

LIMIT = 25 * 1024 * 1024
PATH = re.compile(r"[0-9a-f]{2}/[0-9a-f]{32}")
PIECE = 256 * 1024


class NotKept(Refused):
    """The file was not kept; the sentence says why and what to do."""


@dataclass(frozen=True)
class Stored:
    """A file that is on disk for good. ``path``: its random name; ``name``: what people see; ``type``: from its bytes;
    ``size`` in bytes and ``sha256`` (hex) of what is on disk; ``cid``: its Content-ID in the mail it came with;
    ``aside``: a signature's logo, shown in its place and not listed; ``sealed``: on disk it lies locked (``size`` and
    ``sha256`` are of the bytes before that)."""

    path: str
    size: int
    sha256: str
    type: str
    name: str
    cid: str = ""
    aside: bool = False
    sealed: bool = False


def keep(source, name, declared_type="", *, cid="", aside=False, sealed=False):
    """Keep a file durably; returns ``Stored``. ``source``: bytes, chunks of bytes, or a file (an upload). ``sealed``: lock the
    bytes with the installation's key first.

    At most 25 MB. The type comes from the bytes, not from ``declared_type`` (which is only a claim, kept out of the
    row). Photos are made anew without place and maker. Raises ``NotKept`` with a sentence.
    """
    name = sniffing.display_name(name)
    try:
        data = _read(source, name)
    except OSError as error:
        raise not_now(name) from error
    type = sniffing.sniffed(data[: sniffing.LOOK], name)
    data, type = _safe(data, type, name)
    stored = Stored("", len(data), hashlib.sha256(data).hexdigest(), type, name, cid[:200], aside, sealed)
    try:
        return replace(stored, path=store().write(lock_bytes(data) if sealed else data))
    except OSError as error:
        raise not_now(name) from error


def locked_again(item):
    """``item`` (anything with ``Stored``'s fields) as a ``Stored`` whose bytes lie locked under a new path; as it is when its
    bytes are gone. Raises ``NotKept``."""
    try:
        with store().open(item.path) as file:
            path = store().write(lock_bytes(file.read()))
    except FileNotFoundError:
        return item
    except OSError as error:
        raise not_now(item.name) from error
    return Stored(path, item.size, item.sha256, item.type, item.name, item.cid, item.aside, True)


def not_now(name):
    """What to raise when the disk does not take a file: the sentence says that only the file is missing."""
    return NotKept(
        _("“%(name)s” could not be kept just now. Your words are safe; try the file again in a while.") % {"name": name}
    )


def _read(source, name):
    pieces, size = [], 0
    if isinstance(source, bytes | bytearray | memoryview):
        chunks = [bytes(source)]
    elif hasattr(source, "chunks"):
        chunks = source.chunks(PIECE)
    elif hasattr(source, "read"):
        chunks = iter(lambda: source.read(PIECE), b"")
    else:
        chunks = source
    for chunk in chunks:
        size += len(chunk)
        if size > LIMIT:
            raise NotKept(
                _("“%(name)s” is larger than 25 MB. Send a smaller copy, or a link to where it lies.") % {"name": name}
            )
        pieces.append(chunk)
    return b"".join(pieces)


def _safe(data, type, name):
    if type in sniffing.PICTURES:
        try:
            return pictures.remade(data, type), type
        except pictures.TooManyPixels as error:
            raise NotKept(
                _("The picture “%(name)s” is too large to open here (%(size)s points). Send a smaller copy.")
                % {"name": name, "size": error}
            ) from error
        except ValueError:
            kept = pictures.blanked_jpeg(data) if type == "image/jpeg" else data
            return kept, sniffing.UNKNOWN
    if type in sniffing.PHOTOS or type in sniffing.FILMS:
        return pictures.blanked_boxes(data), type
    return data, type


def store():
    """Where files lie, as ``HALLWAY_FILES`` says: a ``Folder``, or a ``Bucket`` with the same four methods."""
    where = str(settings.ENV.files)
    return Bucket(where) if where.startswith("s3://") else Folder(Path(where))


class Folder:
    """A folder on this machine (or shared between several), written durably."""

    def __init__(self, top):
        self.top = Path(top)

    def write(self, data):
        """Write, fsync, rename, fsync the folder; the random path, under ``top``. Raises OSError."""
        name = secrets.token_hex(16)
        folder = self.top / name[:2]
        if not folder.is_dir():
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            sync_folder(self.top)
            sync_folder(self.top.parent)
        unfinished = folder / f".{name}.part"
        try:
            with open(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            os.rename(unfinished, folder / name)
            sync_folder(folder)
        except BaseException:
            with contextlib.suppress(OSError):
                unfinished.unlink()
            raise
        return f"{name[:2]}/{name}"

    def open(self, path):
        """The file for reading. Raises FileNotFoundError, also for a path that ``keep`` never made."""
        if not PATH.fullmatch(path):
            raise FileNotFoundError(path)
        return open(self.top / path, "rb")

    def delete(self, path):
        """Remove it; nothing happens when it is gone already."""
        if PATH.fullmatch(path):
            (self.top / path).unlink(missing_ok=True)

    def older_than(self, moment):
        """Paths, unfinished ones among them, of files last written before ``moment``; in no order."""
        if not self.top.is_dir():
            return
        for folder in os.scandir(self.top):
            if not (folder.is_dir(follow_symlinks=False) and re.fullmatch("[0-9a-f]{2}", folder.name)):
                continue
            for file in os.scandir(folder.path):
                with contextlib.suppress(FileNotFoundError):
                    if file.stat(follow_symlinks=False).st_mtime < moment.timestamp():
                        yield f"{folder.name}/{file.name}"

    def delete_unfinished(self, path):
        folder, _slash, name = path.partition("/")
        if re.fullmatch(r"\.[0-9a-f]{32}\.(part|restoring)", name):
            (self.top / folder / name).unlink(missing_ok=True)


class Bucket:
    """An S3 bucket through django-storages (the extra ``s3``): durable once its answer came. Same methods as ``Folder``."""

    def __init__(self, where):
        try:
            from storages.backends.s3 import S3Storage
        except ImportError as error:
            raise ImproperlyConfigured(
                "HALLWAY_FILES names an S3 bucket; install hallway[s3] so that Hallway can speak to it."
            ) from error
        bucket, _slash, prefix = where.removeprefix("s3://").partition("/")
        self.bucket = S3Storage(bucket_name=bucket, location=prefix, file_overwrite=True, querystring_auth=True)

    def write(self, data):
        name = secrets.token_hex(16)
        path = f"{name[:2]}/{name}"
        try:
            self.bucket.save(path, ContentFile(data))
        except Exception as error:  # the library raises its own kinds for network and rights
            raise OSError("the bucket did not take it") from error
        return path

    def open(self, path):
        if not PATH.fullmatch(path) or not self.bucket.exists(path):
            raise FileNotFoundError(path)
        return self.bucket.open(path, "rb")

    def delete(self, path):
        if PATH.fullmatch(path):
            self.bucket.delete(path)

    def older_than(self, moment):
        for folder in self.bucket.listdir("")[0]:
            for name in self.bucket.listdir(folder)[1]:
                path = f"{folder}/{name}"
                if PATH.fullmatch(path) and self.bucket.get_modified_time(path) < moment:
                    yield path

    def delete_unfinished(self, path):
        """A bucket has none."""


def sync_folder(folder):
    """Make the names in a folder durable, where the system can."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
