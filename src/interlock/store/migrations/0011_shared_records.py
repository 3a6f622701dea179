from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('store', '0009_the_ledger'),
    ]

    operations = [
        migrations.AddField(
            model_name='member',
            name='shares_record',
            field=models.BooleanField(default=False),
        ),
    ]
