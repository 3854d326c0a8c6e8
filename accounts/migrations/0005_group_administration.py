"""The group that manages accounts, units and roles, and sees nothing of the excursions."""

from django.apps import apps as installed_apps
from django.contrib.auth.management import create_permissions
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

GROUP = "Administration"
RIGHTS = {
    "accounts": [
        "view_user",
        "add_user",
        "change_user",
        "give_roles",
        "view_unit",
        "add_unit",
        "change_unit",
    ],
    "auth": ["view_group"],
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
        ("accounts", "0004_give_roles"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [migrations.RunPython(create_group, migrations.RunPython.noop)]
