import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
import hallway.asks.models.ending
import hallway.asks.models.following
import hallway.asks.models.holding
import hallway.asks.models.known
import hallway.asks.models.opening
import hallway.asks.models.passed
import hallway.asks.models.passing
import hallway.asks.models.promising
import hallway.asks.models.talking
import hallway.asks.models.weighing
import hallway.core.now
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('asks', '0001_requests'), ('asks', '0002_roads_of_search'), ('asks', '0003_lean_keys'), ('asks', '0004_waiting_and_solved_lists'), ('asks', '0005_clocks'), ('asks', '0006_emergency_and_worth'), ('asks', '0007_known_issues'), ('asks', '0008_matrix_steps'), ('asks', '0009_recount_again_after_a_minute'), ('asks', '0010_adopted_team_tie_break'), ('asks', '0011_mailed_to'), ('asks', '0012_where_it_went')]

    initial = True

    dependencies = [
        ('people', '0001_until_0_1'),
        ('procedures', '0001_until_0_1'),
    ]

    operations = [
        migrations.CreateModel(
            name='Worth',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('minutes', models.JSONField(default=dict)),
                ('adopted', models.BooleanField(default=False, help_text='the adopted-team tie-break is on')),
            ],
        ),
        migrations.CreateModel(
            name='Ask',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('key_digest', models.CharField(default='', editable=False, max_length=64)),
                ('campus', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='asks', to='people.campus')),
                ('room', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='asks', to='people.room')),
                ('place', models.CharField(blank=True, help_text='where, in words, when it is no listed room', max_length=100)),
                ('topic', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='asks', to='procedures.topic')),
                ('procedure', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='procedures.procedure')),
                ('requester', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='asks', to=settings.AUTH_USER_MODEL)),
                ('filed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='filed', to=settings.AUTH_USER_MODEL)),
                ('through', models.CharField(choices=[('form', 'Form'), ('mail', 'Mail'), ('capture', 'Captured by the ITS'), ('api', 'Another program')], default='form', max_length=8)),
                ('mailed_to', models.CharField(blank=True, help_text='which address of ours, when not the first one', max_length=254)),
                ('answers_to', models.CharField(blank=True, help_text='where answers by mail go, when it was mailed_to', max_length=254)),
                ('hello', models.CharField(blank=True, max_length=300)),
                ('line', models.CharField(max_length=200)),
                ('affected', models.CharField(choices=[('me', 'Me'), ('class', 'My class'), ('several', 'Several classes'), ('campus', 'The whole campus')], default='me', max_length=8)),
                ('teaching_stopped', models.BooleanField(default=False)),
                ('severity', models.CharField(blank=True, help_text="the chosen step of the procedure's matrix", max_length=20)),
                ('impact', models.CharField(blank=True, help_text='the chosen step of whom it reaches', max_length=20)),
                ('emergency', models.BooleanField(default=False, help_text="asked through the procedure's emergency door")),
                ('device_tag', models.CharField(blank=True, max_length=60)),
                ('best_time', models.CharField(blank=True, max_length=120)),
                ('deadline', models.DateField(blank=True, null=True)),
                ('deadline_why', models.CharField(blank=True, max_length=120)),
                ('confidential', models.BooleanField(default=False)),
                ('known_issue', models.BooleanField(default=False, help_text='told to everybody at the campus')),
                ('status', models.CharField(choices=[('open', 'Open'), ('waiting_you', 'Waiting on the teacher'), ('waiting_other', 'Waiting on somebody else'), ('solved', 'Solved'), ('closed', 'Closed')], default='open', max_length=14)),
                ('outcome', models.CharField(blank=True, choices=[('fixed', 'Fixed'), ('workaround', 'Found a way around it'), ('replaced', 'Replaced'), ('vendor', 'Sent to the vendor'), ('not_ours', 'Belongs to somebody else'), ('no_reply', 'No reply'), ('withdrawn', 'Withdrawn'), ('merged', 'Joined with another request'), ('consult', 'Goes on elsewhere')], max_length=12)),
                ('holder', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='holding', to=settings.AUTH_USER_MODEL)),
                ('queue', models.CharField(blank=True, help_text="'district': its duty holder looks after it", max_length=20)),
                ('step', models.CharField(choices=[('answer', 'Somebody answers'), ('work', 'Work goes on'), ('remind', 'We ask the teacher again'), ('check', 'We check with the other party'), ('close', 'It closes by itself')], default='answer', max_length=8)),
                ('step_note', models.CharField(blank=True, max_length=160)),
                ('next_at', models.DateTimeField(null=True)),
                ('promised_at', models.DateTimeField(help_text='somebody answers by then')),
                ('opened_at', models.DateTimeField(default=hallway.core.now.now)),
                ('answered_at', models.DateTimeField(null=True)),
                ('solved_at', models.DateTimeField(null=True)),
                ('closed_at', models.DateTimeField(null=True)),
                ('escalated_at', models.DateTimeField(null=True)),
                ('nudged_at', models.DateTimeField(null=True)),
                ('nudges', models.PositiveSmallIntegerField(default=0)),
                ('late_told', models.BooleanField(default=False, help_text='the holder was told that the next step is late')),
                ('soon_told', models.BooleanField(default=False, help_text='the holder was told that the next step is near')),
                ('step_from', models.DateTimeField(help_text="where the next step's time began; none when a person named the day", null=True)),
                ('step_span', models.CharField(blank=True, help_text='how much school time it is, like 3 days', max_length=16)),
                ('promised_from', models.DateTimeField(null=True)),
                ('seen_due', models.DateTimeField(help_text='somebody has it in hand by then', null=True)),
                ('seen_at', models.DateTimeField(null=True)),
                ('solve_due', models.DateTimeField(help_text='it works again by then', null=True)),
                ('paused_at', models.DateTimeField(help_text='since when the teacher is asked and the clocks stand still', null=True)),
                ('paused_minutes', models.PositiveIntegerField(default=0, help_text='school minutes they stood still')),
                ('merged_into', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='merged', to='asks.ask')),
                ('rank', models.DateTimeField()),
                ('reasons', models.JSONField(default=list)),
                ('route_why', models.JSONField(default=dict, help_text='why it went to its holder')),
                ('words', django.contrib.postgres.search.SearchVectorField(editable=False, null=True)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('status__in', ('open', 'waiting_you', 'waiting_other'))), fields=['rank', 'id'], name='ask_list'), models.Index(condition=models.Q(('status__in', ('open', 'waiting_you', 'waiting_other'))), fields=['campus', 'rank', 'id'], name='ask_list_campus'), models.Index(condition=models.Q(('status__in', ('open', 'waiting_you', 'waiting_other'))), fields=['holder', 'rank', 'id'], name='ask_list_holder'), models.Index(condition=models.Q(('status__in', ('waiting_you', 'waiting_other'))), fields=['rank', 'id'], name='ask_list_waiting'), models.Index(condition=models.Q(('status', 'solved')), fields=['rank', 'id'], name='ask_list_solved'), models.Index(condition=models.Q(('status', 'closed'), _negated=True), fields=['next_at'], name='ask_next'), models.Index(fields=['requester', '-id'], name='ask_requester'), models.Index(condition=models.Q(('filed_by', models.F('requester')), _negated=True), fields=['filed_by', '-id'], name='ask_filed_by'), models.Index(fields=['campus', '-id'], name='ask_campus'), models.Index(fields=['holder', '-id'], name='ask_held'), models.Index(condition=models.Q(('escalated_at__isnull', False)), fields=['-id'], name='ask_escalated'), models.Index(condition=models.Q(('known_issue', True)), fields=['campus'], name='ask_known'), models.Index(condition=models.Q(('merged_into__isnull', False)), fields=['merged_into'], name='ask_merged'), django.contrib.postgres.indexes.GinIndex(fields=['words'], name='ask_words')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('status__in', ('open', 'waiting_you', 'waiting_other')), _negated=True), models.Q(('next_at__isnull', False), models.Q(('holder__isnull', False), models.Q(('queue', ''), _negated=True), _connector='OR')), _connector='OR'), name='open_has_holder_and_date'), models.CheckConstraint(condition=models.Q(('known_issue', False), ('confidential', False), _connector='OR'), name='known_is_not_confidential')],
            },
            bases=(hallway.asks.models.opening.Opening, hallway.asks.models.talking.Talking, hallway.asks.models.holding.Holding, hallway.asks.models.known.Knowing, hallway.asks.models.ending.Ending, hallway.asks.models.following.Following, hallway.asks.models.passed.Passed, hallway.asks.models.passing.Passing, hallway.asks.models.promising.Promising, hallway.asks.models.weighing.Weighing, models.Model),
        ),
        migrations.CreateModel(
            name='KnownIssue',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ask', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='known_as', to='asks.ask')),
                ('words', models.CharField(max_length=200)),
                ('everywhere', models.BooleanField(default=False)),
                ('since', models.DateTimeField(default=hallway.core.now.now)),
                ('ended_at', models.DateTimeField(null=True)),
                ('how', models.CharField(blank=True, choices=[('', ''), ('solved', 'solved'), ('dropped', 'dropped')], max_length=8)),
                ('campuses', models.ManyToManyField(related_name='+', to='people.campus')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('ended_at', None)), fields=['-id'], name='known_live')],
            },
        ),
        migrations.CreateModel(
            name='MeToo',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('known', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='told', to='asks.knownissue')),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='me_toos', to=settings.AUTH_USER_MODEL)),
                ('at', models.DateTimeField(default=hallway.core.now.now)),
                ('said', models.CharField(blank=True, choices=[('', ''), ('works', 'works'), ('not', 'not')], max_length=8)),
                ('ask', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='asks.ask')),
                ('because', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='asks.knownissue')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('known', 'member'), name='me_too_once')],
            },
        ),
        migrations.CreateModel(
            name='Participant',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ask', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='participants', to='asks.ask')),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='taking_part', to=settings.AUTH_USER_MODEL)),
                ('because', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='asks.ask')),
            ],
            options={
                'constraints': [models.UniqueConstraint(models.F('ask'), models.F('member'), name='participant_once')],
            },
        ),
        migrations.CreateModel(
            name='Presence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ask', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='asks.ask')),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('seen_at', models.DateTimeField()),
                ('writing', models.BooleanField(default=False)),
            ],
            options={
                'constraints': [models.UniqueConstraint(models.F('ask'), models.F('member'), name='presence_once')],
            },
        ),
        migrations.CreateModel(
            name='Recount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('campus', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.campus')),
                ('upto', models.BigIntegerField(default=0)),
                ('at', models.DateTimeField(default=hallway.core.now.now)),
                ('since', models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='ReplyTemplate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('owner', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='reply_templates', to=settings.AUTH_USER_MODEL)),
                ('name', models.CharField(max_length=60)),
                ('text', models.TextField(max_length=5000)),
            ],
            options={
                'ordering': ['name'],
                'constraints': [models.UniqueConstraint(models.F('owner'), models.F('name'), name='template_name', nulls_distinct=False)],
            },
        ),
        migrations.RunSQL(
            sql='ALTER TABLE asks_ask ALTER COLUMN words SET STATISTICS 500',
            reverse_sql='ALTER TABLE asks_ask ALTER COLUMN words SET STATISTICS -1',
        ),
    ]
