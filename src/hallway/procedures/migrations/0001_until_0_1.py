import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('procedures', '0001_topics_and_procedure'), ('procedures', '0002_terms')]

    initial = True

    dependencies = [
        ('people', '0001_until_0_1'),
    ]

    operations = [
        migrations.CreateModel(
            name='Topic',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60, unique=True)),
                ('icon', models.CharField(default='circle-question-mark', max_length=40)),
                ('hint', models.CharField(blank=True, max_length=120)),
                ('order', models.PositiveSmallIntegerField(default=100)),
                ('enabled', models.BooleanField(default=True)),
            ],
            options={
                'ordering': ['order', 'name'],
            },
        ),
        migrations.CreateModel(
            name='Procedure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('campus', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='procedures', to='people.campus')),
                ('topic', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='procedures', to='procedures.topic')),
                ('role', models.CharField(blank=True, choices=[('', 'Everybody'), ('teacher', 'Teachers and staff'), ('lead', 'Campus leads'), ('office', 'The office')], max_length=10)),
                ('version', models.PositiveIntegerField(default=1)),
                ('since', models.DateTimeField(blank=True, null=True)),
                ('said', models.JSONField(default=dict)),
            ],
            options={
                'constraints': [models.UniqueConstraint(models.F('campus'), models.F('topic'), models.F('role'), models.F('version'), name='procedure_version', nulls_distinct=False)],
            },
        ),
    ]
