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
    """Names of the migrations that the database still lacks. Fails with a sentence when it has a part of the steps that became one."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor
    from django.db.migrations.recorder import MigrationRecorder

    must_not_be_half_way({f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations()})
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]


def must_not_be_half_way(done: set[str]) -> None:
    """``done``: the migrations (``app.name``) of a database or a backup. The steps before 0.1.0 became one an app: all of them, or none."""
    from django.db.migrations.loader import MigrationLoader

    for migration in MigrationLoader(None).disk_migrations.values():
        replaced = {f"{app}.{name}" for app, name in migration.replaces}
        if str(migration) not in done and replaced & done and not replaced <= done:
            raise Failed(
                "This comes from a Hallway too old for one leap; take the step that docs/admin/upgrading.md names first."
            )
