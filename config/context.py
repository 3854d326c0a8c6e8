"""What every page may show."""

from functools import partial
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from accounts import contact


def names() -> dict[str, Any]:
    """From the settings alone, for pages that must work when everything else fails."""
    return {
        "site_name": settings.SITE_NAME,
        "organisation_name": settings.ORGANISATION_NAME,
        "contact": contact.team(),
        "privacy_officer": settings.PRIVACY_OFFICER,
        "keep": settings.KEEP_DAYS,
        "page_path": "",
    }


def site(request: HttpRequest) -> dict[str, Any]:
    """Names, and the contact that stands in every footer at the same place (WCAG 3.2.6)."""
    return names() | {
        "demo": settings.DEMO,
        "site_url": settings.SITE_URL,
        "allowed_mail_domains": settings.ALLOWED_MAIL_DOMAINS,
        "page_path": _path(request),
        "checks_in": partial(_checks_in, request),
        "here": request.resolver_match.view_name if request.resolver_match else "",
        # The pages for logging in hand on where the person wanted to go.
        "login_next": request.GET.get("next", request.path),
    }


def _checks_in(request: HttpRequest) -> bool:
    """Whether the menu leads to the check-in, as `config.auth` found out with the person.

    Asked when it is drawn: pages for when nothing works must not need the database.
    """
    return getattr(getattr(request, "user", None), "checks_in", False)


def _path(request: HttpRequest) -> str:
    """What „Barriere melden“ takes along. An address that is a key is never handed on."""
    match = request.resolver_match
    return "" if match and "token" in match.kwargs else request.path
