"""Organizers and the Administration see and renew the access codes of the units."""

from django.apps import apps as installed_apps
from django.contrib.auth.management import create_permissions
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

GROUPS = ["Organisation", "Administration"]


def give(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Permissions are normally made after all migrations, so they are made here first."""
    config = installed_apps.get_app_config("accounts")
    create_permissions(config, verbosity=0, using=schema_editor.connection.alias, apps=apps)
    right = apps.get_model("auth", "Permission").objects.get(
        content_type__app_label="accounts", codename="give_access_codes"
    )
    for name in GROUPS:
        group, _ = apps.get_model("auth", "Group").objects.get_or_create(name=name)
        group.permissions.add(right)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0006_access_code")]
    operations = [migrations.RunPython(give, migrations.RunPython.noop)]
