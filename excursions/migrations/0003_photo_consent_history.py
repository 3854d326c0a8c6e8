"""The history knows consents to photos with their wording, and that a recap was published."""

from django.conf import settings
from django.db import migrations, models

NEW = ("photo_consent_given", "photo_consent_withdrawn", "recap_published")


def forget(apps, schema_editor):
    """Taken back, the history has no words for these."""
    apps.get_model("excursions", "Event").objects.filter(kind__in=NEW).delete()
    # PostgreSQL changes no table that it still has to check.
    schema_editor.connection.check_constraints()


class Migration(migrations.Migration):
    dependencies = [
        ("excursions", "0002_group_organisation"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="event",
            name="event_kind_known",
        ),
        migrations.AddField(
            model_name="event",
            name="wording",
            field=models.CharField(blank=True, max_length=300, verbose_name="wording"),
        ),
        migrations.AlterField(
            model_name="event",
            name="kind",
            field=models.CharField(
                choices=[
                    ("registered", "Registered"),
                    ("joined_waitlist", "Joined the waitlist"),
                    ("moved_up", "Moved up from the waitlist"),
                    ("put_first", "Put first on the waitlist"),
                    ("changed", "Changed the answers"),
                    ("withdrawn", "Given back"),
                    ("left_waitlist", "Left the waitlist"),
                    ("cancelled", "Excursion called off"),
                    ("photo_consent_given", "Photos allowed"),
                    ("photo_consent_withdrawn", "Photo consent withdrawn"),
                    ("recap_published", "Recap published"),
                ],
                max_length=30,
                verbose_name="what",
            ),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            "registered",
                            "joined_waitlist",
                            "moved_up",
                            "put_first",
                            "changed",
                            "withdrawn",
                            "left_waitlist",
                            "cancelled",
                            "photo_consent_given",
                            "photo_consent_withdrawn",
                            "recap_published",
                        ],
                    )
                ),
                name="event_kind_known",
            ),
        ),
        migrations.RunPython(migrations.RunPython.noop, forget),
    ]
