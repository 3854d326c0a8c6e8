"""What the apps of the invented people show at this moment. In the demo nobody has a phone."""

import time
from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from allauth.mfa.utils import decrypt

PERIOD = 30  # seconds


@dataclass(frozen=True)
class Shown:
    """One person's second factor."""

    name: str
    email: str
    code: str


def shown() -> list[Shown]:
    """Everybody with an app, and the code of the present half minute."""
    found = Authenticator.objects.filter(type=Authenticator.Type.TOTP).select_related("user")
    step = int(time.time()) // PERIOD
    return [
        Shown(
            one.user.name,
            one.user.email,
            format_hotp_value(hotp_value(decrypt(one.data["secret"]), step)),
        )
        for one in found.order_by("user__name")
    ]
