"""From now on roles alone decide who may open the administration: those who have one get in."""

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps
from django.db.models import Q

ON_THE_SITE = Q(codename="check_in") | Q(content_type__app_label="recaps")


def open_to_roles(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    rights = apps.get_model("auth", "Permission").objects.exclude(ON_THE_SITE)
    people = apps.get_model("accounts", "User").objects
    working = people.filter(Q(groups__permissions__in=rights) | Q(user_permissions__in=rights))
    people.filter(pk__in=working.values("pk")).update(is_staff=True)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0007_give_access_codes")]
    operations = [
        migrations.AlterField(
            model_name="user",
            name="is_staff",
            field=models.BooleanField(
                default=False, editable=False, verbose_name="may open the administration"
            ),
        ),
        migrations.RunPython(open_to_roles, migrations.RunPython.noop),
    ]
