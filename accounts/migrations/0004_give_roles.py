"""Who may give roles is a right of its own."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_session_salt"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="user",
            options={
                "ordering": ["name", "email"],
                "permissions": [("give_roles", "Give and take roles")],
                "verbose_name": "person",
                "verbose_name_plural": "people",
            },
        ),
    ]
