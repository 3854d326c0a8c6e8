"""The administration: this project's start page, allauth's login."""

from functools import wraps
from typing import Any

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import path
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

import operations.views
import recaps.desk
from accounts import second_factor
from accounts.requests import person
from excursions import desk
from excursions.models import Excursion
from pages.desk import errands

# The menu: what is used daily comes first, what only records come last.
MENU = (
    *("Excursion", "Station", "User", "Unit", "Group", "Page", "BarrierReport"),
    *("Headcount", "NeedsReading", "DeletionRun"),
)


class Site(admin.AdminSite):
    """Django's admin with one start page instead of one per app, and no login of its own.

    It opens for sessions with a second factor only.
    """

    site_title = _("Organization")
    site_header = _("Organization")
    index_title = _("What is up?")
    enable_nav_sidebar = False

    @method_decorator(login_not_required)
    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        """To the login of the site; whoever is in already never meets Django's own form."""
        return secure_admin_login(self._go_on)(request)

    def _go_on(self, request: HttpRequest) -> HttpResponseBase:
        return second_factor.ask_before_work(request) or redirect("admin:index")

    def get_urls(self) -> list[Any]:
        """Without Django's way from any row to its page: it knows nothing of teams and drafts."""
        page = self.admin_view(operations.views.status_page)
        theirs = [one for one in super().get_urls() if getattr(one, "name", "") != "view_on_site"]
        return [path("betrieb/", page, name="operations"), *theirs]

    def has_permission(self, request: HttpRequest) -> bool:
        return super().has_permission(request) and second_factor.is_used(request)

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        """Django's, behind the second factor."""
        opened = super().admin_view(view, cacheable)

        @wraps(opened)
        def behind_factor(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            question = None
            if admin.AdminSite.has_permission(self, request):
                question = second_factor.ask_before_work(request)
            return question or opened(request, *args, **kwargs)

        return behind_factor if cacheable else never_cache(behind_factor)

    def logout(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        return redirect("account_logout")

    def password_change(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> Any:
        return redirect("account_change_password")

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        context = super().each_context(request)
        models = [model for app in context["available_apps"] for model in app["models"]]
        context["menu"] = sorted(models, key=lambda model: MENU.index(model["object_name"]))
        return context

    def get_log_entries(self, request: HttpRequest) -> Any:
        """Every page would read them; the start page shows the last one itself."""
        return super().get_log_entries(request).none()

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        """What is to be done now, and the excursions to come."""
        context: dict[str, Any] = {}
        if request.user.has_perm("excursions.view_excursion"):
            at, managed = timezone.now(), Excursion.objects.managed_by(request.user)
            found = desk.look(at, managed)
            if request.user.has_perm("recaps.change_recap"):
                found.add(recaps.desk.todos(at, managed))
            rows = [
                {
                    "excursion": excursion,
                    "seats_text": desk.seats_text(excursion.seats),
                    "pill": desk.status_pill(excursion),
                    "delivery_text": found.delivery.get(excursion.pk, ""),
                }
                for excursion in found.excursions
            ]
            context = {"desk": found, "rows": rows}
        context["errands"] = errands(person(request), timezone.now())
        context["may_add"] = request.user.has_perm("excursions.add_excursion")
        context["may_see_people"] = request.user.has_perm("excursions.view_registration")
        return super().index(request, context | (extra_context or {}))

    def app_index(
        self, request: HttpRequest, app_label: str, extra_context: dict[str, Any] | None = None
    ) -> Any:
        return redirect("admin:index")
