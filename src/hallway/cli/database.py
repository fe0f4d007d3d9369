"""Django, set up against the database that was named or against Hallway's own."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from hallway.config.environment import Environment
from hallway.core.postgres import EmbeddedServer

from .answers import FAILED, Failed

SETTINGS = "hallway.config.settings"


def own_server(environment: Environment) -> EmbeddedServer | None:
    """Hallway's own server for this installation, or None when ``HALLWAY_DATABASE_URL`` names another."""
    return None if environment.database_url else EmbeddedServer(environment.data)


@contextmanager
def database(environment: Environment, migrated: bool = True) -> Iterator[EmbeddedServer | None]:
    """Django ready to use for as long as the block runs; gives the embedded server, or None when there is another one.

    ``migrated``: refuse with a sentence when migrations are missing.
    """
    server = own_server(environment)
    if server:
        server.start()
        os.environ.pop("HALLWAY_DATABASE_URL_FILE", None)
        os.environ["HALLWAY_DATABASE_URL"] = server.url
    try:
        set_up()
        if migrated and pending():
            raise Failed("The database is not up to date; run `hallway migrate` first.", FAILED)
        yield server
    finally:
        if server:
            server.stop()


def set_up() -> None:
    """Load Django's settings and apps once."""
    import django
    from django.apps import apps

    os.environ["DJANGO_SETTINGS_MODULE"] = SETTINGS
    if not apps.ready:
        django.setup()


def pending() -> list[str]:
    """Names of the migrations that the database still lacks."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]
