import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
import django.db.models.functions.text
import hallway.core.now
import hallway.people.models.places
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('people', '0001_people_and_places'), ('people', '0002_attempts'), ('people', '0003_lists_and_words'), ('people', '0004_locked_mail_and_restores'), ('people', '0005_long_lists_by_the_worker'), ('people', '0006_teams_and_adoptions'), ('people', '0007_lists_of_tools')]

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Attempt',
            fields=[
                ('key', models.CharField(max_length=64, primary_key=True, serialize=False)),
                ('count', models.PositiveIntegerField(default=0)),
                ('since', models.DateTimeField(db_index=True, default=hallway.core.now.now)),
            ],
        ),
        migrations.CreateModel(
            name='Campus',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120)),
                ('code', models.CharField(blank=True, help_text='The short code your lists use.', max_length=20)),
                ('level', models.CharField(blank=True, choices=[('early', 'Early childhood'), ('elementary', 'Elementary'), ('middle', 'Middle'), ('high', 'High'), ('other', 'Other')], max_length=20)),
                ('time_zone', models.CharField(default='America/Chicago', max_length=60, validators=[hallway.people.models.places.known_zone])),
                ('address', models.CharField(blank=True, max_length=200)),
                ('phone', models.CharField(blank=True, max_length=40)),
                ('enabled', models.BooleanField(default=True)),
            ],
            options={
                'verbose_name_plural': 'campuses',
                'ordering': ['name'],
                'constraints': [models.UniqueConstraint(django.db.models.functions.text.Lower('name'), name='campus_name', violation_error_message='There is a campus with this name.'), models.UniqueConstraint(django.db.models.functions.text.Lower('code'), condition=models.Q(('code', ''), _negated=True), name='campus_code', violation_error_message='Another campus has this code.')],
            },
        ),
        migrations.CreateModel(
            name='Room',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('campus', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rooms', to='people.campus')),
                ('name', models.CharField(max_length=60)),
                ('enabled', models.BooleanField(default=True)),
            ],
            options={
                'ordering': ['name'],
                'constraints': [models.UniqueConstraint(models.F('campus'), django.db.models.functions.text.Lower('name'), name='room_name', violation_error_message='This campus has a room with that name.')],
            },
        ),
        migrations.CreateModel(
            name='Member',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('email', models.EmailField(error_messages={'unique': 'Somebody here has this address already.'}, max_length=254, unique=True)),
                ('name', models.CharField(max_length=120)),
                ('preferred_name', models.CharField(blank=True, max_length=60)),
                ('pronouns', models.CharField(blank=True, max_length=40)),
                ('title', models.CharField(blank=True, help_text='As your district words it.', max_length=80)),
                ('source', models.CharField(choices=[('roster', 'Roster'), ('supplemental', 'Added here'), ('mail', 'By mail')], default='supplemental', max_length=14)),
                ('is_active', models.BooleanField(default=True)),
                ('language', models.CharField(blank=True, choices=[('en', 'English'), ('es', 'Español')], max_length=8)),
                ('room', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='people', to='people.room')),
                ('phone', models.CharField(blank=True, max_length=40)),
                ('photo', models.CharField(blank=True, editable=False, max_length=200)),
                ('about', models.TextField(blank=True, max_length=1000)),
                ('ask_me_about', models.TextField(blank=True, max_length=500)),
                ('how_to_ask', models.TextField(blank=True, max_length=500)),
                ('joined', models.DateTimeField(auto_now_add=True)),
                ('folded', models.CharField(db_index=True, editable=False, max_length=160)),
                ('words', django.contrib.postgres.search.SearchVectorField(editable=False, null=True)),
                ('mail_bad', models.BooleanField(default=False, editable=False)),
            ],
            options={
                'ordering': ['folded'],
                'indexes': [models.Index(fields=['is_active', 'folded'], name='member_by_name'), django.contrib.postgres.indexes.GinIndex(fields=['words'], name='member_words')],
                'constraints': [models.CheckConstraint(condition=models.Q(('email', django.db.models.functions.text.Lower('email'))), name='address_in_lower_case')],
            },
        ),
        migrations.CreateModel(
            name='Invitation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='invitations', to=settings.AUTH_USER_MODEL)),
                ('token_digest', models.CharField(max_length=64, unique=True)),
                ('purpose', models.CharField(default='join', max_length=8)),
                ('made', models.DateTimeField(default=hallway.core.now.now)),
                ('expires', models.DateTimeField()),
                ('used', models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='Device',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('tag', models.CharField(max_length=60)),
                ('model', models.CharField(blank=True, max_length=120)),
                ('campus', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='devices', to='people.campus')),
                ('room', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='devices', to='people.room')),
                ('enabled', models.BooleanField(default=True)),
            ],
            options={
                'ordering': ['tag'],
                'constraints': [models.UniqueConstraint(django.db.models.functions.text.Lower('tag'), name='device_tag', violation_error_message='Another device has this tag.')],
            },
        ),
        migrations.CreateModel(
            name='Sheet',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('people', 'people'), ('devices', 'devices'), ('tools', 'tools')], max_length=10)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('made', models.DateTimeField(default=hallway.core.now.now)),
                ('text', models.TextField()),
                ('complete', models.BooleanField(default=False)),
                ('let_at', models.DateTimeField(null=True)),
                ('ended_at', models.DateTimeField(null=True)),
                ('total', models.PositiveIntegerField(default=0)),
                ('done', models.PositiveIntegerField(default=0)),
                ('leaving', models.PositiveIntegerField(default=0)),
                ('left_out', models.JSONField(default=list)),
                ('trouble', models.CharField(blank=True, max_length=300)),
            ],
        ),
        migrations.CreateModel(
            name='Team',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('campus', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='teams', to='people.campus')),
                ('name', models.CharField(max_length=80)),
                ('kind', models.CharField(choices=[('department', 'Department'), ('grade', 'Grade level'), ('other', 'Group')], default='department', max_length=10)),
                ('made_at', models.DateTimeField(default=hallway.core.now.now)),
                ('archived_at', models.DateTimeField(editable=False, null=True)),
            ],
            options={
                'ordering': ['name'],
                'constraints': [models.UniqueConstraint(models.F('campus'), django.db.models.functions.text.Lower('name'), condition=models.Q(('archived_at', None)), name='team_name_once', nulls_distinct=False, violation_error_message='There is a team of this name already.')],
            },
        ),
        migrations.CreateModel(
            name='Adoption',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('team', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='adoptions', to='people.team')),
                ('its', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='adoptions', to=settings.AUTH_USER_MODEL)),
                ('status', models.CharField(choices=[('proposed', 'asked'), ('accepted', 'adopted'), ('declined', 'not just now'), ('ended', 'ended')], default='proposed', max_length=10)),
                ('proposed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('proposed_at', models.DateTimeField(default=hallway.core.now.now)),
                ('since', models.DateTimeField(null=True)),
                ('until', models.DateTimeField(null=True)),
                ('words', models.CharField(blank=True, max_length=200)),
            ],
            options={
                'constraints': [models.UniqueConstraint(models.F('team'), models.F('its'), condition=models.Q(('status__in', ('proposed', 'accepted'))), name='adopted_once'), models.CheckConstraint(condition=models.Q(models.Q(('since', None), ('status', 'proposed'), ('until', None)), models.Q(('since__isnull', False), ('status', 'accepted'), ('until', None)), models.Q(('since', None), ('status', 'declined'), ('until__isnull', False)), models.Q(('status', 'ended'), ('until__isnull', False)), _connector='OR'), name='adoption_times')],
            },
        ),
        migrations.CreateModel(
            name='TeamMembership',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('team', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='memberships', to='people.team')),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='team_memberships', to=settings.AUTH_USER_MODEL)),
                ('since', models.DateTimeField(default=hallway.core.now.now)),
                ('until', models.DateTimeField(null=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(models.F('team'), models.F('member'), condition=models.Q(('until', None)), name='in_a_team_once'), models.CheckConstraint(condition=models.Q(('until', None), ('until__gte', models.F('since')), _connector='OR'), name='team_time_in_order')],
            },
        ),
        migrations.CreateModel(
            name='Absence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='absences', to=settings.AUTH_USER_MODEL)),
                ('first', models.DateField()),
                ('last', models.DateField()),
                ('cover', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['member', 'last'], name='absence_member')],
                'constraints': [models.CheckConstraint(condition=models.Q(('last__gte', models.F('first'))), name='absence_in_order')],
            },
        ),
        migrations.CreateModel(
            name='District',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120)),
                ('its_title', models.CharField(default='ITS', help_text='What you call your technology people.', max_length=80)),
                ('time_zone', models.CharField(default='America/Chicago', max_length=60, validators=[hallway.people.models.places.known_zone])),
                ('language', models.CharField(default='en', max_length=8)),
                ('duty', models.ForeignKey(blank=True, help_text='Who looks after requests that nobody at a campus can take.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('mail_out', models.CharField(blank=True, help_text='smtp://… when not set in the environment; its password is locked', max_length=1500)),
                ('mail_address', models.EmailField(blank=True, max_length=254)),
                ('set_up', models.DateTimeField(editable=False, null=True)),
                ('restored_at', models.DateTimeField(editable=False, help_text='a backup was brought back; mail from before gets no automatic answer', null=True)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('id', 1)), name='one_district')],
            },
        ),
        migrations.CreateModel(
            name='Post',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='posts', to=settings.AUTH_USER_MODEL)),
                ('campus', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='posts', to='people.campus')),
                ('role', models.CharField(choices=[('teacher', 'Teacher or staff'), ('its', 'Technology person (ITS)'), ('contact', 'First contact'), ('lead', 'Campus lead'), ('office', 'Office'), ('district', 'District lead'), ('admin', 'Administrator')], max_length=10)),
                ('hat', models.CharField(blank=True, choices=[('', 'No hat'), ('troubleshooter', 'Troubleshooter'), ('fixer', 'Fix-it person'), ('lab', 'Lab teacher'), ('coach', 'Mentor and coach')], max_length=16)),
                ('weekdays', django.contrib.postgres.fields.ArrayField(base_field=models.PositiveSmallIntegerField(choices=[(0, 'Monday'), (1, 'Tuesday'), (2, 'Wednesday'), (3, 'Thursday'), (4, 'Friday'), (5, 'Saturday'), (6, 'Sunday')]), blank=True, default=list, size=None)),
                ('since', models.DateField(blank=True, null=True)),
                ('until', models.DateField(blank=True, null=True)),
            ],
            options={
                'ordering': ['campus__name', 'role'],
                'indexes': [models.Index(fields=['campus', 'role'], name='post_campus_role')],
                'constraints': [models.UniqueConstraint(models.F('member'), models.F('campus'), models.F('role'), models.F('hat'), name='post_once', nulls_distinct=False), models.CheckConstraint(condition=models.Q(('campus__isnull', False), ('role__in', ['its', 'district', 'admin', 'office']), _connector='OR'), name='post_needs_campus', violation_error_message='Choose a campus for this role.')],
            },
        ),
    ]
