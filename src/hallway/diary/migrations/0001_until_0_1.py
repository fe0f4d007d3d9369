import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import hallway.core.now
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('diary', '0001_time_that_is_taken'), ('diary', '0002_who_organizes'), ('diary', '0003_other_calendars_and_feeds')]

    initial = True

    dependencies = [
        ('contenttypes', '0002_remove_content_type_name'),
        ('people', '0001_until_0_1'),
    ]

    operations = [
        migrations.CreateModel(
            name='Organizer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.CharField(max_length=255, unique=True)),
                ('word', models.CharField(max_length=32, unique=True)),
                ('address', models.CharField(max_length=320)),
                ('made', models.DateTimeField(default=hallway.core.now.now)),
            ],
        ),
        migrations.CreateModel(
            name='Link',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('member', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('digest', models.CharField(max_length=64, unique=True)),
                ('made', models.DateTimeField(default=hallway.core.now.now)),
                ('read_on', models.DateField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='Source',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
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
                ('address', models.TextField(blank=True)),
                ('owner', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('name', models.CharField(max_length=80)),
                ('until', models.DateTimeField(null=True)),
            ],
            options={
                'ordering': ['name', 'pk'],
                'indexes': [models.Index(condition=models.Q(('address', ''), _negated=True), fields=['next_at'], name='source_due')],
                'constraints': [models.UniqueConstraint(fields=('owner', 'mark'), name='source_once')],
            },
        ),
        migrations.CreateModel(
            name='Busy',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='intervals', to='diary.source')),
                ('person', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('start', models.DateTimeField()),
                ('end', models.DateTimeField()),
            ],
            options={
                'indexes': [models.Index(fields=['person', 'end'], name='busy_of')],
                'constraints': [models.CheckConstraint(condition=models.Q(('end__gt', models.F('start'))), name='busy_in_order')],
            },
        ),
        migrations.CreateModel(
            name='Taken',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('person', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('during', django.contrib.postgres.fields.ranges.DateTimeRangeField()),
                ('state', models.CharField(choices=[('held', 'held'), ('pending', 'pending'), ('confirmed', 'confirmed')], max_length=9)),
                ('until', models.DateTimeField(null=True)),
                ('about_type', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contenttypes.contenttype')),
                ('about_id', models.BigIntegerField()),
            ],
            options={
                'indexes': [models.Index(fields=['person'], name='taken_person'), models.Index(condition=models.Q(('until__isnull', False)), fields=['until'], name='taken_runs_out')],
                'constraints': [django.contrib.postgres.constraints.ExclusionConstraint(expressions=[(models.Func(models.F('person'), models.F('person'), models.Value('[]'), function='int8range'), '&&'), ('during', '&&')], name='taken_once'), models.UniqueConstraint(fields=('about_type', 'about_id', 'person'), name='taken_by_one_thing_once'), models.CheckConstraint(condition=models.Q(('during__isempty', False), ('during__lower_inf', False), ('during__upper_inf', False)), name='taken_has_two_ends'), models.CheckConstraint(condition=models.Q(('state', 'held'), ('until__isnull', True), _connector='XOR'), name='taken_only_holds_run_out')],
            },
        ),
    ]
