"""What people tell about themselves, and what they change of it later."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from accounts.models import Unit, User
from excursions import rules
from excursions.actions.frame import locked, record
from excursions.actions.needs import Needs, keep_needs
from excursions.actions.photo_consents import Consent
from excursions.models import Event, Registration


@dataclass(frozen=True, kw_only=True)
class Answers:
    """What a person fills in."""

    name: str
    unit: Unit | None = None
    other_unit: str = ""
    phone: str = ""
    needs: Needs | None = None
    # Asked when somebody registers; later it changes on a page of its own.
    photo_consent: Consent | None = None


@transaction.atomic
def change_answers(registration: Registration, *, answers: Answers, actor: User) -> None:
    """Takes over changed answers; the seat or the place on the waitlist stays."""
    registration = locked(registration)
    rules.insist(rules.why_not_change(registration, at=timezone.now()))
    registration.name = answers.name
    registration.unit = answers.unit
    registration.other_unit = answers.other_unit
    registration.phone = answers.phone
    registration.save()
    keep_needs(registration, answers.needs)
    record(registration, Event.Kind.CHANGED, actor=actor)
