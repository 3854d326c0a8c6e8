"""What every action begins and ends with: the lock, and the history with its mail."""

from accounts.models import User
from excursions import notices, tasks
from excursions.models import Event, Excursion, Registration


def lock(*pks: int) -> dict[int, Excursion]:
    """Locks these excursions in one order for everybody; returns them as they are now."""
    rows = Excursion.objects.select_for_update(no_key=True).filter(pk__in=pks).order_by("pk")
    return {excursion.pk: excursion for excursion in rows}


def locked(registration: Registration) -> Registration:
    """The registration as it is now, its excursion locked."""
    excursion = lock(registration.excursion_id)[registration.excursion_id]
    fresh = Registration.objects.get(pk=registration.pk)
    fresh.excursion = excursion
    return fresh


def record(
    registration: Registration,
    kind: Event.Kind,
    *,
    actor: User | None,
    reason: str = "",
    wording: str = "",
) -> None:
    """Writes the history and enqueues the mail: it exists if and only if the change does."""
    event = Event(registration=registration, kind=kind, actor=actor, reason=reason, wording=wording)
    if notices.tells(event):
        event.mail_state = Event.MailState.QUEUED
    event.save()
    if event.mail_state:
        tasks.send_notice.enqueue(event.pk)
