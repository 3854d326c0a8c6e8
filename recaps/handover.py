"""The hand-over: what another content management system needs, in forms it can read."""

import html
import json
import re
import tempfile
import zipfile
from typing import IO, Any
from urllib.parse import quote

from bs4 import BeautifulSoup
from django.conf import settings
from django.core.files.storage import default_storage
from django.template.loader import render_to_string
from markdownify import MarkdownConverter

from recaps import content
from recaps.models import Recap, RecapPhoto
from recaps.models.photo import folder

# The widths of the three sizes; of a smaller photo the nearest there is.
SIZES = {"gross": 2240, "mittel": 1440, "klein": 480}
_SIGNS = re.compile(r"([\\`\[\]])")
IN_MEMORY = 8 * 1024 * 1024  # bytes; a larger package goes through a temporary file


def package(recap: Recap) -> IO[bytes]:
    """The ZIP with Markdown, HTML, JSON and photos, open at its beginning."""
    assert recap.publication.content is not None
    showable = RecapPhoto.objects.showable().filter(recap=recap)
    article = content.article(
        recap.publication.content, showable=set(showable.values_list("pk", flat=True))
    )
    url = settings.SITE_URL + recap.get_absolute_url()
    page = render_to_string("recaps/handover.html", {"article": article, "url": url})
    target = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 (the answer closes it)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(f"{recap.slug}.html", page)
        archive.writestr(f"{recap.slug}.md", _markdown(page))
        data = _data(recap, article, url)
        archive.writestr(f"{recap.slug}.json", json.dumps(data, ensure_ascii=False, indent=2))
        for photo in article.photos:
            for size, name in _files(photo).items():
                width = content.nearest(photo.widths, SIZES[size])
                with default_storage.open(f"{folder(photo.key)}/{width}.jpg") as source:
                    # Pictures are compressed already.
                    archive.writestr(name, source.read(), zipfile.ZIP_STORED)
    target.seek(0)
    return target


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
