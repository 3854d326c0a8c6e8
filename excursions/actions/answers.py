"""What people tell about themselves, and what they change of it later."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from accounts.models import Unit, User
from excursions import rules
from excursions.actions.frame import locked, record
from excursions.actions.needs import Needs, keep_needs
from excursions.models import Event, Registration


@dataclass(frozen=True, kw_only=True)
class Answers:
    """What a person fills in."""

    name: str
    unit: Unit | None = None
    other_unit: str = ""
    phone: str = ""
    needs: Needs | None = None
    photo_consent: bool = False
    photo_consent_wording: str = ""


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
    _change_photo_consent(
        registration,
        consent=answers.photo_consent,
        wording=answers.photo_consent_wording,
        actor=actor,
    )


@transaction.atomic
def change_photo_consent(
    registration: Registration, *, consent: bool, wording: str, actor: User
) -> None:
    """Gives or withdraws the consent to photos: at any time, whatever became of the place."""
    _change_photo_consent(locked(registration), consent=consent, wording=wording, actor=actor)


def keep_photo_consent(
    registrations: Iterable[Registration], *, consent: bool, wording: str, actor: User
) -> None:
    """Keeps the moment and the wording of a consent; withdrawing it clears both.

    `registrations`: all of one person for one excursion. Who came back after giving a place back
    has several, a photo may name any of them, and the last answer holds for all.
    """
    for registration in registrations:
        if consent == (registration.photo_consent_at is not None):
            continue
        kind = Event.Kind.PHOTO_CONSENT_GIVEN if consent else Event.Kind.PHOTO_CONSENT_WITHDRAWN
        agreed = wording if consent else registration.photo_consent_wording
        registration.photo_consent_at = timezone.now() if consent else None
        registration.photo_consent_wording = wording if consent else ""
        registration.save(update_fields=["photo_consent_at", "photo_consent_wording"])
        record(registration, kind, actor=actor, wording=agreed)


def _change_photo_consent(
    registration: Registration, *, consent: bool, wording: str, actor: User
) -> None:
    others = Registration.objects.of_same_person(registration)
    keep_photo_consent([registration, *others], consent=consent, wording=wording, actor=actor)
