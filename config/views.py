"""What people see when something is wrong with a request."""

from urllib.parse import urlsplit

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import REASON_BAD_ORIGIN
from django.shortcuts import render
from django.template.loader import render_to_string

from accounts.typed import Fields, fields, has_secrets
from config import context


@login_not_required
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The page was too old: somebody logged in or out meanwhile, perhaps in another tab.

    Nothing typed is lost: the page asks for one more press, with a fresh token. It does so only
    for a form of our own pages, which the browser tells us by the Origin header.
    """
    typed: Fields = []
    origin = urlsplit(request.META.get("HTTP_ORIGIN", ""))
    own = reason != REASON_BAD_ORIGIN and origin.netloc == request.get_host()
    if own and not has_secrets(request):
        typed = fields(request)
    return render(request, "403_csrf.html", {"typed": typed}, status=403)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Reads nothing of the request: it may be the very thing that cannot be read."""
    if isinstance(exception, TooManyFilesSent):
        return too_much(request)
    return HttpResponse(render_to_string("400.html", context.names()), status=400)


def too_much(request: HttpRequest) -> HttpResponse:
    """More files, or larger ones, than one request may bring."""
    return HttpResponse(render_to_string("413.html", context.names()), status=413)


def server_error(request: HttpRequest) -> HttpResponse:
    """Works without the database, the session and the person."""
    return HttpResponse(render_to_string("500.html", context.names()), status=500)
