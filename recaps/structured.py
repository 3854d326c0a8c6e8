"""A recap as machines read it: schema.org, for search engines. Says nothing about people."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from excursions.structured import SCHEMA, organisation
from recaps import content
from recaps.content import Article, Content
from recaps.models import Publication, Recap

IMAGE_WIDTH = 1440
MOST_IMAGES = 6  # enough to choose from


def article(recap: Recap, publication: Publication, article: Article) -> dict[str, Any]:
    """The article, what it is about, and where it stands."""
    return {
        "@context": SCHEMA,
        "@graph": [_article(recap, publication, article), _breadcrumbs(recap, article)],
    }


def share_url(recap: Recap, publication: Publication) -> str:
    """The picture for links to the article; another address as soon as the text is another."""
    path = reverse("recaps:share_image", args=[recap.slug])
    changed = publication.updated_at or publication.published_at
    return f"{settings.SITE_URL}{path}?v={changed:%Y%m%d%H%M%S}"


def _article(recap: Recap, publication: Publication, article: Article) -> dict[str, Any]:
    url = settings.SITE_URL + recap.get_absolute_url()
    pictures = [
        settings.SITE_URL + photo.url(content.nearest(photo.widths, IMAGE_WIDTH), "jpg")
        for photo in article.photos[:MOST_IMAGES]
    ]
    published, updated = publication.published_at, publication.updated_at
    return {
        "@type": "Article",
        "headline": article.title,
        "description": article.lead,
        "url": url,
        "mainEntityOfPage": url,
        "inLanguage": "de",
        "datePublished": timezone.localtime(published).isoformat(timespec="seconds"),
        "dateModified": timezone.localtime(updated or published).isoformat(timespec="seconds"),
        "image": pictures or [share_url(recap, publication)],
        "author": organisation(),
        "publisher": organisation(),
        "about": _event(publication, article),
    }


def _event(publication: Publication, article: Article) -> dict[str, Any]:
    """From the article alone: what is changed at the excursion later does not reach it."""
    return {
        "@type": "Event",
        "name": article.title,
        "startDate": publication.happened_on.isoformat(),
        "location": [_place(section.station) for section in article.stations if section.station],
        "organizer": organisation(),
    }


def _place(station: Content) -> dict[str, Any]:
    return {"@type": "Place", "name": station["name"], "address": station["address"]}


def _breadcrumbs(recap: Recap, article: Article) -> dict[str, Any]:
    steps = [
        (_("Recaps"), reverse("recaps:archive")),
        (article.title, recap.get_absolute_url()),
    ]
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": n, "name": name, "item": settings.SITE_URL + path}
            for n, (name, path) in enumerate(steps, start=1)
        ],
    }
