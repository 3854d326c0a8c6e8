"""Consents to photos: given use by use, withdrawn at any time, all of it in the history."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from excursions.actions.frame import locked, record
from excursions.models import Event, PhotoConsent, Registration

Channel = PhotoConsent.Channel

# What a withdrawal means elsewhere, in the same transaction: an app to the right of this one adds
# its own.
after_withdrawal: list[Callable[[Event], object]] = []


@dataclass(frozen=True, kw_only=True)
class Consent:
    """What somebody agreed to: for which use, in which words, in which way."""

    use: PhotoConsent.Use
    wording: str
    channel: PhotoConsent.Channel = Channel.FORM
    kept: str = ""


@transaction.atomic
def give_photo_consents(
    registration: Registration, consents: Iterable[Consent], *, actor: User
) -> bool:
    """Keeps what was agreed to: at any time, whatever became of the place. Returns whether
    anything was new.
    """
    everything = everywhere(locked(registration))
    is_new = [keep(everything, one, actor=actor) for one in consents]
    return any(is_new)


@transaction.atomic
def withdraw_photo_consents(
    registration: Registration,
    uses: Iterable[PhotoConsent.Use],
    *,
    actor: User,
    channel: PhotoConsent.Channel = Channel.FORM,
) -> bool:
    """Ends them, from this moment on: at any time. Returns whether there was one."""
    everything = everywhere(locked(registration))
    ended = [end(everything, use, actor=actor, channel=channel) for use in uses]
    return any(ended)


def everywhere(registration: Registration) -> list[Registration]:
    """All of one person for one excursion: who came back after giving a place back has several, a
    photo may name any of them, and the last answer holds for all.
    """
    return [registration, *Registration.objects.of_same_person(registration)]


def keep(registrations: Iterable[Registration], consent: Consent, *, actor: User) -> bool:
    """A consent stays as it was given; only what was said on the phone can still become firm."""
    at, is_new = timezone.now(), False
    for registration in registrations:
        known = registration.photo_consents.filter(use=consent.use).first()
        if known and (known.is_firm or consent.channel == Channel.PHONE):
            continue
        present = known or PhotoConsent(registration=registration, use=consent.use, since=at)
        present.channel, present.kept = consent.channel, consent.kept
        present.wording, present.at = consent.wording, at
        present.save()
        reason = _("Signed form: %(where)s") % {"where": consent.kept} if consent.kept else ""
        _record(registration, Event.Kind.PHOTO_CONSENT_GIVEN, consent, actor=actor, reason=reason)
        is_new = True
    return is_new


def end(
    registrations: Iterable[Registration],
    use: PhotoConsent.Use,
    *,
    actor: User,
    channel: PhotoConsent.Channel = Channel.FORM,
) -> bool:
    """The history keeps what was agreed to, and that it ended."""
    found = PhotoConsent.objects.filter(registration__in=registrations, use=use)
    withdrawn = list(found.select_related("registration__user"))
    for one in withdrawn:
        said = Consent(use=use, wording=one.wording, channel=channel)
        kind = Event.Kind.PHOTO_CONSENT_WITHDRAWN
        ended = _record(one.registration, kind, said, actor=actor)
        one.delete()
        for tell in after_withdrawal if one.is_firm else ():
            tell(ended)
    return bool(withdrawn)


def carry_over(registration: Registration, earlier: list[Registration]) -> None:
    """Who comes back to an excursion has agreed to what they agreed to before."""
    for one in PhotoConsent.objects.filter(registration__in=earlier[-1:]):
        one.pk, one._state.adding = None, True
        one.registration = registration
        one.save()


def _record(
    registration: Registration, kind: Event.Kind, said: Consent, *, actor: User, reason: str = ""
) -> Event:
    about = {"use": said.use, "channel": said.channel, "wording": said.wording}
    return record(registration, kind, actor=actor, reason=reason, **about)
