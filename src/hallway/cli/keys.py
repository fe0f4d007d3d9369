"""The key that signs sessions and links, kept in the data folder."""

import contextlib
import os
import secrets
from pathlib import Path

from hallway.config.environment import SECRET_KEY_FILE, Environment

from .answers import Failed


def make_key(data: Path) -> None:
    """Make the key once; written whole or not at all, readable by its owner only. ``data`` must be there."""
    path = data / SECRET_KEY_FILE
    if path.exists():
        return
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    link = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        os.write(link, secrets.token_urlsafe(48).encode())
        os.fsync(link)
    finally:
        os.close(link)
    with contextlib.suppress(FileExistsError):  # somebody else was first: theirs is the key
        os.link(fresh, path)
    fresh.unlink()


def must_have_key(environment: Environment) -> None:
    """Refuse to serve without a kept key: sessions and mail links would die with the process."""
    if not environment.secret_key:
        raise Failed("HALLWAY_SECRET_KEY is not set and no key lies in the data folder; `hallway up` makes one there.")
