"""What people are told about their registration: an event decides, a mail tells."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.urls import reverse

from accounts import contact
from excursions import calendar
from excursions.models import Event, Excursion, Registration
from jobs import mails

MAIL_OF = {
    Event.Kind.REGISTERED: "confirmed",
    Event.Kind.JOINED_WAITLIST: "waiting",
    Event.Kind.MOVED_UP: "moved_up",
    Event.Kind.WITHDRAWN: "withdrawn",
    Event.Kind.LEFT_WAITLIST: "withdrawn",
    Event.Kind.CANCELLED: "cancelled",
}

# A mail is only sent while the registration is still in the state it speaks of.
TRUE_WHILE = {
    Event.Kind.REGISTERED: Registration.Status.CONFIRMED,
    Event.Kind.JOINED_WAITLIST: Registration.Status.WAITING,
    Event.Kind.MOVED_UP: Registration.Status.CONFIRMED,
    Event.Kind.WITHDRAWN: Registration.Status.WITHDRAWN,
    Event.Kind.LEFT_WAITLIST: Registration.Status.WITHDRAWN,
    Event.Kind.CANCELLED: Registration.Status.CANCELLED,
}

# These give a firm place, and with it an entry for the calendar.
INVITES = (Event.Kind.REGISTERED, Event.Kind.MOVED_UP)


def tells(event: Event) -> bool:
    """Whether the person gets a mail about this event."""
    return event.kind in MAIL_OF and bool(event.registration.email)


def is_still_true(event: Event, at: datetime) -> bool:
    """Whether the mail, written now, would say what is the case and still be of use."""
    registration = event.registration
    return registration.status == TRUE_WHILE[
        Event.Kind(event.kind)
    ] and not registration.excursion.is_over(at)


def context(event: Event) -> dict[str, Any]:
    """What the templates in `templates/mails/` may show."""
    registration = event.registration
    excursion = registration.excursion
    by_organizer = event.actor_id is not None and event.actor_id != registration.user_id
    return {
        "registration": registration,
        "excursion": excursion,
        "stops": list(excursion.stops.all()),
        "position": registration.position,
        "url": _absolute(registration.get_absolute_url()),
        "withdraw_url": _absolute(reverse("excursions:withdraw", args=[registration.pk])),
        "list_url": _absolute(reverse("excursions:list")),
        "reason": "organizer" if by_organizer else "self",
        "reason_text": event.reason,
        "was_waiting": event.kind == Event.Kind.LEFT_WAITLIST,
        "has_account": registration.user_id is not None,
        "site_name": settings.SITE_NAME,
        "contact": contact.team(),
    }


def message(event: Event) -> EmailMultiAlternatives:
    """The mail about this event, with the calendar file where the calendar changes."""
    registration = event.registration
    composed = mails.compose(
        mails.render(MAIL_OF[Event.Kind(event.kind)], context(event)),
        to=registration.email,
        reply_to=registration.excursion.contact_email or settings.CONTACT_EMAIL,
        message_id=f"event-{event.pk}@{calendar.host()}",
    )
    entry = _calendar_entry(event)
    if entry:
        composed.attach_alternative(
            entry.data, f'text/calendar; method={entry.method}; charset="utf-8"'
        )
    return composed


def _calendar_entry(event: Event) -> calendar.File | None:
    """A firm place enters the calendar; one that ended leaves it; waiting people have none."""
    registration = event.registration
    if registration.is_confirmed:
        return calendar.invitation(registration)
    # Only who had a firm place has an entry to delete.
    if registration.events.filter(kind__in=INVITES).exists():
        return calendar.cancellation(registration)
    return None


def _absolute(path: str) -> str:
    return settings.SITE_URL + path


def load(event_id: int) -> Event | None:
    """The event with all that a mail shows; the registration has its place on the waitlist."""
    event = Event.objects.filter(pk=event_id).first()
    if event:
        registration = Registration.objects.with_position().get(pk=event.registration_id)
        registration.excursion = Excursion.objects.with_stops().get(pk=registration.excursion_id)
        event.registration = registration
    return event
