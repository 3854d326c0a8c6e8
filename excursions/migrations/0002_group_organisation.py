"""The group of the organizers, with exactly the rights they need."""

from django.apps import apps as installed_apps
from django.contrib.auth.management import create_permissions
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

GROUP = "Organisation"
RIGHTS = {
    "excursions": [
        "view_excursion",
        "add_excursion",
        "change_excursion",
        "view_stop",
        "add_stop",
        "change_stop",
        "delete_stop",
        "view_registration",
        "add_registration",
        "change_registration",
    ],
    "stations": ["view_station", "add_station", "change_station"],
}


def create_group(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Permissions are normally made after all migrations, so they are made here first."""
    group, _ = apps.get_model("auth", "Group").objects.get_or_create(name=GROUP)
    permissions = apps.get_model("auth", "Permission").objects
    for app, codenames in RIGHTS.items():
        config = installed_apps.get_app_config(app)
        create_permissions(config, verbosity=0, using=schema_editor.connection.alias, apps=apps)
        group.permissions.add(
            *permissions.filter(content_type__app_label=app, codename__in=codenames)
        )


class Migration(migrations.Migration):
    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("excursions", "0001_initial"),
        ("stations", "0001_initial"),
    ]
    operations = [migrations.RunPython(create_group, migrations.RunPython.noop)]
