"""Every excursion has a team; people named for it check others in."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("excursions", "0007_without_mail_in_events"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="excursion",
            name="escorts",
            field=models.ManyToManyField(
                blank=True,
                help_text="On the day they see the names, and neither phone numbers nor needs.",
                related_name="escorts_of",
                to=settings.AUTH_USER_MODEL,
                verbose_name="who checks people in",
            ),
        ),
        migrations.AddField(
            model_name="excursion",
            name="team",
            field=models.ManyToManyField(
                help_text="Only they see who takes part, write to people and change the excursion.",
                related_name="team_of",
                to=settings.AUTH_USER_MODEL,
                verbose_name="organizing team",
            ),
        ),
        migrations.CreateModel(
            name="Attendance",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=120, verbose_name="name")),
                (
                    "at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="when"),
                ),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="who",
                    ),
                ),
                (
                    "excursion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="attendances",
                        to="excursions.excursion",
                    ),
                ),
                (
                    "registration",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="attendance",
                        to="excursions.registration",
                    ),
                ),
            ],
            options={
                "verbose_name": "attendance",
                "verbose_name_plural": "attendances",
                "ordering": ["at", "pk"],
                "permissions": [("check_in", "Check people in on the day")],
                "default_permissions": (),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("name", ""), ("registration__isnull", False)),
                            models.Q(("registration", None), models.Q(("name", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="attendance_is_of_a_registration_or_has_a_name",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("registration", None)),
                        fields=("excursion", "name"),
                        name="attendance_one_per_name",
                    ),
                ],
            },
        ),
    ]
