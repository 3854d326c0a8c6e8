"""What people see when something is wrong with a request."""

from urllib.parse import urlsplit

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import REASON_BAD_ORIGIN
from django.shortcuts import render

# Never echoed back into a page.
SECRET_FIELDS = {"csrfmiddlewaretoken", "code", "password", "oldpassword", "password1", "password2"}
MOST_FIELDS = 40


@login_not_required
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The page was too old: somebody logged in or out meanwhile, perhaps in another tab.

    Nothing typed is lost: the page asks for one more press, with a fresh token. It does so only
    for a form of our own pages, which the browser tells us by the Origin header.
    """
    typed = []
    origin = urlsplit(request.META.get("HTTP_ORIGIN", ""))
    if reason != REASON_BAD_ORIGIN and origin.netloc == request.get_host():
        typed = [
            (name, value)
            for name, values in request.POST.lists()
            if name not in SECRET_FIELDS
            for value in values
        ][:MOST_FIELDS]
    return render(request, "403_csrf.html", {"typed": typed}, status=403)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "400.html", status=400)
