"""The article as data: `of` freezes a recap, `article` makes a page of what was frozen.

The same form serves the public page, the preview, the history and the hand-over, so what an
editor checks is what will be published.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from recaps import text
from recaps.models import Recap, RecapPhoto, RecapSection

Content = dict[str, Any]

# Where the text of a licence stands; the others have none to link to.
LICENCES = {
    RecapPhoto.Licence.CC0: "https://creativecommons.org/publicdomain/zero/1.0/deed.de",
    RecapPhoto.Licence.CC_BY: "https://creativecommons.org/licenses/by/4.0/deed.de",
    RecapPhoto.Licence.CC_BY_SA: "https://creativecommons.org/licenses/by-sa/4.0/deed.de",
}

TEXT_FIELDS = ("title", "date_line", "who", "lead", "conclusion", "thanks", "closing")
SECTION_FIELDS = ("heading", "text", "visit_note")
PHOTO_FIELDS = (
    *("position", "is_cover", "caption", "credit", "licence"),
    *("alt", "is_decorative", "focus_x", "focus_y"),
    *("key", "width", "height", "widths"),
)


def of(recap: Recap) -> Content:
    """The working copy as plain data. Reads sections and photos in two statements."""
    photos = RecapPhoto.objects.kept().filter(recap=recap)
    return {
        **{name: getattr(recap, name) for name in TEXT_FIELDS},
        "sections": [_section(section) for section in recap.sections.select_related("station")],
        "photos": [_photo(photo) for photo in photos],
    }


def _section(section: RecapSection) -> Content:
    station = section.station
    return {
        "id": section.pk,
        **{name: getattr(section, name) for name in SECTION_FIELDS},
        "station": station
        and {"slug": station.slug, "name": station.name, "address": station.address},
    }


def _photo(photo: RecapPhoto) -> Content:
    return {
        "id": photo.pk,
        "section": photo.section_id,
        **{name: getattr(photo, name) for name in PHOTO_FIELDS},
    }


@dataclass(frozen=True)
class Credit:
    """Who took a photo, and under which licence it is used."""

    name: str
    licence: str = ""

    @property
    def licence_name(self) -> str:
        """Empty as long as nobody stated it."""
        return str(RecapPhoto.Licence(self.licence).label) if self.licence else ""

    @property
    def licence_url(self) -> str:
        return LICENCES.get(RecapPhoto.Licence(self.licence), "")

    def __str__(self) -> str:
        return ", ".join(filter(None, (self.name, self.licence_name)))


@dataclass(frozen=True)
class Picture:
    """A photo on a page. `base` is the web address of the folder that serves it."""

    id: int
    base: str
    key: str
    caption: str
    credit: Credit
    alt: str
    is_decorative: bool
    focus_x: int
    focus_y: int
    width: int
    height: int
    widths: list[int]

    def url(self, width: int, extension: str) -> str:
        return f"{self.base}{self.key}/{width}.{extension}"

    def srcset(self, extension: str) -> str:
        return ", ".join(f"{self.url(w, extension)} {w}w" for w in self.widths)

    @property
    def avif(self) -> str:
        return self.srcset("avif")

    @property
    def webp(self) -> str:
        return self.srcset("webp")

    @property
    def jpg(self) -> str:
        return self.srcset("jpg")

    @property
    def src(self) -> str:
        """For browsers that know no srcset."""
        return self.url(nearest(self.widths, 960), "jpg")

    @property
    def small(self) -> str:
        """For lists in the editor."""
        return self.url(self.widths[0], "jpg")

    @property
    def is_portrait(self) -> bool:
        return self.height > self.width

    @property
    def focus_class(self) -> str:
        """The focus point in steps of ten percent, as classes: pages carry no inline style."""
        return f"fx-{round(self.focus_x, -1)} fy-{round(self.focus_y, -1)}"


def nearest(widths: list[int], wanted: int) -> int:
    """The smallest width that is at least as wanted, or the largest there is."""
    return next((w for w in sorted(widths) if w >= wanted), max(widths))


@dataclass(frozen=True)
class Section:
    """A chapter of the article; `number` counts the stations, 0 for a chapter without one."""

    number: int
    heading: str
    html: SafeString
    visit_note: str
    station: Content | None
    photos: list[Picture]

    @property
    def anchor(self) -> str:
        return f"station-{self.number}" if self.number else ""


@dataclass(frozen=True)
class Article:
    """Everything the page of a recap shows."""

    title: str
    date_line: str
    who: str
    lead: str
    closing: str
    conclusion: SafeString
    thanks: SafeString
    sections: list[Section]
    cover: Picture | None
    gallery: list[Picture]
    minutes: int
    # Photos of the text that may not be shown (yet); a preview says how many.
    hidden: int = field(default=0)

    @property
    def stations(self) -> list[Section]:
        return [section for section in self.sections if section.number]

    @property
    def photos(self) -> list[Picture]:
        """All of them, in the order of the page."""
        inside = [photo for section in self.sections for photo in section.photos]
        return [*([self.cover] if self.cover else []), *inside, *self.gallery]

    @property
    def credits(self) -> list[Credit]:
        """Who took the photos, each once for each licence."""
        return list(dict.fromkeys(photo.credit for photo in self.photos if photo.credit.name))


def article(content: Content, *, showable: Collection[int], base: str = "") -> Article:
    """The page of this content, with those photos whose keys are in `showable`."""
    base = base or _public_base()
    shown = _shown(content, showable)
    cover = next((row for row in shown if row["is_cover"]), None)
    inside = [row for row in shown if row is not cover]
    known = {section["id"] for section in content["sections"]}
    return Article(
        **{name: content[name] for name in ("title", "date_line", "who", "lead", "closing")},
        conclusion=text.safe(content["conclusion"]),
        thanks=text.safe(content["thanks"]),
        sections=_sections(content, inside, base),
        cover=_picture(cover, base) if cover else None,
        gallery=[_picture(row, base) for row in inside if row["section"] not in known],
        minutes=text.reading_minutes(
            content["lead"],
            *(section["text"] for section in content["sections"]),
            *(content["conclusion"], content["thanks"], content["closing"]),
        ),
        hidden=len(content["photos"]) - len(shown),
    )


def cover_of(content: Content, *, showable: Collection[int]) -> Picture | None:
    """The photo that stands for the whole article: its cover, else the first there is."""
    shown = sorted(_shown(content, showable), key=lambda row: not row["is_cover"])
    return _picture(shown[0], _public_base()) if shown else None


def _shown(content: Content, showable: Collection[int]) -> list[Content]:
    rows = sorted(content["photos"], key=lambda row: (row["position"], row["id"]))
    return [row for row in rows if row["id"] in showable and row["widths"]]


def _sections(content: Content, photos: list[Content], base: str) -> list[Section]:
    sections, number = [], 0
    for row in content["sections"]:
        number += bool(row["station"])
        sections.append(
            Section(
                number=number if row["station"] else 0,
                heading=row["heading"],
                html=text.safe(row["text"]),
                visit_note=row["visit_note"],
                station=row["station"],
                photos=[_picture(photo, base) for photo in photos if photo["section"] == row["id"]],
            )
        )
    return sections


def _public_base() -> str:
    return reverse("recaps:archive") + "bilder/"


def _picture(row: Content, base: str) -> Picture:
    names = Picture.__dataclass_fields__.keys() - {"base", "credit"}
    # What was frozen before there were licences has none.
    credit = Credit(row["credit"], row.get("licence", ""))
    return Picture(base=base, credit=credit, **{name: row[name] for name in names})


def picture(photo: RecapPhoto) -> Picture:
    """A photo whose renditions are there, for the pages on which a recap is made."""
    return _picture(_photo(photo), _public_base())


def photo_ids(content: Content) -> list[int]:
    return [row["id"] for row in content["photos"]]


def station_slugs(content: Content) -> list[str]:
    return [row["station"]["slug"] for row in content["sections"] if row["station"]]


def station_names(content: Content) -> list[str]:
    """In the order of the visit, each once."""
    rows = (row["station"]["name"] for row in content["sections"] if row["station"])
    return list(dict.fromkeys(rows))


def date_line(at: datetime) -> str:
    """„10. September 2025“"""
    return date_format(timezone.localtime(at), "j. F Y")


def who(number: int) -> str:
    """„rund 40 Mitarbeitende“: a suggestion, rounded from 10 people on (to fives, from 20 on to
    tens), because not everybody is counted.
    """
    if number < 10:
        one_by_one = ngettext("%(n)s employee", "%(n)s employees", number)
        return one_by_one % {"n": number} if number else ""
    step = 10 if number >= 20 else 5
    return _("around %(n)s employees") % {"n": round(number / step) * step}
