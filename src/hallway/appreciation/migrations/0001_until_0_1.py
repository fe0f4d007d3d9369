import django.db.models.deletion
import hallway.core.now
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('appreciation', '0001_thanks'), ('appreciation', '0002_waves')]

    initial = True

    dependencies = [
        ('contenttypes', '0002_remove_content_type_name'),
        ('people', '0001_until_0_1'),
    ]

    operations = [
        migrations.CreateModel(
            name='Thanks',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('key_digest', models.CharField(default='', editable=False, max_length=64)),
                ('sender', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='thanks_given', to=settings.AUTH_USER_MODEL)),
                ('reason', models.TextField(blank=True, max_length=600)),
                ('subject_type', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contenttypes.contenttype')),
                ('subject_id', models.BigIntegerField(null=True)),
                ('at', models.DateTimeField(default=hallway.core.now.now)),
            ],
            options={
                'verbose_name_plural': 'thanks',
                'indexes': [models.Index(fields=['subject_type', 'subject_id'], name='thanks_subject')],
            },
        ),
        migrations.CreateModel(
            name='Receipt',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('thanks', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='receipts', to='appreciation.thanks')),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='thanks_got', to=settings.AUTH_USER_MODEL)),
                ('allowed', models.BooleanField(default=False)),
            ],
            options={
                'indexes': [models.Index(fields=['member', '-thanks'], name='thanks_got'), models.Index(condition=models.Q(('allowed', True)), fields=['-thanks'], name='thanks_allowed')],
                'constraints': [models.UniqueConstraint(models.F('thanks'), models.F('member'), name='thanked_once')],
            },
        ),
        migrations.CreateModel(
            name='Wave',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sender', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('receiver', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('day', models.DateField()),
                ('at', models.DateTimeField(default=hallway.core.now.now)),
                ('heard_at', models.DateTimeField(null=True)),
            ],
            options={
                'indexes': [models.Index(fields=['receiver', '-at'], name='waves_got'), models.Index(fields=['at'], name='wave_at')],
                'constraints': [models.UniqueConstraint(models.F('sender'), models.F('receiver'), models.F('day'), name='wave_once_a_day'), models.CheckConstraint(condition=models.Q(('sender', models.F('receiver')), _negated=True), name='wave_at_others')],
            },
        ),
        migrations.CreateModel(
            name='Mute',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='waves_muted', to=settings.AUTH_USER_MODEL)),
                ('sender', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(models.F('member'), models.F('sender'), name='wave_muted_once')],
            },
        ),
    ]
