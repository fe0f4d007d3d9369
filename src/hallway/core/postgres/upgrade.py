"""A new major version of PostgreSQL cannot read the old one's files, so everything is dumped and restored.

The old cluster is only read and stays where it is; the new one takes its place by one rename after every table was
counted on both sides. pg_upgrade would be quicker and needs both clusters to agree on locale provider and checksums.
"""

import subprocess

from .cluster import NAME, Cluster
from .install import CannotServe, as_account


def carry_over(old: Cluster, new: Cluster) -> None:
    """Copy every database from ``old`` into the freshly made ``new``. Both are halted afterwards, ``old`` unchanged."""
    old.prepare()
    try:
        old.launch()
        new.launch()
        for database in _column(old, "postgres", "SELECT datname FROM pg_database WHERE NOT datistemplate"):
            if database not in ("postgres", NAME):
                new.run("createdb", *_at(new, "postgres")[:-2], database)
            _copy(old, new, database)
            _compare(old, new, database)
            new.run("vacuumdb", *_at(new, database), "--analyze-only", "--quiet")
    finally:
        new.halt()
        old.halt()


def _at(cluster: Cluster, database: str) -> list[str]:
    return ["-h", cluster.socket, "-U", NAME, "-d", database]


def _copy(old: Cluster, new: Cluster, database: str) -> None:
    dump = subprocess.Popen(  # noqa: S603
        [new.bin / "pg_dump", *_at(old, database), "-Fc", "--compress=0", "--no-owner"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        **as_account(new.who),
    )
    restore = subprocess.run(  # noqa: S603
        [new.bin / "pg_restore", *_at(new, database), "--exit-on-error", "--no-owner"],
        stdin=dump.stdout,
        capture_output=True,
        text=True,
        **as_account(new.who),
    )
    if dump.stdout:
        dump.stdout.close()
    if dump.wait() or restore.returncode:
        raise CannotServe(
            f"The database could not be carried from PostgreSQL {old.major} to {new.major}; the old one is untouched: "
            + " ".join(restore.stderr.split())[-200:]
        )


def _compare(old: Cluster, new: Cluster, database: str) -> None:
    tables = _column(old, database, "SELECT oid::regclass::text FROM pg_class WHERE relkind = 'r' AND oid >= 16384")
    for table in tables:
        counted = f"SELECT count(*) FROM {table}"  # noqa: S608 - the server's own quoted names
        if _column(old, database, counted) != _column(new, database, counted):
            raise CannotServe(
                f"The table {table} has not come over whole from PostgreSQL {old.major}, which is untouched."
            )


def _column(cluster: Cluster, database: str, statement: str) -> list:
    import psycopg

    with psycopg.connect(host=cluster.socket, user=NAME, dbname=database) as ask:
        return [row[0] for row in ask.execute(statement).fetchall()]
