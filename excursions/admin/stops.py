"""The stations of an excursion in the editor: times only, in order, numbered by themselves."""

import re
from datetime import datetime, time, timedelta
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.forms.models import BaseInlineFormSet
from django.forms.utils import from_current_timezone
from django.http import HttpRequest, QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from excursions import checklist
from excursions.models import Excursion, Stop
from stations.models import Station

# Whatever is typed in one of these makes a row a row; an empty one is left out.
TYPED = ("id", "station", "arrives", "leaves", "note", "oversize_note", "transfer_mode",
         "transfer_minutes", "transfer_note")  # fmt: skip
SPARE_ROWS = 3  # empty rows for browsers without JavaScript


if TYPE_CHECKING:
    ChoiceBase = forms.ModelChoiceField[Station]
    FormBase = forms.ModelForm[Stop]
    FormSetBase = BaseInlineFormSet[Stop, Excursion, "StopForm"]
    InlineBase = admin.StackedInline[Stop, Excursion]
else:
    ChoiceBase = forms.ModelChoiceField
    FormBase = forms.ModelForm
    FormSetBase = BaseInlineFormSet
    InlineBase = admin.StackedInline


class TimeInput(forms.TimeInput):
    """The browser's own input for a time of day."""

    input_type = "time"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%H:%M")


class StationField(ChoiceBase):
    """Names the limit of a station, so that nobody has to look it up."""

    def label_from_instance(self, station: Station) -> str:
        if station.capacity is None:
            return station.name
        text = _("%(station)s (at most %(limit)s people)")
        return text % {"station": station.name, "limit": station.capacity}


class StopForm(FormBase):
    """One visit. `arrives` and `leaves` become moments on the day of the excursion."""

    station = StationField(
        Station.objects.all(), label=_("Station"), empty_label=_("Please choose")
    )
    arrives = forms.TimeField(label=_("From"), widget=TimeInput)
    leaves = forms.TimeField(label=_("Until"), widget=TimeInput)

    class Meta:
        model = Stop
        fields = (
            "position",
            "station",
            "note",
            "oversize_note",
            "transfer_mode",
            "transfer_minutes",
            "transfer_note",
        )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.moved = False
        self.fields["position"].required = False
        if self.instance.pk:
            self.initial["arrives"] = timezone.localtime(self.instance.arrives_at).time()
            self.initial["leaves"] = timezone.localtime(self.instance.leaves_at).time()

    def clean_position(self) -> int:
        return self.cleaned_data["position"] or 0

    def has_changed(self) -> bool:
        """Also when only the day of the excursion changed: then the stop moves along."""
        return self.moved or super().has_changed()

    def place_in_time(self, excursion: Excursion) -> bool:
        """Turns the times into moments; says whether they lie within the excursion."""
        moments = {}
        for name in ("arrives", "leaves"):
            clock = self.cleaned_data.get(name)
            if clock is None:
                return False
            try:
                moments[name] = _moment(excursion, clock)
            except ValidationError as error:
                self.add_error(name, error)
                return False
        before = (self.instance.arrives_at, self.instance.leaves_at)
        self.instance.arrives_at, self.instance.leaves_at = moments["arrives"], moments["leaves"]
        self.moved = before != (moments["arrives"], moments["leaves"])
        if moments["leaves"] <= moments["arrives"]:
            self.add_error("leaves", _("The end must be after the beginning."))
        elif moments["arrives"] < excursion.starts_at:
            self.add_error("arrives", checklist.outside_text(excursion))
        elif moments["leaves"] > excursion.ends_at:
            name = "arrives" if moments["arrives"] >= excursion.ends_at else "leaves"
            self.add_error(name, checklist.outside_text(excursion))
        else:
            return True
        return False


class StopFormSet(FormSetBase):
    """All visits. The page is the truth: a stop whose row is gone from it is deleted.

    That is safe because the editor refuses to save over changes nobody has seen (conflict.py).
    """

    def __init__(self, data: QueryDict | None = None, *args: Any, **kwargs: Any) -> None:
        if data is not None:
            instance = kwargs["instance"]
            existing = set(instance.stops.values_list("pk", flat=True)) if instance.pk else set()
            prefix = kwargs.get("prefix") or self.get_default_prefix()
            data = _tidied(data, prefix, {str(pk) for pk in existing})
        super().__init__(data, *args, **kwargs)

    @cached_property
    def station_choices(self) -> list[tuple[Any, str]]:
        """Read once for all rows."""
        field = self.form.base_fields["station"]
        assert isinstance(field, StationField)
        return list(cast("Any", field.choices))

    def _offer_stations(self, form: StopForm) -> None:
        field = form.fields["station"]
        assert isinstance(field, StationField)
        field.choices = self.station_choices

    def add_fields(self, form: StopForm, index: int | None) -> None:
        super().add_fields(form, index)
        self._offer_stations(form)
        if "DELETE" in form.fields:
            form.fields["DELETE"].label = _("Remove this station")

    def in_order(self) -> list[StopForm]:
        """The rows as people see them, from first to last."""
        return sorted(self.forms, key=lambda form: int(form["position"].value() or 0))

    def spare(self) -> list[StopForm]:
        """Empty rows at the end, for browsers without JavaScript."""
        count = len(self.forms)
        spare = []
        for number in range(count, count + SPARE_ROWS):
            form = self.form(prefix=self.add_prefix(number), initial={"position": number + 1})
            self._offer_stations(form)
            spare.append(form)
        return spare

    def clean(self) -> None:
        super().clean()
        excursion = self.instance
        rows = [form for form in self.in_order() if not form.cleaned_data.get("DELETE")]
        for form in rows:
            self._check_size(form)
        if not (excursion.starts_at and excursion.ends_at):
            return
        if excursion.ends_at <= excursion.starts_at:
            return  # said at the end of the excursion; more errors would only confuse
        placed = [form for form in rows if form.place_in_time(excursion)]
        for form, following in pairwise(placed):
            named = all("station" in row.cleaned_data for row in (form, following))
            if named and following.instance.arrives_at < form.instance.leaves_at:
                text = checklist.too_early_text(form.instance, following.instance)
                following.add_error("arrives", text)

    def _check_size(self, form: StopForm) -> None:
        capacity = self.instance.capacity
        if "station" not in form.cleaned_data or not capacity:
            return
        if checklist.is_too_small(form.instance, capacity):
            form.add_error("station", checklist.too_small_text(form.instance, capacity))

    def save(self, commit: bool = True) -> list[Stop]:
        kept = [form.instance.pk for form in self.initial_forms]
        gone = list(self.get_queryset().exclude(pk__in=kept)) if self.instance.pk else []
        saved = super().save(commit)
        for stop in gone:
            stop.delete()
        self.deleted_objects.extend(gone)
        return saved


class StopInline(InlineBase):
    model = Stop
    form = StopForm
    formset = StopFormSet  # type: ignore[assignment]  # the stubs know no narrower form
    extra = 0
    fields = ("position", "station", "arrives", "leaves", "note", "oversize_note",
              "transfer_mode", "transfer_minutes", "transfer_note")  # fmt: skip
    template = "admin/excursions/excursion/stops.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Stop]:
        return super().get_queryset(request).select_related("station")


def _moment(excursion: Excursion, clock: time) -> datetime:
    """This time of day on the excursion; after midnight if that is when the night goes on."""
    start = timezone.localtime(excursion.starts_at)
    day = start.date()
    if timezone.localdate(excursion.ends_at) > day and clock < start.time():
        day += timedelta(days=1)
    moment = from_current_timezone(datetime.combine(day, clock))
    assert moment is not None
    return moment


def _tidied(data: QueryDict, prefix: str, existing: set[str]) -> QueryDict:
    """The posted rows without gaps, in order, without empty ones.

    Rows of stops that somebody else deleted meanwhile become new ones: nothing typed is lost.
    """
    if f"{prefix}-TOTAL_FORMS" not in data:
        return data
    rows: dict[int, dict[str, str]] = {}
    tidied = data.copy()
    for key in data:
        if match := re.fullmatch(rf"{prefix}-(\d{{1,6}})-(\w+)", key):
            rows.setdefault(int(match[1]), {})[match[2]] = str(data[key])
            del tidied[key]
    typed = [
        row
        for _index, row in sorted(rows.items())
        if any(row.get(name, "").strip() for name in TYPED)
    ]
    typed.sort(key=lambda row: int(row.get("position") or 0) if _is_number(row) else 0xFFFF)
    for number, row in enumerate(typed, start=1):
        row["position"] = str(number)
        if row.get("id") not in existing:
            row["id"] = ""
    typed.sort(key=lambda row: not row["id"])
    for index, row in enumerate(typed):
        for name, value in row.items():
            tidied[f"{prefix}-{index}-{name}"] = value
    tidied[f"{prefix}-TOTAL_FORMS"] = str(len(typed))
    tidied[f"{prefix}-INITIAL_FORMS"] = str(sum(bool(row["id"]) for row in typed))
    return tidied


def _is_number(row: dict[str, str]) -> bool:
    number = row.get("position", "").strip()
    return number.isdecimal() and len(number) < 6
