"""A day without school becomes a day of any kind; school years, bell schedules and slower weeks come to be."""

import django.core.validators
import django.db.models.deletion
from django.db import migrations, models

import hallway.core.now

TYPES = [
    ("instructional", "School day"),
    ("early_release", "Early release"),
    ("late_start", "Late start"),
    ("teacher_only", "Teachers only"),
    ("holiday", "No school"),
    ("weather", "Weather day"),
    ("make_up", "Make-up day"),
]
SAID = {"hours.set": "hours", "closedday.added": "days", "closedday.removed": "days"}


def one_word_for_a_changed_calendar(apps, schema_editor):
    """What was said in three kinds of event is said in one now."""
    Event = apps.get_model("history", "Event")
    for event in Event.objects.filter(kind__in=SAID).iterator():
        date = event.data.get("date")
        event.data = {"campus": None, "first": date, "last": date, "what": SAID[event.kind]}
        event.kind = "calendar.changed"
        event.save(update_fields=["kind", "data"])


class Migration(migrations.Migration):

    dependencies = [
        ("history", "__first__"),
        ("people", "0001_people_and_places"),
        ("schooltime", "0001_hours"),
    ]

    operations = [
        migrations.RemoveConstraint("closedday", "closed_once"),
        migrations.RenameModel("ClosedDay", "Day"),
        migrations.AlterField(
            "day",
            "campus",
            models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name="days", to="people.campus"),
        ),
        migrations.AddField("day", "type", models.CharField(choices=TYPES, default="holiday", max_length=16), preserve_default=False),
        migrations.AddField("day", "letter", models.CharField(blank=True, default="", max_length=8), preserve_default=False),
        migrations.AddField("day", "was", models.CharField(blank=True, default="", max_length=16), preserve_default=False),
        migrations.AddConstraint(
            "day",
            models.UniqueConstraint(models.F("campus"), models.F("date"), name="day_once", nulls_distinct=False, violation_error_message="That day is on the list already."),
        ),
        migrations.RemoveConstraint("hours", "hours_once"),
        migrations.AlterModelOptions("hours", {"ordering": ["campus", "type", "weekday", "start"]}),
        migrations.AddField("hours", "type", models.CharField(choices=TYPES, default="instructional", max_length=16)),
        migrations.AddConstraint(
            "hours",
            models.UniqueConstraint(models.F("campus"), models.F("type"), models.F("weekday"), models.F("start"), name="hours_once", nulls_distinct=False),
        ),
        migrations.CreateModel(
            name="BellSchedule",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=60)),
                ("type", models.CharField(choices=TYPES, default="instructional", max_length=16)),
                ("letters", models.CharField(blank=True, max_length=60)),
                ("only_named", models.BooleanField(default=False)),
                ("campus", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="bells", to="people.campus")),
            ],
            options={"ordering": ["name"], "constraints": [models.UniqueConstraint(models.F("campus"), models.F("name"), name="bells_once")]},
        ),
        migrations.AddField(
            "day",
            "schedule",
            models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="days", to="schooltime.bellschedule"),
        ),
        migrations.CreateModel(
            name="Period",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("start", models.TimeField()),
                ("end", models.TimeField()),
                ("label", models.CharField(max_length=60)),
                ("lunch", models.CharField(blank=True, max_length=80)),
                ("schedule", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="periods", to="schooltime.bellschedule")),
            ],
            options={"ordering": ["start", "end", "id"], "constraints": [models.CheckConstraint(condition=models.Q(("end__gt", models.F("start"))), name="period_in_order")]},
        ),
        migrations.CreateModel(
            name="Year",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("label", models.CharField(max_length=40)),
                ("first", models.DateField()),
                ("last", models.DateField()),
                ("teacher_only_counts", models.BooleanField(default=False)),
                ("campus", models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name="years", to="people.campus")),
            ],
            options={
                "ordering": ["first"],
                "constraints": [
                    models.UniqueConstraint(models.F("campus"), models.F("first"), name="year_once", nulls_distinct=False),
                    models.CheckConstraint(condition=models.Q(("last__gt", models.F("first"))), name="year_in_order"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Season",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("first", models.DateField()),
                ("last", models.DateField()),
                ("percent", models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(100), django.core.validators.MaxValueValidator(400)])),
                ("words", models.CharField(blank=True, max_length=120)),
                ("campus", models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name="seasons", to="people.campus")),
            ],
            options={
                "ordering": ["first"],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("last__gte", models.F("first"))), name="season_in_order"),
                    models.CheckConstraint(condition=models.Q(("percent__range", (100, 400))), name="season_percent_sane"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Stroke",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("made", models.DateTimeField(default=hallway.core.now.now)),
                ("before", models.JSONField()),
                ("after", models.JSONField()),
                ("campus", models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="people.campus")),
            ],
        ),
        migrations.RunPython(one_word_for_a_changed_calendar, migrations.RunPython.noop, elidable=True),
    ]
