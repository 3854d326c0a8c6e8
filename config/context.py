"""What every page may show."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from accounts import contact


def site(request: HttpRequest) -> dict[str, Any]:
    """Names, and the contact that stands in every footer at the same place (WCAG 3.2.6)."""
    return {
        "site_name": settings.SITE_NAME,
        "organisation_name": settings.ORGANISATION_NAME,
        "contact": contact.team(),
        "demo": settings.DEMO,
    }
