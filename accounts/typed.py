"""What somebody typed, for a page that asks to send it once more."""

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts import aside

# Never echoed back into a page nor kept; a form that holds one of them has to be filled in again.
SECRET_FIELDS = {"code", "credential", "password", "oldpassword", "password1", "password2"}
SESSION_KEY = "typed"
Fields = list[tuple[str, str]]


def fields(request: HttpRequest) -> Fields:
    """Every sent field but the token, in order, as pairs of name and value."""
    return [
        (name, value)
        for name, values in request.POST.lists()
        if name != "csrfmiddlewaretoken"
        for value in values
    ]


def has_secrets(request: HttpRequest) -> bool:
    """Whether somebody sent a password or a code."""
    return not SECRET_FIELDS.isdisjoint(request.POST.keys())


def keep(request: HttpRequest) -> None:
    """Sets aside for an hour what was just sent to this address."""
    if request.method == "POST" and not has_secrets(request):
        typed = {"to": request.get_full_path(), "fields": fields(request)}
        aside.put(request, SESSION_KEY, typed)


def kept(request: HttpRequest, address: str) -> Fields:
    """What was set aside for this address within the last hour."""
    found = aside.look(request, SESSION_KEY)
    if found.get("to") != address:
        return []
    return [(name, value) for name, value in found["fields"]]


def forget(request: HttpRequest) -> None:
    """It has been sent meanwhile."""
    aside.drop(request, SESSION_KEY)


def log_in_first(request: HttpRequest, then: str) -> HttpResponse:
    """For a page of those who work here, after their session ended: nothing typed is lost.

    `then` is where logging in in another window leads to.
    """
    if request.method != "POST":
        return redirect_to_login(request.get_full_path())
    context = {"typed": fields(request), "then": then}
    return render(request, "account/log_in_again.html", context, status=401)
