from django.db import migrations, models

# What came before this count began is taken as it stands.
COUNTED = """
INSERT INTO inbox_handed (quarter, source, mails)
SELECT date_bin('15 minutes', received_at, TIMESTAMPTZ '2000-01-01 00:00+00'), source, count(*) FROM (
    SELECT received_at, source FROM inbox_mail UNION ALL SELECT received_at, source FROM inbox_copy
) AS came GROUP BY 1, 2
"""


class Migration(migrations.Migration):

    dependencies = [
        ("inbox", "0004_canaries"),
    ]

    operations = [
        migrations.CreateModel(
            name="Handed",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("quarter", models.DateTimeField(help_text="its beginning")),
                ("source", models.CharField(blank=True, max_length=200)),
                ("mails", models.PositiveIntegerField()),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("quarter", "source"), name="handed_once")],
            },
        ),
        migrations.RunSQL(COUNTED, migrations.RunSQL.noop),
    ]
