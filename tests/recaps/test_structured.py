"""What machines read of an article: structured data, Open Graph, the sitemap."""

import json
import re
from datetime import timedelta
from typing import Any

from time_machine import TimeMachineFixture

from accounts.models import User
from recaps import actions
from recaps.models import Recap, RecapPhoto
from tests.conftest import Client
from tests.recaps import factories

SITE = "https://exkursionen.stadt.example"
DATA = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
META = re.compile(r'<meta (?:property|name)="([\w:]+)" content="(.*?)">')


def graph(page: str) -> list[dict[str, Any]]:
    (found,) = DATA.findall(page)
    data = json.loads(found)
    assert data["@context"] == "https://schema.org"
    nodes: list[dict[str, Any]] = data["@graph"]
    return nodes


def test_an_article_about_an_event_at_its_stations(robin: User, client: Client) -> None:
    recap = factories.published(robin, factories.past_excursion(slug="jena"))
    photo = RecapPhoto.objects.get()
    article, breadcrumbs = graph(client.get(recap.get_absolute_url()).text)
    first, second = [section.station for section in recap.sections.all()]
    assert first
    assert second
    city = {"@type": "Organization", "name": "Stadt Jena", "url": f"{SITE}/"}
    assert article == {
        "@type": "Article",
        "headline": "Smartes Jena erleben",
        "description": "Ein Nachmittag, zwei Stationen.",
        "url": f"{SITE}/rueckblicke/jena/",
        "mainEntityOfPage": f"{SITE}/rueckblicke/jena/",
        "inLanguage": "de",
        "datePublished": "2027-05-12T09:00:00+02:00",
        "dateModified": "2027-05-12T09:00:00+02:00",
        "image": [f"{SITE}/rueckblicke/bilder/{photo.key}/800.jpg"],
        "author": city,
        "publisher": city,
        "about": {
            "@type": "Event",
            "name": "Smartes Jena erleben",
            "startDate": "2027-05-11",
            "location": [
                {"@type": "Place", "name": first.name, "address": first.address},
                {"@type": "Place", "name": second.name, "address": second.address},
            ],
            "organizer": city,
        },
    }
    items = [(item["name"], item["item"]) for item in breadcrumbs["itemListElement"]]
    assert items == [
        ("Rückblicke", f"{SITE}/rueckblicke/"),
        ("Smartes Jena erleben", f"{SITE}/rueckblicke/jena/"),
    ]


def test_without_a_photo_the_drawn_picture_stands_in(robin: User, client: Client) -> None:
    recap = factories.published(robin, photos=0)
    article, _breadcrumbs = graph(client.get(recap.get_absolute_url()).text)
    (image,) = article["image"]
    assert client.get(image.removeprefix(SITE)).status_code == 200


def test_a_link_elsewhere_shows_a_picture(
    robin: User, client: Client, clock: TimeMachineFixture
) -> None:
    recap = factories.published(robin, factories.past_excursion(slug="jena"))
    page = client.get(recap.get_absolute_url()).text
    meta = dict(META.findall(page))
    assert meta["og:type"] == "article"
    assert meta["og:title"] == "Smartes Jena erleben"
    assert meta["og:url"] == f"{SITE}/rueckblicke/jena/"
    assert meta["og:image"].startswith(f"{SITE}/rueckblicke/jena/teilen.png?v=")
    assert (meta["og:image:width"], meta["og:image:height"]) == ("1200", "630")
    assert meta["og:image:alt"] == "Smartes Jena erleben, 11. Mai 2027"
    assert meta["article:published_time"].startswith("2027-05-12T09:00:00")
    assert "article:modified_time" not in meta
    assert meta["twitter:card"] == "summary_large_image"
    assert f'<link rel="canonical" href="{SITE}/rueckblicke/jena/">' in page
    clock.shift(timedelta(days=1))
    recap = Recap.objects.get()
    actions.save(
        recap, texts=factories.texts(recap, title="Neu"), version=recap.version, actor=robin
    )
    actions.publish(recap, actor=robin)
    changed = dict(META.findall(client.get(recap.get_absolute_url()).text))
    assert changed["article:modified_time"].startswith("2027-05-13T09:00:00")
    assert changed["og:image"] != meta["og:image"]


def test_the_sitemap_knows_when_an_article_changed(robin: User, client: Client) -> None:
    recap = factories.published(robin, factories.past_excursion(slug="jena"), photos=0)
    factories.written(robin)
    sitemap = client.get("/sitemap.xml").text
    assert f"<loc>{SITE}/rueckblicke/jena/</loc><lastmod>2027-05-12</lastmod>" in sitemap
    assert sitemap.count("/rueckblicke/") == 2  # the archive and the article
    actions.withdraw(recap, actor=robin, reason="")
    assert client.get("/sitemap.xml").text.count("/rueckblicke/") == 1
