"""What search engines read first: robots.txt and the sitemap, with addresses from SITE_URL."""

from datetime import datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import sitemaps
from django.contrib.auth.decorators import login_not_required
from django.contrib.sitemaps.views import sitemap
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse
from django.views.decorators.http import require_safe

from excursions.models import Excursion
from recaps.models import Publication
from stations.models import Station

# What is for one person or for the team alone; what is secret is kept by rights, not by this.
NOT_FOR_ROBOTS = (
    "/verwaltung/",
    "/konto/",
    "/meine-anmeldungen/",
    "/mein-kalender/",
    "/kalender/",
    "/anmeldungen/",
    "/barriere-melden/",
    "/rueckblicke/redaktion/",
)

if TYPE_CHECKING:
    Base = sitemaps.Sitemap[Any]
else:
    Base = sitemaps.Sitemap


class Public(Base):
    """Addresses as people know them, whatever name and protocol a proxy asks with."""

    def get_protocol(self, protocol: str | None = None) -> str:
        return urlsplit(settings.SITE_URL).scheme

    def get_domain(self, site: Any = None) -> str:
        return urlsplit(settings.SITE_URL).netloc


class Pages(Public):
    """The pages that do not come from the database."""

    def items(self) -> list[str]:
        return [
            "excursions:list",
            "recaps:archive",
            "pages:privacy",
            "pages:accessibility",
            "pages:plain",
            "pages:help",
            "pages:imprint",
        ]

    def location(self, item: str) -> str:
        return reverse(item)


class Excursions(Public):
    """All but drafts."""

    def items(self) -> QuerySet[Excursion]:
        return Excursion.objects.public().only("slug")


class Stations(Public):
    """The places to which a public excursion leads or led."""

    def items(self) -> QuerySet[Station]:
        public = Excursion.objects.public()
        return Station.objects.filter(stops__excursion__in=public).only("slug", "name").distinct()


class Recaps(Public):
    """The articles that can be read now."""

    def items(self) -> QuerySet[Publication]:
        return Publication.objects.live().select_related("recap").defer("content")

    def lastmod(self, item: Publication) -> datetime:
        return item.updated_at or item.published_at


SITEMAPS: dict[str, type[Public]] = {
    "pages": Pages,
    "excursions": Excursions,
    "stations": Stations,
    "recaps": Recaps,
}


@login_not_required
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Everything public may be found."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in NOT_FOR_ROBOTS)]
    lines += ["", f"Sitemap: {settings.SITE_URL}{reverse('sitemap')}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


urlpatterns = [
    path("robots.txt", robots, name="robots"),
    path("sitemap.xml", login_not_required(sitemap), {"sitemaps": SITEMAPS}, name="sitemap"),
]
