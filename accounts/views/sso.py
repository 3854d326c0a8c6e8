"""To the city's identity provider and back: allauth's views, with nothing that could end badly."""

import logging

from allauth.socialaccount.providers.openid_connect import views as allauth
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from requests import RequestException

from accounts import sso
from accounts.sso import Problem
from accounts.sso_adapter import problem_page

logger = logging.getLogger("streifzug.accounts")


@login_not_required
@require_safe
@never_cache
def sso_login(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Leads to the provider."""
    return _guarded(allauth.login, request, provider_id)


@login_not_required
@require_safe
@never_cache
def sso_callback(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Whom the provider sends back."""
    return _guarded(allauth.callback, request, provider_id)


def _guarded(view: object, request: HttpRequest, provider_id: str) -> HttpResponse:
    """What another server answers is never a fault of ours: people see a page, IT a log line."""
    if not sso.is_offered():
        raise Http404
    assert callable(view)
    try:
        response: HttpResponse = view(request, provider_id)
    except RequestException as away:
        logger.warning("single sign-on cannot be reached: %s", type(away).__name__)
        return problem_page(request, Problem.AWAY)
    except (KeyError, ValueError, TypeError) as strange:
        logger.warning("single sign-on answered strangely: %s", type(strange).__name__)
        return problem_page(request, Problem.FAILED)
    return response
