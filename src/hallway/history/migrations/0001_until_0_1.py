import django.db.models.deletion
import hallway.core.now
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('history', '0001_events'), ('history', '0002_lean_actor')]

    initial = True

    dependencies = [
        ('contenttypes', '0002_remove_content_type_name'),
        ('people', '0001_until_0_1'),
    ]

    operations = [
        migrations.CreateModel(
            name='Event',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=60)),
                ('at', models.DateTimeField(default=hallway.core.now.now)),
                ('actor', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('subject_type', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contenttypes.contenttype')),
                ('subject_id', models.BigIntegerField()),
                ('root_type', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contenttypes.contenttype')),
                ('root_id', models.BigIntegerField()),
                ('data', models.JSONField(default=dict)),
                ('due', models.DateTimeField(null=True)),
                ('told', models.DateTimeField(null=True)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                'indexes': [models.Index(fields=['root_type', 'root_id', 'id'], name='event_timeline'), models.Index(condition=models.Q(('due__isnull', False), ('told', None)), fields=['due'], name='event_undelivered'), models.Index(fields=['actor', 'at'], name='event_actor')],
            },
        ),
    ]
