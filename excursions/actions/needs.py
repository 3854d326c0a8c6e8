"""What people need in order to take part: kept with their consent, read on record."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from excursions.actions.frame import locked, record
from excursions.models import AccessNeeds, Event, NeedsReading, Registration


@dataclass(frozen=True)
class Needs:
    """What somebody said, and what they consented to."""

    text: str
    wording: str
    channel: AccessNeeds.Channel = AccessNeeds.Channel.FORM


def keep_needs(registration: Registration, needs: Needs | None) -> None:
    """Keeps what was said; nothing said, nothing kept. A consent is about the text it was given
    for: another text is another consent, with its moment and wording. So is the same text where
    the former consent was to less.
    """
    if needs is None:
        AccessNeeds.objects.filter(registration=registration).delete()
        return
    same = AccessNeeds.objects.filter(registration=registration, text=needs.text)
    if same.may_be_hinted_at().exists():
        return
    AccessNeeds.objects.update_or_create(
        registration=registration,
        defaults={
            "text": needs.text,
            "consent_at": timezone.now(),
            "consent_wording": needs.wording,
            "consent_channel": needs.channel,
        },
    )


@transaction.atomic
def withdraw_needs(registration: Registration, *, actor: User) -> bool:
    """Takes the consent back, at any time: what was said is deleted at once. Returns whether
    there was anything.
    """
    registration = locked(registration)
    was_there = AccessNeeds.objects.filter(registration=registration).delete()[0] > 0
    if was_there:
        record(registration, Event.Kind.CHANGED, actor=actor)
    return was_there


@transaction.atomic
def read_needs(needs: AccessNeeds, *, reader: User) -> NeedsReading:
    """Notes that somebody reads this: call it before it is shown."""
    return NeedsReading.objects.create(
        excursion_id=needs.registration.excursion_id,
        registration=needs.registration,
        reader=reader,
    )
