"""What was told so far moves from the history to messages, and back."""

from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import migrations

KINDS = {
    "registered": "confirmed",
    "joined_waitlist": "waiting",
    "moved_up": "moved_up",
    "withdrawn": "withdrawn",
    "left_waitlist": "withdrawn",
    "cancelled": "cancelled",
    "recap_published": "recap",
}
# They send what is a message now.
TASKS = (
    "excursions.tasks.send_notice",
    "excursions.tasks.send_notices",
    "recaps.tasks.tell_participant",
)
AT_ONCE = 500


def forward(apps, schema_editor):
    event_model = apps.get_model("excursions", "Event")
    message = apps.get_model("excursions", "Message")
    registration = apps.get_model("excursions", "Registration")
    told = event_model.objects.exclude(mail_state="").select_related("registration__user")
    message.objects.bulk_create(
        (
            message(
                registration_id=event.registration_id,
                kind=KINDS[event.kind],
                event_id=None if event.kind == "recap_published" else event.pk,
                is_bulk=event.kind == "recap_published",
                created_at=event.at,
                due_at=event.at,
                actor_id=event.actor_id,
                state=event.mail_state,
                sent_at=event.mail_sent_at or event.at if event.mail_state == "sent" else None,
                address=event.registration.email,
            )
            for event in told.iterator(chunk_size=AT_ONCE)
        ),
        batch_size=AT_ONCE,
    )
    event_model.objects.filter(kind="recap_published").delete()
    registration.objects.exclude(user=None).update(email="")
    zone = ZoneInfo(settings.TIME_ZONE)
    for excursion in apps.get_model("excursions", "Excursion").objects.all():
        registration.objects.filter(excursion=excursion).update(
            told_version=excursion.version,
            agreed_day=excursion.starts_at.astimezone(zone).date(),
        )
    apps.get_model("django_tasks_database", "DBTaskResult").objects.filter(
        task_path__in=TASKS
    ).delete()


def backward(apps, schema_editor):
    """What the old version knows no word for (reminders, changes) is forgotten."""
    event_model = apps.get_model("excursions", "Event")
    message = apps.get_model("excursions", "Message")
    registration = apps.get_model("excursions", "Registration")
    for one in registration.objects.exclude(user=None).select_related("user").iterator(AT_ONCE):
        registration.objects.filter(pk=one.pk).update(email=one.user.email)
    for one in message.objects.filter(kind__in=KINDS.values()).iterator(AT_ONCE):
        state = one.state if one.state in ("queued", "sent") else "skipped"
        if one.kind == "recap":
            event_model.objects.create(
                registration_id=one.registration_id,
                kind="recap_published",
                at=one.created_at,
                mail_state=state,
                mail_sent_at=one.sent_at,
            )
        elif one.event_id:
            event_model.objects.filter(pk=one.event_id).update(
                mail_state=state, mail_sent_at=one.sent_at
            )
    message.objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [
        ("excursions", "0005_messages"),
        ("django_tasks_database", "0021_conditional_partial_index_ordering"),
    ]

    operations = [migrations.RunPython(forward, backward)]
