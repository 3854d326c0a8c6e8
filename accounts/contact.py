"""How the organizing team is reached, and telephone numbers as links that dial."""

import re

from django.conf import settings


def team() -> dict[str, str]:
    """The organizing team as a whole (settings); an excursion names its own person."""
    return {
        "name": settings.CONTACT_NAME,
        "phone": settings.CONTACT_PHONE,
        "phone_href": phone_href(settings.CONTACT_PHONE),
        "email": settings.CONTACT_EMAIL,
    }


def press() -> dict[str, str]:
    """Whom journalists call; the organizing team, unless the settings say otherwise."""
    return {
        "name": settings.PRESS_NAME,
        "phone": settings.PRESS_PHONE,
        "phone_href": phone_href(settings.PRESS_PHONE),
        "email": settings.PRESS_EMAIL,
    }


def phone_href(number: str) -> str:
    """`03641 49-0` -> `tel:+493641490`; a leading 0 is read as a German number (RFC 3966)."""
    digits = re.sub(r"[^\d+]", "", number)
    if digits.startswith("00"):
        digits = "+" + digits[2:]
    elif digits.startswith("0"):
        digits = "+49" + digits[1:]
    return f"tel:{digits}"
