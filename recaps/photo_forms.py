"""Uploading photos, and saying what is on one."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from excursions.models import Registration
from jobs.mails import one_line
from recaps.actions.photos import Description
from recaps.differences import words
from recaps.forms import Line, field_of, unburden
from recaps.merge import Question
from recaps.models import RecapPhoto, RecapSection
from recaps.photo_board import name_of
from recaps.sheet import Place

ACCEPT = "image/jpeg,image/png,image/webp,image/avif,image/heic,image/heif,.heic,.heif"
LONGEST_NAME = 40  # of a file, in a sentence
NOT_OURS = _("Please open the page again; something in it was not as we made it.")


class PicturesInput(forms.FileInput):
    allow_multiple_selected = True


class PicturesField(forms.Field):
    """Several files. What they are is asked when they are taken, one by one."""

    widget = PicturesInput(attrs={"accept": ACCEPT})

    def to_python(self, value: Any) -> list[UploadedFile]:
        return [file for file in value or [] if file]


class UploadForm(forms.Form):
    """Several photos at once, by one photographer, for one place."""

    pictures = PicturesField(
        label=_("Choose photos"),
        help_text=_("Several at once: JPEG, PNG, WebP, AVIF or HEIC, each up to 15 MB."),
        error_messages={"required": _("Please choose at least one photo.")},
    )
    credit = Line(
        label=_("Photo: name"),
        max_length=120,
        help_text=_("Stands below each photo."),
        error_messages={"required": _("Please enter who took the photos.")},
    )
    licence = forms.ChoiceField(
        label=_("Licence"),
        choices=[("", _("Please choose")), *RecapPhoto.Licence.choices[1:]],
        help_text=_("Stands beside the name."),
        error_messages={"required": _("Please choose under which licence the photos are used.")},
    )
    section = forms.TypedChoiceField(label=_("Where to"), required=False, empty_value=None)

    def __init__(self, *args: Any, sections: list[RecapSection], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        by_key = {section.pk: section for section in sections}
        named = [(s.pk, name_of(s, number)) for number, s in enumerate(sections, start=1)]
        section = self.fields["section"]
        assert isinstance(section, forms.TypedChoiceField)
        section.choices = [*named, ("", _("Before the conclusion"))]
        section.coerce = lambda value: by_key[int(value)]
        section.error_messages["invalid_choice"] = _("Please choose a place from the list.")
        unburden(self)


def short_name(file: UploadedFile) -> str:
    """What the file is called, for a sentence."""
    name = one_line(file.name or "") or gettext("File without a name")
    return name if len(name) <= LONGEST_NAME else f"{name[:24]}…{name[-12:]}"


class Percent(forms.IntegerField):
    """A point between two edges, in steps of ten percent; nothing said is the middle."""

    widget = forms.NumberInput(attrs={"type": "range", "min": 0, "max": 100, "step": 10})

    def to_python(self, value: Any) -> int:
        found = super().to_python(value)
        return 50 if found is None else round(min(100, max(0, found)), -1)


class PeopleField(forms.ModelMultipleChoiceField):
    """Those who took part, by name."""

    widget = forms.CheckboxSelectMultiple


def _text(name: str, label: Any, *, rows: int = 0, help_text: Any) -> Line:
    """One line for a column of the photo; `rows`: with room to write, still one line."""
    widget = forms.Textarea(attrs={"rows": rows}) if rows else None
    return field_of(Line, RecapPhoto, name, label=label, help_text=help_text, widget=widget)


class PhotoForm(forms.Form):
    """What is said about one photo. Nothing is required here: what is missing stays on the list."""

    version = forms.IntegerField(
        widget=forms.HiddenInput, error_messages={"required": NOT_OURS, "invalid": NOT_OURS}
    )
    focus_x = Percent(
        label=_("From the left"), required=False, error_messages={"invalid": NOT_OURS}
    )
    focus_y = Percent(label=_("From the top"), required=False, error_messages={"invalid": NOT_OURS})
    caption = _text(
        "caption",
        _("Caption"),
        rows=2,
        help_text=_("What does one not see at first glance? It stands below the photo."),
    )
    credit = _text("credit", _("Photo: name"), help_text=_("Who took it?"))
    licence = forms.ChoiceField(
        label=_("Licence"),
        choices=RecapPhoto.Licence.choices,
        required=False,
        help_text=_("Stands beside the name."),
        error_messages={"invalid_choice": NOT_OURS},
    )
    alt = _text(
        "alt",
        _("Alternative text"),
        rows=3,
        help_text=_(
            "For those who cannot see the photo: who or what, where, what happens. One or two "
            "sentences."
        ),
    )
    is_decorative = forms.BooleanField(
        label=_("Purely decorative"),
        required=False,
        help_text=_("It says nothing that does not stand in the text. Screen readers skip it."),
    )
    recognisable = forms.ChoiceField(
        label=_("Can anybody be recognised?"),
        choices=RecapPhoto.Recognisable.choices,
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": NOT_OURS},
    )
    people = PeopleField(Registration.objects.none(), label=_("Who took part"), required=False)
    others_note = _text(
        "others_note",
        _("Written consent of others"),
        rows=2,
        help_text=_(
            "Hosts or passers-by can be recognised as well? Say where their written consent is "
            "kept, and since when."
        ),
    )
    shows_minors = forms.BooleanField(
        label=_("Children or adolescents are among them"),
        required=False,
        help_text=_("Then their parents have to consent. Say above where that is kept."),
    )

    def __init__(self, data: QueryDict | None = None, *, photo: RecapPhoto) -> None:
        super().__init__(data, initial=stored(photo))
        people = self.fields["people"]
        assert isinstance(people, PeopleField)
        people.queryset = _who_took_part(photo)
        for code in ("invalid_choice", "invalid_pk_value"):
            people.error_messages[code] = _("Please choose from the list.")
        unburden(self)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("alt") and cleaned.get("is_decorative"):
            text = _("Please choose one of the two: an alternative text or “purely decorative”.")
            self.add_error("alt", text)
        return cleaned

    def description(self) -> Description:
        """What was filled in, as the actions take it."""
        said = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        return Description(**said | {"people": list(said["people"])})


def stored(photo: RecapPhoto) -> dict[str, Any]:
    """What is said about the photo now, field by field."""
    named = [one.registration_id for one in photo.people.all() if one.is_named]
    said = [name for name in Description.__dataclass_fields__ if name != "people"]
    return {"version": photo.version, "people": named} | {n: getattr(photo, n) for n in said}


def _who_took_part(photo: RecapPhoto) -> "QuerySet[Registration]":
    """Whoever is named already, whatever became of their seat; then everybody with a seat."""
    is_named = Q(pk__in=[one.registration_id for one in photo.people.all()])
    there = Registration.objects.filter(
        is_named | Q(status__in=Registration.SEATED), excursion=photo.recap.excursion_id
    )
    there = there.select_related("unit").prefetch_related("photo_consents")
    return there.annotate(is_named=is_named).order_by("-is_named", "name")


def with_choices(data: QueryDict, photo: RecapPhoto) -> QueryDict:
    """What was sent, with the stored version in those fields where it was chosen."""
    chosen, now = data.copy(), stored(photo)
    for name in data.getlist("take"):
        if name in now:
            value = now[name]
            chosen.setlist(name, _as_sent(value))
            if not chosen.getlist(name):
                del chosen[name]
    return chosen


def _as_sent(value: Any) -> list[str]:
    if isinstance(value, bool):
        return ["on"] if value else []
    return [str(one) for one in value] if isinstance(value, list) else [str(value)]


def places(form: PhotoForm, theirs: RecapPhoto | None = None) -> dict[str, Place]:
    """Each field; beside it what somebody else stored there meanwhile, if that is not the same."""
    names = list(Description.__dataclass_fields__)
    if theirs is None:
        return {name: Place(form[name]) for name in names}
    sent = form.cleaned_data | {"people": [one.pk for one in form.cleaned_data["people"]]}
    return {name: Place(form[name], _question(name, sent[name], stored(theirs))) for name in names}


def _question(name: str, mine: Any, now: dict[str, Any]) -> Question | None:
    theirs = now[name]
    if mine == theirs or (name == "people" and set(mine) == set(theirs)):
        return None
    return Question(words(_in_words(name, mine), _in_words(name, theirs)), take=False)


def _in_words(name: str, value: Any) -> str:
    if name == "people":
        found = Registration.objects.filter(pk__in=value).order_by("name")
        return ", ".join(found.values_list("name", flat=True)) or gettext("nobody")
    if name == "recognisable":
        return str(RecapPhoto.Recognisable(value).label)
    if name == "licence":
        return str(RecapPhoto.Licence(value).label)
    if isinstance(value, bool):
        return gettext("Yes") if value else gettext("No")
    return f"{value} %" if isinstance(value, int) else str(value)
