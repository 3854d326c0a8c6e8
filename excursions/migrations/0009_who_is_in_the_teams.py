"""Nobody loses work: all organizers join the teams of what there is. Who checks in has a role."""

from django.apps import apps as installed_apps
from django.contrib.auth.management import create_permissions
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

ORGANIZERS = "Organisation"
ESCORTS = "Begleitung"


def give_the_right_to_check_in(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Permissions are normally made after all migrations, so they are made here first."""
    config = installed_apps.get_app_config("excursions")
    create_permissions(config, verbosity=0, using=schema_editor.connection.alias, apps=apps)
    check_in = apps.get_model("auth", "Permission").objects.get(
        content_type__app_label="excursions", codename="check_in"
    )
    for name in (ORGANIZERS, ESCORTS):
        group, _ = apps.get_model("auth", "Group").objects.get_or_create(name=name)
        group.permissions.add(check_in)


def fill_the_teams(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    organizers = apps.get_model("accounts", "User").objects.filter(groups__name=ORGANIZERS)
    excursion = apps.get_model("excursions", "Excursion")
    seat = excursion.team.through
    excursions = excursion.objects.values_list("pk", flat=True)
    seats = [
        seat(excursion_id=pk, user_id=user)
        for user in organizers.values_list("pk", flat=True)
        for pk in excursions
    ]
    seat.objects.bulk_create(seats, batch_size=500)


class Migration(migrations.Migration):
    dependencies = [("excursions", "0008_teams_and_check_in")]
    operations = [
        migrations.RunPython(give_the_right_to_check_in, migrations.RunPython.noop),
        migrations.RunPython(fill_the_teams, migrations.RunPython.noop),
    ]
