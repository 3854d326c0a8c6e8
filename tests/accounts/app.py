"""The app with codes of somebody in a test."""

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

from accounts.models import User
from demo import factors


def code_of(user: User) -> str:
    """What the person's app shows now."""
    (code,) = (one.code for one in factors.shown() if one.email == user.email)
    return code


def give_app(user: User) -> list[str]:
    """Sets up an app; returns the recovery codes."""
    TOTP.activate(user, generate_totp_secret())
    return list(RecoveryCodes.activate(user).get_unused_codes())
