"""Consents to photos have a table: for which use, given in which way."""

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps
from django.db.models import Q

PHOTO = ["photo_consent_given", "photo_consent_withdrawn"]
USES = [
    ("website", "Public website"),
    ("intranet", "Intranet"),
    ("press", "Press"),
    ("social", "Social media"),
]
CHANNELS = [
    ("form", "on this site"),
    ("phone", "on the phone"),
    ("paper", "on a signed form"),
]


def move(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """All were for the website. Who gave them stands in the history: the person, or an organizer
    who was told so.
    """
    consents = apps.get_model("excursions", "PhotoConsent").objects
    events = apps.get_model("excursions", "Event").objects.filter(kind__in=PHOTO)
    for event in events.select_related("actor", "registration"):
        event.use, event.channel = "website", channel(event.registration, event.actor)
        event.save(update_fields=["use", "channel"])
    given = apps.get_model("excursions", "Registration").objects.filter(
        photo_consent_at__isnull=False
    )
    for one in given.iterator():
        last = events.filter(registration=one, kind=PHOTO[0]).order_by("at", "pk").last()
        # Before there was a history of it, an account was the only sign.
        how = last.channel if last else ("form" if one.user_id else "phone")
        consents.create(
            registration=one,
            use="website",
            channel=how,
            wording=one.photo_consent_wording,
            at=one.photo_consent_at,
            since=one.photo_consent_at,
        )


def channel(registration: models.Model, actor: models.Model | None) -> str:
    is_own = actor is None or actor.pk == registration.user_id or actor.email == registration.email
    return "form" if is_own else "phone"


def move_back(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """What the earlier release has no word for is forgotten: other uses, and what was noted as
    said on the phone since.
    """
    registrations = apps.get_model("excursions", "Registration").objects
    website = apps.get_model("excursions", "PhotoConsent").objects.filter(use="website")
    only_said = Q(wording__startswith="Am Telefon gesagt") | Q(wording__startswith="Said on")
    for one in website.exclude(only_said & Q(channel="phone")):
        registrations.filter(pk=one.registration_id).update(
            photo_consent_at=one.since, photo_consent_wording=one.wording
        )
    events = apps.get_model("excursions", "Event").objects.filter(kind__in=PHOTO)
    events.exclude(use="website").delete()
    # PostgreSQL changes no table that it still has to check.
    schema_editor.connection.check_constraints()


class Migration(migrations.Migration):
    dependencies = [("excursions", "0011_consent_to_access_needs_is_there")]
    operations = [
        migrations.CreateModel(
            name="PhotoConsent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("use", models.CharField(choices=USES, max_length=10, verbose_name="use")),
                ("channel", models.CharField(choices=CHANNELS, max_length=5, verbose_name="how")),
                ("wording", models.CharField(max_length=300, verbose_name="wording")),
                (
                    "kept",
                    models.CharField(blank=True, max_length=120, verbose_name="where it is kept"),
                ),
                (
                    "at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="consent given"
                    ),
                ),
                ("since", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "registration",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="photo_consents",
                        to="excursions.registration",
                        verbose_name="registration",
                    ),
                ),
            ],
            options={
                "verbose_name": "photo consent",
                "verbose_name_plural": "photo consents",
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("registration", "use"), name="photo_consent_once_for_each_use"
                    ),
                    models.CheckConstraint(
                        condition=Q(use__in=["website", "intranet", "press", "social"]),
                        name="photo_consent_use_known",
                    ),
                    models.CheckConstraint(
                        condition=Q(channel__in=["form", "phone", "paper"]),
                        name="photo_consent_channel_known",
                    ),
                    models.CheckConstraint(
                        condition=~Q(wording=""), name="photo_consent_has_wording"
                    ),
                    models.CheckConstraint(
                        condition=Q(channel="paper") & ~Q(kept="")
                        | ~Q(channel="paper") & Q(kept=""),
                        name="photo_consent_on_paper_is_kept_somewhere",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="event",
            name="use",
            field=models.CharField(blank=True, choices=USES, max_length=10, verbose_name="use"),
        ),
        migrations.AddField(
            model_name="event",
            name="channel",
            field=models.CharField(blank=True, choices=CHANNELS, max_length=5, verbose_name="how"),
        ),
        migrations.RunPython(move, move_back),
    ]
