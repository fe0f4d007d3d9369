from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("delivery", "0002_lean_notices")]

    operations = [
        migrations.AlterField(
            model_name="outgoingmail",
            name="state",
            field=models.CharField(
                choices=[
                    ("queued", "queued"),
                    ("sent", "sent"),
                    ("held", "held"),
                    ("failed", "failed"),
                    ("bounced", "bounced"),
                    ("dropped", "dropped"),
                    ("bundled", "bundled"),
                ],
                default="queued",
                max_length=8,
            ),
        ),
    ]
