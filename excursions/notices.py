"""Which mail says what, whether it is still true, and what it brings for the calendar."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.urls import reverse
from django.utils import timezone

from accounts import contact, mail_choice
from excursions import calendar, facts, rules
from excursions.models import Announcement, Event, Excursion, Message, Registration
from jobs import mails

Kind = Message.Kind
Status = Registration.Status

# These give a firm place, and with it an entry for the calendar.
INVITES = (Event.Kind.REGISTERED, Event.Kind.MOVED_UP)

# Stands in the links of a preview, and leads nowhere.
NO_CHOICE = "vorschau"

# The message that tells about an event of the history.
MESSAGE_OF = {
    Event.Kind.REGISTERED: Kind.CONFIRMED,
    Event.Kind.JOINED_WAITLIST: Kind.WAITING,
    Event.Kind.MOVED_UP: Kind.MOVED_UP,
    Event.Kind.WITHDRAWN: Kind.WITHDRAWN,
    Event.Kind.LEFT_WAITLIST: Kind.WITHDRAWN,
    Event.Kind.CANCELLED: Kind.CANCELLED,
}

# The message that tells somebody in this state how things are.
PRESENT = {
    Status.CONFIRMED: Kind.CONFIRMED,
    Status.WAITING: Kind.WAITING,
    Status.WITHDRAWN: Kind.WITHDRAWN,
    Status.CANCELLED: Kind.CANCELLED,
}

# Who has read one of these knows the programme as it was then.
TELLS_PROGRAMME = (Kind.CONFIRMED, Kind.MOVED_UP, Kind.WAITING, Kind.CHANGED)


def _nothing(message: Message) -> dict[str, Any]:
    return {}


@dataclass(frozen=True)
class Letter:
    """How one kind of message is written. Both functions are asked when it is sent."""

    is_still_true: Callable[[Message, datetime], bool]
    context: Callable[[Message], dict[str, Any]] = field(default=_nothing)
    # Goes to many at once: it waits for personal mails, and one can do without it.
    choice: mail_choice.Choice | None = None
    changes_calendar: bool = False


_letters: dict[str, Letter] = {}


def register(kind: Kind, letter: Letter) -> None:
    """Says how this kind is written. Each once; an app to the right of this one brings its own."""
    _letters[kind] = letter


def letter(message: Message) -> Letter:
    return _letters[message.kind]


def is_still_true(message: Message, at: datetime) -> bool:
    """Whether the mail, written now, would say what is the case, be of use and be wanted."""
    found = letter(message)
    if not message.registration.address:
        return False
    if found.choice and not getattr(message.choice, found.choice):
        return False
    return found.is_still_true(message, at)


def compose(message: Message) -> EmailMultiAlternatives:
    """The mail, with the calendar file where the calendar changes."""
    registration, found = message.registration, letter(message)
    shown = context(message)
    composed = mails.compose(
        mails.render(message.kind, shown | found.context(message)),
        to=registration.address,
        reply_to=registration.excursion.contact_email or settings.CONTACT_EMAIL,
        message_id=f"message-{message.pk}@{calendar.host()}",
        unsubscribe=shown["choice_url"],
    )
    entry = _calendar_entry(registration) if found.changes_calendar else None
    if entry:
        composed.attach_alternative(
            entry.data, f'text/calendar; method={entry.method}; charset="utf-8"'
        )
    return composed


def context(message: Message) -> dict[str, Any]:
    """What every template in `templates/mails/` about a registration may show."""
    registration = message.registration
    excursion = registration.excursion
    return {
        "message": message,
        "registration": registration,
        "excursion": excursion,
        "stops": list(excursion.stops.all()),
        "url": _absolute(registration.get_absolute_url()),
        "excursion_url": _absolute(excursion.get_absolute_url()),
        "withdraw_url": _absolute(reverse("excursions:withdraw", args=[registration.pk])),
        "list_url": _absolute(reverse("excursions:list")),
        "choice_url": _choice_url(message) if letter(message).choice else "",
        "has_account": registration.user_id is not None,
        "site_name": settings.SITE_NAME,
        "contact": contact.team(),
    }


def _of_change(message: Message) -> dict[str, Any]:
    """What was before and what is now."""
    registration = message.registration
    excursion = registration.excursion
    before = facts.as_told(excursion, registration.told_version)
    differences = facts.differences(before, facts.of(excursion))
    return {
        "differences": facts.in_brief(differences),
        "changed": facts.in_short(differences),
        **_of_place(message),
    }


def _of_place(message: Message) -> dict[str, Any]:
    """After a move: the question whether the new day suits."""
    registration = message.registration
    excursion = registration.excursion
    asks = rules.new_day_is_open(registration)
    return {
        "asks": asks,
        "reply_by": rules.reply_deadline(excursion, timezone.now()) if asks else None,
        "reply_url": _absolute(reverse("excursions:new_day", args=[registration.pk])),
    }


def _of_end(message: Message) -> dict[str, Any]:
    event = message.event
    registration = message.registration
    return {
        "by_organizer": bool(event and event.actor_id and event.actor_id != registration.user_id),
        "by_itself": bool(event and not event.actor_id),
        "reason_text": event.reason if event else "",
        "was_waiting": bool(event and event.kind == Event.Kind.LEFT_WAITLIST),
    }


def _of_waiting(message: Message) -> dict[str, Any]:
    found = Registration.objects.with_position().get(pk=message.registration_id)
    return {"position": found.position}


def _of_reminder(message: Message) -> dict[str, Any]:
    starts_at = message.registration.excursion.starts_at
    ahead = timezone.localdate(starts_at) - timezone.localdate()
    return {"days_ahead": ahead.days}


def _of_announcement(message: Message) -> dict[str, Any]:
    return {"announcement": message.announcement}


def _groups_of(registration: Registration) -> set[str]:
    """To which of the groups an organizer may write to this person belongs."""
    groups = {
        Status.CONFIRMED: {Announcement.Audience.CONFIRMED},
        Status.WAITING: {Announcement.Audience.WAITING},
        Status.WITHDRAWN: {Announcement.Audience.ENDED},
        Status.CANCELLED: {Announcement.Audience.CANCELLED},
    }[Status(registration.status)]
    if rules.new_day_is_open(registration):
        groups = groups | {Announcement.Audience.ASKED}
    return {str(group) for group in groups}


def _while_in(*statuses: Status) -> Callable[[Message, datetime], bool]:
    def is_still_true(message: Message, at: datetime) -> bool:
        registration = message.registration
        return registration.status in statuses and not registration.excursion.is_over(at)

    return is_still_true


def _while_gone(message: Message, at: datetime) -> bool:
    """Who has a place again meanwhile needs no word about having given one back."""
    registration = message.registration
    came_back = Registration.objects.seated().of_same_person(registration).exists()
    return _while_in(Status.WITHDRAWN)(message, at) and not came_back


def _while_different(message: Message, at: datetime) -> bool:
    """As long as what the person knows is not what is the case."""
    registration = message.registration
    excursion = registration.excursion
    if not registration.is_live or excursion.is_over(at):
        return False
    before = facts.as_told(excursion, registration.told_version)
    return bool(facts.differences(before, facts.of(excursion)))


def _while_old_day(message: Message, at: datetime) -> bool:
    registration = message.registration
    excursion = registration.excursion
    return (
        excursion.status != Excursion.Status.CANCELLED
        and registration.agreed_day == timezone.localdate(excursion.starts_at)
        and not excursion.has_started(at)
        and _while_gone(message, at)
    )


def _while_ahead(message: Message, at: datetime) -> bool:
    """A reminder is about one start; after a move another one follows."""
    registration = message.registration
    excursion = registration.excursion
    return (
        registration.is_confirmed
        and excursion.has_reminder
        and message.occasion == reminder_occasion(excursion)
        and not excursion.has_started(at)
    )


def reminder_occasion(excursion: Excursion) -> str:
    """The start a reminder is about."""
    return excursion.starts_at.astimezone(timezone.get_default_timezone()).isoformat()


def _while_addressed(message: Message, at: datetime) -> bool:
    assert message.announcement
    registration = message.registration
    if registration.status == Status.WITHDRAWN:
        others = Registration.objects.exclude(status=Status.WITHDRAWN)
        if others.of_same_person(registration).exists():
            return False  # came back meanwhile
    return bool(_groups_of(registration) & set(message.announcement.audience))


def _calendar_entry(registration: Registration) -> calendar.File | None:
    """A firm place enters the calendar; one that ended leaves it; waiting people have none."""
    if registration.is_confirmed:
        return calendar.invitation(registration)
    # Only who had a firm place has an entry to delete.
    if registration.events.filter(kind__in=INVITES).exists():
        return calendar.cancellation(registration)
    return None


def _choice_url(message: Message) -> str:
    # A message that is not stored is a preview: it shows nobody a link that acts for the person.
    token = NO_CHOICE
    if message.pk:
        known = message.choice.pk and message.choice.token
        token = known or mail_choice.token(message.registration.address)
    return _absolute(reverse("account_mail_choice", args=[token]))


def _absolute(path: str) -> str:
    return settings.SITE_URL + path


Choice = mail_choice.Choice
_seat = _while_in(Status.CONFIRMED)
register(Kind.CONFIRMED, Letter(_seat, _of_place, changes_calendar=True))
register(Kind.MOVED_UP, Letter(_seat, _of_place, changes_calendar=True))
register(Kind.WAITING, Letter(_while_in(Status.WAITING), _of_waiting))
register(Kind.WITHDRAWN, Letter(_while_gone, _of_end, changes_calendar=True))
register(Kind.CANCELLED, Letter(_while_in(Status.CANCELLED), _of_end, changes_calendar=True))
register(Kind.CHANGED, Letter(_while_different, _of_change, changes_calendar=True))
register(Kind.OLD_DAY_AGAIN, Letter(_while_old_day))
register(Kind.REMINDER, Letter(_while_ahead, _of_reminder, choice=Choice.REMINDERS))
register(Kind.ANNOUNCEMENT, Letter(_while_addressed, _of_announcement, choice=Choice.NEWS))
