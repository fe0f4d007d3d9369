"""The PostgreSQL under the tests: Hallway's own engine, kept between runs, shared by runs at the same time.

A database that has every migration is kept as a template under a name made from the migrations' text, so that a run
starts with a copy of it instead of migrating. It is a throwaway server: fsync is off, and one that will not start
(after a power cut, say) is made anew.
"""

import atexit
import contextlib
import hashlib
import os
import shutil
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import psycopg

from hallway.core.postgres import CannotServe, EmbeddedServer

TOP = Path(__file__).resolve().parent.parent
QUICK = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "max_connections": "200"}
MIGRATED = ["django_migrations", "django_content_type", "auth_permission"]  # tables that migrating fills
_server: EmbeddedServer | None = None


def test_folder() -> Path:
    """One folder a clone; as root where the account of PostgreSQL can reach it."""
    if os.geteuid() == 0:
        return Path("/var/lib/hallway") / f"tests-{hashlib.sha256(bytes(TOP)).hexdigest()[:10]}"
    return TOP / ".hallway" / "tests"


def start_test_server() -> str:
    """Start or join the server; gives its url. It stops with the last test run that uses it."""
    global _server
    if _server is None:
        server = EmbeddedServer(test_folder(), QUICK)
        try:
            server.start()
        except CannotServe:
            if server.cluster.folder.is_dir() and server.cluster.pid is None:
                shutil.rmtree(server.cluster.folder)
            server.start()
        atexit.register(server.stop)
        _server = server
        os.environ["HALLWAY_DATABASE_URL"] = server.url
    return _server.url


def use_for_tests(settings_dict: dict) -> None:
    """Point Django's settings of a connection at the server, and its test database at the template.

    Called from the session fixture ``django_db_modify_db_settings`` with ``connections["default"].settings_dict``.
    """
    url = start_test_server()
    where = psycopg.conninfo.conninfo_to_dict(url)
    settings_dict.update(NAME="postgres", USER=where["user"], HOST=where["host"], PASSWORD="", PORT="")
    name = f"test_p{os.getpid()}"
    settings_dict["TEST"].update(NAME=name, TEMPLATE=template(url))


def template(url: str) -> str:
    """The name of a database with every migration done, made when no run has made it yet."""
    name = f"template_{_mark()}"
    with psycopg.connect(url, dbname="postgres", autocommit=True) as ask:
        ask.execute("SELECT pg_advisory_lock(20260)")
        names = [row[0] for row in ask.execute("SELECT datname FROM pg_database ORDER BY oid DESC")]
        _tidy(ask, names, name)
        if name not in names:
            ask.execute("DROP DATABASE IF EXISTS template_fresh WITH (FORCE)")
            ask.execute("CREATE DATABASE template_fresh")
            _migrate(url.replace("@/hallway?", "@/template_fresh?"))
            ask.execute(f"ALTER DATABASE template_fresh RENAME TO {name}")
    return name


def empty(connection) -> None:
    """Take every row away that was not there after migrating: what a test has committed.

    Django's own way empties every table there is and makes the content types anew, each time under other numbers. Deleting a
    few rows takes a hundredth of the time that truncating takes, which writes new files for a table and its indexes.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT quote_ident(relname) FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
            " AND relname <> ALL(%s)",
            [MIGRATED],
        )
        tables = [name for (name,) in cursor.fetchall()]
        cursor.execute(" UNION ALL ".join(f"(SELECT '{name}' FROM {name} LIMIT 1)" for name in tables))
        filled = [name for (name,) in cursor.fetchall()]
        if filled:
            away = "; ".join(f"DELETE FROM {name}" for name in filled)
            cursor.execute(f"SET session_replication_role = replica; {away}; RESET session_replication_role")


def spread_numbers(connection) -> None:
    """Let the rows of every table count from somewhere else, so that a member's number is no campus's by chance."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT setval(oid, 100 + 1000 * row_number() OVER (ORDER BY oid)) FROM pg_class"
            " WHERE relkind = 'S' AND relnamespace = 'public'::regnamespace"
        )


def _migrate(url: str) -> None:
    surroundings = {key: value for key, value in os.environ.items() if not key.startswith("HALLWAY_")}
    surroundings |= {"HALLWAY_DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "hallway.config.settings"}
    surroundings["PYTHONPATH"] = str(TOP / "src")
    told = subprocess.run(
        [sys.executable, "-m", "django", "migrate", "--verbosity=0"],
        env=surroundings,
        capture_output=True,
        text=True,
        cwd=TOP,
    )
    if told.returncode:
        raise RuntimeError(f"the test database could not be migrated:\n{told.stderr[-3000:]}")


def _mark() -> str:
    """Changes when a migration, of ours or of a library, does."""
    mark = hashlib.sha256()
    for name in ("django", "django-allauth", "procrastinate"):
        mark.update(f"{name} {version(name)}\n".encode())
    for path in sorted((TOP / "src" / "hallway").glob("*/migrations/*.py")):
        mark.update(str(path.relative_to(TOP)).encode() + b"\0" + path.read_bytes())
    mark.update((TOP / "src" / "hallway" / "config" / "settings.py").read_bytes())
    return mark.hexdigest()[:16]


def _tidy(ask: psycopg.Connection, names: list[str], keep: str) -> None:
    """Drop test databases whose process is gone, and all but the newest templates."""
    old = [name for name in names if name.startswith("template_") and name not in (keep, "template_fresh")][4:]
    dead = [name for name in names if name.startswith("test_p") and not _alive(name)]
    for name in old + dead:
        with contextlib.suppress(psycopg.Error):
            ask.execute(f'DROP DATABASE IF EXISTS "{name}"')


def _alive(name: str) -> bool:
    number = name.removeprefix("test_p").partition("_")[0]
    return number.isdigit() and Path(f"/proc/{number}").exists() if Path("/proc/self").exists() else True
