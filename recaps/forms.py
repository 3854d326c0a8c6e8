"""The writing page as forms: nothing is required, only what is too long is sent back."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, cast

from django import forms
from django.db import models
from django.forms.formsets import BaseFormSet, formset_factory
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from jobs.mails import one_line
from recaps import text
from recaps.models import Recap, RecapSection
from stations.models import Station

MOST_SECTIONS = 40
PREFIX = "sections"
# Whatever is typed in one of these makes a row a row; an empty one is left out.
TYPED = ("pk", "station", "heading", "text", "visit_note")
MISSING_PLACE = 0xFFFF  # at the end

Stations = Mapping[int, Station]


class Line(forms.CharField):
    """One line of text. Without `maxlength`: browsers would cut what is pasted, and say nothing."""

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {}

    def to_python(self, value: Any) -> str:
        return one_line(super().to_python(value) or "")


class Words(forms.CharField):
    """Plain text over several lines; browsers send other line breaks than they were given."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> str:
        return "\n".join((super().to_python(value) or "").splitlines())

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {"rows": 3}


class RichText(Words):
    """The small set of HTML that a recap may hold (`recaps.text`); richtext.js edits it."""

    def to_python(self, value: Any) -> str:
        return text.clean(super().to_python(value))

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {"rows": 8, "data-rich": True}


def field_of[Kind: forms.CharField](
    kind: type[Kind], model: type[models.Model], name: str, **options: Any
) -> Kind:
    """A field of the form for a text of the model."""
    column = model._meta.get_field(name)
    assert isinstance(column, models.CharField | models.TextField)
    too_long = _("Please shorten this to %(limit_value)d characters; now it has %(show_value)d.")
    return kind(
        max_length=column.max_length,
        required=False,
        error_messages={"max_length": too_long},
        **options,
    )


class TextForm(forms.Form):
    """Everything but the sections."""

    title = field_of(
        Line,
        Recap,
        "title",
        label=_("Title"),
        # A large one needs more than one row to be seen whole; it stays one line.
        widget=forms.Textarea(attrs={"rows": 1}),
    )
    date_line = field_of(
        Line, Recap, "date_line", label=_("When"), help_text=_("As it stands above the article.")
    )
    who = field_of(
        Line,
        Recap,
        "who",
        label=_("Who took part"),
        help_text=_("A suggestion from the registrations, please check."),
    )
    lead = field_of(
        Words,
        Recap,
        "lead",
        label=_("Lead"),
        help_text=_("Two or three sentences that make people want to read on."),
    )
    conclusion = field_of(RichText, Recap, "conclusion", label=_("Conclusion"))
    thanks = field_of(RichText, Recap, "thanks", label=_("Thanks"))
    closing = field_of(
        Line,
        Recap,
        "closing",
        label=_("Closing line"),
        help_text=_("One sentence, set large at the end. It may also stay empty."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unburden(self)


class SectionForm(forms.Form):
    """One section. Whoever exists keeps their station; for a new one it can be chosen."""

    pk = forms.IntegerField(required=False, widget=forms.HiddenInput)
    station = forms.TypedChoiceField(label=_("Station"), required=False, empty_value=None)
    heading = field_of(Line, RecapSection, "heading", label=_("Heading"))
    text = field_of(RichText, RecapSection, "text", label=_("Text"))
    visit_note = field_of(
        Line,
        RecapSection,
        "visit_note",
        label=_("Go there yourself"),
        help_text=_("For example: open to everybody, without an appointment. Shown in a box."),
    )
    position = forms.IntegerField(
        label=_("Order"), required=False, widget=forms.NumberInput(attrs={"min": 1})
    )

    def __init__(self, *args: Any, stations: Stations, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("Without a station")), *((pk, s.name) for pk, s in stations.items())]
        station = self.fields["station"]
        assert isinstance(station, forms.TypedChoiceField)
        station.choices = choices
        station.coerce = lambda value: stations[int(value)]
        if self["pk"].value():
            station.widget = forms.HiddenInput()
        unburden(self)


class SectionFormSet(BaseFormSet):
    """The sections in order. `origins`: what number each row had on the page it came from."""

    origins: list[int]
    default_error_messages = {
        **BaseFormSet.default_error_messages,
        "too_many_forms": _("Please use at most %(num)d sections."),
    }

    def __init__(self, data: QueryDict | None = None, **kwargs: Any) -> None:
        if data is not None:
            data, self.origins = _tidied(data)
        super().__init__(data, prefix=PREFIX, **kwargs)

    def add_fields(self, form: forms.Form, index: int | None) -> None:
        super().add_fields(form, index)
        if "DELETE" in form.fields:
            form.fields["DELETE"].label = _("Remove this section")
            unburden(form)

    def kept(self) -> Iterator[tuple[int, Mapping[str, Any]]]:
        """What was typed, row by row, with its number; without what is to be removed."""
        for number, form in zip(self.origins, self.forms, strict=True):
            if not form.cleaned_data.get("DELETE"):
                yield number, form.cleaned_data


Sections = cast(
    "type[SectionFormSet]",
    formset_factory(
        SectionForm,
        formset=SectionFormSet,
        extra=0,
        can_delete=True,
        max_num=MOST_SECTIONS,
        validate_max=True,
    ),
)


def _tidied(data: QueryDict) -> tuple[QueryDict, list[int]]:
    """The posted rows in order, without gaps and without empty ones."""
    tidied, rows = data.copy(), list(_rows(data).items())
    for number, row in rows:
        for name in row:
            del tidied[f"{PREFIX}-{number}-{name}"]
    seen: set[str] = set()
    for _number, row in rows:
        pk = row.get("pk", "")
        row["pk"] = pk if re.fullmatch(r"\d{1,9}", pk) and pk not in seen else ""
        seen.add(pk)
    rows = [(n, row) for n, row in rows if any(row.get(name, "").strip() for name in TYPED)]
    rows.sort(key=lambda one: _place(one[1].get("position", ""), one[0] + 1))
    for index, (_number, row) in enumerate(rows):
        for name, value in (row | {"position": str(index + 1)}).items():
            tidied[f"{PREFIX}-{index}-{name}"] = value
    for name in ("TOTAL", "INITIAL"):
        tidied[f"{PREFIX}-{name}_FORMS"] = str(len(rows))
    return tidied, [number for number, _row in rows]


def _rows(data: QueryDict) -> dict[int, dict[str, str]]:
    """What was posted for each row, by its number on the page."""
    rows: dict[int, dict[str, str]] = {}
    for key in data:
        if match := re.fullmatch(rf"{PREFIX}-(0|[1-9]\d{{0,5}})-(\w+)", key):
            rows.setdefault(int(match[1]), {})[match[2]] = str(data[key])
    return dict(sorted(rows.items()))


def _place(typed: str, before: int) -> tuple[int, int]:
    """Where the row goes. Who types the number of another row means its place: moving up goes
    before it, moving down behind it.
    """
    place = int(typed) if re.fullmatch(r"\d{1,4}", typed.strip()) else MISSING_PLACE
    return place, (place > before) - (place < before)


def unburden(form: forms.Form) -> None:
    """Nothing here is required, so no field needs to say that it is optional."""
    for field in form.fields.values():
        field.widget.is_required = True
