"""What was said in a lesson's, a visit's or a good news' conversation, its files, and their topic, class and period: locked from
here on, in the rows and on the disk. Where files cannot be read or written, nothing of it is done, and the upgrade says so."""

import json
from functools import partial

from django.db import migrations, transaction

from hallway.core.storage import locked_again, store

MODELS = ("consult", "visit", "brag")
WORDS, NAMES = ("text", "full_text", "html"), ("name", "sha256", "cid")


def lock_rows(apps, schema_editor):
    for model, fields in (("Consult", ["topic"]), ("Visit", ["group", "period"])):
        for row in apps.get_model("appointments", model).objects.iterator():
            row.save(update_fields=fields)  # the field locks on its way in
    kinds = apps.get_model("contenttypes", "ContentType").objects.filter(app_label="appointments", model__in=MODELS)
    about = {"noun_type__in": list(kinds.values_list("pk", flat=True)), "locked": ""}
    for row in apps.get_model("threads", "Message").objects.filter(**about).iterator():
        _together(row, WORDS)
    for row in apps.get_model("threads", "File").objects.filter(**about).iterator():
        stored = locked_again(row)
        if stored.path != row.path:
            transaction.on_commit(partial(store().delete, row.path))
            row.path, row.sealed = stored.path, True
        _together(row, NAMES)


def _together(row, fields):
    said = {name: getattr(row, name) for name in fields}
    row.locked = json.dumps(said, ensure_ascii=False)
    row.__dict__.update(dict.fromkeys(said, ""))
    row.save()


class Migration(migrations.Migration):
    dependencies = [
        ("appointments", "0006_waits_wishes_and_the_library"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("threads", "0003_words_that_lie_locked"),
    ]

    operations = [migrations.RunPython(lock_rows, migrations.RunPython.noop)]
