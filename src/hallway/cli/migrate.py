"""``hallway migrate``: bring the database up to date, after a backup of what is there."""

import argparse

from hallway.config.environment import Environment

from .database import database, pending


def words(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--no-backup", action="store_true", help="do not write a backup first")


def run(said: argparse.Namespace, environment: Environment) -> None:
    """Nothing to do is done at once; an empty database needs no backup."""
    with database(environment, migrated=False):
        from django.core.management import call_command
        from django.db import connection

        from .assets import make_ready

        if pending():
            if not said.no_backup and connection.introspection.table_names():
                from .backup import before

                print(f"Backed up to {before(environment, 'upgrade')}.", flush=True)
            call_command("migrate", interactive=False, verbosity=0)
            print("The database is up to date.", flush=True)
        call_command("createcachetable", verbosity=0)
        make_ready()
