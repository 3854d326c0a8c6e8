"""The participants as a file, with the columns somebody chose. Who did it is written down."""

from collections.abc import Callable
from typing import Any, cast

from django import forms
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import security
from accounts.fresh import fresh_login_required
from accounts.limits import limited
from accounts.security import Event
from excursions.admin import frame, table
from excursions.admin.table import Person
from excursions.models import Excursion, Registration
from excursions.sheets import Cell, Sheet, csv_file, xlsx_file

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
KINDS: dict[str, tuple[Callable[[Sheet], bytes], str]] = {
    "xlsx": (xlsx_file, XLSX),
    "csv": (csv_file, "text/csv; charset=utf-8"),
}
# What somebody needs is in no file; only that there is something to ask about.
COLUMNS: dict[str, tuple[Any, Callable[[Person], Cell]]] = {
    "name": (gettext_lazy("Name"), lambda one: one.registration.name),
    "unit": (gettext_lazy("Unit"), lambda one: one.registration.unit_name),
    "status": (gettext_lazy("Status"), lambda one: one.registration.get_status_display()),
    "since": (gettext_lazy("Since"), lambda one: one.since),
    "position": (
        gettext_lazy("Place on the waitlist"),
        lambda one: one.registration.position or "",
    ),
    "registered": (gettext_lazy("Registered on"), lambda one: one.registration.created_at),
    "email": (gettext_lazy("E-mail address"), lambda one: one.registration.address),
    "phone": (gettext_lazy("Phone"), lambda one: one.registration.phone),
    "photo": (
        gettext_lazy("Photo consent"),
        lambda one: _uses(one.registration),
    ),
    "needs": (
        gettext_lazy("Has told what they need"),
        lambda one: _yes_or_no(one.registration.has_needs),  # type: ignore[attr-defined]
    ),
}
# No more than a list needs; the rest is chosen.
USUAL = ["name", "unit", "status", "since"]
WHO = {
    "live": gettext_lazy("Everybody now"),
    "confirmed": gettext_lazy("Confirmed"),
    "waiting": gettext_lazy("Waitlist"),
    "ended": gettext_lazy("Ended"),
    "all": gettext_lazy("Everybody, also who has ended"),
}


def _yes_or_no(is_so: bool) -> str:
    return _("yes") if is_so else _("no")


def _uses(registration: Registration) -> str:
    """„Öffentliche Website, Presse“; what was only said on the phone is marked as such."""
    given = [
        str(one) if one.is_firm else f"{one} ({one.get_channel_display()})"
        for one in registration.photo_consents.all()
    ]
    return ", ".join(given) or _("no")


class ExportForm(forms.Form):
    """What the file holds."""

    who = forms.ChoiceField(label=gettext_lazy("Who"), choices=[*WHO.items()], initial="live")
    columns = forms.MultipleChoiceField(
        label=gettext_lazy("Columns"),
        choices=[(name, label) for name, (label, _value) in COLUMNS.items()],
        initial=USUAL,
        help_text=gettext_lazy("Only what is really needed: a file can be passed on."),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Please choose at least one column.")},
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("File"),
        choices=[
            ("xlsx", gettext_lazy("Excel workbook (.xlsx)")),
            ("csv", gettext_lazy("Text table (.csv)")),
        ],
        initial="xlsx",
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Please choose a kind of file.")},
    )


def page(model_admin: "admin.ModelAdmin[Excursion]", request: HttpRequest, pk: int) -> HttpResponse:
    """Asks what the file shall hold; the press downloads it."""
    return cast(HttpResponse, _page(request, model_admin, pk))


@fresh_login_required
@limited("export")
def _page(
    request: HttpRequest, model_admin: "admin.ModelAdmin[Excursion]", pk: int
) -> HttpResponse:
    excursion = get_object_or_404(Excursion.objects.with_seats(), pk=pk)
    form = ExportForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        return _file(model_admin, request, excursion, **form.cleaned_data)
    title = _("Participants as a file")
    return frame.page(model_admin, request, excursion, "export", title=title, form=form)


def _file(
    model_admin: "admin.ModelAdmin[Excursion]",
    request: HttpRequest,
    excursion: Excursion,
    *,
    who: str,
    columns: list[str],
    kind: str,
) -> HttpResponse:
    people = table.everybody(excursion, timezone.now())
    if who != "all":
        people = [one for one in people if table.TABS["" if who == "live" else who](one)]
    chosen = [COLUMNS[name] for name in columns]
    sheet = Sheet(
        title=_("Participants"),
        heads=[str(label) for label, _value in chosen],
        rows=[[value(one) for _label, value in chosen] for one in people],
    )
    write, content_type = KINDS[kind]
    _write_down(model_admin, request, excursion, sheet, kind=kind, who=who, columns=columns)
    answer = HttpResponse(write(sheet), content_type=content_type)
    name = f"teilnehmende-{excursion.slug}.{kind}"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _write_down(
    model_admin: "admin.ModelAdmin[Excursion]",
    request: HttpRequest,
    excursion: Excursion,
    sheet: Sheet,
    *,
    kind: str,
    who: str,
    columns: list[str],
) -> None:
    """In the history of the excursion, for people; in the security log, for machines."""
    facts = {"kind": kind.upper(), "who": WHO[who], "columns": ", ".join(sheet.heads)}
    text = _("Participants exported (%(kind)s, %(who)s): %(columns)s") % facts
    # Not a change: nobody's work in the editor is touched (`conflict.last_change`).
    model_admin.log_addition(request, excursion, text)
    security.note(
        Event.EXPORTED,
        request,
        of=excursion,
        kind=kind,
        who=who,
        rows=len(sheet.rows),
        columns=",".join(columns),
    )
