"""Where the person is logged in, and ending that."""

from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from accounts import devices, security, sessions
from accounts.requests import key, person, read_or_press
from accounts.security import Event


@read_or_press
@never_cache
def own_sessions(request: HttpRequest) -> HttpResponse:
    """The list; a press ends one of them, or all but this one."""
    if request.method == "POST":
        return _end(request)
    found = [
        {
            "pk": one.pk,
            "device": devices.name(one.user_agent),
            "since": one.created_at,
            "is_this": one.session_key == request.session.session_key,
        }
        for one in UserSession.objects.purge_and_list(person(request))
    ]
    found.sort(key=lambda one: (not one["is_this"], -one["since"].timestamp()))
    return render(request, "account/sessions.html", {"sessions": found})


def _end(request: HttpRequest) -> HttpResponse:
    pk = request.POST.get("session", "")
    if pk:
        own = UserSession.objects.filter(user=person(request), pk=key(pk))
        for session in own.exclude(session_key=request.session.session_key):
            session.end()
            security.note(Event.SESSION_ENDED, request, which="one")
        messages.success(request, _("There you are logged out now."))
    else:
        sessions.end_others(request)
        security.note(Event.SESSION_ENDED, request, which="others")
        messages.success(request, _("You are logged out everywhere but here."))
    return redirect("account_sessions")
