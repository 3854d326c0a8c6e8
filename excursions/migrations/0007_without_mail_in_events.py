"""The history says what happened, messages what was told."""

from django.db import migrations, models

NEW = ("new_day_suits", "address_corrected", "reached_by_phone")


def forget(apps, schema_editor):
    """Taken back, the history has no words for these."""
    apps.get_model("excursions", "Event").objects.filter(kind__in=NEW).delete()
    # PostgreSQL changes no table that it still has to check.
    schema_editor.connection.check_constraints()


class Migration(migrations.Migration):
    dependencies = [("excursions", "0006_messages_of_events")]

    operations = [
        migrations.RemoveConstraint(
            model_name="event",
            name="event_mail_state_known",
        ),
        migrations.RemoveConstraint(
            model_name="event",
            name="event_kind_known",
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
                    ("new_day_suits", "New day suits"),
                    ("address_corrected", "E-mail address corrected"),
                    ("reached_by_phone", "Reached by phone"),
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
                            "new_day_suits",
                            "address_corrected",
                            "reached_by_phone",
                        ],
                    )
                ),
                name="event_kind_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="registration",
            constraint=models.CheckConstraint(
                condition=models.Q(("user", None), ("email", ""), _connector="OR"),
                name="registration_account_brings_the_address",
            ),
        ),
        migrations.RemoveField(
            model_name="event",
            name="mail_sent_at",
        ),
        migrations.RemoveField(
            model_name="event",
            name="mail_state",
        ),
        migrations.RunPython(migrations.RunPython.noop, forget),
    ]
