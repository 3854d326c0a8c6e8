"""Access needs have a consent of their own, and every reading is on record."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps
from django.db.models import OuterRef, Subquery

BEFORE = "Vor Einführung der Einwilligung eingetragen: „Das sieht nur das Organisationsteam“"


def say_since_when(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """What was there before was entered below this sentence, when the person registered."""
    registrations = apps.get_model("excursions", "Registration").objects
    created = registrations.filter(pk=OuterRef("pk")).values("created_at")[:1]
    apps.get_model("excursions", "AccessNeeds").objects.update(consent_at=Subquery(created))


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("excursions", "0009_who_is_in_the_teams"),
    ]
    operations = [
        migrations.AddField(
            model_name="accessneeds",
            name="consent_at",
            field=models.DateTimeField(
                default=django.utils.timezone.now, verbose_name="consent given"
            ),
        ),
        migrations.AddField(
            model_name="accessneeds",
            name="consent_channel",
            field=models.CharField(
                choices=[("form", "on this site"), ("phone", "on the phone")],
                default="form",
                max_length=5,
                verbose_name="how",
            ),
        ),
        migrations.AddField(
            model_name="accessneeds",
            name="consent_wording",
            field=models.CharField(default=BEFORE, max_length=300, verbose_name="wording"),
            preserve_default=False,
        ),
        migrations.RunPython(say_since_when, migrations.RunPython.noop),
        migrations.CreateModel(
            name="NeedsReading",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="when"),
                ),
                (
                    "excursion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="needs_readings",
                        to="excursions.excursion",
                    ),
                ),
                (
                    "reader",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="who",
                    ),
                ),
                (
                    "registration",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="needs_readings",
                        to="excursions.registration",
                    ),
                ),
            ],
            options={
                "verbose_name": "reading of access needs",
                "verbose_name_plural": "readings of access needs",
                "ordering": ["-at", "-pk"],
                "default_permissions": ("view",),
            },
        ),
    ]
