"""``hallway backup DIR``: database and files together, written whole or not at all."""

import argparse
import sys
from datetime import UTC, datetime
from pathlib import Path

from hallway.config.environment import Environment
from hallway.core import backup

from .answers import Failed
from .database import database

NO_KEY = "The secret key is not in it. Keep a copy of the key in another place: docs/admin/backups.md says how."


def words(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", metavar="DIR", type=Path, help="a folder that does not exist yet, or is empty")


def run(said: argparse.Namespace, environment: Environment) -> None:
    """Write the backup and say where it lies."""
    with database(environment, migrated=False):
        try:
            print(write(environment, said.folder))
            print(NO_KEY, file=sys.stderr)
        except backup.NotWhole as told:
            raise Failed(str(told)) from None


def write(environment: Environment, target: Path, previous: Path | None = None) -> Path:
    """Back up the database that Django is set up for."""
    from django.db import connection
    from django.db.migrations.recorder import MigrationRecorder

    done = sorted(f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations())
    return backup.write(url(environment), environment.secret_key, environment.files, target, done, previous)


def url(environment: Environment) -> str:
    """The address of the database, the embedded server's when it is that one."""
    from django.conf import settings

    return environment.database_url or settings.ENV.database_url


def before(environment: Environment, what: str) -> Path:
    """A safety copy before something large happens, in the data folder."""
    made = datetime.now(UTC).strftime("%Y-%m-%dT%H%M%SZ")
    try:
        return write(environment, environment.data / "backups" / f"before-{what}-{made}")
    except backup.NotWhole as told:
        raise Failed(f"No backup could be made before the {what}, so nothing was changed: {told}") from None
