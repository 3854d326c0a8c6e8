"""The hand-over for one use: what another system needs, with the photos that may go there."""

import html
import json
import re
import tempfile
import zipfile
from collections.abc import Collection
from dataclasses import dataclass
from typing import IO, Any
from urllib.parse import quote

from bs4 import BeautifulSoup
from django.conf import settings
from django.core.files.storage import default_storage
from django.template.loader import render_to_string
from django.utils import timezone
from markdownify import MarkdownConverter

from excursions.models import PhotoConsent
from recaps import content
from recaps.models import Recap, RecapPhoto
from recaps.models.photo import folder

# The widths of the three sizes; of a smaller photo the nearest there is.
SIZES = {"gross": 2240, "mittel": 1440, "klein": 480}
_SIGNS = re.compile(r"([\\`\[\]])")
IN_MEMORY = 8 * 1024 * 1024  # bytes; a larger package goes through a temporary file


@dataclass(frozen=True)
class Selection:
    """The photos of a public article for one use, in the order of the page."""

    use: PhotoConsent.Use
    photos: list[content.Picture]
    # Shown on the website, but not everybody on it agreed to this use.
    left_out: list[content.Picture]
    # Others can be recognised: where their written consent is kept, editors know.
    to_check: list[content.Picture]


def selections(recap: Recap) -> list[Selection]:
    """What a package would hold, for each use: one statement each, however many photos."""
    showable = RecapPhoto.objects.showable().filter(recap=recap)
    others = dict(showable.values_list("pk", "others_note"))
    photos = _article(recap, others).photos
    return [
        Selection(
            use=use,
            photos=[photo for photo in photos if photo.id in usable],
            left_out=[photo for photo in photos if photo.id not in usable],
            to_check=[photo for photo in photos if photo.id in usable and others[photo.id]],
        )
        for use in PhotoConsent.Use
        for usable in [_usable(recap, use)]
    ]


def _usable(recap: Recap, use: PhotoConsent.Use) -> set[int]:
    usable = RecapPhoto.objects.usable_for(use).filter(recap=recap)
    return set(usable.values_list("pk", flat=True))


def _article(recap: Recap, showable: Collection[int]) -> content.Article:
    assert recap.publication.content is not None
    return content.article(recap.publication.content, showable=showable)


def package(recap: Recap, use: PhotoConsent.Use) -> IO[bytes]:
    """The ZIP with Markdown, HTML, JSON and photos, open at its beginning. It holds those photos
    on which everybody agreed to this use, and says so.
    """
    (selection,) = [one for one in selections(recap) if one.use == use]
    article = _article(recap, {photo.id for photo in selection.photos})
    url = settings.SITE_URL + recap.get_absolute_url()
    page = render_to_string("recaps/handover.html", {"article": article, "url": url})
    about = {"selection": selection, "url": url, "now": timezone.now()}
    target = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 (the answer closes it)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("LIESMICH.txt", render_to_string("recaps/handover_about.txt", about))
        archive.writestr(f"{recap.slug}.html", page)
        archive.writestr(f"{recap.slug}.md", _markdown(page))
        data = _data(recap, article, url) | _terms(selection)
        archive.writestr(f"{recap.slug}.json", json.dumps(data, ensure_ascii=False, indent=2))
        for photo in article.photos:
            for size, name in _files(photo).items():
                width = content.nearest(photo.widths, SIZES[size])
                with default_storage.open(f"{folder(photo.key)}/{width}.jpg") as source:
                    # Pictures are compressed already.
                    archive.writestr(name, source.read(), zipfile.ZIP_STORED)
    target.seek(0)
    return target


def _terms(selection: Selection) -> dict[str, Any]:
    return {
        "made_for": selection.use,
        "made_at": timezone.now().isoformat(),
        "left_out": [{"id": photo.id, "caption": photo.caption} for photo in selection.left_out],
    }


def _files(photo: content.Picture) -> dict[str, str]:
    """The names in the package, by size; the page of the package uses them as well."""
    return {size: f"fotos/foto-{photo.id}-{size}.jpg" for size in SIZES}


def _markdown(page: str) -> str:
    """Words stay words: Markdown may hold HTML, and what somebody typed shall be neither markup
    nor a link on the other website.
    """
    body = BeautifulSoup(page.partition("<body>")[2].partition("</body>")[0], "html.parser")
    for words in body.find_all(string=True):
        words.replace_with(_plain(words))
    for link in body.find_all("a"):
        link["href"] = quote(str(link.get("href", "")), safe="/:?#@!$&'*+,;=%~")
    for picture in body.find_all("img"):
        picture["alt"] = _plain(str(picture.get("alt", "")))
    converter = MarkdownConverter(heading_style="ATX", bullets="-")
    return converter.convert_soup(body).strip() + "\n"


def _plain(words: str) -> str:
    return _SIGNS.sub(r"\\\1", html.escape(words, quote=False))


def _data(recap: Recap, article: content.Article, url: str) -> dict[str, Any]:
    publication = recap.publication
    return {
        "id": url,
        "permalink": url,
        "title": article.title,
        "date_line": article.date_line,
        "lead": article.lead,
        "happened_on": publication.happened_on.isoformat(),
        "published": publication.published_at.isoformat(),
        "updated": publication.updated_at and publication.updated_at.isoformat(),
        "stations": [section.station["name"] for section in article.stations if section.station],
        "photos": [
            {
                "files": _files(photo),
                "alt": photo.alt,
                "decorative": photo.is_decorative,
                "caption": photo.caption,
                "credit": photo.credit.name,
                "licence": photo.credit.licence_name,
                "licence_url": photo.credit.licence_url,
                "focus": {"x": photo.focus_x, "y": photo.focus_y},
                "cover": photo is article.cover,
            }
            for photo in article.photos
        ],
    }
