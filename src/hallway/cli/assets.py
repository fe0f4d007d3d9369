"""Translations compiled and static files collected, once for each state of their sources."""

import fcntl
import hashlib
import os
from pathlib import Path


def make_ready() -> None:
    """Compile and collect what changed since the last time; several processes may ask at once."""
    from django.conf import settings

    folder = Path(settings.STATIC_ROOT)
    folder.mkdir(parents=True, exist_ok=True)
    lock = os.open(folder.parent / "static.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        compile_translations([Path(path) for path in settings.LOCALE_PATHS])
        _collect(folder)
    finally:
        os.close(lock)


def compile_translations(folders: list[Path]) -> None:
    """Write the .mo beside every .po that is newer; a package that nobody may write to brings its own."""
    for source in (path for folder in folders for path in folder.glob("*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        if target.is_file() and target.stat().st_mtime_ns >= source.stat().st_mtime_ns:
            continue
        if not os.access(source.parent, os.W_OK):
            continue
        from babel.messages.mofile import write_mo
        from babel.messages.pofile import read_po

        with source.open("rb") as text:
            catalogue = read_po(text, locale=source.parent.parent.name)
        fresh = target.with_suffix(f".{os.getpid()}")
        with fresh.open("wb") as file:
            write_mo(file, catalogue)
        fresh.replace(target)


def _collect(folder: Path) -> None:
    from django.contrib.staticfiles.finders import get_finders
    from django.core.management import call_command

    mark = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list([]):
            known = os.stat(storage.path(name))
            mark.update(f"{name}\0{known.st_size}\0{known.st_mtime_ns}\n".encode())
    stamp = folder.parent / "static.stamp"
    if stamp.is_file() and stamp.read_text() == mark.hexdigest() and (folder / "staticfiles.json").is_file():
        return
    call_command("collectstatic", interactive=False, verbosity=0)
    stamp.write_text(mark.hexdigest())
