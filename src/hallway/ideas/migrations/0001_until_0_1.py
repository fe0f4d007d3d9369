import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
import hallway.core.now
import hallway.ideas.models.idea_improving
import hallway.ideas.models.idea_settling
import hallway.ideas.models.idea_talking
import hallway.ideas.models.tip
import hallway.ideas.models.tip_answering
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('people', '0001_until_0_1'),
    ]

    operations = [
        migrations.CreateModel(
            name='Tool',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120)),
                ('folded', models.CharField(editable=False, max_length=160, unique=True)),
                ('host', models.CharField(blank=True, db_index=True, max_length=120)),
                ('approval', models.CharField(choices=[('approved', 'Approved'), ('in_review', 'In review'), ('not_approved', 'Not approved'), ('not_reviewed', 'Not reviewed')], default='not_reviewed', max_length=12)),
                ('as_of', models.DateField()),
                ('grades', django.contrib.postgres.fields.ArrayField(base_field=models.SmallIntegerField(), blank=True, default=list, size=None)),
                ('note', models.CharField(blank=True, max_length=300)),
                ('gone_since', models.DateField(blank=True, null=True)),
            ],
            options={
                'ordering': ['folded'],
            },
        ),
        migrations.CreateModel(
            name='Idea',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('key_digest', models.CharField(default='', editable=False, max_length=64)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='ideas', to=settings.AUTH_USER_MODEL)),
                ('campus', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.campus')),
                ('kind', models.CharField(choices=[('approach', 'A way of doing it'), ('tool', 'A tool')], default='approach', max_length=8)),
                ('title', models.CharField(max_length=200)),
                ('link', models.CharField(blank=True, max_length=500)),
                ('host', models.CharField(blank=True, editable=False, max_length=120)),
                ('what_for', models.TextField(blank=True)),
                ('text', models.TextField(blank=True)),
                ('subject', models.CharField(choices=[('math', 'Math'), ('ela', 'Reading and writing'), ('science', 'Science'), ('social', 'Social studies'), ('language', 'World languages'), ('multilingual', 'Multilingual learners'), ('special', 'Special education'), ('arts', 'Art, music, theater'), ('pe', 'PE and health'), ('cte', 'Career and technical'), ('computing', 'Computing'), ('any', 'Any subject')], default='any', max_length=12)),
                ('grades', django.contrib.postgres.fields.ArrayField(base_field=models.SmallIntegerField(choices=[(-1, 'Pre-K'), (0, 'K'), (1, '1'), (2, '2'), (3, '3'), (4, '4'), (5, '5'), (6, '6'), (7, '7'), (8, '8'), (9, '9'), (10, '10'), (11, '11'), (12, '12')]), blank=True, default=list, size=None)),
                ('devices', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('chromebook', 'Chromebooks'), ('laptop', 'Laptops'), ('tablet', 'Tablets'), ('board', 'The board'), ('phone', 'Phones'), ('none', 'No device')], max_length=10), blank=True, default=list, size=None)),
                ('tool', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='ideas', to='ideas.tool')),
                ('state', models.CharField(choices=[('draft', 'Only yours so far'), ('shared', 'Shared'), ('outdated', 'Outdated'), ('merged', 'Part of another'), ('away', 'Put away')], default='draft', max_length=8)),
                ('merged_into', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='parts', to='ideas.idea')),
                ('version', models.PositiveIntegerField(default=1)),
                ('made_at', models.DateTimeField(default=hallway.core.now.now)),
                ('changed_at', models.DateTimeField(default=hallway.core.now.now)),
                ('words', django.contrib.postgres.search.SearchVectorField(editable=False, null=True)),
            ],
            options={
                'indexes': [django.contrib.postgres.indexes.GinIndex(fields=['words'], name='idea_words'), models.Index(condition=models.Q(('state__in', ['shared', 'outdated'])), fields=['-made_at'], name='idea_newest'), models.Index(condition=models.Q(('tool', None)), fields=['host'], name='idea_host')],
            },
            bases=(hallway.ideas.models.idea_improving.IdeaImproving, hallway.ideas.models.idea_talking.IdeaTalking, hallway.ideas.models.idea_settling.IdeaSettling, models.Model),
        ),
        migrations.CreateModel(
            name='Report',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('idea', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reports', to='ideas.idea')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('why', models.CharField(blank=True, max_length=300)),
                ('at', models.DateTimeField(default=hallway.core.now.now)),
                ('settled_at', models.DateTimeField(null=True)),
                ('settled_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Tip',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('key_digest', models.CharField(default='', editable=False, max_length=64)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='tips', to=settings.AUTH_USER_MODEL)),
                ('campus', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.campus')),
                ('idea', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='tips', to='ideas.idea')),
                ('title', models.CharField(max_length=140)),
                ('text', models.TextField(blank=True)),
                ('audience', models.CharField(choices=[('campus', 'My campus'), ('district', 'The whole district')], default='campus', max_length=8)),
                ('state', models.CharField(choices=[('draft', 'Only yours so far'), ('published', 'Published'), ('withdrawn', 'Withdrawn')], default='draft', max_length=9)),
                ('code', models.CharField(default=hallway.ideas.models.tip.new_code, editable=False, max_length=8, unique=True)),
                ('made_at', models.DateTimeField(default=hallway.core.now.now)),
                ('published_at', models.DateTimeField(null=True)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('state', 'published')), fields=['-published_at'], name='tip_newest')],
            },
            bases=(hallway.ideas.models.tip_answering.TipAnswering, models.Model),
        ),
        migrations.CreateModel(
            name='Trial',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('key_digest', models.CharField(default='', editable=False, max_length=64)),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='trials', to=settings.AUTH_USER_MODEL)),
                ('idea', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='trials', to='ideas.idea')),
                ('advice', models.CharField(blank=True, max_length=300)),
                ('from_whom', models.CharField(blank=True, max_length=120)),
                ('result', models.CharField(choices=[('worked', 'It worked'), ('changed', 'It worked with changes'), ('did_not', 'It did not work'), ('not_yet', 'I want to try it')], max_length=7)),
                ('line', models.CharField(blank=True, max_length=500)),
                ('what_changed', models.TextField(blank=True)),
                ('goal', models.TextField(blank=True)),
                ('subject', models.CharField(blank=True, choices=[('math', 'Math'), ('ela', 'Reading and writing'), ('science', 'Science'), ('social', 'Social studies'), ('language', 'World languages'), ('multilingual', 'Multilingual learners'), ('special', 'Special education'), ('arts', 'Art, music, theater'), ('pe', 'PE and health'), ('cte', 'Career and technical'), ('computing', 'Computing'), ('any', 'Any subject')], max_length=12)),
                ('grade', models.SmallIntegerField(blank=True, choices=[(-1, 'Pre-K'), (0, 'K'), (1, '1'), (2, '2'), (3, '3'), (4, '4'), (5, '5'), (6, '6'), (7, '7'), (8, '8'), (9, '9'), (10, '10'), (11, '11'), (12, '12')], null=True)),
                ('size', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('device', models.CharField(blank=True, max_length=80)),
                ('planned_on', models.DateField(blank=True, null=True)),
                ('tried_on', models.DateField(blank=True, null=True)),
                ('campus', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.campus')),
                ('again', models.BooleanField(null=True)),
                ('its', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='trials_helped', to=settings.AUTH_USER_MODEL)),
                ('helped', models.BooleanField(null=True)),
                ('told_with', models.UUIDField(editable=False, null=True)),
                ('at', models.DateTimeField(default=hallway.core.now.now)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('result__in', ('worked', 'changed'))), fields=['idea', 'campus'], name='trial_worked_at'), models.Index(fields=['member', '-at'], name='trial_own'), models.Index(condition=models.Q(('its__isnull', False)), fields=['its', '-at'], name='trial_its')],
                'constraints': [models.CheckConstraint(condition=models.Q(('idea__isnull', False), models.Q(('advice', ''), _negated=True), _connector='OR'), name='trial_of_something')],
            },
        ),
        migrations.CreateModel(
            name='Reply',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('tip', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='replies', to='ideas.tip')),
                ('member', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='tip_replies', to=settings.AUTH_USER_MODEL)),
                ('trial', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='replies', to='ideas.trial')),
                ('device', models.CharField(blank=True, max_length=26)),
                ('result', models.CharField(blank=True, choices=[('worked', 'It worked'), ('changed', 'It worked with changes'), ('did_not', 'It did not work'), ('help', 'I would like help with it')], max_length=7)),
                ('help', models.BooleanField(default=False)),
                ('at', models.DateTimeField(default=hallway.core.now.now)),
            ],
            options={
                'constraints': [models.UniqueConstraint(models.F('tip'), models.F('member'), name='tip_answered_once'), models.UniqueConstraint(models.F('tip'), models.F('device'), condition=models.Q(('device', ''), _negated=True), name='tip_answered_once_a_device'), models.CheckConstraint(condition=models.Q(models.Q(('device', ''), ('member__isnull', False), ('result', ''), ('trial__isnull', False)), models.Q(('member', None), ('trial', None), models.Q(('device', ''), _negated=True), models.Q(('result', ''), _negated=True)), _connector='OR'), name='reply_of_a_member_or_a_device')],
            },
        ),
        migrations.CreateModel(
            name='Opened',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('its', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='outcomes_opened', to=settings.AUTH_USER_MODEL)),
                ('lead', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='outcomes_shown', to=settings.AUTH_USER_MODEL)),
                ('at', models.DateTimeField(default=hallway.core.now.now)),
            ],
            options={
                'constraints': [models.UniqueConstraint(models.F('its'), models.F('lead'), name='outcomes_opened_once'), models.CheckConstraint(condition=models.Q(('its', models.F('lead')), _negated=True), name='outcomes_opened_to_others')],
            },
        ),
        migrations.CreateModel(
            name='Revision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('idea', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='revisions', to='ideas.idea')),
                ('number', models.PositiveIntegerField()),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('at', models.DateTimeField(default=hallway.core.now.now)),
                ('values', models.JSONField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(models.F('idea'), models.F('number'), name='revision_once')],
            },
        ),
    ]
