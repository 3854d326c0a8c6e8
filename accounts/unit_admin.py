"""Units in the administration, and the page of their access codes, made for printing."""

from django.conf import settings
from django.contrib import admin, messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.core.exceptions import PermissionDenied
from django.db.models import F
from django.db.models.lookups import IsNull
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from accounts import access_codes, security
from accounts.models import Unit
from accounts.plain_admin import PlainAdmin
from accounts.requests import person
from accounts.security import Event

GIVE_CODES = "accounts.give_access_codes"


@admin.register(Unit)
class UnitAdmin(PlainAdmin):
    list_display = ["name", "is_active"]
    search_fields = ["name"]
    fieldsets = ((gettext_lazy("Unit"), {"fields": ("name", "is_active"), "classes": ("unit",)}),)

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        own = [
            path("zugangscodes/", view(require_safe(self.codes)), name="accounts_unit_codes"),
            path(
                "<int:pk>/zugangscode/",
                view(require_POST(self.renew_code)),
                name="accounts_unit_renew_code",
            ),
        ]
        return [*own, *super().get_urls()]

    def codes(self, request: HttpRequest) -> HttpResponse:
        """Every unit with its code, or the button that makes the first one."""
        _may_give(request)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Access codes"),
            "address": settings.SITE_URL,
            # Those with a code first: these hang somewhere and are asked for.
            "units": Unit.objects.filter(is_active=True).order_by(
                IsNull(F("access_code"), True), "name"
            ),
        }
        return TemplateResponse(request, "admin/accounts/codes.html", context)

    def renew_code(self, request: HttpRequest, pk: int) -> HttpResponse:
        """A new code; the one on the old posters opens nothing from now on."""
        _may_give(request)
        unit = get_object_or_404(Unit, pk=pk, is_active=True)
        access_codes.renew(unit)
        LogEntry.objects.log_actions(
            person(request).pk, [unit], CHANGE, _("New access code"), single_object=True
        )
        security.note(Event.ACCESS_CODE_RENEWED, request, of=unit)
        text = _("The new code of %(unit)s is valid now, the former one is not.")
        messages.success(request, text % {"unit": unit})
        return redirect("admin:accounts_unit_codes")


def _may_give(request: HttpRequest) -> None:
    if not request.user.has_perm(GIVE_CODES):
        raise PermissionDenied
