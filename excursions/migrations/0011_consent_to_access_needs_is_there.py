"""Apart from the migration before: PostgreSQL does not alter a table it has just written to."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("excursions", "0010_consent_to_access_needs")]
    operations = [
        migrations.AddConstraint(
            model_name="accessneeds",
            constraint=models.CheckConstraint(
                condition=models.Q(("consent_wording", ""), _negated=True),
                name="needs_have_consent_with_wording",
            ),
        ),
        migrations.AddConstraint(
            model_name="accessneeds",
            constraint=models.CheckConstraint(
                condition=models.Q(("consent_channel__in", ["form", "phone"])),
                name="needs_channel_known",
            ),
        ),
    ]
