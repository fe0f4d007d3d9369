import django.db.models.deletion
import hallway.core.locked_text
import hallway.core.now
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('threads', '0001_messages_and_files'), ('threads', '0002_logos_stand_aside'), ('threads', '0003_words_that_lie_locked')]

    initial = True

    dependencies = [
        ('contenttypes', '0002_remove_content_type_name'),
        ('people', '0001_until_0_1'),
    ]

    operations = [
        migrations.CreateModel(
            name='Message',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('locked', hallway.core.locked_text.LockedText(blank=True, db_default='', default='', editable=False)),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('key_digest', models.CharField(default='', editable=False, max_length=64)),
                ('noun_type', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contenttypes.contenttype')),
                ('noun_id', models.BigIntegerField()),
                ('kind', models.CharField(choices=[('ask', 'ask'), ('reply', 'reply'), ('note', 'note')], max_length=6)),
                ('author', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('text', models.TextField(blank=True)),
                ('full_text', models.TextField(blank=True, help_text='the whole mail, when the text is only its new part')),
                ('html', models.TextField(blank=True, help_text='cleaned when stored')),
                ('at', models.DateTimeField(default=hallway.core.now.now)),
                ('through', models.CharField(default='form', max_length=8)),
                ('confirms', models.BooleanField(default=False, help_text='a short thanks that confirmed a solved request')),
            ],
            options={
                'indexes': [models.Index(fields=['noun_type', 'noun_id', 'at'], name='message_thread')],
            },
        ),
        migrations.CreateModel(
            name='File',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('locked', hallway.core.locked_text.LockedText(blank=True, db_default='', default='', editable=False)),
                ('noun_type', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contenttypes.contenttype')),
                ('noun_id', models.BigIntegerField(null=True)),
                ('message', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='files', to='threads.message')),
                ('name', models.CharField(max_length=200)),
                ('type', models.CharField(max_length=100)),
                ('size', models.BigIntegerField()),
                ('sha256', models.CharField(max_length=64)),
                ('path', models.CharField(max_length=200, unique=True)),
                ('cid', models.CharField(blank=True, max_length=200)),
                ('sealed', models.BooleanField(db_default=False, default=False)),
                ('aside', models.BooleanField(default=False, help_text="a signature's logo: shown in its mail, not listed beside it")),
                ('author', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('at', models.DateTimeField(default=hallway.core.now.now)),
            ],
            options={
                'indexes': [models.Index(fields=['noun_type', 'noun_id'], name='file_noun')],
            },
        ),
    ]
