"""The writing page as an object: the fields, and what stands beside them."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from django.forms import BoundField
from django.urls import reverse
from django.utils.translation import gettext as _

from recaps.actions import SectionText, Texts
from recaps.content import SECTION_FIELDS, TEXT_FIELDS, Content
from recaps.forms import SectionForm, SectionFormSet, TextForm
from recaps.merge import Merge, Question, Row
from recaps.models import Recap, RecapPhoto, RecapSection


@dataclass(frozen=True)
class Place:
    """A field on the page, and what somebody else stored there meanwhile."""

    field: BoundField
    question: Question | None = None


@dataclass(frozen=True)
class Chapter:
    """A section on the page: its fields, and what stands beside them."""

    form: SectionForm
    section: RecapSection | None
    thumbs: list[str]
    row: Row | None = None

    @property
    def places(self) -> dict[str, Place]:
        asked = self.row.questions if self.row else {}
        return {name: Place(self.form[name], asked.get(name)) for name in SECTION_FIELDS}

    @property
    def is_raw(self) -> bool:
        """Whether the text is still the raw material, as it stands on the page."""
        raw = self.section.raw_material.split() if self.section else []
        return bool(raw) and str(self.form["text"].value() or "").split() == raw


class Sheet:
    """The whole form of a recap. `version` and `base` say what it was written on."""

    def __init__(
        self,
        recap: Recap,
        text: TextForm,
        sections: SectionFormSet,
        *,
        known: Mapping[int, RecapSection],
        base: str,
        version: int,
        merged: Merge | None = None,
    ) -> None:
        self.recap, self.text, self.sections, self.known = recap, text, sections, known
        self.base, self.version, self.merged = base, version, merged

    @cached_property
    def is_valid(self) -> bool:
        return self.text.is_valid() & self.sections.is_valid()

    @property
    def texts(self) -> Texts:
        """What was sent, as the actions take it."""
        rows = [
            SectionText(**{name: row[name] for name in ("pk", "station", *SECTION_FIELDS)})
            for _number, row in self.sections.kept()
        ]
        return Texts(**self.text.cleaned_data, sections=rows)

    @property
    def content(self) -> Content:
        """What was sent, in the shape in which contents are compared."""
        rows = [
            {
                "id": row["pk"],
                "station": row["station"] and row["station"].pk,
                **{name: row[name] for name in SECTION_FIELDS},
            }
            for _number, row in self.sections.kept()
        ]
        return {**self.text.cleaned_data, "sections": rows, "photos": []}

    @property
    def places(self) -> dict[str, Place]:
        asked = self.merged.texts if self.merged else {}
        return {name: Place(self.text[name], asked.get(name)) for name in TEXT_FIELDS}

    @cached_property
    def chapters(self) -> list[Chapter]:
        thumbs = _thumbs(self.recap)
        rows = self.merged.rows if self.merged else [None] * len(self.sections.forms)
        found = []
        for form, row in zip(self.sections.forms, rows, strict=True):
            pk = int(form["pk"].value() or 0)
            found.append(Chapter(form, self.known.get(pk), thumbs[pk], row))
        return found

    @property
    def spare(self) -> Chapter:
        """An empty section at the end, for browsers without JavaScript."""
        number = len(self.sections.forms)
        options = {**self.sections.form_kwargs, "initial": {"position": number + 1}}
        return Chapter(SectionForm(prefix=self.sections.add_prefix(number), **options), None, [])

    @property
    def blank(self) -> Chapter:
        """What ordering.js makes new sections from."""
        return Chapter(self.sections.empty_form, None, [])

    @property
    def problems(self) -> list[tuple[str, str]]:
        """What has to be shortened: the id of the field, and the sentence."""
        found = [("sections", str(error)) for error in self.sections.non_form_errors()]
        for number, form in enumerate([self.text, *self.sections.forms]):
            for name, errors in form.errors.items():
                field = form[name]
                label = field.label if form is self.text else section_label(number, field.label)
                found += [(field.id_for_label, f"{label}: {error}") for error in errors]
        return found

    @cached_property
    def questions(self) -> list[tuple[str, str]]:
        """Where both versions stand side by side: the id of the field, and its name."""
        found = [
            (place.field.id_for_label, str(place.field.label))
            for place in self.places.values()
            if place.question
        ]
        for number, chapter in enumerate(self.chapters, start=1):
            found += [
                (place.field.id_for_label, section_label(number, place.field.label))
                for place in chapter.places.values()
                if place.question
            ]
        return found


def section_label(number: int, label: object) -> str:
    """„Abschnitt 2, Text“"""
    return _("Section %(n)s, %(field)s") % {"n": number, "field": label}


def _thumbs(recap: Recap) -> defaultdict[int, list[str]]:
    """The addresses of the photos of each section, empty while one is being prepared."""
    found: defaultdict[int, list[str]] = defaultdict(list)
    for photo in RecapPhoto.objects.kept().filter(recap=recap, section__isnull=False):
        name = f"{min(photo.widths)}.jpg" if photo.widths else ""
        url = reverse("recaps:picture", args=[photo.key, name]) if name else ""
        found[photo.section_id or 0].append(url)
    return found
