"""The benches' own PostgreSQL: one server in a folder outside the repository, one database a size.

``use(folder, size)`` starts or adopts the server, points Hallway at the size's database and loads Django. Call it once,
before anything of Django is imported.
"""

import atexit
import os
import sys
import tempfile
from pathlib import Path

TOP = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(TOP / "src"))

import psycopg  # noqa: E402

from hallway.core.postgres import EmbeddedServer  # noqa: E402

RARE, COMMON = "xylograph", "flicker"
SECRET = "only for the bench, which nobody else can reach"


def default_folder():
    """Where as root PostgreSQL's account may go, else the system's temporary folder."""
    return Path("/var/lib/hallway/bench") if os.geteuid() == 0 else Path(tempfile.gettempdir()) / "hallway-bench"


def start(folder):
    """The running server; it stops when this process ends, unless others use it."""
    server = EmbeddedServer(Path(folder))
    server.start()
    atexit.register(server.stop)
    return server


def database(server, size):
    """The address of the size's database, made when it is not there."""
    name = f"bench_{size}"
    with psycopg.connect(server.url, dbname="postgres", autocommit=True) as ask:
        if not ask.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            ask.execute(f"CREATE DATABASE {name}")
    return server.url.replace("@/hallway?", f"@/{name}?")


def surroundings(url, folder, port=8000):
    """The environment of a Hallway process on this database."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("HALLWAY_")}
    return kept | {
        "HALLWAY_DATABASE_URL": url,
        "HALLWAY_DATA": str(Path(folder) / "data"),
        "HALLWAY_SECRET_KEY": SECRET,
        "HALLWAY_BIND": f"127.0.0.1:{port}",
        "DJANGO_SETTINGS_MODULE": "hallway.config.settings",
        "PYTHONPATH": os.pathsep.join([str(TOP / "src"), str(TOP)]),
    }


def use(url, folder):
    """Load Django on this database, in this process."""
    os.environ.update(surroundings(url, folder))
    import django

    django.setup()
