"""What may happen, and why not: one answer that draws the button and refuses the action.

Every `why_not_…` returns None (it may happen) or a Refusal with the sentence for people.
The moment `at` is always an argument.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from excursions import dates
from excursions.models import Excursion, Registration, Seats

# Until then a freed seat goes to the first waiting person by itself; after that people would
# not learn of it in time, so the organizing team phones (product decision, docs/decisions/0004).
MOVES_BY_ITSELF_UNTIL = timedelta(hours=24)

# Whether a new day suits: so many working days to answer, never later than a day before the start,
# and without consequence when there is no time left to answer (docs/decisions/0012).
REPLY_WITHIN = 3
REPLY_BEFORE_START = timedelta(hours=24)
SHORTEST_REPLY = timedelta(hours=4)

REMINDER_HOUR = 9


class Wish(StrEnum):
    """What a person asks for. A place on the waitlist is only ever given to who asked for it."""

    SEAT = "seat"
    WAITLIST = "waitlist"


@dataclass(frozen=True)
class Refusal:
    """Why something may not happen: a code for tests and templates, a sentence for people."""

    code: str
    text: str


class Refused(Exception):  # noqa: N818 (an answer, not an error)
    """Raised by an action that may not happen (any more). Nothing was changed."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.code)
        self.refusal = refusal


def insist(refusal: Refusal | None) -> None:
    """Raises Refused when there is a reason not to go on."""
    if refusal:
        raise Refused(refusal)


def _contact(excursion: Excursion) -> str:
    return f"{excursion.contact_name}, {excursion.contact_phone}"


def why_not_open(excursion: Excursion, at: datetime) -> Refusal | None:
    """Why nobody can register at this moment, whatever the seats say."""
    status = Excursion.Status(excursion.status)
    if status is Excursion.Status.DRAFT:
        return Refusal("draft", _("This excursion is not published yet."))
    if status is Excursion.Status.CANCELLED:
        return Refusal("cancelled", _("This excursion was called off."))
    if excursion.is_over(at):
        return Refusal("past", _("This excursion is over."))
    if excursion.has_started(at):
        return Refusal("started", _("This excursion has already started."))
    if status is Excursion.Status.CLOSED:
        text = _("Registration is closed. Feel free to ask: %(contact)s.")
        return Refusal("closed", text % {"contact": _contact(excursion)})
    if at >= excursion.registration_ends_at:
        text = _("Registration ended on %(deadline)s. Feel free to ask: %(contact)s.")
        return Refusal(
            "deadline_passed",
            text
            % {
                "deadline": dates.deadline(excursion.registration_closes_at),
                "contact": _contact(excursion),
            },
        )
    if excursion.registration_opens_at and at < excursion.registration_opens_at:
        text = _("Registration opens on %(opening)s.")
        return Refusal(
            "opens_later", text % {"opening": dates.deadline(excursion.registration_opens_at)}
        )
    return None


def why_not_seated(excursion: Excursion, seats: Seats, wish: Wish) -> Refusal | None:
    """Why this wish does not fit the seats: no silent waitlist, no waitlist beside free seats."""
    if wish is Wish.SEAT and not seats.for_newcomers:
        if excursion.has_waitlist:
            return Refusal("full", _("All seats are taken. You can join the waitlist."))
        return Refusal(
            "full_no_waitlist",
            _("All seats are taken. There is no waitlist for this excursion."),
        )
    if wish is Wish.WAITLIST:
        if seats.for_newcomers:
            return Refusal("seat_free", _("Good news: there is a free seat again."))
        if not excursion.has_waitlist:
            return Refusal(
                "full_no_waitlist",
                _("All seats are taken. There is no waitlist for this excursion."),
            )
    return None


def overlap(excursion: Excursion, own: Iterable[Registration]) -> Registration | None:
    """The live registration of this person that shares time with the excursion, if any.

    One that ends exactly when the other starts does not overlap.
    """
    for registration in own:
        other = registration.excursion
        if (
            registration.is_live
            and other.pk != excursion.pk
            and other.starts_at < excursion.ends_at
            and other.ends_at > excursion.starts_at
        ):
            return registration
    return None


def neighbour(excursion: Excursion, own: Iterable[Registration]) -> Registration | None:
    """An own registration that ends when this one starts, or the other way round: allowed, but
    the way between the two takes time.
    """
    for registration in own:
        other = registration.excursion
        if registration.is_live and (
            other.ends_at == excursion.starts_at or other.starts_at == excursion.ends_at
        ):
            return registration
    return None


def why_not_register(
    excursion: Excursion,
    *,
    seats: Seats,
    wish: Wish,
    own: Iterable[Registration],
    at: datetime,
    swap: Registration | None = None,
    by_organizer: bool = False,
) -> Refusal | None:
    """Why this person cannot register as wished. `own`: their registrations anywhere.

    Organizers may enter somebody outside the registration period, never past the seats.
    """
    own = [registration for registration in own if registration.is_live]
    if any(registration.excursion_id == excursion.pk for registration in own):
        if by_organizer:
            text = _("This person is already registered for this excursion.")
        else:
            text = _("You are already registered for this excursion.")
        return Refusal("already", text)
    closed = why_not_open(excursion, at)
    if closed and not (
        by_organizer and closed.code in {"draft", "closed", "deadline_passed", "opens_later"}
    ):
        return closed
    conflict = overlap(excursion, (registration for registration in own if registration != swap))
    if conflict:
        if by_organizer:
            text = _("At the same time this person is registered for ‘%(title)s’ (%(time)s).")
        else:
            text = _("At the same time you are registered for ‘%(title)s’ (%(time)s).")
        other = conflict.excursion
        time = dates.time_range(other.starts_at, other.ends_at)
        return Refusal("overlap", text % {"title": other.title, "time": time})
    return why_not_seated(excursion, seats, wish)


def why_not_withdraw(
    registration: Registration, *, at: datetime, by_organizer: bool = False
) -> Refusal | None:
    """Why this registration cannot be given back. People may until the start."""
    excursion = registration.excursion
    if not registration.is_live:
        return Refusal("ended", _("This registration has already ended."))
    if excursion.has_started(at) and not by_organizer:
        text = _("You were expected on %(when)s. Please tell us briefly: %(contact)s.")
        return Refusal("started", text % {"when": excursion.when, "contact": _contact(excursion)})
    return None


def why_not_change(registration: Registration, *, at: datetime) -> Refusal | None:
    """Why the answers cannot be changed any more."""
    if not registration.is_live:
        return Refusal("ended", _("This registration has already ended."))
    if registration.excursion.is_over(at):
        return Refusal("past", _("This excursion is over."))
    return None


def moves_by_itself(excursion: Excursion, at: datetime) -> bool:
    """Whether a freed seat goes to the first waiting person without anybody's doing."""
    return (
        excursion.status == Excursion.Status.PUBLISHED
        and at < excursion.starts_at - MOVES_BY_ITSELF_UNTIL
    )


def why_not_move_up(registration: Registration, *, at: datetime) -> Refusal | None:
    """Why an organizer cannot move this person up."""
    excursion = registration.excursion
    if not registration.is_waiting:
        return Refusal("not_waiting", _("This person is not on the waitlist any more."))
    if excursion.status == Excursion.Status.CANCELLED:
        return Refusal("cancelled", _("This excursion was called off."))
    if excursion.is_over(at):
        return Refusal("past", _("This excursion is over."))
    return None


def new_day_is_open(registration: Registration) -> bool:
    """Whether this person still has to say if the day suits to which the excursion was moved."""
    excursion = registration.excursion
    return (
        registration.is_confirmed
        and registration.agreed_day is not None
        and registration.agreed_day != timezone.localdate(excursion.starts_at)
    )


def reply_deadline(excursion: Excursion, at: datetime) -> datetime | None:
    """Until when to answer whether a new day suits, asked now: the minute is still included.

    None: no time is left to answer, so whoever says nothing keeps the place.
    """
    last_day = dates.working_days_from(timezone.localdate(at), REPLY_WITHIN)
    end_of_day = dates.at_hour(last_day + timedelta(days=1), 0) - timedelta(minutes=1)
    deadline = min(end_of_day, excursion.starts_at - REPLY_BEFORE_START)
    return deadline if deadline - at >= SHORTEST_REPLY else None


def why_not_answer(
    registration: Registration, *, at: datetime, seen: date | None = None
) -> Refusal | None:
    """Why the question whether the new day suits cannot be answered (any more).

    `seen`: the day the answer is about, as the person saw it.
    """
    excursion = registration.excursion
    if registration.status == Registration.Status.CANCELLED:
        return Refusal("cancelled", _("This excursion was called off."))
    if not registration.is_live:
        return Refusal("ended", _("You are no longer registered."))
    if registration.is_waiting:
        return Refusal("waiting", _("You are on the waitlist: there is nothing to answer."))
    if not new_day_is_open(registration):
        text = _("There is nothing to answer: your place on %(day)s is firm.")
        day = dates.weekday_date(excursion.starts_at)
        return Refusal("not_asked", text % {"day": day})
    if excursion.has_started(at):
        return Refusal("started", _("This excursion has already started."))
    if seen and seen != timezone.localdate(excursion.starts_at):
        text = _("The excursion was moved meanwhile. Please look at its date once more.")
        return Refusal("moved", text)
    return None


def why_not_correct_address(registration: Registration, email: str = "") -> Refusal | None:
    """Why organizers cannot have mails go to this address from now on, or to any other."""
    if registration.user_id:  # else who enters anybody by hand could log in as that person
        text = _(
            "This is the address of an account. The person changes it under “My account”; if "
            "they cannot log in any more, the administration does."
        )
        return Refusal("has_account", text)
    if not email:
        return None
    if email == registration.address:
        return Refusal("same", _("This is the address we have already."))
    others = User.objects.filter(email=email)
    same_trip = Registration.objects.live().filter(excursion=registration.excursion_id, email=email)
    if others.exists() or same_trip.exclude(pk=registration.pk).exists():
        return Refusal("taken", _("This address belongs to somebody else."))
    return None


def reminder_at(excursion: Excursion) -> datetime:
    """When the reminder goes out."""
    day = timezone.localdate(excursion.starts_at)
    return dates.at_hour(dates.working_days_from(day, -excursion.reminder_days), REMINDER_HOUR)
