"""The address of the personal calendar, mails that do not arrive, and mails one can do without."""

import django.db.models.functions.text
from django.db import migrations, models

import accounts.models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="user",
            name="calendar_token",
            field=models.CharField(blank=True, max_length=43, null=True, unique=True),
        ),
        migrations.AddField(
            model_name="user",
            name="mail_fails_since",
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
        migrations.CreateModel(
            name="MailChoice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "email",
                    models.EmailField(max_length=254, unique=True, verbose_name="e-mail address"),
                ),
                (
                    "token",
                    models.CharField(
                        default=accounts.models.new_token,
                        editable=False,
                        max_length=43,
                        unique=True,
                    ),
                ),
                (
                    "reminders",
                    models.BooleanField(default=True, verbose_name="reminders before an excursion"),
                ),
                (
                    "news",
                    models.BooleanField(
                        default=True, verbose_name="messages of the organizing team and recaps"
                    ),
                ),
            ],
            options={
                "verbose_name": "choice of mails",
                "verbose_name_plural": "choices of mails",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("email", django.db.models.functions.text.Lower("email"))
                        ),
                        name="mailchoice_email_is_lower_case",
                    )
                ],
            },
        ),
    ]
