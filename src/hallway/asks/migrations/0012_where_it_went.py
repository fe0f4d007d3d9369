from django.db import migrations, models

CHOICES = [
    ("fixed", "Fixed"),
    ("workaround", "Found a way around it"),
    ("replaced", "Replaced"),
    ("vendor", "Sent to the vendor"),
    ("not_ours", "Belongs to somebody else"),
    ("no_reply", "No reply"),
    ("withdrawn", "Withdrawn"),
    ("merged", "Joined with another request"),
    ("consult", "Goes on elsewhere"),
]


class Migration(migrations.Migration):
    dependencies = [("asks", "0011_mailed_to")]

    operations = [
        migrations.AlterField(
            model_name="ask", name="outcome", field=models.CharField(blank=True, choices=CHOICES, max_length=12)
        )
    ]
