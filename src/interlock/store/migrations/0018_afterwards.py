from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('store', '0017_week_lines'),
    ]

    operations = [
        migrations.AddField(
            model_name='closedweek',
            name='afterwards',
            field=models.BooleanField(db_default=False),
        ),
    ]
