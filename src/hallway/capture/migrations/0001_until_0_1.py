import django.db.models.deletion
import hallway.core.now
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('capture', '0001_what_phones_kept'), ('capture', '0002_captures_that_became_consults')]

    initial = True

    dependencies = [
        ('appointments', '0001_until_0_1'),
        ('asks', '0001_until_0_1'),
        ('people', '0001_until_0_1'),
    ]

    operations = [
        migrations.CreateModel(
            name='Capture',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('key_digest', models.CharField(default='', editable=False, max_length=64)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='captures', to=settings.AUTH_USER_MODEL)),
                ('line', models.CharField(max_length=200)),
                ('name', models.CharField(blank=True, max_length=120)),
                ('requester', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='captured', to=settings.AUTH_USER_MODEL)),
                ('campus', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='captures', to='people.campus')),
                ('teaching_stopped', models.BooleanField(default=False)),
                ('note_only', models.BooleanField(default=False)),
                ('mine', models.BooleanField(default=True)),
                ('at', models.DateTimeField()),
                ('arrived', models.DateTimeField(default=hallway.core.now.now)),
                ('ask', models.OneToOneField(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='capture', to='asks.ask')),
                ('consult', models.OneToOneField(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='capture', to='appointments.consult')),
                ('state', models.CharField(choices=[('waiting', 'Waits to be sorted'), ('asked', 'Became a request'), ('note', 'A note'), ('consult', 'Became a lesson consult'), ('away', 'Thrown away')], default='waiting', max_length=8)),
                ('reminded', models.BooleanField(default=False)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('state', 'waiting')), fields=['arrived', 'id'], name='capture_to_sort'), models.Index(condition=models.Q(('state__in', ['note', 'away'])), fields=['arrived'], name='capture_old')],
            },
        ),
    ]
