"""What every action begins and ends with: the lock, and the history with its mail."""

from accounts.models import User
from excursions import notices
from excursions.models import Event, Excursion, Message, Registration


def lock(*pks: int) -> dict[int, Excursion]:
    """Locks these excursions in one order for everybody; returns them as they are now."""
    rows = Excursion.objects.select_for_update(no_key=True).filter(pk__in=pks).order_by("pk")
    return {excursion.pk: excursion for excursion in rows}


def locked(registration: Registration) -> Registration:
    """The registration as it is now, its excursion locked."""
    excursion = lock(registration.excursion_id)[registration.excursion_id]
    fresh = Registration.objects.select_related("user").get(pk=registration.pk)
    fresh.excursion = excursion
    return fresh


def record(
    registration: Registration,
    kind: Event.Kind,
    *,
    actor: User | None,
    reason: str = "",
    **about: str,
) -> Event:
    """Writes the history, and the message if there is one: it exists if and only if the change
    does. `about`: use, channel and wording of a photo consent.
    """
    event = Event.objects.create(
        registration=registration, kind=kind, actor=actor, reason=reason, **about
    )
    if message := message_about(event, actor=actor):
        message.save()
    return event


def message_about(event: Event, *, actor: User | None) -> Message | None:
    """The message that tells the person about it, not stored yet."""
    kind = notices.MESSAGE_OF.get(Event.Kind(event.kind))
    if kind is None or not event.registration.address:
        return None
    return Message(registration=event.registration, kind=kind, event=event, actor=actor)
