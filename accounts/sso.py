"""Single sign-on: whose account it is that the city's identity provider names.

One person has one account here, found by the provider's lasting name for them (`sub`), and the
first time by their address.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from accounts.addresses import may_have_account
from accounts.models import Unit, User

PROVIDER = "stadt"  # its name in our addresses


class Problem(StrEnum):
    """Why somebody does not get in that way; the page says what to do now."""

    UNVERIFIED = "unverified"
    FOREIGN = "foreign"
    TAKEN = "taken"
    CANCELLED = "cancelled"
    AWAY = "away"
    FAILED = "failed"


@dataclass(frozen=True)
class Claims:
    """What the provider says of somebody, as far as we need it."""

    email: str
    is_verified: bool
    name: str
    unit: str


def is_offered() -> bool:
    """Whether the settings name a provider."""
    return bool(settings.SOCIALACCOUNT_PROVIDERS)


def read(data: dict[str, Any]) -> Claims:
    """From the ID token or the userinfo; whatever is not text counts as missing."""

    def text(claim: str) -> str:
        value = data.get(claim)
        return value.strip()[:120] if isinstance(value, str) else ""

    verified = data.get("email_verified")
    return Claims(
        email=text(settings.OIDC_EMAIL_CLAIM).lower(),
        is_verified=settings.OIDC_TRUSTS_EMAIL or verified is True or verified == "true",
        name=text(settings.OIDC_NAME_CLAIM),
        unit=text(settings.OIDC_UNIT_CLAIM),
    )


def find(claims: Claims, provider: str) -> User | Problem:
    """The account of somebody who comes that way for the first time, made if there is none.

    An address that belongs to an account which another `sub` uses may have passed to another
    person: somebody has to look.
    """
    try:
        validate_email(claims.email)
    except ValidationError:
        return Problem.UNVERIFIED
    if not claims.is_verified:
        return Problem.UNVERIFIED
    if not may_have_account(claims.email):
        return Problem.FOREIGN
    User.objects.prepare(claims.email)
    user = User.objects.get(email=claims.email)
    if SocialAccount.objects.filter(user=user, provider=provider).exists():
        return Problem.TAKEN
    return user


def fill_in(user: User, claims: Claims) -> None:
    """Name and unit, where the person has none yet: what they wrote themselves stays."""
    if not user.name:
        user.name = claims.name
    if claims.unit and not user.unit_name:
        user.unit = Unit.objects.filter(name__iexact=claims.unit, is_active=True).first()
        user.other_unit = "" if user.unit else claims.unit
    user.save(update_fields=["name", "unit", "other_unit"])
