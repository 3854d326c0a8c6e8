"""The five pages, and who may look after them and after reported barriers."""

from django.apps import apps as installed_apps
from django.contrib.auth.management import create_permissions
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

KEYS = ["privacy", "accessibility", "plain", "help", "imprint"]
WRITE = ["view_page", "change_page"]
ANSWER = ["view_barrierreport", "change_barrierreport"]
RIGHTS = {"Administration": [*WRITE, *ANSWER], "Kommunikation": WRITE, "Organisation": ANSWER}


def create(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Permissions are normally made after all migrations, so they are made here first."""
    pages = apps.get_model("pages", "Page").objects
    for key in KEYS:
        pages.get_or_create(key=key)
    config = installed_apps.get_app_config("pages")
    create_permissions(config, verbosity=0, using=schema_editor.connection.alias, apps=apps)
    permissions = apps.get_model("auth", "Permission").objects
    for name, codenames in RIGHTS.items():
        group, _ = apps.get_model("auth", "Group").objects.get_or_create(name=name)
        group.permissions.add(
            *permissions.filter(content_type__app_label="pages", codename__in=codenames)
        )


class Migration(migrations.Migration):
    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("pages", "0001_initial"),
    ]
    operations = [migrations.RunPython(create, migrations.RunPython.noop)]
