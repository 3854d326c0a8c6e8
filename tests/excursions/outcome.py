"""What a mail server may answer, without one."""

from datetime import timedelta

from django.utils import timezone

from excursions.models import Message, Registration


def became(registration: Registration, state: str, **fields: object) -> Message:
    """The last message of this registration has become this."""
    message = registration.messages.latest("created_at", "pk")
    fields |= {"state": state, "sent_at": timezone.now() if state == "sent" else None}
    fields.setdefault("address", registration.address)
    Message.objects.filter(pk=message.pk).update(**fields)
    message.refresh_from_db()
    return message


def move(registration: Registration, *, reply_in: timedelta | None = None) -> None:
    """The excursion was moved by a week after this person said yes to its day."""
    day = timezone.localdate(registration.excursion.starts_at)
    registration.agreed_day = day - timedelta(days=7)
    registration.reply_by = timezone.now() + reply_in if reply_in else None
    registration.save(update_fields=["agreed_day", "reply_by"])
