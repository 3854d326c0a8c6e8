"""Who writes and who publishes: organizers write, the communications team publishes as well."""

from django.apps import apps as installed_apps
from django.contrib.auth.management import create_permissions
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

WRITE = ["view_recap", "add_recap", "change_recap"]
RIGHTS = {"Organisation": WRITE, "Kommunikation": [*WRITE, "publish_recap"]}


def create_groups(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Permissions are normally made after all migrations, so they are made here first."""
    config = installed_apps.get_app_config("recaps")
    create_permissions(config, verbosity=0, using=schema_editor.connection.alias, apps=apps)
    permissions = apps.get_model("auth", "Permission").objects
    for name, codenames in RIGHTS.items():
        group, _ = apps.get_model("auth", "Group").objects.get_or_create(name=name)
        group.permissions.add(
            *permissions.filter(content_type__app_label="recaps", codename__in=codenames)
        )


class Migration(migrations.Migration):
    dependencies = [
        ("recaps", "0001_initial"),
        ("excursions", "0002_group_organisation"),
    ]
    operations = [migrations.RunPython(create_groups, migrations.RunPython.noop)]
