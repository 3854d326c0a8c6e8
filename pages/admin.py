"""The pages of the footer and the reported barriers, for those who look after them."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from accounts.plain_admin import PlainAdmin
from accounts.requests import key, person
from pages import actions, text
from pages.defaults import default_text, text_of
from pages.models import BarrierReport, Page

if TYPE_CHECKING:
    PageFormBase = forms.ModelForm[Page]
    ReportFormBase = forms.ModelForm[BarrierReport]
else:
    PageFormBase = ReportFormBase = forms.ModelForm


class PageForm(PageFormBase):
    """Begins with what the page says now, also when that is the default text."""

    text = forms.CharField(
        label=gettext_lazy("Text"),
        max_length=60_000,
        widget=forms.Textarea(attrs={"rows": 24, "data-rich": "2 3"}),
        help_text=gettext_lazy(
            "What stands in [square brackets] is marked on the page: fill it in, and it is gone."
        ),
    )

    class Meta:
        model = Page
        fields = ("text", "reviewed_on")
        widgets = {"reviewed_on": forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["text"] = text_of(self.instance)
        self.fields["text"].error_messages["required"] = _(
            "Please write a text, or show the default text again."
        )

    def clean_text(self) -> str:
        """Whoever leaves the default text as it is keeps it: it changes with the settings."""
        cleaned = text.clean(self.cleaned_data["text"])
        if not text.plain(cleaned):
            raise forms.ValidationError(self.fields["text"].error_messages["required"])
        text.check_headings(cleaned)
        return "" if text.plain(cleaned) == text.plain(default_text(self.instance.key)) else cleaned


@admin.register(Page)
class PageAdmin(PlainAdmin):
    form = PageForm
    list_display = ["title", "state", "gaps", "reviewed"]
    view_on_site = False
    fieldsets = ((None, {"fields": ("text", "reviewed_on"), "classes": ("page",)}),)

    @admin.display(description=gettext_lazy("page"))
    def title(self, page: Page) -> str:
        return str(page)

    @admin.display(description=gettext_lazy("text"))
    def state(self, page: Page) -> str:
        return _("Default text") if page.is_default else _("own text")

    @admin.display(description=gettext_lazy("still to be filled in"))
    def gaps(self, page: Page) -> str:
        return ", ".join(text.gaps(text_of(page))) or "–"

    @admin.display(description=gettext_lazy("last reviewed"))
    def reviewed(self, page: Page) -> str:
        return date_format(page.reviewed_on, "SHORT_DATE_FORMAT") if page.reviewed_on else "–"

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Page | None = None) -> bool:
        return False

    def get_urls(self) -> list[URLPattern]:
        show = self.admin_site.admin_view(require_POST(self.show))
        return [path("<int:pk>/zeigen/", show, name="pages_page_show"), *super().get_urls()]

    def save_model(self, request: HttpRequest, obj: Page, form: PageForm, change: bool) -> None:
        typed = form.cleaned_data
        actions.save(
            obj, text=typed["text"], reviewed_on=typed["reviewed_on"], actor=person(request)
        )

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        page = kwargs.get("obj")
        if page:
            context["open_gaps"] = text.gaps(text_of(page))
            context["versions"] = page.versions.select_related("by")[:20]
        return super().render_change_form(request, context, *args, **kwargs)

    def show(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Brings a former text back, or the default text."""
        page = get_object_or_404(Page, pk=pk)
        if not self.has_change_permission(request, page):
            return HttpResponse(status=403)
        if number := request.POST.get("version"):
            actions.show(get_object_or_404(page.versions, pk=key(number)), actor=person(request))
            said = _("The former text is shown again.")
        else:
            actions.save(page, text="", reviewed_on=page.reviewed_on, actor=person(request))
            said = _("The default text is shown again.")
        self.log_change(request, page, said)
        messages.success(request, said)
        return redirect("admin:pages_page_change", pk)


class Answered(admin.SimpleListFilter):
    """Open ones, or those that are done."""

    title = gettext_lazy("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("open", _("open")), ("answered", _("answered"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        wanted = {"open": True, "answered": False}.get(self.value() or "")
        return queryset if wanted is None else queryset.filter(answered_at__isnull=wanted)


class ReportForm(ReportFormBase):
    is_answered = forms.BooleanField(
        label=gettext_lazy("Answered"),
        required=False,
        help_text=gettext_lazy("Or removed, if nobody wanted an answer."),
    )

    class Meta:
        model = BarrierReport
        fields: tuple[str, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["is_answered"] = self.instance.answered_at is not None


@admin.register(BarrierReport)
class BarrierReportAdmin(PlainAdmin):
    form = ReportForm
    list_display = ["report", "at", "state"]
    list_filter = [Answered]
    readonly_fields = ["what", "where", "email", "phone", "at", "answered"]
    fieldsets = (
        (
            gettext_lazy("Report"),
            {"fields": ("what", "where", "at"), "classes": ("report",)},
        ),
        (
            gettext_lazy("Contact and answer"),
            {"fields": ("email", "phone", "is_answered", "answered"), "classes": ("answer",)},
        ),
    )

    @admin.display(description=gettext_lazy("answered on"))
    def answered(self, report: BarrierReport) -> str:
        if not report.answered_at:
            return _("not yet")
        return date_format(localtime(report.answered_at), "DATETIME_FORMAT")

    @admin.display(description=gettext_lazy("where"))
    def report(self, report: BarrierReport) -> str:
        return str(report)

    @admin.display(description=gettext_lazy("state"))
    def state(self, report: BarrierReport) -> str:
        return _("answered") if report.answered_at else _("open")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: BarrierReport | None = None) -> bool:
        return False

    def save_model(
        self, request: HttpRequest, obj: BarrierReport, form: ReportForm, change: bool
    ) -> None:
        actions.mark_answered(obj, is_answered=form.cleaned_data["is_answered"])
