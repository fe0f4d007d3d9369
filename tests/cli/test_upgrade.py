"""An installation of 28 November, made by the steps that became one an app since, goes on: nothing is lost, and what lay open is locked."""

import json
import subprocess
import sys

import pytest
from django.db import connection

# What that Hallway's newest steps were.
THEN = {
    "appointments": "0005_when_it_was_last_asked", "appreciation": "0001_thanks", "asks": "0012_where_it_went",
    "capture": "0002_captures_that_became_consults", "delivery": "0007_one_prompt_a_week",
    "diary": "0003_other_calendars_and_feeds", "history": "0002_lean_actor", "inbox": "0006_addresses",
    "people": "0006_teams_and_adoptions", "privacy": "0001_log_of_exports_and_erasures", "procedures": "0002_terms",
    "schooltime": "0004_a_weather_day_keeps_the_name", "threads": "0002_logos_stand_aside",
}  # fmt: skip
BACK_THEN = """
import json, sys, django
django.setup()
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from hallway.core.storage import store

executor = MigrationExecutor(connection)
module = lambda node: executor.loader.get_migration(*node).__module__
newest = [node for node in executor.loader.graph.leaf_nodes() if not module(node).startswith("hallway.")]
newest += [("core", "0001_shared_cache"), *json.loads(sys.argv[1]).items()]
executor.loader = MigrationLoader(connection, replace_migrations=False)
executor.migrate(newest)
apps = executor.loader.project_state(newest).apps

def make(model, /, **values):
    return apps.get_model(model).objects.create(**values)

tess, ivan = (make("people.Member", email=name + "@cedar.example", name=name) for name in ("tess", "ivan"))
both = {"teacher": tess, "its": ivan, "campus": make("people.Campus", name="Oak")}
consult = make("appointments.Consult", topic="canary topic", **both)
make("appointments.Visit", group="canary group", period="canary period", on="2026-12-01", **both)
make(
    "appointments.Appointment", campus=both["campus"], status="cancelled", topic="canary meeting", reason="canary reason",
    start="2026-12-01T15:00Z", end="2026-12-01T15:30Z",
)
kind = make("contenttypes.ContentType", app_label="appointments", model="consult")
on = {"noun_type": kind, "noun_id": consult.pk, "author": ivan}
message = make("threads.Message", kind="reply", text="canary words", **on)
path = store().write(b"canary bytes")
make("threads.File", message=message, name="canary.txt", type="text/plain", size=12, sha256="canary", path=path, **on)
print(path)
"""
NOW = """
import json, django
django.setup()
from hallway.appointments.models import Appointment, Consult, Visit
from hallway.threads.models import File, Message
from hallway.core.storage import store

consult, visit, message, file = (model.objects.get() for model in (Consult, Visit, Message, File))
with file.open() as opened, store().open(file.path) as lies:
    bytes, open_too = opened.read().decode(), b"canary" in lies.read()
met = Appointment.objects.get()
words = [consult.topic, visit.group, visit.period, met.topic, met.reason, message.text, file.name, file.sha256, bytes]
print(json.dumps([words, open_too, file.path]))
"""
SCHEMA = """
SELECT 'column', table_name, column_name, concat_ws(' ', data_type, character_maximum_length, is_nullable, column_default)
FROM information_schema.columns WHERE table_schema = 'public'
UNION ALL SELECT 'index', tablename, '', regexp_replace(indexdef, 'INDEX \\S+ ON', 'INDEX ON')
FROM pg_indexes WHERE schemaname = 'public'
UNION ALL SELECT 'rule', conrelid::regclass::text, '', pg_get_constraintdef(oid)
FROM pg_constraint WHERE connamespace = 'public'::regnamespace
"""


@pytest.fixture
def old(box):
    """A box as it was then, with words of a lesson and a visit; its ``path`` is where the file lies."""
    box.ask("DROP SCHEMA public CASCADE")
    box.ask("CREATE SCHEMA public")
    box.script = lambda *words: subprocess.run(
        [sys.executable, "-c", *words],
        env=box._surroundings({"DJANGO_SETTINGS_MODULE": "hallway.config.settings"}), capture_output=True, text=True,
    )  # fmt: skip
    told = box.script(BACK_THEN, json.dumps(THEN))
    assert told.returncode == 0, told.stderr[-2000:]
    box.path = told.stdout.strip()
    box.ask("DELETE FROM django_migrations WHERE name = '0001_until_0_1'")
    return box


def test_it_is_brought_up_to_date_and_nothing_lies_open(old, db):
    assert "before-upgrade" in old.done("migrate")
    assert old.done("migrate").count("before-upgrade") == 0, "nothing is left to do"
    told = old.script(NOW)
    assert told.returncode == 0, told.stderr[-2000:]
    words, lies_open, path = json.loads(told.stdout)
    assert words == [
        "canary topic", "canary group", "canary period", "canary meeting", "canary reason", "canary words", "canary.txt",
        "canary", "canary bytes",
    ]  # fmt: skip
    assert not lies_open
    assert path != old.path
    files = [each.name for each in (old.data / "files").rglob("*") if each.is_file()]
    assert files == [path.rpartition("/")[2]], "the one that lay open is gone"
    for table in (
        "appointments_appointment",
        "appointments_consult",
        "appointments_visit",
        "threads_message",
        "threads_file",
    ):
        assert not [row for row in old.ask(f"SELECT * FROM {table}") if "canary" in str(row)], table
    with connection.cursor() as ask:
        ask.execute(SCHEMA)
        assert sorted(map(str, old.ask(SCHEMA))) == sorted(map(str, ask.fetchall())), "as a new one is made"
