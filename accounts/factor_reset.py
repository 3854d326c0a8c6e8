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

from accounts import second_factor
from accounts.models import User
from accounts.requests import person, read_or_press

if TYPE_CHECKING:
    from accounts.admin import UserAdmin


def urls(admin: "UserAdmin") -> list[URLPattern]:
    """The page that asks, and does it."""

    @read_or_press
    def reset(request: HttpRequest, pk: int) -> HttpResponse:
        user = get_object_or_404(User, pk=pk)
        if not admin.has_change_permission(request, user) or user == request.user:
            raise PermissionDenied
        if request.method == "POST":
            return _reset(request, user)
        context: dict[str, Any] = {
            **admin.admin_site.each_context(request),
            "title": _("Remove the second factor"),
            "window_title": _("Remove the second factor: account %(n)s") % {"n": user.pk},
            "person": user,
            "has_factor": second_factor.has(user),
        }
        return TemplateResponse(request, "admin/accounts/reset_factor.html", context)

    view = admin.admin_site.admin_view(reset)
    return [path("<int:pk>/zweiter-faktor/", view, name="accounts_user_reset_factor")]


def _reset(request: HttpRequest, user: User) -> HttpResponse:
    second_factor.reset(user, request)
    LogEntry.objects.log_actions(
        person(request).pk, [user], CHANGE, _("Second factor removed"), single_object=True
    )
    messages.success(request, _("Removed. The person is logged out everywhere and gets an e-mail."))
    return redirect("admin:accounts_user_change", user.pk)
