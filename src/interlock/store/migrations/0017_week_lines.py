from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('store', '0016_foretold'),
    ]

    operations = [
        migrations.AddField(
            model_name='weekreport',
            name='line',
            field=models.TextField(db_default=''),
        ),
    ]
