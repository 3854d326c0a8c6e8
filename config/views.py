"""What people see when something is wrong with a request."""

import sys
from urllib.parse import urlsplit

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import SuspiciousOperation, TooManyFilesSent
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import REASON_BAD_ORIGIN, get_token
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.defaults import permission_denied
from redis.exceptions import ConnectionError as CacheIsAway
from redis.exceptions import TimeoutError as CacheIsSlow

from accounts import security, typed
from accounts.security import Event
from config import context

OUTAGES = (OperationalError, InterfaceError, CacheIsAway, CacheIsSlow)
RETRY_AFTER = 30  # seconds


@login_not_required
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The page was too old: somebody logged in or out meanwhile, perhaps in another tab.

    Nothing typed is lost: the page asks for one more press, with a fresh token. A page that saves
    by itself gets the token and sends once more.
    """
    security.note(Event.FORGED_REQUEST, request)
    own = reason != REASON_BAD_ORIGIN and _is_own(request)
    if own and _wants_json(request):
        text = _("You have logged in or out in the meantime. Please open the page anew.")
        return JsonResponse({"text": text, "token": get_token(request)}, status=403)
    return render(request, "403_csrf.html", {"typed": _typed(request) if own else []}, status=403)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Somebody who is logged in may not do this."""
    security.note(Event.ACCESS_REFUSED, request, path=_route(request))
    return permission_denied(request, exception)


def too_many_requests(request: HttpRequest) -> HttpResponse:
    """The page asks to wait, and can send the same again."""
    security.note(Event.RATE_LIMITED, request, path=_route(request))
    if _wants_json(request):
        text = _("Very many requests came in a short time. Please try again in a few minutes.")
        return JsonResponse({"text": text, "refused": [text]}, status=429)
    kept = _typed(request) if _is_own(request) else []
    return render(request, "429.html", {"typed": kept}, status=429)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Reads nothing of the request: it may be the very thing that cannot be read."""
    if isinstance(exception, TooManyFilesSent):
        return too_much(request)
    if isinstance(exception, SuspiciousOperation):
        security.note(Event.SUSPICIOUS_REQUEST, request, kind=type(exception).__name__)
    return HttpResponse(render_to_string("400.html", context.names()), status=400)


def too_much(request: HttpRequest) -> HttpResponse:
    """More files, or larger ones, than one request may bring."""
    return HttpResponse(render_to_string("413.html", context.names()), status=413)


def server_error(request: HttpRequest) -> HttpResponse:
    """Works without the database, the session and the person.

    When the database or the cache is away for a moment, it is not our mistake: try again.
    """
    if isinstance(sys.exception(), OUTAGES):
        page = render_to_string("503.html", context.names())
        return HttpResponse(page, status=503, headers={"Retry-After": str(RETRY_AFTER)})
    return HttpResponse(render_to_string("500.html", context.names()), status=500)


def _is_own(request: HttpRequest) -> bool:
    """Whether a form of our own pages was sent, which the browser tells by the Origin header.

    What another site sends is never put into a page of ours.
    """
    origin: str = request.headers.get("Origin", "")
    return urlsplit(origin).netloc == request.get_host()


def _typed(request: HttpRequest) -> typed.Fields:
    """What the form held, unless there was a secret in it."""
    return [] if typed.has_secrets(request) else typed.fields(request)


def _wants_json(request: HttpRequest) -> bool:
    """What the scripts of our pages say; a browser that opens a page says more."""
    return request.headers.get("Accept") == "application/json"


def _route(request: HttpRequest) -> str:
    """The pattern of the address: the address itself may be a key."""
    return request.resolver_match.route if request.resolver_match else "-"
