from django.db import migrations, models


class Migration(migrations.Migration):
    """What searching walks along: what somebody holds, what was escalated. And word statistics fine enough that the
    planner does not take a rare word for a common one in a large district."""

    dependencies = [("asks", "0001_requests")]

    operations = [
        migrations.AddIndex(
            model_name="ask",
            index=models.Index(fields=["holder", "-id"], name="ask_held"),
        ),
        migrations.AddIndex(
            model_name="ask",
            index=models.Index(
                condition=models.Q(("escalated_at__isnull", False)), fields=["-id"], name="ask_escalated"
            ),
        ),
        migrations.RunSQL(
            "ALTER TABLE asks_ask ALTER COLUMN words SET STATISTICS 500",
            "ALTER TABLE asks_ask ALTER COLUMN words SET STATISTICS -1",
        ),
    ]
