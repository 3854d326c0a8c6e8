"""The table of the participants: who stands in it, in which order, under which tab."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Subquery
from django.utils.translation import gettext as _

from excursions import delivery, rules
from excursions.delivery import Delivery
from excursions.models import AccessNeeds, Event, Excursion, Message, Registration
from excursions.names import folded

Status = Registration.Status

# What happens beside the place: the person holds or awaits it no later because of that.
BESIDE_THE_PLACE = (
    Event.Kind.CHANGED,
    Event.Kind.PHOTO_CONSENT_GIVEN,
    Event.Kind.PHOTO_CONSENT_WITHDRAWN,
    Event.Kind.ADDRESS_CORRECTED,
    Event.Kind.NEW_DAY_SUITS,
)


@dataclass(frozen=True)
class Person:
    """One line of the table."""

    registration: Registration
    since: datetime
    last_message: Message | None
    delivery: Delivery
    is_asked: bool  # whether the new day suits


@dataclass(frozen=True)
class Tab:
    """One part of the table. The last two are there only while somebody is in them."""

    key: str
    label: str
    people: list[Person]


Test = Callable[[Person], bool]
TABS: dict[str, Test] = {
    "": lambda person: person.registration.is_live,
    "confirmed": lambda person: person.registration.is_confirmed,
    "waiting": lambda person: person.registration.is_waiting,
    "ended": lambda person: not person.registration.is_live,
    "unreached": lambda person: person.delivery.please_call,
    "asked": lambda person: person.is_asked,
}
ONLY_IF_ANY = ("unreached", "asked")


def tabs(people: list[Person], current: str) -> list[Tab]:
    """The parts of the table that are offered now."""
    labels = {
        "": _("Everybody now"),
        "confirmed": _("Confirmed"),
        "waiting": _("Waitlist"),
        "ended": _("Ended"),
        "unreached": _("Not reached"),
        "asked": _("Answer is missing"),
    }
    found = [
        Tab(key, labels[key], [one for one in people if is_in(one)]) for key, is_in in TABS.items()
    ]
    return [tab for tab in found if tab.people or tab.key not in {*ONLY_IF_ANY} - {current}]


def everybody(excursion: Excursion, at: datetime, **of: Any) -> list[Person]:
    """Seats by name, then the waitlist in its order, then what has ended, latest first."""
    moves = Event.objects.filter(registration=OuterRef("pk")).exclude(kind__in=BESIDE_THE_PLACE)
    registrations = (
        excursion.registrations.filter(**of)
        .with_position()
        .annotate(
            has_needs=Exists(AccessNeeds.objects.filter(registration=OuterRef("pk"))),
            moved_at=Subquery(moves.order_by("-at", "-pk").values("at")[:1]),
        )
        .select_related("unit", "user")
        .prefetch_related("photo_consents")
    )
    of_these = {f"registration__{name}": value for name, value in of.items()}
    messages = delivery.last_messages(at, registration__excursion=excursion, **of_these)
    last = {message.registration_id: message for message in messages}
    people = []
    for one in registrations:
        one.excursion = excursion
        people.append(
            Person(
                registration=one,
                since=one.moved_at or one.created_at,
                last_message=last.get(one.pk),
                delivery=delivery.of(one, last.get(one.pk), at),
                is_asked=rules.why_not_answer(one, at=at) is None,
            )
        )
    return sorted(people, key=_rank)


def _rank(person: Person) -> tuple[int, float, str]:
    one = person.registration
    if one.is_confirmed:
        return 0, 0, folded(one.name)
    if one.is_waiting:
        return 1, one.queue_order or 0, ""
    return 2, -person.since.timestamp(), folded(one.name)
