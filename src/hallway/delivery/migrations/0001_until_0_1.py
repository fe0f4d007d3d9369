import django.db.models.deletion
import hallway.core.now
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('delivery', '0001_notices_and_mail_out'), ('delivery', '0002_lean_notices'), ('delivery', '0003_bundled_letters'), ('delivery', '0004_what_becomes_of_mail'), ('delivery', '0005_troubles_that_are_told'), ('delivery', '0006_letters_that_carry_an_event'), ('delivery', '0007_one_prompt_a_week'), ('delivery', '0008_when_mail_comes')]

    initial = True

    dependencies = [
        ('history', '0001_until_0_1'),
        ('people', '0001_until_0_1'),
    ]

    operations = [
        migrations.CreateModel(
            name='Hitch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('event', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='hitches', to='history.event')),
                ('part', models.CharField(max_length=200)),
                ('error', models.CharField(blank=True, max_length=300)),
                ('attempts', models.PositiveSmallIntegerField(default=1)),
                ('at', models.DateTimeField(default=hallway.core.now.now)),
                ('next_at', models.DateTimeField()),
                ('given_up', models.DateTimeField(null=True)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('given_up', None)), fields=['next_at'], name='hitch_due')],
                'constraints': [models.UniqueConstraint(fields=('event', 'part'), name='one_hitch')],
            },
        ),
        migrations.CreateModel(
            name='MailTrouble',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=320, unique=True)),
                ('why', models.CharField(blank=True, max_length=400)),
                ('since', models.DateTimeField(default=hallway.core.now.now)),
                ('over_at', models.DateTimeField(null=True)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('over_at', None)), fields=['since'], name='mail_trouble_now')],
            },
        ),
        migrations.CreateModel(
            name='Notice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('member', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='notices', to=settings.AUTH_USER_MODEL)),
                ('event', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='notices', to='history.event')),
                ('read_at', models.DateTimeField(null=True)),
                ('mail', models.CharField(default='off', max_length=8)),
            ],
            options={
                'indexes': [models.Index(fields=['member', '-id'], name='notice_list'), models.Index(condition=models.Q(('read_at', None)), fields=['member'], name='notice_unread'), models.Index(condition=models.Q(('mail', 'digest')), fields=['member', 'id'], name='notice_digest')],
                'constraints': [models.UniqueConstraint(fields=('event', 'member'), name='told_once')],
            },
        ),
        migrations.CreateModel(
            name='OutgoingMail',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('event', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='mails', to='history.event')),
                ('member', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='mails', to=settings.AUTH_USER_MODEL)),
                ('sender', models.CharField(blank=True, max_length=320)),
                ('to', models.CharField(max_length=320)),
                ('subject', models.CharField(blank=True, max_length=300)),
                ('text', models.TextField(blank=True)),
                ('html', models.TextField(blank=True)),
                ('headers', models.JSONField(default=dict)),
                ('calendar', models.TextField(blank=True, db_default='', default='')),
                ('method', models.CharField(blank=True, db_default='', default='', max_length=10)),
                ('message_id', models.CharField(max_length=250, unique=True)),
                ('secret', models.BooleanField(default=False)),
                ('answer', models.BooleanField(default=False)),
                ('state', models.CharField(choices=[('queued', 'queued'), ('sent', 'sent'), ('accepted', 'accepted'), ('deferred', 'deferred'), ('held', 'held'), ('failed', 'failed'), ('bounced', 'bounced'), ('dropped', 'dropped'), ('bundled', 'bundled')], default='queued', max_length=8)),
                ('created', models.DateTimeField(default=hallway.core.now.now)),
                ('attempts', models.PositiveIntegerField(default=0)),
                ('next_at', models.DateTimeField(default=hallway.core.now.now)),
                ('sent_at', models.DateTimeField(null=True)),
                ('error', models.CharField(blank=True, max_length=300)),
                ('story', models.JSONField(db_default=[], default=list)),
                ('provider_id', models.CharField(blank=True, db_default='', default='', max_length=200)),
                ('inside', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='bundle', to='delivery.outgoingmail')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('sent_at', None), ('state__in', ['queued', 'deferred'])), fields=['next_at'], name='mail_due'), models.Index(condition=models.Q(('state__in', ['queued', 'deferred', 'held'])), fields=['created'], name='mail_waiting'), models.Index(condition=models.Q(('inside__isnull', False)), fields=['inside'], name='mail_inside'), models.Index(condition=models.Q(('provider_id', ''), _negated=True), fields=['provider_id'], name='mail_provider'), models.Index(fields=['state', '-id'], name='mail_state'), models.Index(fields=['to', '-created'], name='mail_pace')],
                'constraints': [models.UniqueConstraint(fields=('event', 'to'), name='mailed_once')],
            },
        ),
        migrations.CreateModel(
            name='Prompt',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('member', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('week', models.DateField(help_text='its Monday')),
                ('about', models.CharField(max_length=20)),
            ],
            options={
                'constraints': [models.UniqueConstraint(models.F('member'), models.F('week'), name='one_prompt_a_week')],
            },
        ),
        migrations.CreateModel(
            name='Rhythm',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('member', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='rhythm', to=settings.AUTH_USER_MODEL)),
                ('quiet', models.BooleanField(default=False)),
                ('weekday', models.PositiveSmallIntegerField(blank=True, choices=[(0, 'Monday'), (1, 'Tuesday'), (2, 'Wednesday'), (3, 'Thursday'), (4, 'Friday')], null=True)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('weekday', None), ('weekday__lte', 4), _connector='OR'), name='rhythm_weekday_in_week')],
            },
        ),
        migrations.CreateModel(
            name='AddressTrouble',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('address', models.CharField(max_length=320, unique=True)),
                ('times', models.PositiveIntegerField(default=0)),
                ('first_at', models.DateTimeField(default=hallway.core.now.now)),
                ('last_at', models.DateTimeField(default=hallway.core.now.now)),
                ('dead_at', models.DateTimeField(null=True)),
                ('told_at', models.DateTimeField(null=True)),
                ('tried_at', models.DateTimeField(null=True)),
                ('why', models.CharField(blank=True, max_length=300)),
            ],
            options={
                'indexes': [models.Index(fields=['-last_at'], name='trouble_latest')],
            },
        ),
        migrations.CreateModel(
            name='Choice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='choices', to=settings.AUTH_USER_MODEL)),
                ('group', models.CharField(max_length=60)),
                ('how', models.CharField(choices=[('now', 'At once'), ('digest', 'Once a day'), ('off', 'Only here')], max_length=6)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('member', 'group'), name='one_choice')],
            },
        ),
    ]
