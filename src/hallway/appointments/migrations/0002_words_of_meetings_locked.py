"""What a meeting is about, and why it was called off, lie locked as the words of lessons do."""

import hallway.core.locked_text
from django.db import migrations


def lock_what_lay_open(apps, _schema):
    rows = apps.get_model("appointments", "Appointment").objects.exclude(topic="", reason="")
    for row in rows.only("pk", "topic", "reason").iterator(chunk_size=1000):
        row.save(update_fields=["topic", "reason"])


class Migration(migrations.Migration):
    dependencies = [("appointments", "0001_until_0_1")]

    operations = [
        migrations.AlterField("appointment", "topic", hallway.core.locked_text.LockedText(blank=True)),
        migrations.AlterField("appointment", "reason", hallway.core.locked_text.LockedText(blank=True)),
        migrations.RunPython(lock_what_lay_open, migrations.RunPython.noop),
    ]
