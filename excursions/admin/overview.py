"""The list of excursions."""

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.requests import person
from excursions import dates
from excursions.desk import seats_text, status_pill
from excursions.models import Excursion


class Period(admin.SimpleListFilter):
    """What is still to come, or what is over."""

    title = gettext_lazy("period")
    parameter_name = "period"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("upcoming", _("Upcoming")), ("past", _("Past"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        if self.value() == "upcoming":
            return queryset.upcoming(timezone.now())
        if self.value() == "past":
            return queryset.past(timezone.now())
        return queryset


if TYPE_CHECKING:
    Base = admin.ModelAdmin[Excursion]
else:
    Base = admin.ModelAdmin


class List(ChangeList):
    """Leads to the editor of one's own excursions, and to the page of the others."""

    def url_for_result(self, result: Any) -> str:
        return (
            super().url_for_result(result) if result.is_managed else str(result.get_absolute_url())
        )


class Overview(Base):
    """The columns, filters and search of the list."""

    list_display = ["title", "date", "state", "seats_column", "links"]
    list_filter = [Period, "status"]
    search_fields = ["title", "stops__station__name"]
    search_help_text = gettext_lazy("Title or station")
    sortable_by = ()
    view_on_site = False
    actions = None
    list_per_page = 25
    show_full_result_count = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Excursion]:
        """The programme for every organizer; drafts only for those who organize them."""
        visible = Excursion.objects.visible_to(person(request)).with_managed(person(request))
        return visible.with_seats().order_by("-starts_at", "pk")

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> "type[List]":
        return List

    @admin.display(description=gettext_lazy("Date"))
    def date(self, excursion: Excursion) -> str:
        year = timezone.localdate(excursion.starts_at).year
        return f"{dates.short_date(excursion.starts_at)} {year}"

    @admin.display(description=gettext_lazy("Status"))
    def state(self, excursion: Excursion) -> SafeString:
        return status_pill(excursion)

    @admin.display(description=gettext_lazy("Seats"))
    def seats_column(self, excursion: Excursion) -> SafeString | str:
        """Of what is over or called off, no seat is free any more."""
        if excursion.status == Excursion.Status.CANCELLED or excursion.is_over(timezone.now()):
            return "–"
        bar = render_to_string("includes/seats.html", {"excursion": excursion})
        return format_html("{}{}", SafeString(bar), seats_text(excursion.seats))

    @admin.display(description=gettext_lazy("Go to"))
    def links(self, excursion: Excursion) -> SafeString:
        places = [(excursion.get_absolute_url(), _("Page"), excursion.title)]
        if excursion.is_managed:
            people = reverse("admin:excursions_excursion_people", args=[excursion.pk])
            places.insert(0, (people, _("Participants"), excursion.title))
        link = '<a href="{}">{}<span class="hidden-text">: {}</span></a>'
        return format_html_join(" ", link, places)
