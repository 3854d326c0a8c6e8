"""The places: what there is to see, where, and what one must know about access."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from accounts.history import changed_fields
from stations.models import Station

SPELLED_OUT = {ord("ä"): "ae", ord("ö"): "oe", ord("ü"): "ue", ord("ß"): "ss"}
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


if TYPE_CHECKING:
    Base = admin.ModelAdmin[Station]
else:
    Base = admin.ModelAdmin


@admin.register(Station)
class StationAdmin(Base):
    fieldsets = FIELDSETS
    list_display = ["name", "address", "step_free", "capacity"]
    search_fields = ["name", "street", "district"]
    search_help_text = _("Name or address")
    sortable_by = ()
    view_on_site = False
    actions = None
    show_full_result_count = False

    @admin.display(description=_("Address"))
    def address(self, station: Station) -> str:
        return station.address

    def save_model(
        self, request: HttpRequest, obj: Station, form: "forms.ModelForm[Station]", change: bool
    ) -> None:
        obj.slug = obj.slug or free_slug(obj.name)
        super().save_model(request, obj, form, change)

    def construct_change_message(
        self, request: HttpRequest, form: Any, formsets: Any, add: bool = False
    ) -> Any:
        return changed_fields(form, add)


def free_slug(name: str) -> str:
    """The name as an address, with a number if that is taken."""
    spelled = name.lower().translate(SPELLED_OUT)
    base = slugify(spelled)[:70] or "station"
    slug, n = base, 1
    while Station.objects.filter(slug=slug).exists():
        n += 1
        slug = f"{base}-{n}"
    return slug
