import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
import hallway.core.now
import hallway.diary.ics.uids
import hallway.teams.models.bringing
import hallway.teams.models.coming
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('contenttypes', '0002_remove_content_type_name'),
        ('people', '0001_until_0_1'),
        ('threads', '0001_until_0_1'),
    ]

    operations = [
        migrations.CreateModel(
            name='Gathering',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('key_digest', models.CharField(default='', editable=False, max_length=64)),
                ('team', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='gatherings', to='people.team')),
                ('campus', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='gatherings', to='people.campus')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='gatherings', to=settings.AUTH_USER_MODEL)),
                ('title', models.CharField(max_length=120)),
                ('text', models.TextField(blank=True, max_length=4000)),
                ('place', models.CharField(blank=True, max_length=120)),
                ('start', models.DateTimeField()),
                ('end', models.DateTimeField()),
                ('state', models.CharField(choices=[('planned', 'planned'), ('cancelled', 'cancelled')], default='planned', max_length=9)),
                ('reason', models.CharField(blank=True, max_length=200)),
                ('uid', models.CharField(default=hallway.diary.ics.uids.fresh_uid, editable=False, max_length=80, unique=True)),
                ('sequence', models.PositiveIntegerField(default=0, editable=False)),
                ('asked', models.PositiveIntegerField(default=0, editable=False)),
                ('made_at', models.DateTimeField(default=hallway.core.now.now, editable=False)),
                ('changed_at', models.DateTimeField(default=hallway.core.now.now, editable=False)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('state', 'planned')), fields=['start'], name='gathering_coming')],
                'constraints': [models.CheckConstraint(condition=models.Q(('end__gt', models.F('start'))), name='gathering_in_order'), models.CheckConstraint(condition=models.Q(models.Q(('campus__isnull', False), ('team', None)), models.Q(('campus', None), ('team__isnull', False)), _connector='OR'), name='gathering_of_one')],
            },
            bases=(hallway.teams.models.coming.InCalendars, hallway.teams.models.bringing.Bringing, models.Model),
        ),
        migrations.CreateModel(
            name='LifeEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('key_digest', models.CharField(default='', editable=False, max_length=64)),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='life_events', to=settings.AUTH_USER_MODEL)),
                ('kind', models.CharField(choices=[('happy', 'Something happy'), ('loss', 'A loss'), ('other', 'Something else')], max_length=5)),
                ('words', models.CharField(max_length=300)),
                ('audience', models.CharField(choices=[('team', 'My teams, with the ITS they have adopted'), ('campus', 'Everybody at my campus, and my teams')], default='team', max_length=6)),
                ('at', models.DateTimeField(default=hallway.core.now.now)),
            ],
            options={
                'indexes': [models.Index(fields=['-at'], name='life_lately')],
            },
        ),
        migrations.CreateModel(
            name='Reaction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('subject_type', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contenttypes.contenttype')),
                ('subject_id', models.BigIntegerField()),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('mark', models.CharField(choices=[('heart', 'Love it'), ('smile', 'Made me smile'), ('thanks', 'Thank you'), ('idea', 'Good idea'), ('strong', 'Well done')], max_length=6)),
                ('at', models.DateTimeField(default=hallway.core.now.now)),
            ],
            options={
                'constraints': [models.UniqueConstraint(models.F('subject_type'), models.F('subject_id'), models.F('member'), models.F('mark'), name='marked_once')],
            },
        ),
        migrations.CreateModel(
            name='Renewal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('adoption', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='renewals', to='people.adoption')),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('term', models.DateField()),
                ('asked_at', models.DateTimeField(default=hallway.core.now.now)),
                ('answer', models.CharField(blank=True, choices=[('go_on', 'go_on'), ('let_go', 'let_go')], max_length=6)),
            ],
            options={
                'constraints': [models.UniqueConstraint(models.F('adoption'), models.F('member'), models.F('term'), name='asked_once_a_term')],
            },
        ),
        migrations.CreateModel(
            name='Rsvp',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('gathering', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='rsvps', to='teams.gathering')),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rsvps', to=settings.AUTH_USER_MODEL)),
                ('answer', models.CharField(choices=[('going', 'I am going'), ('maybe', 'Maybe'), ('cannot', 'I cannot come')], max_length=6)),
                ('listed', models.BooleanField(default=False)),
                ('at', models.DateTimeField(default=hallway.core.now.now)),
                ('reminded', models.DateTimeField(null=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(models.F('gathering'), models.F('member'), name='answered_once')],
            },
        ),
        migrations.CreateModel(
            name='Suggestion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('its', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('team', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.team')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('at', models.DateTimeField(default=hallway.core.now.now)),
            ],
            options={
                'indexes': [models.Index(fields=['team', 'its'], name='suggested_to')],
            },
        ),
        migrations.CreateModel(
            name='Topic',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('key_digest', models.CharField(default='', editable=False, max_length=64)),
                ('team', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='topics', to='people.team')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='topics', to=settings.AUTH_USER_MODEL)),
                ('title', models.CharField(max_length=120)),
                ('text', models.TextField(blank=True, max_length=10000)),
                ('at', models.DateTimeField(default=hallway.core.now.now)),
                ('moved_at', models.DateTimeField(default=hallway.core.now.now)),
                ('pinned_at', models.DateTimeField(null=True)),
                ('aside_at', models.DateTimeField(null=True)),
                ('words', django.contrib.postgres.search.SearchVectorField(editable=False, null=True)),
            ],
            options={
                'indexes': [models.Index(fields=['team', '-moved_at'], name='topic_board'), django.contrib.postgres.indexes.GinIndex(fields=['words'], name='topic_words')],
            },
        ),
        migrations.CreateModel(
            name='Seen',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('topic', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='seen', to='teams.topic')),
                ('member', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('at', models.DateTimeField(default=hallway.core.now.now)),
            ],
            options={
                'constraints': [models.UniqueConstraint(models.F('member'), models.F('topic'), name='topic_seen_once')],
            },
        ),
        migrations.CreateModel(
            name='Birthday',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('member', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('month', models.PositiveSmallIntegerField()),
                ('day', models.PositiveSmallIntegerField()),
                ('audience', models.CharField(choices=[('nobody', 'Nobody'), ('team', 'My teams, with the ITS they have adopted'), ('campus', 'Everybody at my campus, and my teams')], default='nobody', max_length=6)),
                ('leap', models.CharField(choices=[('28', 'February 28'), ('1', 'March 1')], default='28', max_length=2)),
                ('card', models.BooleanField(default=False)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('audience', 'nobody'), _negated=True), fields=['month', 'day'], name='birthday_by_day')],
                'constraints': [models.CheckConstraint(condition=models.Q(('day__range', (1, 31)), ('month__range', (1, 12))), name='birthday_is_a_date')],
            },
        ),
        migrations.CreateModel(
            name='Bring',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('gathering', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='brings', to='teams.gathering')),
                ('words', models.CharField(max_length=80)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('member', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Card',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('team', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='cards', to='people.team')),
                ('occasion', models.CharField(choices=[('birthday', 'Birthday'), ('welcome', 'Welcome'), ('happy', 'Something happy'), ('loss', 'A loss'), ('other', 'Something else')], max_length=8)),
                ('about', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='cards', to='teams.lifeevent')),
                ('opens_at', models.DateTimeField(default=hallway.core.now.now)),
                ('deliver_at', models.DateTimeField()),
                ('delivered_at', models.DateTimeField(null=True)),
                ('put_away_at', models.DateTimeField(null=True)),
                ('thanks', models.CharField(blank=True, max_length=600)),
                ('thanked_at', models.DateTimeField(null=True)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('delivered_at', None)), fields=['deliver_at'], name='card_waits')],
                'constraints': [models.UniqueConstraint(models.F('team'), models.F('member'), models.F('occasion'), models.F('about'), models.F('deliver_at'), name='one_card_an_occasion', nulls_distinct=False)],
            },
        ),
        migrations.CreateModel(
            name='Signature',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('card', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='signatures', to='teams.card')),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('words', models.TextField(max_length=600)),
            ],
            options={
                'constraints': [models.UniqueConstraint(models.F('card'), models.F('member'), name='signed_once')],
            },
        ),
        migrations.CreateModel(
            name='Concern',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('topic', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='concerns', to='teams.topic')),
                ('message', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='threads.message')),
                ('author', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('words', models.CharField(blank=True, max_length=300)),
                ('at', models.DateTimeField(default=hallway.core.now.now)),
                ('outcome', models.CharField(blank=True, choices=[('aside', 'aside'), ('stands', 'stands')], max_length=6)),
                ('said', models.CharField(blank=True, max_length=300)),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('decided_at', models.DateTimeField(null=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(models.F('topic'), models.F('message'), models.F('by'), condition=models.Q(('by__isnull', False)), name='concern_once', nulls_distinct=False)],
            },
        ),
    ]
