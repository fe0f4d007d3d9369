"""A backup is one folder: the database as one dump, the uploaded files, and a manifest with everybody's checksum. The secret key
is not in it, so that what lies locked stays locked for whoever has the backup; only a mark by which the key is known again.

It appears under its name only when it is whole and on disk. The database is dumped before the files are copied: a file
is written before its row commits, so every row in the dump finds its file. What a killed backup left half done is a hidden
folder that nobody holds a lock on; the next backup beside it takes it away.
"""

import fcntl
import hashlib
import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from .postgres.install import MAJOR, programs

MANIFEST, DUMP, FILES, KEY = "manifest.json", "database.dump", "files", "secret_key"
UNDONE = ".restoring"  # what a file is called until all of it was put back
UNFINISHED = ".hallway-unfinished"  # how the name of a backup ends that is being written
_ENVIRONMENT = {
    "host": "PGHOST", "hostaddr": "PGHOSTADDR", "port": "PGPORT", "user": "PGUSER", "password": "PGPASSWORD",
    "dbname": "PGDATABASE", "sslmode": "PGSSLMODE", "sslrootcert": "PGSSLROOTCERT", "sslcert": "PGSSLCERT",
    "sslkey": "PGSSLKEY", "options": "PGOPTIONS", "passfile": "PGPASSFILE", "service": "PGSERVICE",
}  # fmt: skip


class NotWhole(Exception):
    """The backup cannot be made or used; the text is one sentence."""


class Tools:
    """PostgreSQL's programs for the server at ``url``: they must be at least as new as it is."""

    def __init__(self, url: str) -> None:
        import psycopg

        with psycopg.connect(url) as link:
            self.major = link.info.server_version // 10000
        if self.major > MAJOR:
            raise NotWhole(
                f"The database server is PostgreSQL {self.major}, newer than the programs that come with Hallway "
                f"({MAJOR}); back it up with its own pg_dump."
            )
        self.bin = programs(16 if self.major <= 16 else MAJOR)
        known = psycopg.conninfo.conninfo_to_dict(url)
        self.environment = {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "HOME": os.environ.get("HOME", "/")} | {
            _ENVIRONMENT[name]: str(value) for name, value in known.items() if name in _ENVIRONMENT
        }  # in the environment, not in the words, which every account of the machine may read

    def command(self, program: str, *words: object) -> list[str]:
        return [str(self.bin / program), *map(str, words)]

    def run(self, program: str, *words: object) -> None:
        """Run ``program``; raises NotWhole with the end of what it said."""
        told = subprocess.run(  # noqa: S603
            self.command(program, *words),
            env=self.environment,
            capture_output=True,
            text=True,
            stdin=subprocess.DEVNULL,
        )
        if told.returncode:
            said = " ".join(told.stderr.split())[-300:].rstrip(".")
            raise NotWhole(f"{program} failed: {said or f'it was stopped ({told.returncode}) before it was done'}.")


def write(url: str, key: str, files: str, target: Path, migrations: list[str], previous: Path | None = None) -> Path:
    """Write a backup to ``target``, which must not be there or be empty; gives it back.

    ``key``: the secret key of what lies locked.

    ``files``: the folder of uploads (or ``s3://…``, which looks after itself). ``previous``: an earlier backup beside it, whose
    unchanged files are linked and not copied again. Raises NotWhole.
    """
    target = target.absolute()
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise NotWhole(f"{target} is there already and not an empty folder.")
    fresh, held = target.with_name(f".{target.name}.{os.getpid()}{UNFINISHED}"), None
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        held = _begin(fresh)
        tools = Tools(url)
        tools.run("pg_dump", "-Fc", "--no-owner", "--no-privileges", "-f", fresh / DUMP)
        tools.run("pg_restore", "--list", "-f", os.devnull, fresh / DUMP)
        listed = {DUMP: _known(fresh / DUMP)}
        if not files.startswith("s3://"):
            listed |= _copy_files(Path(files), fresh / FILES, previous)
        manifest = {
            "format": 1,
            "hallway": version("hallway"),
            "made": datetime.now(UTC).isoformat(timespec="seconds"),
            "postgresql": tools.major,
            "key": mark_of(key),
            "migrations": migrations,
            "files_elsewhere": files if files.startswith("s3://") else None,
            "listed": listed,
        }
        (fresh / MANIFEST).write_text(json.dumps(manifest, indent=1, sort_keys=True) + "\n")
        for path in (fresh / DUMP, fresh / MANIFEST):
            path.chmod(0o600)
        for path in (
            fresh / DUMP,
            fresh / MANIFEST,
            *(folder for folder in fresh.rglob("*") if folder.is_dir()),
            fresh,
        ):
            _fsync(path)
        fresh.rename(target)
        _fsync(target.parent)
    except OSError as problem:
        raise NotWhole(f"The backup could not be written to {target}: {problem.strerror}.") from None
    finally:
        if held is not None:
            shutil.rmtree(fresh, ignore_errors=True)
            os.close(held)
    return target


def mark_of(key: str) -> str:
    """What a key is known by; nobody finds the key by it."""
    return hashlib.pbkdf2_hmac("sha256", key.encode(), b"hallway.backup", 100_000).hex()[:16] if key else ""


def _begin(fresh: Path) -> int:
    """Make the folder, locked for as long as its descriptor is open, and take away what killed backups left beside it. A file
    system that knows no locks keeps what they left."""
    beside = os.open(fresh.parent, os.O_RDONLY)
    try:
        if locks := _locked(beside, wait=True):  # nobody sweeps between another one's making and locking
            _sweep(fresh.parent)
        fresh.mkdir(mode=0o700)
        held = os.open(fresh, os.O_RDONLY)
        if locks:
            _locked(held)
        return held
    finally:
        os.close(beside)


def _sweep(folder: Path) -> None:
    for left in folder.glob(f".*{UNFINISHED}"):
        lock = os.open(left, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
        try:
            if _locked(lock):
                shutil.rmtree(left, ignore_errors=True)
        finally:
            os.close(lock)


def _locked(descriptor: int, wait: bool = False) -> bool:
    """Whether the lock is ours now."""
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def read(source: Path) -> dict:
    """The manifest of the backup in ``source``, after every file in it was compared with its checksum. Raises NotWhole."""
    try:
        manifest = json.loads((source / MANIFEST).read_text())
        listed = manifest["listed"]
        if manifest["format"] != 1:
            raise NotWhole(f"{source} was made by a newer Hallway; restore it with that one.")
        for name, said in listed.items():
            if Path(name).is_absolute() or ".." in Path(name).parts:
                raise NotWhole(f"The manifest of {source} names a file outside of it.")
            if _known(source / name) != said:
                raise NotWhole(f"The backup is damaged: {name} is not what it was when the backup was made.")
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        raise NotWhole(f"{source} is not a whole backup: its manifest or a file that it names is missing.") from None
    return manifest


def put_files_back(source: Path, manifest: dict, files: Path) -> int:
    """Copy every file that is missing or different to ``files``; what is there besides stays. Gives how many were copied."""
    copied = 0
    for left in files.rglob(f".*{UNDONE}"):  # by a restore that was killed
        left.unlink()
    for name, said in manifest["listed"].items():
        if not name.startswith(FILES + "/"):
            continue
        target = files / name.removeprefix(FILES + "/")
        if target.is_file() and _known(target) == said:
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        fresh = target.with_name(f".{target.name}{UNDONE}")
        _copy(source / name, fresh)
        fresh.replace(target)
        _fsync(target.parent)
        copied += 1
    return copied


def restore_script(source: Path, tools: Tools, after: str) -> Iterator[bytes]:
    """SQL that puts the dump in the place of everything in the database; ``after`` ends it. Meant for one transaction."""
    yield b"DROP SCHEMA public CASCADE; CREATE SCHEMA public;\n"
    words = tools.command("pg_restore", "--no-owner", "--no-privileges", "-f", "-", source / DUMP)
    with subprocess.Popen(words, env=tools.environment, stdout=subprocess.PIPE) as script:  # noqa: S603
        while block := script.stdout.read(1 << 20) if script.stdout else b"":
            yield block
    if script.returncode:
        raise NotWhole("The dump in the backup could not be read.")
    yield f"\nSET search_path = public;\n{after}\n".encode()


def newest(folder: Path, pattern: str = "*") -> Path | None:
    """The newest whole backup in ``folder``, or None."""
    found = sorted(path.parent for path in folder.glob(f"{pattern}/{MANIFEST}"))
    return found[-1] if found else None


def rotate(folder: Path, prefix: str, days: int = 7, weeks: int = 4) -> list[Path]:
    """Delete old ones of the backups named ``prefix`` + ISO time: the newest ``days`` stay, and one a week for ``weeks`` more."""
    found = sorted((path.parent for path in folder.glob(f"{prefix}*/{MANIFEST}")), reverse=True)
    kept, seen = set(found[:days]), set()
    for path in found[days:]:
        week = datetime.fromisoformat(path.name.removeprefix(prefix)[:10]).isocalendar()[:2]
        if week not in seen and len(seen) < weeks:
            seen.add(week)
            kept.add(path)
    gone = [path for path in found if path not in kept]
    for path in gone:
        shutil.rmtree(path)
    return gone


def _copy_files(source: Path, target: Path, previous: Path | None) -> dict[str, dict]:
    listed: dict[str, dict] = {}
    old = read_listed(previous)
    for path in sorted(source.rglob("*")) if source.is_dir() else []:
        if not path.is_file() or path.name.startswith("."):
            continue
        name = f"{FILES}/{path.relative_to(source).as_posix()}"
        there = target / path.relative_to(source)
        there.parent.mkdir(parents=True, exist_ok=True)
        try:
            known = _known(path)
            if previous and old.get(name) == known:
                os.link(previous / name, there)
            else:
                known = _copy(path, there)
        except FileNotFoundError:
            continue  # erased while we copied
        except OSError:
            known = _copy(path, there)  # a file system without links
        listed[name] = known
    return listed


def read_listed(previous: Path | None) -> dict[str, dict]:
    """What an earlier backup says it holds; empty when there is none."""
    try:
        return json.loads((previous / MANIFEST).read_text())["listed"] if previous else {}
    except (OSError, ValueError, KeyError):
        return {}


def _known(path: Path) -> dict:
    with path.open("rb") as file:
        return {"size": os.fstat(file.fileno()).st_size, "sha256": hashlib.file_digest(file, "sha256").hexdigest()}


def _copy(source: Path, target: Path) -> dict:
    with source.open("rb") as read_from, open(target, "wb", opener=lambda p, f: os.open(p, f, 0o600)) as file:
        shutil.copyfileobj(read_from, file, 1 << 20)
        file.flush()
        os.fsync(file.fileno())
    return _known(target)


def _fsync(path: Path) -> None:
    link = os.open(path, os.O_RDONLY)
    try:
        os.fsync(link)
    finally:
        os.close(link)
