import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
import hallway.core.now
import hallway.diary.ics.uids
import hallway.trainings.models.afterwards
import hallway.trainings.models.announcing
import hallway.trainings.models.answering
import hallway.trainings.models.being_there
import hallway.trainings.models.certificate
import hallway.trainings.models.session
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('ideas', '0001_until_0_1'),
        ('people', '0001_until_0_1'),
    ]

    operations = [
        migrations.CreateModel(
            name='Course',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('title', models.CharField(max_length=120)),
                ('what_for', models.TextField(blank=True)),
                ('goals', models.TextField(blank=True)),
                ('made_at', models.DateTimeField(default=hallway.core.now.now)),
                ('words', django.contrib.postgres.search.SearchVectorField(editable=False, null=True)),
                ('ideas', models.ManyToManyField(blank=True, related_name='courses', to='ideas.idea')),
            ],
            options={
                'indexes': [django.contrib.postgres.indexes.GinIndex(fields=['words'], name='course_words')],
            },
        ),
        migrations.CreateModel(
            name='Session',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('key_digest', models.CharField(default='', editable=False, max_length=64)),
                ('course', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sessions', to='trainings.course')),
                ('campus', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.campus')),
                ('audience', models.CharField(choices=[('campus', 'Everybody at this campus'), ('district', 'Everybody in the district')], default='campus', max_length=8)),
                ('place', models.CharField(blank=True, max_length=120)),
                ('link', models.CharField(blank=True, max_length=300)),
                ('capacity', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('minimum', models.PositiveSmallIntegerField(default=0)),
                ('minutes', models.PositiveSmallIntegerField(default=0)),
                ('cover', models.CharField(blank=True, max_length=300)),
                ('state', models.CharField(choices=[('announced', 'takes place'), ('cancelled', 'called off')], default='announced', max_length=9)),
                ('reason', models.CharField(blank=True, max_length=300)),
                ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('code', models.CharField(default=hallway.trainings.models.session.fresh_code, editable=False, max_length=16, unique=True)),
                ('warned', models.BooleanField(default=False, help_text='its hosts heard that few come')),
                ('starts', models.DateTimeField()),
                ('ends', models.DateTimeField()),
                ('created', models.DateTimeField(default=hallway.core.now.now, editable=False)),
                ('changed', models.DateTimeField(default=hallway.core.now.now, editable=False)),
            ],
            options={
                'indexes': [models.Index(fields=['campus', 'starts'], name='training_campus'), models.Index(fields=['ends'], name='training_ends')],
            },
            bases=(hallway.trainings.models.announcing.Announcing, hallway.trainings.models.answering.Answering, hallway.trainings.models.being_there.BeingThere, hallway.trainings.models.afterwards.Afterwards, models.Model),
        ),
        migrations.CreateModel(
            name='Meeting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('session', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='meetings', to='trainings.session')),
                ('start', models.DateTimeField()),
                ('end', models.DateTimeField()),
                ('period', models.CharField(blank=True, max_length=60)),
                ('uid', models.CharField(default=hallway.diary.ics.uids.fresh_uid, editable=False, max_length=80, unique=True)),
                ('sequence', models.PositiveIntegerField(default=0, editable=False)),
                ('asked', models.PositiveIntegerField(default=0, editable=False)),
                ('dropped', models.BooleanField(default=False)),
            ],
            options={
                'ordering': ['start', 'pk'],
                'indexes': [models.Index(fields=['start'], name='training_date_start')],
                'constraints': [models.CheckConstraint(condition=models.Q(('end__gt', models.F('start'))), name='training_date_in_order')],
            },
        ),
        migrations.CreateModel(
            name='Seat',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reminded', models.DateTimeField(editable=False, null=True)),
                ('session', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='seats', to='trainings.session')),
                ('member', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='training_seats', to=settings.AUTH_USER_MODEL)),
                ('answer', models.CharField(choices=[('going', 'comes'), ('maybe', 'may come'), ('cannot', 'cannot come'), ('waiting', 'waits for a place'), ('offered', 'is asked whether they take a place'), ('lapsed', 'did not take the place')], max_length=7)),
                ('since', models.DateTimeField(default=hallway.core.now.now)),
                ('offered_until', models.DateTimeField(null=True)),
                ('booked', models.BooleanField(default=False)),
                ('walked', models.BooleanField(default=False)),
                ('attended', models.CharField(blank=True, choices=[('attended', 'was there'), ('partial', 'was there for a part'), ('walk_in', 'came without a place'), ('excused', 'is excused'), ('no_show', 'was not there')], max_length=8)),
                ('minutes', models.PositiveSmallIntegerField(default=0)),
                ('by_hand', models.BooleanField(default=False)),
                ('asked', models.PositiveSmallIntegerField(default=0)),
                ('asked_at', models.DateTimeField(null=True)),
                ('trial', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='ideas.trial')),
            ],
            options={
                'indexes': [models.Index(fields=['session', 'answer', 'since'], name='seat_next'), models.Index(condition=models.Q(('answer', 'offered')), fields=['offered_until'], name='seat_lapses')],
                'constraints': [models.UniqueConstraint(models.F('member'), models.F('session'), name='one_seat_each'), models.CheckConstraint(condition=models.Q(models.Q(('answer', 'offered'), ('offered_until__isnull', False)), models.Q(models.Q(('answer', 'offered'), _negated=True), ('offered_until', None)), _connector='OR'), name='only_offers_run_out')],
            },
        ),
        migrations.CreateModel(
            name='Presence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('seat', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='presences', to='trainings.seat')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='presences', to='trainings.meeting')),
                ('at', models.DateTimeField(default=hallway.core.now.now)),
                ('via', models.CharField(choices=[('self', 'self'), ('host', 'host')], max_length=4)),
            ],
            options={
                'constraints': [models.UniqueConstraint(models.F('seat'), models.F('meeting'), name='there_once')],
            },
        ),
        migrations.CreateModel(
            name='Certificate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('seat', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='certificates', to='trainings.seat')),
                ('number', models.CharField(default=hallway.trainings.models.certificate.fresh_number, max_length=12, unique=True)),
                ('minutes', models.PositiveSmallIntegerField()),
                ('issued_at', models.DateTimeField(default=hallway.core.now.now)),
                ('replaced_at', models.DateTimeField(null=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(models.F('seat'), condition=models.Q(('replaced_at', None)), name='one_valid_certificate')],
            },
        ),
        migrations.CreateModel(
            name='Reaction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('session', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reactions', to='trainings.session')),
                ('member', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('mark', models.CharField(choices=[('useful', 'I can use it'), ('partly', 'Partly'), ('not', 'Not for me')], max_length=6)),
                ('line', models.CharField(blank=True, max_length=300)),
                ('at', models.DateTimeField(default=hallway.core.now.now)),
            ],
            options={
                'constraints': [models.UniqueConstraint(models.F('member'), models.F('session'), name='one_reaction_each')],
            },
        ),
        migrations.CreateModel(
            name='Host',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reminded', models.DateTimeField(editable=False, null=True)),
                ('session', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='host_rows', to='trainings.session')),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(models.F('session'), models.F('member'), name='hosts_once')],
            },
        ),
    ]
