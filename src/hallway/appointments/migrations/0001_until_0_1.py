import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import hallway.appointments.models.answering
import hallway.appointments.models.appointment
import hallway.appointments.models.booking
import hallway.appointments.models.calendars
import hallway.appointments.models.consult_ending
import hallway.appointments.models.consult_library
import hallway.appointments.models.consult_planning
import hallway.appointments.models.consult_talking
import hallway.appointments.models.ending
import hallway.appointments.models.feedback
import hallway.appointments.models.offering
import hallway.appointments.models.passing
import hallway.core.locked_text
import hallway.core.now
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('appointments', '0001_who_meets_when'), ('appointments', '0002_when_people_can_be_met'), ('appointments', '0003_consults_visits_brags'), ('appointments', '0004_counted_by_time'), ('appointments', '0005_when_it_was_last_asked'), ('appointments', '0006_waits_wishes_and_the_library'), ('appointments', '0007_lock_what_lay_open')]

    initial = True

    dependencies = [
        ('asks', '0001_until_0_1'),
        ('ideas', '0001_until_0_1'),
        ('people', '0001_until_0_1'),
    ]

    operations = [
        migrations.CreateModel(
            name='Appointment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('key_digest', models.CharField(default='', editable=False, max_length=64)),
                ('kind', models.CharField(choices=[('consult', 'Consult'), ('visit', 'Visit'), ('meeting', 'Meeting')], default='meeting', max_length=8)),
                ('campus', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='appointments', to='people.campus')),
                ('room', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='people.room')),
                ('remote', models.BooleanField(default=False)),
                ('link', models.CharField(blank=True, max_length=300)),
                ('start', models.DateTimeField()),
                ('end', models.DateTimeField()),
                ('period', models.CharField(blank=True, max_length=60)),
                ('planning', models.BooleanField(default=False)),
                ('status', models.CharField(choices=[('held', 'held for a moment'), ('pending', 'waits for an answer'), ('confirmed', 'booked'), ('declined', 'declined'), ('cancelled', 'cancelled'), ('happened', 'took place'), ('missed', 'did not take place')], max_length=9)),
                ('until', models.DateTimeField(editable=False, null=True)),
                ('topic', models.CharField(blank=True, max_length=120)),
                ('reason', models.CharField(blank=True, max_length=300)),
                ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('ended_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('uid', models.CharField(default=hallway.appointments.models.appointment.fresh_uid, editable=False, max_length=80, unique=True)),
                ('sequence', models.PositiveIntegerField(default=0, editable=False)),
                ('asked', models.PositiveIntegerField(default=0, editable=False)),
                ('created', models.DateTimeField(default=hallway.core.now.now, editable=False)),
                ('changed', models.DateTimeField(default=hallway.core.now.now, editable=False)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('status__in', ('pending', 'confirmed'))), fields=['start'], name='appointment_coming'), models.Index(condition=models.Q(('status', 'held')), fields=['until'], name='appointment_held')],
                'constraints': [models.CheckConstraint(condition=models.Q(('end__gt', models.F('start'))), name='appointment_in_order'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'held'), ('until__isnull', False)), models.Q(models.Q(('status', 'held'), _negated=True), ('until', None)), _connector='OR'), name='appointment_hold_ends')],
            },
            bases=(hallway.appointments.models.booking.Booking, hallway.appointments.models.answering.Answering, hallway.appointments.models.passing.Passing, hallway.appointments.models.ending.Ending, hallway.appointments.models.calendars.InCalendars, models.Model),
        ),
        migrations.CreateModel(
            name='Block',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='blocks', to=settings.AUTH_USER_MODEL)),
                ('start', models.DateTimeField()),
                ('end', models.DateTimeField()),
                ('words', models.CharField(blank=True, max_length=120)),
            ],
            options={
                'ordering': ['start'],
                'indexes': [models.Index(fields=['member', 'end'], name='block_of')],
                'constraints': [models.CheckConstraint(condition=models.Q(('end__gt', models.F('start'))), name='block_in_order')],
            },
        ),
        migrations.CreateModel(
            name='CampusTerms',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('campus', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='meeting_terms', to='people.campus')),
                ('planning_open', models.BooleanField(default=True)),
            ],
        ),
        migrations.CreateModel(
            name='Consult',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('key_digest', models.CharField(default='', editable=False, max_length=64)),
                ('teacher', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='consults', to=settings.AUTH_USER_MODEL)),
                ('its', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='consults_asked', to=settings.AUTH_USER_MODEL)),
                ('campus', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.campus')),
                ('topic', hallway.core.locked_text.LockedText(blank=True)),
                ('taught_on', models.DateField(blank=True, null=True)),
                ('state', models.CharField(choices=[('open', 'Under way'), ('over', 'Over'), ('withdrawn', 'Taken back'), ('returned', 'Became a help request again')], default='open', max_length=9)),
                ('asked_at', models.DateTimeField(default=hallway.core.now.now)),
                ('over_at', models.DateTimeField(null=True)),
                ('wondered_at', models.DateTimeField(null=True)),
                ('appointment', models.OneToOneField(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='consult', to='appointments.appointment')),
                ('trial', models.OneToOneField(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='consult', to='ideas.trial')),
                ('came_from', models.OneToOneField(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='consult', to='asks.ask')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('state', 'open'), ('taught_on__isnull', False), ('wondered_at__isnull', True)), fields=['taught_on'], name='consult_to_wonder'), models.Index(fields=['asked_at', 'campus'], name='consult_counted')],
            },
            bases=(hallway.appointments.models.consult_talking.ConsultTalking, hallway.appointments.models.consult_planning.ConsultPlanning, hallway.appointments.models.consult_library.ConsultLibrary, hallway.appointments.models.consult_ending.ConsultEnding, models.Model),
        ),
        migrations.CreateModel(
            name='ConsultGuest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('consult', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='guests', to='appointments.consult')),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='consults_joined', to=settings.AUTH_USER_MODEL)),
                ('at', models.DateTimeField(default=hallway.core.now.now)),
            ],
            options={
                'constraints': [models.UniqueConstraint(models.F('consult'), models.F('member'), name='consult_guest_once')],
            },
        ),
        migrations.CreateModel(
            name='Idea',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('consult', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='ideas', to='appointments.consult')),
                ('by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('title', hallway.core.locked_text.LockedText()),
                ('link', hallway.core.locked_text.LockedText(blank=True)),
                ('why', hallway.core.locked_text.LockedText(blank=True)),
                ('picked', models.BooleanField(default=False)),
                ('library', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='ideas.idea')),
                ('trial', models.OneToOneField(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='ideas.trial')),
                ('key', models.UUIDField(unique=True)),
                ('at', models.DateTimeField(default=hallway.core.now.now)),
            ],
        ),
        migrations.CreateModel(
            name='Lesson',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('consult', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='lesson', to='appointments.consult')),
                ('teacher', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('line', hallway.core.locked_text.LockedText(blank=True, help_text='what lesson it is about, in a line')),
                ('subject', hallway.core.locked_text.LockedText(blank=True)),
                ('grade', hallway.core.locked_text.LockedText(blank=True)),
                ('objectives', hallway.core.locked_text.LockedText(blank=True, help_text='one a line')),
                ('used_before', hallway.core.locked_text.LockedText(blank=True)),
                ('devices', hallway.core.locked_text.LockedText(blank=True)),
                ('constraints', hallway.core.locked_text.LockedText(blank=True)),
                ('fallback', hallway.core.locked_text.LockedText(blank=True)),
                ('wanted', hallway.core.locked_text.LockedText(blank=True)),
                ('outcome', hallway.core.locked_text.LockedText(blank=True)),
                ('outcome_line', hallway.core.locked_text.LockedText(blank=True)),
                ('outcome_at', models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='Note',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('consult', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notes', to='appointments.consult')),
                ('author', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('reader', models.CharField(choices=[('mine', 'Only I'), ('shared', 'Everybody who takes part'), ('other', 'Only the two of us')], default='mine', max_length=6)),
                ('text', hallway.core.locked_text.LockedText()),
                ('key', models.UUIDField(unique=True)),
                ('at', models.DateTimeField(default=hallway.core.now.now)),
            ],
        ),
        migrations.CreateModel(
            name='Override',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='overrides', to=settings.AUTH_USER_MODEL)),
                ('date', models.DateField()),
                ('campus', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.campus')),
                ('start', models.TimeField(blank=True, null=True)),
                ('end', models.TimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ['date', 'start'],
                'indexes': [models.Index(fields=['member', 'date'], name='override_of')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('end', None), ('start', None)), ('end__gt', models.F('start')), _connector='OR'), name='override_in_order'), models.UniqueConstraint(models.F('member'), models.F('date'), models.F('campus'), models.F('start'), name='override_once', nulls_distinct=False)],
            },
        ),
        migrations.CreateModel(
            name='OwnClass',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='own_classes', to=settings.AUTH_USER_MODEL)),
                ('campus', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.campus')),
                ('label', models.CharField(max_length=60)),
                ('letters', models.CharField(blank=True, max_length=60)),
            ],
            options={
                'ordering': ['campus', 'label'],
                'constraints': [models.UniqueConstraint(models.F('member'), models.F('campus'), models.F('label'), name='own_class_once')],
            },
        ),
        migrations.CreateModel(
            name='Party',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('appointment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='parties', to='appointments.appointment')),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='appointment_parts', to=settings.AUTH_USER_MODEL)),
                ('part', models.CharField(choices=[('host', 'Host'), ('guest', 'Guest')], max_length=5)),
                ('answer', models.CharField(choices=[('none', 'has not answered yet'), ('accepted', 'comes'), ('tentative', 'may come'), ('declined', 'cannot come'), ('removed', 'was taken off the list')], default='none', max_length=9)),
                ('missed', models.BooleanField(default=False)),
                ('reminded', models.DateTimeField(editable=False, null=True)),
                ('wish', models.DateTimeField(editable=False, null=True)),
                ('wished', models.DateTimeField(editable=False, null=True)),
                ('doubted', models.DateTimeField(editable=False, null=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(models.F('appointment'), models.F('member'), name='takes_part_once')],
            },
        ),
        migrations.CreateModel(
            name='Plan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('consult', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='plans', to='appointments.consult')),
                ('number', models.PositiveIntegerField()),
                ('text', hallway.core.locked_text.LockedText(blank=True)),
                ('by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('at', models.DateTimeField(default=hallway.core.now.now)),
                ('based_on', models.PositiveIntegerField(default=0)),
                ('beside', models.BooleanField(default=False)),
            ],
            options={
                'constraints': [models.UniqueConstraint(models.F('consult'), models.F('number'), name='plan_number')],
            },
        ),
        migrations.CreateModel(
            name='Planning',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='planning', to=settings.AUTH_USER_MODEL)),
                ('campus', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.campus')),
                ('letter', models.CharField(blank=True, max_length=8)),
                ('label', models.CharField(max_length=60)),
                ('bookable', models.BooleanField(default=True)),
                ('confirmed_at', models.DateTimeField(default=hallway.core.now.now, editable=False)),
            ],
            options={
                'ordering': ['campus', 'letter', 'label'],
                'constraints': [models.UniqueConstraint(models.F('member'), models.F('campus'), models.F('letter'), models.F('label'), name='planning_once')],
            },
        ),
        migrations.CreateModel(
            name='Terms',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('member', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='terms', to=settings.AUTH_USER_MODEL)),
                ('offered', models.BooleanField(default=True, verbose_name='Colleagues may book my time')),
                ('notice', models.PositiveIntegerField(default=120, validators=[django.core.validators.MaxValueValidator(20160)], verbose_name='At the latest, minutes before')),
                ('horizon', models.PositiveIntegerField(default=28, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(200)], verbose_name='At the earliest, days ahead')),
                ('before', models.PositiveIntegerField(default=0, validators=[django.core.validators.MaxValueValidator(120)], verbose_name='Free minutes before a meeting')),
                ('after', models.PositiveIntegerField(default=0, validators=[django.core.validators.MaxValueValidator(120)], verbose_name='Free minutes after a meeting')),
                ('most', models.PositiveIntegerField(default=0, validators=[django.core.validators.MaxValueValidator(30)], verbose_name='Meetings a day at most')),
                ('lengths', django.contrib.postgres.fields.ArrayField(base_field=models.PositiveSmallIntegerField(), default=hallway.appointments.models.offering.usual_lengths, size=None, verbose_name='How long')),
                ('remote', models.BooleanField(default=True, verbose_name='Also by video')),
            ],
        ),
        migrations.CreateModel(
            name='Travel',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('one', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.campus')),
                ('other', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.campus')),
                ('minutes', models.PositiveSmallIntegerField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(models.F('one'), models.F('other'), name='way_once', nulls_distinct=False), models.CheckConstraint(condition=models.Q(models.Q(('one', None), ('other', None)), ('one__lt', models.F('other')), _connector='OR'), name='way_written_once')],
            },
        ),
        migrations.CreateModel(
            name='Visit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('key_digest', models.CharField(default='', editable=False, max_length=64)),
                ('teacher', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='visits', to=settings.AUTH_USER_MODEL)),
                ('its', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='visits_to_make', to=settings.AUTH_USER_MODEL)),
                ('campus', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.campus')),
                ('room', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='people.room')),
                ('group', hallway.core.locked_text.LockedText(blank=True, help_text='the class, as people call it')),
                ('period', hallway.core.locked_text.LockedText(blank=True)),
                ('on', models.DateField(blank=True, null=True)),
                ('since', models.DateField(blank=True, null=True)),
                ('until', models.DateField(blank=True, null=True)),
                ('mode', models.CharField(choices=[('watch', 'Sit and watch'), ('hands', 'Be an extra pair of hands')], default='watch', max_length=5)),
                ('minutes', models.PositiveSmallIntegerField(default=20)),
                ('state', models.CharField(choices=[('asked', 'Invited'), ('coming', 'They come'), ('not_coming', 'They cannot come'), ('off', 'Called off'), ('done', 'Took place')], default='asked', max_length=10)),
                ('asked_at', models.DateTimeField(default=hallway.core.now.now)),
                ('done_at', models.DateTimeField(null=True)),
                ('appointment', models.OneToOneField(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='visit', to='appointments.appointment')),
            ],
            options={
                'indexes': [models.Index(fields=['done_at', 'campus'], name='visit_counted')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('on__isnull', False), ('since', None), ('until', None)), models.Q(('on', None), ('since__isnull', False), ('until__isnull', False)), _connector='OR'), name='visit_dated_or_standing')],
            },
            bases=(hallway.appointments.models.feedback.Seeing, models.Model),
        ),
        migrations.CreateModel(
            name='Sharing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('consult', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='sharings', to='appointments.consult')),
                ('visit', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='sharings', to='appointments.visit')),
                ('member', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='shared_with_them', to=settings.AUTH_USER_MODEL)),
                ('team', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.team')),
                ('at', models.DateTimeField(default=hallway.core.now.now)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('consult', None), ('visit', None), _connector='XOR'), models.Q(('member', None), ('team', None), _connector='XOR')), name='shares_one_with_one'), models.UniqueConstraint(models.F('consult'), models.F('visit'), models.F('member'), models.F('team'), name='shared_once', nulls_distinct=False)],
            },
        ),
        migrations.CreateModel(
            name='Scratch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('key_digest', models.CharField(default='', editable=False, max_length=64)),
                ('visit', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='scratches', to='appointments.visit')),
                ('author', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('text', hallway.core.locked_text.LockedText()),
                ('at', models.DateTimeField(default=hallway.core.now.now)),
                ('until', models.DateTimeField(db_index=True)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Focus',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('visit', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='focus', to='appointments.visit')),
                ('teacher', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('named', hallway.core.locked_text.LockedText(default='see', help_text='a code of NAMED')),
                ('words', hallway.core.locked_text.LockedText(blank=True, help_text="in the teacher's own words")),
                ('to_know', hallway.core.locked_text.LockedText(blank=True, help_text='what a visitor should know of the class')),
                ('evidence', hallway.core.locked_text.LockedText(blank=True, help_text='how what is seen is gathered')),
            ],
        ),
        migrations.CreateModel(
            name='Feedback',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('visit', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='feedback', to='appointments.visit')),
                ('author', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('teacher', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('text', hallway.core.locked_text.LockedText(blank=True)),
                ('extra_text', hallway.core.locked_text.LockedText(blank=True)),
                ('extra', models.CharField(choices=[('none', 'none'), ('asked', 'asked'), ('yes', 'yes'), ('no', 'no')], default='none', max_length=5)),
                ('given_at', models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='Brag',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('key_digest', models.CharField(default='', editable=False, max_length=64)),
                ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='brags_written', to=settings.AUTH_USER_MODEL)),
                ('teacher', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='brags', to=settings.AUTH_USER_MODEL)),
                ('visit', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='brags', to='appointments.visit')),
                ('campus', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.campus')),
                ('team', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='people.team')),
                ('audience', models.CharField(choices=[('team', 'A team'), ('campus', 'Everybody at our campus'), ('district', 'The whole district')], default='campus', max_length=8)),
                ('title', hallway.core.locked_text.LockedText()),
                ('text', hallway.core.locked_text.LockedText(blank=True)),
                ('state', models.CharField(choices=[('draft', 'Being written'), ('proposed', 'Waits for the teacher'), ('published', 'Published'), ('declined', 'Stays between the two')], default='draft', max_length=9)),
                ('idea', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='ideas.idea')),
                ('made_at', models.DateTimeField(default=hallway.core.now.now)),
                ('published_at', models.DateTimeField(null=True)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('state', 'published')), fields=['-published_at'], name='brag_published')],
            },
        ),
        migrations.CreateModel(
            name='Wait',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='waits', to=settings.AUTH_USER_MODEL)),
                ('host', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('campus', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.campus')),
                ('length', models.PositiveSmallIntegerField()),
                ('remote', models.BooleanField(default=False)),
                ('until', models.DateField()),
                ('known', django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(), default=list, editable=False, size=None)),
                ('made', models.DateTimeField(default=hallway.core.now.now)),
                ('told', models.DateTimeField(null=True)),
                ('over', models.DateTimeField(null=True)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('over', None)), fields=['made'], name='wait_open')],
                'constraints': [models.UniqueConstraint(models.F('member'), models.F('host'), models.F('campus'), models.F('length'), models.F('remote'), condition=models.Q(('over', None)), name='waits_once', nulls_distinct=False)],
            },
        ),
        migrations.CreateModel(
            name='Window',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='windows', to=settings.AUTH_USER_MODEL)),
                ('campus', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.campus')),
                ('weekday', models.PositiveSmallIntegerField(choices=[(0, 'Monday'), (1, 'Tuesday'), (2, 'Wednesday'), (3, 'Thursday'), (4, 'Friday'), (5, 'Saturday'), (6, 'Sunday')])),
                ('start', models.TimeField()),
                ('end', models.TimeField()),
                ('since', models.DateField(blank=True, null=True)),
                ('until', models.DateField(blank=True, null=True)),
            ],
            options={
                'ordering': ['campus', 'weekday', 'start'],
                'constraints': [models.CheckConstraint(condition=models.Q(('end__gt', models.F('start'))), name='window_in_order')],
            },
        ),
    ]
