"""The words in which people agree to photos, and the page on which they do."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from excursions import actions
from excursions.actions import Consent
from excursions.models import PhotoConsent, Registration

Use, Channel = PhotoConsent.Use, PhotoConsent.Channel

# Kept with every consent; a new wording is a new text, never a changed old one.
WORDINGS = {
    Use.WEBSITE: gettext_lazy(
        "Photos of me may appear in the recap on the public website of the city, where everybody "
        "can see them, until I withdraw this"
    ),
    Use.INTRANET: gettext_lazy(
        "Photos of me from the recap may appear on the intranet of the city, where all employees "
        "can see them, until I withdraw this"
    ),
    Use.PRESS: gettext_lazy(
        "Photos of me from the recap may be given to the press for reports about this excursion, "
        "until I withdraw this; what has appeared by then cannot be called back"
    ),
    Use.SOCIAL: gettext_lazy(
        "Photos of me from the recap may appear on the pages of the city in social networks, also "
        "outside the European Union, until I withdraw this; others may have copied them by then"
    ),
}
SAID_ON_THE_PHONE = gettext_lazy(
    "Said on the phone: photos of the person may appear in the recap on the public website of the "
    "city. This counts once the person confirms it"
)


def own(use: PhotoConsent.Use) -> Consent:
    """Ticked by the person."""
    return Consent(use=use, wording=str(WORDINGS[use]))


def on_the_phone() -> Consent:
    """Noted by an organizer, for the website alone: nothing is published on the strength of it."""
    return Consent(use=Use.WEBSITE, wording=str(SAID_ON_THE_PHONE), channel=Channel.PHONE)


def signed(use: PhotoConsent.Use, *, kept: str) -> Consent:
    """On paper, in the same words; `kept`: where the form is."""
    return Consent(use=use, wording=str(WORDINGS[use]), channel=Channel.PAPER, kept=kept)


@dataclass(frozen=True)
class Row:
    """One use as pages offer it: what is the case, and what would be agreed to."""

    use: PhotoConsent.Use
    wording: Any  # translated where it is shown
    consent: PhotoConsent | None

    @property
    def is_open(self) -> bool:
        """Not agreed to, or only on the phone."""
        return self.consent is None or not self.consent.is_firm


def rows(registration: Registration) -> list[Row]:
    """All uses in their order; lists load `photo_consents` before."""
    given = {one.use: one for one in registration.photo_consents.all()}
    return [Row(use, wording, given.get(use)) for use, wording in WORDINGS.items()]


def uses(sent: Iterable[str]) -> list[PhotoConsent.Use]:
    """Those of them that exist, once each."""
    return [use for use in Use if use in {*sent}]


def press(registration: Registration, sent: QueryDict, *, actor: User) -> tuple[str, str]:
    """Does what the person's button said; returns what to answer, good or bad. A stale button,
    which asks for what is the case already, does nothing.
    """
    if sent.get("press") == "give":
        return _give(registration, uses(sent.getlist("use")), actor)
    ended = uses(sent.getlist("withdraw"))
    if actions.withdraw_photo_consents(registration, ended, actor=actor):
        return _("Your consent is withdrawn, from now on."), ""
    return "", ""


def _give(
    registration: Registration, ticked: list[PhotoConsent.Use], actor: User
) -> tuple[str, str]:
    if not ticked:
        return "", _("Please tick what photos of you may be used for.")
    if actions.give_photo_consents(registration, map(own, ticked), actor=actor):
        return _("Thank you. Your consent is stored. You can withdraw it at any time."), ""
    return "", ""
