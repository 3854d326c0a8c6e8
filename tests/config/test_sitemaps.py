"""What search engines are told: everything public, under its public address, and no more."""

import re

import pytest
from django.conf import LazySettings
from django.urls import reverse

from config.sitemaps import NOT_FOR_ROBOTS
from excursions.models import Excursion
from tests import factories
from tests.conftest import Client

pytestmark = pytest.mark.django_db
SITE = "https://exkursionen.stadt.example"


def addresses(client: Client) -> list[str]:
    answer = client.get("/sitemap.xml")
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/xml"
    return re.findall(r"<loc>(.*?)</loc>", answer.content.decode())


def test_all_that_is_public_is_listed_once(client: Client) -> None:
    place = factories.station(slug="jedi")
    for slug, fields in (
        ("offen", {}),
        ("zu", {"status": "closed"}),
        ("abgesagt", {"status": "cancelled", "cancellation_reason": "Sturm"}),
    ):
        factories.stop(factories.excursion(slug=slug, **fields), place)
    paths = ["/", "/rueckblicke/", "/datenschutz/", "/barrierefreiheit/", "/impressum/"]
    paths += ["/leichte-sprache/", "/hilfe/"]
    paths += ["/stationen/jedi/"]
    paths += [f"/exkursionen/{slug}/" for slug in ("offen", "zu", "abgesagt")]
    found = addresses(client)
    assert sorted(found) == sorted(f"{SITE}{path}" for path in paths)


def test_drafts_and_the_places_only_they_lead_to_are_not_listed(
    client: Client, as_alex: Client
) -> None:
    draft = factories.excursion(slug="geheim", status="draft")
    factories.stop(draft, factories.station(slug="versteck"))
    factories.station(slug="vielleicht")
    for who in (client, as_alex):
        assert not re.search("geheim|versteck|vielleicht", "".join(addresses(who)))


def test_everything_listed_can_be_read_without_logging_in(
    excursion: Excursion, client: Client
) -> None:
    factories.stop(excursion)
    for address in addresses(client):
        assert client.get(address.removeprefix(SITE)).status_code == 200


def test_the_addresses_are_those_of_the_settings_whoever_asks(
    client: Client, settings: LazySettings
) -> None:
    settings.SITE_URL = "http://andere.example:8000"
    for path in ("/sitemap.xml", "/robots.txt"):
        page = client.get(path).content.decode()  # asks for https://testserver
        assert "http://andere.example:8000/" in page
        assert "testserver" not in page


def test_robots_may_read_all_but_what_is_for_people(client: Client) -> None:
    answer = client.get("/robots.txt")
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    lines = answer.content.decode().splitlines()
    assert lines[0] == "User-agent: *"
    assert lines[1:-2] == [f"Disallow: {path}" for path in NOT_FOR_ROBOTS]
    assert lines[-1] == f"Sitemap: {SITE}/sitemap.xml"
    assert not client.get("/robots.txt").cookies


def test_what_robots_leave_out_is_there_for_people() -> None:
    ours = [reverse("admin:index"), reverse("account_login"), reverse("excursions:mine")]
    ours.append(reverse("excursions:registration", args=[1]))
    ours += [reverse("excursions:own_calendar"), reverse("excursions:feed_own", args=["x"])]
    for address in ours:
        assert address.startswith(NOT_FOR_ROBOTS)
