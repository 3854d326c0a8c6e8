"""The access code of a unit, and the right to see and renew it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0005_group_administration")]

    operations = [
        migrations.AlterModelOptions(
            name="unit",
            options={
                "ordering": ["name"],
                "permissions": [("give_access_codes", "See and renew access codes")],
                "verbose_name": "unit",
                "verbose_name_plural": "units",
            },
        ),
        migrations.AddField(
            model_name="unit",
            name="access_code",
            field=models.CharField(
                blank=True,
                editable=False,
                max_length=20,
                null=True,
                unique=True,
                verbose_name="access code",
            ),
        ),
    ]
