"""Apart from the migration before: PostgreSQL does not alter a table it has just written to."""

from django.db import migrations, models
from django.db.models import Q

PHOTO = ["photo_consent_given", "photo_consent_withdrawn"]


class Migration(migrations.Migration):
    dependencies = [("excursions", "0012_photo_consents")]
    operations = [
        migrations.RemoveConstraint(
            model_name="registration", name="registration_consent_has_wording"
        ),
        migrations.RemoveField(model_name="registration", name="photo_consent_at"),
        migrations.RemoveField(model_name="registration", name="photo_consent_wording"),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.CheckConstraint(
                condition=Q(
                    kind__in=PHOTO,
                    use__in=["website", "intranet", "press", "social"],
                    channel__in=["form", "phone", "paper"],
                )
                | ~Q(kind__in=PHOTO) & Q(use="", channel=""),
                name="event_of_photos_names_use_and_channel",
            ),
        ),
    ]
