"""What happens after the transaction, in the worker: mails, swaps, deletion."""

from datetime import timedelta

from django.tasks import task
from django.utils import timezone

from excursions import notices
from excursions.models import AccessNeeds, Event, Registration
from excursions.rules import Refused

# Product decision (product.md 10), promised at the field: „14 Tage danach gelöscht“.
KEEP_ACCESS_NEEDS = timedelta(days=14)


@task
def send_notice(event_id: int) -> str:
    """Sends the mail about an event, once, and only if it is still true. Returns its new state.

    If the worker dies between sending and noting it, the mail goes out again with the same
    Message-ID.
    """
    event = notices.load(event_id)
    if event is None or event.mail_state != Event.MailState.QUEUED:
        return "nothing to do"
    if notices.is_still_true(event, timezone.now()):
        notices.message(event).send()
        event.mail_state = Event.MailState.SENT
        event.mail_sent_at = timezone.now()
    else:
        event.mail_state = Event.MailState.SKIPPED
    event.save(update_fields=["mail_state", "mail_sent_at"])
    return event.mail_state


@task
def send_notices(excursion_id: int) -> int:
    """Enqueues the mails about calling this excursion off; returns how many.

    Every other mail has a task of its own already; with two, two workers might send it twice.
    """
    queued = Event.objects.filter(
        registration__excursion=excursion_id,
        kind=Event.Kind.CANCELLED,
        mail_state=Event.MailState.QUEUED,
    )
    ids = list(queued.values_list("pk", flat=True))
    for event_id in ids:
        send_notice.enqueue(event_id)
    return len(ids)


@task
def give_back_replaced(registration_id: int) -> bool:
    """„Platz tauschen“ from a waitlist: the new seat is firm, so the old place is given back."""
    # The import would be circular at the top: actions enqueue tasks.
    from excursions import actions

    registration = Registration.objects.select_related("replaces", "user").get(pk=registration_id)
    if not (registration.is_confirmed and registration.replaces):
        return False
    try:
        actions.withdraw(registration.replaces, actor=registration.user)
    except Refused:
        return False  # given back already, or under way: nothing left to do
    return True


@task
def delete_access_needs() -> int:
    """Deletes what people needed, 14 days after the excursion; returns how many rows."""
    over = AccessNeeds.objects.filter(
        registration__excursion__ends_at__lt=timezone.now() - KEEP_ACCESS_NEEDS
    )
    return over.delete()[0]
