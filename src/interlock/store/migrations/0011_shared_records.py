from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('store', '0010_calendar_feeds'),
    ]

    operations = [
        migrations.AddField(
            model_name='member',
            name='shares_record',
            field=models.BooleanField(default=False),
        ),
    ]
