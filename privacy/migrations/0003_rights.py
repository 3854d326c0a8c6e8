"""Organizers see numbers; whoever administers sees what was deleted, and who read needs."""

from django.apps import apps as installed_apps
from django.contrib.auth.management import create_permissions
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

RIGHTS = {
    "Organisation": [("privacy", "view_headcount")],
    "Administration": [("privacy", "view_deletionrun"), ("excursions", "view_needsreading")],
}


def give_rights(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Permissions are normally made after all migrations, so they are made here first."""
    for label in ("privacy", "excursions"):
        config = installed_apps.get_app_config(label)
        create_permissions(config, verbosity=0, using=schema_editor.connection.alias, apps=apps)
    permissions = apps.get_model("auth", "Permission").objects
    for name, rights in RIGHTS.items():
        group, _ = apps.get_model("auth", "Group").objects.get_or_create(name=name)
        for label, codename in rights:
            group.permissions.add(permissions.get(content_type__app_label=label, codename=codename))


class Migration(migrations.Migration):
    dependencies = [
        ("privacy", "0002_only_to_look"),
        ("excursions", "0011_consent_to_access_needs_is_there"),
    ]
    operations = [migrations.RunPython(give_rights, migrations.RunPython.noop)]
