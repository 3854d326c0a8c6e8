"""What can be looked at and not be changed: numbers, the log of the deletion, who read needs."""

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from excursions.models import NeedsReading
from privacy import reach
from privacy.models import DeletionRun, Headcount
from privacy.rules import LABELS

BREAK = mark_safe("<br>")

if TYPE_CHECKING:
    Base = admin.ModelAdmin[Any]
else:
    Base = admin.ModelAdmin


class OnlyToRead(Base):
    """One page with what there is: nothing to add, to change, to delete or to open."""

    actions = None
    sortable_by = ()
    list_display_links = None
    list_per_page = 50
    show_full_result_count = False

    def get_urls(self) -> list[URLPattern]:
        name = f"{self.opts.app_label}_{self.opts.model_name}_changelist"
        return [path("", self.admin_site.admin_view(self.changelist_view), name=name)]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(DeletionRun)
class DeletionRunAdmin(OnlyToRead):
    list_display = ["started_at", "end", "deleted"]

    @admin.display(description=gettext_lazy("finished"))
    def end(self, run: DeletionRun) -> Any:
        return run.finished_at or _("not finished: it still runs, or the next run does the rest")

    @admin.display(description=gettext_lazy("deleted"))
    def deleted(self, run: DeletionRun) -> SafeString | str:
        known = [(LABELS.get(name, name), number) for name, number in run.counts.items()]
        return format_html_join(BREAK, "{}: {}", known) or _("nothing was due")


@admin.register(NeedsReading)
class NeedsReadingAdmin(OnlyToRead):
    list_display = ["at", "reader", "excursion"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[NeedsReading]:
        return NeedsReading.objects.select_related("reader", "excursion")


@admin.register(Headcount)
class HeadcountAdmin(OnlyToRead):
    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """One year at a time; of a year nobody knows, the latest."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        years = reach.years()
        wanted = request.GET.get("jahr", "")
        year = next((one for one in years if str(one) == wanted), years[0] if years else None)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Numbers"),
            "years": years,
            "year": reach.of(year) if year else None,
        }
        return TemplateResponse(request, "admin/privacy/numbers.html", context)
