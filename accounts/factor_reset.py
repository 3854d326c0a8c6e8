"""Somebody has lost the device: the administration takes the second factor off the account."""

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts import fresh, second_factor
from accounts.models import User

if TYPE_CHECKING:
    from accounts.admin import UserAdmin


def urls(admin: "UserAdmin") -> list[URLPattern]:
    """The page that asks, and does it."""

    @require_http_methods(["GET", "HEAD", "POST"])
    def reset(request: HttpRequest, pk: int) -> HttpResponse:
        person = get_object_or_404(User, pk=pk)
        if not admin.has_change_permission(request, person) or person == request.user:
            raise PermissionDenied
        if request.method == "POST":
            return _reset(request, person)
        context: dict[str, Any] = {
            **admin.admin_site.each_context(request),
            "title": _("Remove the second factor"),
            "person": person,
            "has_factor": second_factor.has(person),
        }
        return TemplateResponse(request, "admin/accounts/reset_factor.html", context)

    view = admin.admin_site.admin_view(reset)
    return [path("<int:pk>/zweiter-faktor/", view, name="accounts_user_reset_factor")]


def _reset(request: HttpRequest, person: User) -> HttpResponse:
    second_factor.reset(person, request)
    LogEntry.objects.log_actions(
        fresh.person(request).pk, [person], CHANGE, _("Second factor removed"), single_object=True
    )
    messages.success(request, _("Removed. The person is logged out everywhere and gets an e-mail."))
    return redirect("admin:accounts_user_change", person.pk)
