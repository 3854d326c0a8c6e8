"""The places: what there is to see, where, and what one must know about access."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.plain_admin import PlainAdmin
from stations import slugs
from stations.models import Station

FIELDSETS: Any = (
    (_("Text"), {"fields": ("name", "summary"), "classes": ("text",)}),
    (
        _("Place"),
        {"fields": ("street", ("postal_code", "city"), "district"), "classes": ("place",)},
    ),
    (
        _("Accessibility"),
        {
            "fields": ("step_free", "hearing_loop", "accessible_toilet", "access_note", "capacity"),
            "classes": ("access",),
        },
    ),
    (
        _("Contact on site"),
        {"fields": ("host_name", ("host_phone", "host_email")), "classes": ("host",)},
    ),
)


@admin.register(Station)
class StationAdmin(PlainAdmin):
    fieldsets = FIELDSETS
    list_display = ["name", "address", "step_free", "capacity"]
    search_fields = ["name", "street", "district"]
    search_help_text = _("Name or address")
    view_on_site = False

    @admin.display(description=_("Address"))
    def address(self, station: Station) -> str:
        return station.address

    def save_model(
        self, request: HttpRequest, obj: Station, form: "forms.ModelForm[Station]", change: bool
    ) -> None:
        obj.slug = obj.slug or free_slug(obj.name)
        super().save_model(request, obj, form, change)


def free_slug(name: str) -> str:
    """The name as an address."""
    wanted = slugs.of(name)[:70] or "station"
    return slugs.free(wanted, is_taken=lambda slug: Station.objects.filter(slug=slug).exists())
