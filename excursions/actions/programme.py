"""What organizers do with an excursion as a whole."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from excursions import checklist
from excursions.actions.frame import lock, message_about
from excursions.actions.registrations import fill_seats
from excursions.models import Event, Excursion, Message, Registration, Stop
from excursions.rules import Refusal, Refused
from stations import slugs

Status = Excursion.Status


@transaction.atomic
def publish(excursion: Excursion) -> Excursion:
    """Makes a draft public. Raises Refused with the first thing that is missing."""
    excursion = lock(excursion.pk)[excursion.pk]
    if excursion.status != Status.DRAFT:
        raise Refused(Refusal("not_a_draft", _("This excursion is already published.")))
    if excursion.is_over(timezone.now()):
        raise Refused(Refusal("past", _("This excursion is over.")))
    missing = checklist.blocking(excursion)
    if missing:
        raise Refused(Refusal("incomplete", missing[0].text))
    return _set_status(excursion, Status.PUBLISHED)


@transaction.atomic
def close(excursion: Excursion) -> Excursion:
    """Stops registration by hand: nobody registers and nobody moves up until it is reopened."""
    excursion = lock(excursion.pk)[excursion.pk]
    if excursion.status != Status.PUBLISHED:
        raise Refused(Refusal("not_open", _("Registration for this excursion is not open.")))
    return _set_status(excursion, Status.CLOSED)


@transaction.atomic
def reopen(excursion: Excursion) -> Excursion:
    """Opens a closed registration again; seats that were freed meanwhile go to the queue."""
    excursion = lock(excursion.pk)[excursion.pk]
    if excursion.status != Status.CLOSED:
        raise Refused(Refusal("not_closed", _("Registration for this excursion is not closed.")))
    _set_status(excursion, Status.PUBLISHED)
    fill_seats(excursion, at=timezone.now())
    return excursion


@transaction.atomic
def cancel(excursion: Excursion, *, actor: User, reason: str) -> int:
    """Calls an excursion off and tells everybody who holds or awaits a seat; returns how many.

    The page stays, with the reason. Raises Refused when it is over or called off already.
    """
    excursion = lock(excursion.pk)[excursion.pk]
    at = timezone.now()
    if excursion.status == Status.CANCELLED:
        raise Refused(Refusal("cancelled", _("This excursion was called off.")))
    if excursion.is_over(at):
        raise Refused(Refusal("past", _("This excursion is over.")))
    excursion.cancellation_reason = reason
    _set_status(excursion, Status.CANCELLED)
    registrations = list(excursion.registrations.live().select_related("user"))
    events = []
    for registration in registrations:
        if registration.is_confirmed:
            registration.calendar_sequence += 1
        registration.status = Registration.Status.CANCELLED
        registration.queue_order = None
        registration.reply_by = None
        kind = Event.Kind.CANCELLED
        events.append(Event(registration=registration, kind=kind, at=at, actor=actor))
    Registration.objects.bulk_update(
        registrations, ["status", "queue_order", "reply_by", "calendar_sequence"], batch_size=500
    )
    Event.objects.bulk_create(events, batch_size=500)
    messages = [message_about(event, actor=actor) for event in events]
    Message.objects.bulk_create(filter(None, messages), batch_size=500)
    return len(registrations)


@transaction.atomic
def copy(excursion: Excursion, *, at: datetime) -> Excursion:
    """A draft with the same texts, stations, settings and team, without participants.

    The dates move on by whole weeks, to at least four weeks from now, as a suggestion.
    """
    stops = list(excursion.stops.all())
    ahead = at + timedelta(weeks=4) - excursion.starts_at
    weeks = timedelta(weeks=max(1, -(-ahead // timedelta(weeks=1))))

    def moved(moment: datetime | None) -> datetime | None:
        """The same time of day on the later date, also across the change of clocks."""
        if moment is None:
            return None
        naive = timezone.localtime(moment).replace(tzinfo=None) + weeks
        return timezone.make_aware(naive)

    twin = Excursion.objects.get(pk=excursion.pk)
    twin.pk = None
    twin._state.adding = True
    twin.status = Status.DRAFT
    twin.cancellation_reason = ""
    twin.version = 1
    twin.calendar_sequence = 0
    for field in ("starts_at", "ends_at", "meets_at", "registration_closes_at"):
        setattr(twin, field, moved(getattr(excursion, field)))
    twin.registration_opens_at = None
    twin.slug = free_slug(excursion.title, twin.starts_at)
    twin.save()
    twin.team.set(excursion.team.all())
    for stop in stops:
        stop.pk = None
        stop._state.adding = True
        stop.excursion = twin
        stop.arrives_at = moved(stop.arrives_at) or stop.arrives_at
        stop.leaves_at = moved(stop.leaves_at) or stop.leaves_at
    Stop.objects.bulk_create(stops)
    return twin


def free_slug(title: str, starts_at: datetime) -> str:
    """Title and date, with a number if that is taken: smartes-jena-erleben-2025-09-10."""
    wanted = f"{slugs.of(title)[:110]}-{timezone.localtime(starts_at):%Y-%m-%d}".strip("-")
    return slugs.free(wanted, is_taken=lambda slug: Excursion.objects.filter(slug=slug).exists())


def renumber_stops(excursion: Excursion) -> None:
    """Positions 1, 2, 3 … without gaps, in the order that was saved."""
    for number, stop in enumerate(excursion.stops.order_by("position", "pk"), start=1):
        if stop.position != number:
            Stop.objects.filter(pk=stop.pk).update(position=number)


def _set_status(excursion: Excursion, status: Excursion.Status) -> Excursion:
    excursion.status = status
    excursion.version += 1
    excursion.save(update_fields=["status", "version", "cancellation_reason"])
    return excursion
