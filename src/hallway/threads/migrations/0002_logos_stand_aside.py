from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("threads", "0001_messages_and_files")]

    operations = [
        migrations.AddField(
            model_name="file",
            name="aside",
            field=models.BooleanField(
                default=False, help_text="a signature's logo: shown in its mail, not listed beside it"
            ),
        ),
    ]
