"""The table behind the shared cache, so that a plain ``migrate`` is all an installation needs."""

from django.db import migrations


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        migrations.RunSQL(
            """
            CREATE TABLE IF NOT EXISTS hallway_cache (
                cache_key varchar(255) NOT NULL PRIMARY KEY,
                value text NOT NULL,
                expires timestamp with time zone NOT NULL
            );
            CREATE INDEX IF NOT EXISTS hallway_cache_expires ON hallway_cache (expires);
            """,
            "DROP TABLE IF EXISTS hallway_cache",
        ),
    ]
