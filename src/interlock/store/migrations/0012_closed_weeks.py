import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('store', '0011_shared_records'),
    ]

    operations = [
        migrations.CreateModel(
            name='ClosedWeek',
            fields=[
                ('number', models.BigAutoField(primary_key=True, serialize=False)),
                ('day', models.DateField(unique=True)),
                ('closed_at', models.DateTimeField(null=True)),
                ('held_until', models.DateTimeField(null=True)),
                ('revision', models.ForeignKey(db_column='revision', on_delete=django.db.models.deletion.PROTECT, related_name='+', to='store.revision')),
            ],
        ),
        migrations.CreateModel(
            name='WeekReport',
            fields=[
                ('number', models.BigAutoField(primary_key=True, serialize=False)),
                ('reader', models.TextField()),
                ('has_amounts', models.BooleanField()),
                ('outcome', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='store.outcome')),
                ('week', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reports', to='store.closedweek')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('week', 'reader'), name='one_report_of_a_reader')],
            },
        ),
    ]
