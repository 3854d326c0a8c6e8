"""Changes of the programme, reminders, and the day somebody agreed to."""

import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_calendar_and_mail_choice"),
        ("excursions", "0003_photo_consent_history"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Change",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField()),
                (
                    "at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="when"),
                ),
                ("before", models.JSONField()),
                ("is_told", models.BooleanField(verbose_name="people are told")),
                ("reason", models.CharField(blank=True, max_length=300, verbose_name="reason")),
            ],
            options={
                "verbose_name": "change of the programme",
                "verbose_name_plural": "changes of the programme",
                "ordering": ["version"],
            },
        ),
        migrations.AddField(
            model_name="excursion",
            name="calendar_sequence",
            field=models.PositiveIntegerField(default=0, editable=False),
        ),
        migrations.AddField(
            model_name="excursion",
            name="has_reminder",
            field=models.BooleanField(
                default=True,
                help_text="By e-mail at nine o’clock, to everybody who has a place.",
                verbose_name="remind people",
            ),
        ),
        migrations.AddField(
            model_name="excursion",
            name="reminder_days",
            field=models.PositiveSmallIntegerField(
                default=2,
                validators=[
                    django.core.validators.MinValueValidator(1),
                    django.core.validators.MaxValueValidator(10),
                ],
                verbose_name="working days before",
            ),
        ),
        migrations.AddField(
            model_name="registration",
            name="agreed_day",
            field=models.DateField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name="registration",
            name="reply_by",
            field=models.DateTimeField(
                blank=True, editable=False, null=True, verbose_name="answer until"
            ),
        ),
        migrations.AddField(
            model_name="registration",
            name="told_version",
            field=models.PositiveIntegerField(default=0, editable=False),
        ),
        migrations.AddConstraint(
            model_name="excursion",
            constraint=models.CheckConstraint(
                condition=models.Q(("reminder_days__gte", 1), ("reminder_days__lte", 10)),
                name="excursion_reminds_in_time",
                violation_error_message="Between one and ten working days before.",
            ),
        ),
        migrations.AddConstraint(
            model_name="registration",
            constraint=models.CheckConstraint(
                condition=models.Q(("reply_by", None), ("status", "confirmed"), _connector="OR"),
                name="registration_is_asked_only_while_seated",
            ),
        ),
        migrations.AddField(
            model_name="change",
            name="actor",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="who",
            ),
        ),
        migrations.AddField(
            model_name="change",
            name="excursion",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="changes",
                to="excursions.excursion",
            ),
        ),
        migrations.AddConstraint(
            model_name="change",
            constraint=models.UniqueConstraint(
                fields=("excursion", "version"), name="change_one_per_version"
            ),
        ),
        migrations.AddConstraint(
            model_name="change",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("is_told", True), models.Q(("reason", ""), _negated=True), _connector="OR"
                ),
                name="change_is_told_or_has_reason",
            ),
        ),
    ]
