"""``hallway migrate``: bring the database up to date, after a backup of what is there."""

import argparse

from hallway.config.environment import Environment

from .answers import Failed
from .database import database, pending
from .keys import must_have_key


def words(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--no-backup", action="store_true", help="do not write a backup first")


def run(said: argparse.Namespace, environment: Environment) -> None:
    """Nothing to do is done at once; an empty database needs no backup."""
    with database(environment, migrated=False):
        bring_up_to_date(environment, keep_copy=not said.no_backup)
        _greet(environment)


def bring_up_to_date(environment: Environment, keep_copy: bool) -> None:
    """Migrations, static files and translations; ``keep_copy``: write a backup before migrations change anything."""
    from django.core.management import call_command
    from django.db import DataError, IntegrityError, ProgrammingError, connection

    from hallway.core.storage import NotKept

    from .assets import make_ready

    if pending():
        kept, filled = None, bool(connection.introspection.table_names())
        if filled:
            must_have_key(environment)  # what an upgrade locks must open again
        if keep_copy and filled:
            from .backup import before

            kept = before(environment, "upgrade")
            print(f"Backed up to {kept}.", flush=True)
        try:
            call_command("migrate", interactive=False, verbosity=0)
        except (DataError, IntegrityError, ProgrammingError, NotKept) as problem:
            back = f"; `hallway restore {kept}` brings back what was there" if kept else ""
            raise Failed(
                f"The database could not be brought up to date ({' '.join(str(problem).split())}){back}."
            ) from problem
        print("The database is up to date.", flush=True)
    make_ready()


def _greet(environment: Environment) -> None:
    """Before anybody can sign in, tell whoever sits at the machine how the first administrator is made."""
    from django.urls import reverse

    from hallway.people.setup import nobody_manages, setup_code

    if environment.secret_key and nobody_manages():
        print(
            f"Set Hallway up at {environment.url}{reverse('settings:welcome')} with the code {setup_code()}", flush=True
        )
