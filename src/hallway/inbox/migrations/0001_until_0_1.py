import django.core.validators
import django.db.models.deletion
import hallway.core.now
import hallway.inbox.models.sorting
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('inbox', '0001_kept_mail'), ('inbox', '0002_mailboxes_by_token'), ('inbox', '0003_gate_and_pace'), ('inbox', '0004_canaries'), ('inbox', '0005_handed_over'), ('inbox', '0006_addresses'), ('inbox', '0007_library_address')]

    initial = True

    dependencies = [
        ('asks', '0001_until_0_1'),
        ('delivery', '0001_until_0_1'),
        ('people', '0001_until_0_1'),
        ('procedures', '0001_until_0_1'),
    ]

    operations = [
        migrations.CreateModel(
            name='Mailbox',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=300, unique=True)),
                ('uidvalidity', models.BigIntegerField(default=0)),
                ('last_uid', models.BigIntegerField(default=0)),
                ('good_at', models.DateTimeField(help_text='when it was last read to its end', null=True)),
                ('tried_at', models.DateTimeField(null=True)),
                ('failures', models.PositiveIntegerField(default=0)),
                ('error', models.CharField(blank=True, max_length=300)),
                ('pushes', models.BooleanField(help_text='whether the server tells of new mail by itself (IDLE)', null=True)),
                ('stuck_uid', models.BigIntegerField(default=0)),
                ('stuck_tries', models.PositiveSmallIntegerField(default=0)),
                ('passed_over', models.JSONField(default=list)),
                ('passed_at', models.DateTimeField(null=True)),
                ('access', models.TextField(blank=True)),
                ('refresh_token', models.TextField(blank=True, help_text='the newest one of the provider, locked')),
                ('refresh_of', models.CharField(blank=True, help_text='SHA-256 of what the newest one replaces', max_length=64)),
                ('token_until', models.DateTimeField(null=True)),
                ('token_refused_at', models.DateTimeField(null=True)),
                ('secret_until', models.DateField(null=True)),
            ],
            options={
                'verbose_name_plural': 'mailboxes',
            },
        ),
        migrations.CreateModel(
            name='Address',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('address', models.EmailField(error_messages={'unique': 'This address is on the list already.'}, help_text='Like av@your-district.org.', max_length=254, unique=True)),
                ('campus', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='people.campus')),
                ('topic', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='procedures.topic')),
                ('reply_domain', models.CharField(blank=True, max_length=200, validators=[django.core.validators.RegexValidator('^[a-z0-9-]+(\\.[a-z0-9-]+)+$', 'Like reply.your-district.org.')])),
                ('library', models.BooleanField(default=False, help_text='Mail of who works here becomes an idea that only they see, until they share it.')),
                ('enabled', models.BooleanField(default=True)),
            ],
            options={
                'verbose_name_plural': 'addresses',
                'ordering': ['address'],
            },
        ),
        migrations.CreateModel(
            name='Block',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('address', models.CharField(max_length=254, unique=True)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('at', models.DateTimeField(default=hallway.core.now.now)),
            ],
        ),
        migrations.CreateModel(
            name='Gate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('receivers', models.CharField(blank=True, max_length=500)),
                ('sealers', models.CharField(blank=True, max_length=500)),
                ('unknown', models.CharField(choices=[('park', 'Keep it until somebody has looked'), ('open', 'Open a request, like for a colleague'), ('refuse', 'Answer politely that this address is for staff')], default='park', max_length=8)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('id', 1)), name='one_gate')],
            },
        ),
        migrations.CreateModel(
            name='Handed',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('quarter', models.DateTimeField(help_text='its beginning')),
                ('source', models.CharField(blank=True, max_length=200)),
                ('mails', models.PositiveIntegerField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('quarter', 'source'), name='handed_once')],
            },
        ),
        migrations.CreateModel(
            name='Mail',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('content', models.CharField(editable=False, max_length=64, unique=True)),
                ('raw', models.BinaryField()),
                ('size', models.BigIntegerField(help_text='bytes as they came, also when only the beginning of a huge mail is kept')),
                ('source', models.CharField(blank=True, max_length=200)),
                ('received_at', models.DateTimeField(default=hallway.core.now.now)),
                ('message_id', models.CharField(blank=True, max_length=260)),
                ('sender', models.CharField(blank=True, max_length=254)),
                ('subject', models.CharField(blank=True, max_length=500)),
                ('member', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='mails_in', to=settings.AUTH_USER_MODEL)),
                ('verdict', models.CharField(choices=[('opened', 'Became a request'), ('added', 'Joined a request'), ('automatic', 'Automatic mail'), ('bounced', 'Came back'), ('parked', 'Waits for a person'), ('refused', 'Not wanted')], max_length=10, null=True)),
                ('reason', models.CharField(blank=True, max_length=60)),
                ('ask', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='mails_in', to='asks.ask')),
                ('looks_like', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='asks.ask')),
                ('campus', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='people.campus')),
                ('said', models.CharField(blank=True, db_default='', default='', editable=False, help_text='a mark of its words, to know them again', max_length=16)),
                ('reading', models.JSONField(null=True)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('next_at', models.DateTimeField(default=hallway.core.now.now)),
                ('read_at', models.DateTimeField(null=True)),
                ('parked_at', models.DateTimeField(help_text='since when it waits for a person', null=True)),
                ('reminded', models.BooleanField(db_default=False, default=False)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('verdict', None)), fields=['next_at', 'id'], name='mail_unread'), models.Index(condition=models.Q(('verdict', 'parked')), fields=['-id'], name='mail_parked'), models.Index(condition=models.Q(('message_id', ''), _negated=True), fields=['message_id'], name='mail_message_id'), models.Index(fields=['received_at', 'verdict'], name='mail_sum'), models.Index(condition=models.Q(('ask__isnull', False)), fields=['ask', 'sender', 'received_at'], name='mail_of_ask'), models.Index(condition=models.Q(('sender', ''), _negated=True), fields=['sender', '-received_at'], name='mail_of_sender')],
            },
            bases=(hallway.inbox.models.sorting.Sorting, models.Model),
        ),
        migrations.CreateModel(
            name='Copy',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('mail', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='copies', to='inbox.mail')),
                ('source', models.CharField(blank=True, max_length=200)),
                ('received_at', models.DateTimeField(default=hallway.core.now.now)),
            ],
            options={
                'indexes': [models.Index(fields=['received_at'], name='copy_sum')],
            },
        ),
        migrations.CreateModel(
            name='Canary',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('mail', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='delivery.outgoingmail')),
                ('sent_at', models.DateTimeField(default=hallway.core.now.now)),
                ('back_at', models.DateTimeField(null=True)),
                ('looks', models.PositiveIntegerField(default=0)),
            ],
            options={
                'verbose_name_plural': 'canaries',
                'indexes': [models.Index(fields=['-sent_at'], name='canary_latest')],
            },
        ),
    ]
