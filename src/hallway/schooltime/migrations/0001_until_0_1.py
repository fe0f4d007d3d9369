import django.core.validators
import django.db.models.deletion
import hallway.core.now
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('schooltime', '0001_hours'), ('schooltime', '0002_days_years_bells_seasons'), ('schooltime', '0003_feeds'), ('schooltime', '0004_a_weather_day_keeps_the_name')]

    initial = True

    dependencies = [
        ('people', '0001_until_0_1'),
    ]

    operations = [
        migrations.CreateModel(
            name='BellSchedule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('campus', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='bells', to='people.campus')),
                ('name', models.CharField(max_length=60)),
                ('type', models.CharField(choices=[('instructional', 'School day'), ('early_release', 'Early release'), ('late_start', 'Late start'), ('teacher_only', 'Teachers only'), ('holiday', 'No school'), ('weather', 'Weather day'), ('make_up', 'Make-up day')], default='instructional', max_length=16)),
                ('letters', models.CharField(blank=True, max_length=60)),
                ('only_named', models.BooleanField(default=False)),
            ],
            options={
                'ordering': ['name'],
                'constraints': [models.UniqueConstraint(models.F('campus'), models.F('name'), name='bells_once')],
            },
        ),
        migrations.CreateModel(
            name='Day',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('campus', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='days', to='people.campus')),
                ('date', models.DateField()),
                ('type', models.CharField(choices=[('instructional', 'School day'), ('early_release', 'Early release'), ('late_start', 'Late start'), ('teacher_only', 'Teachers only'), ('holiday', 'No school'), ('weather', 'Weather day'), ('make_up', 'Make-up day')], max_length=16)),
                ('letter', models.CharField(blank=True, max_length=8)),
                ('label', models.CharField(blank=True, max_length=80)),
                ('schedule', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='days', to='schooltime.bellschedule')),
                ('was', models.CharField(blank=True, max_length=16)),
                ('was_label', models.CharField(blank=True, max_length=80)),
            ],
            options={
                'ordering': ['date'],
                'constraints': [models.UniqueConstraint(models.F('campus'), models.F('date'), name='day_once', nulls_distinct=False, violation_error_message='That day is on the list already.')],
            },
        ),
        migrations.CreateModel(
            name='Feed',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('address', models.TextField()),
                ('mark', models.CharField(max_length=64)),
                ('added', models.DateTimeField(default=hallway.core.now.now)),
                ('asked', models.DateTimeField(null=True)),
                ('next_at', models.DateTimeField(default=hallway.core.now.now)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('read_at', models.DateTimeField(null=True)),
                ('whole_at', models.DateTimeField(null=True)),
                ('etag', models.CharField(blank=True, max_length=200)),
                ('modified', models.CharField(blank=True, max_length=200)),
                ('problems', models.JSONField(default=list)),
                ('failing', models.DateTimeField(null=True)),
                ('trouble', models.CharField(blank=True, max_length=300)),
                ('trouble_told', models.BooleanField(default=False)),
                ('campus', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='feeds', to='people.campus')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('name', models.CharField(max_length=80)),
                ('says', models.JSONField(default=dict)),
                ('taken', models.JSONField(null=True)),
                ('differing', models.PositiveIntegerField(default=0)),
                ('told', models.CharField(blank=True, max_length=64)),
                ('told_at', models.DateTimeField(null=True)),
            ],
            options={
                'ordering': ['name', 'pk'],
                'indexes': [models.Index(fields=['next_at'], name='feed_due')],
                'constraints': [models.UniqueConstraint(models.F('campus'), models.F('mark'), name='feed_once', nulls_distinct=False)],
            },
        ),
        migrations.CreateModel(
            name='Hours',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('campus', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='hours', to='people.campus')),
                ('type', models.CharField(choices=[('instructional', 'School day'), ('early_release', 'Early release'), ('late_start', 'Late start'), ('teacher_only', 'Teachers only'), ('holiday', 'No school'), ('weather', 'Weather day'), ('make_up', 'Make-up day')], default='instructional', max_length=16)),
                ('weekday', models.PositiveSmallIntegerField()),
                ('start', models.TimeField()),
                ('end', models.TimeField()),
            ],
            options={
                'ordering': ['campus', 'type', 'weekday', 'start'],
                'constraints': [models.UniqueConstraint(models.F('campus'), models.F('type'), models.F('weekday'), models.F('start'), name='hours_once', nulls_distinct=False), models.CheckConstraint(condition=models.Q(('end__gt', models.F('start'))), name='hours_in_order')],
            },
        ),
        migrations.CreateModel(
            name='Period',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('schedule', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='periods', to='schooltime.bellschedule')),
                ('start', models.TimeField()),
                ('end', models.TimeField()),
                ('label', models.CharField(max_length=60)),
                ('lunch', models.CharField(blank=True, max_length=80)),
            ],
            options={
                'ordering': ['start', 'end', 'id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('end__gt', models.F('start'))), name='period_in_order')],
            },
        ),
        migrations.CreateModel(
            name='Season',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('campus', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='seasons', to='people.campus')),
                ('first', models.DateField()),
                ('last', models.DateField()),
                ('percent', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(100), django.core.validators.MaxValueValidator(400)])),
                ('words', models.CharField(blank=True, max_length=120)),
            ],
            options={
                'ordering': ['first'],
                'constraints': [models.CheckConstraint(condition=models.Q(('last__gte', models.F('first'))), name='season_in_order'), models.CheckConstraint(condition=models.Q(('percent__range', (100, 400))), name='season_percent_sane')],
            },
        ),
        migrations.CreateModel(
            name='Stroke',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('campus', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.campus')),
                ('made', models.DateTimeField(default=hallway.core.now.now)),
                ('before', models.JSONField()),
                ('after', models.JSONField()),
            ],
        ),
        migrations.CreateModel(
            name='Year',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('campus', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='years', to='people.campus')),
                ('label', models.CharField(max_length=40)),
                ('first', models.DateField()),
                ('last', models.DateField()),
                ('teacher_only_counts', models.BooleanField(default=False)),
            ],
            options={
                'ordering': ['first'],
                'constraints': [models.UniqueConstraint(models.F('campus'), models.F('first'), name='year_once', nulls_distinct=False), models.CheckConstraint(condition=models.Q(('last__gt', models.F('first'))), name='year_in_order')],
            },
        ),
    ]
