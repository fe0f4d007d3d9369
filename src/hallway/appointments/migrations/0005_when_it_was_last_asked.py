from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("appointments", "0004_counted_by_time")]

    operations = [
        migrations.AddField(
            model_name="appointment",
            name="asked",
            field=models.PositiveIntegerField(default=0, editable=False),
        )
    ]
