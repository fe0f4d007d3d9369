"""``hallway restore DIR``: put a backup in the place of what is there. Old mail is never sent again."""

import argparse
import os
import subprocess
from pathlib import Path

from hallway.config.environment import Environment, read_environment
from hallway.core import backup
from hallway.core.postgres.install import make_data_folder

from .answers import Failed
from .backup import before, url
from .database import database
from .keys import must_have_key
from .supervisor import alone

# Runs in the restore's own transaction. What waited to be sent when the backup was made has most likely been sent since:
# mails are held for an administrator to look at, events count as told. Numbers given out since the backup are in people's
# mailboxes (links, Message-IDs), so new rows start well past them.
QUIET = """
UPDATE delivery_outgoingmail SET state = 'held' WHERE state IN ('queued', 'deferred') AND sent_at IS NULL;
UPDATE delivery_notice SET mail = 'digested' WHERE mail = 'digest';
UPDATE history_event SET told = now() WHERE told IS NULL AND due IS NOT NULL;
SELECT setval(format('%I.%I', schemaname, sequencename)::regclass, last_value + 1000)
  FROM pg_sequences WHERE schemaname = 'public' AND last_value IS NOT NULL;
"""


def words(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", metavar="DIR", type=Path, help="a folder that `hallway backup` wrote")
    parser.add_argument(
        "--without-its-key", action="store_true", help="go on although what lies locked in it can never be read again"
    )


def run(said: argparse.Namespace, environment: Environment) -> None:
    """Check the backup, keep a copy of what is there, restore in one transaction, migrate."""
    source = said.folder.absolute()
    try:
        manifest = backup.read(source)
        environment = _with_its_key(source, manifest, environment, said.without_its_key)
        with alone(environment.data), database(environment, migrated=False):
            _restore(source, manifest, environment)
    except backup.NotWhole as told:
        raise Failed(str(told)) from None


def _with_its_key(source: Path, manifest: dict, environment: Environment, whatever: bool) -> Environment:
    """The environment with the key of what lies locked in the backup. Older backups carry it."""
    if backup.KEY in manifest["listed"] and not environment.secret_key:
        make_data_folder(environment.data)
        key = environment.data / backup.KEY
        key.touch(0o600)
        key.write_bytes((source / backup.KEY).read_bytes())
        return read_environment(os.environ)
    wanted, keys = manifest.get("key"), [environment.secret_key, environment.old_secret_key]
    if wanted and wanted not in map(backup.mark_of, keys) and not whatever:
        raise Failed(
            f"The backup belongs to another secret key, which is not in it. Copy the key you kept to"
            f" {environment.data / backup.KEY}, or name it in HALLWAY_SECRET_KEY. Without it, --without-its-key brings back"
            " everything but what lies locked: lesson consults, visits, mail passwords."
        )
    must_have_key(environment)
    return environment


def _restore(source: Path, manifest: dict, environment: Environment) -> None:
    from django.core.management import call_command
    from django.db import connection

    _must_fit(manifest)
    _must_be_alone()
    if connection.introspection.table_names():
        print(f"What was there is kept in {before(environment, 'restore')}.", flush=True)
    connection.close()
    if not environment.files.startswith("s3://"):
        copied = backup.put_files_back(source, manifest, Path(environment.files))
        print(f"{copied} files put back.", flush=True)
    _replay(source, url(environment), manifest)
    call_command("migrate", interactive=False, verbosity=0)
    _remember()
    print(f"Restored from {source}. Mail that was waiting is held, not sent.", flush=True)


def _remember() -> None:
    """Mail that came before now was answered before, as far as anybody knows: whatever reads it again answers nobody."""
    from django.utils import timezone

    from hallway.people.models import District

    District.objects.update(restored_at=timezone.now())


def _replay(source: Path, address: str, manifest: dict) -> None:
    tools = backup.Tools(address)
    if tools.major < manifest["postgresql"]:
        raise Failed(
            f"The backup comes from PostgreSQL {manifest['postgresql']}; this server is {tools.major}, which is older."
        )
    psql = subprocess.Popen(  # noqa: S603
        tools.command("psql", "-X", "-q", "-1", "-v", "ON_ERROR_STOP=1", "-o", "/dev/null"),
        env=tools.environment, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
    )  # fmt: skip
    assert psql.stdin is not None
    assert psql.stderr is not None  # for the type checker: both are pipes
    try:
        for block in backup.restore_script(source, tools, QUIET):
            psql.stdin.write(block)
        psql.stdin.close()
    except BrokenPipeError:
        pass  # psql ended early; it says why
    except BaseException:
        psql.kill()  # the transaction ends with it: nothing has changed
        raise
    finally:
        problem = psql.stderr.read().decode(errors="replace")
        psql.wait()
    if psql.returncode:
        raise Failed(f"The database was not restored and is as it was: {' '.join(problem.split())[-300:]}")


def _must_fit(manifest: dict) -> None:
    """A backup of a newer Hallway holds tables that this one does not know; a much older one lacks steps it no longer has."""
    from django.db.migrations.loader import MigrationLoader

    loader = MigrationLoader(None)
    known = {f"{app}.{name}" for app, name in loader.disk_migrations}
    known |= {f"{app}.{name}" for migration in loader.disk_migrations.values() for app, name in migration.replaces}
    if unknown := [name for name in manifest["migrations"] if name not in known]:
        raise Failed(
            f"The backup was made by a newer Hallway ({manifest['hallway']} knows {unknown[0]}); install that one."
        )


def _must_be_alone() -> None:
    from django.db import connection

    with connection.cursor() as ask:
        ask.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
            " AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
        )
        others = ask.fetchone()[0]
    if others:
        raise Failed(f"The database is in use ({others} connections); stop hallway up, web and work first.")
