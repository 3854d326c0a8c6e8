"""What machines read of a page: structured data, its one address, and the card of a link."""

import json
import re
from typing import Any

import pytest

from excursions.models import Excursion
from tests import factories
from tests.conftest import Client

pytestmark = pytest.mark.django_db
SITE = "https://exkursionen.stadt.example"
DATA = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


def data_of(excursion: Excursion, client: Client) -> list[Any]:
    page = client.get(excursion.get_absolute_url()).content.decode()
    return [json.loads(found) for found in DATA.findall(page)]


def test_an_excursion_is_an_event_at_its_stations(client: Client) -> None:
    excursion = factories.excursion(slug="jena", capacity=40)
    quarter = factories.station(
        "Smartes Quartier",
        slug="quartier",
        street="Ziegesarstraße 9",
        postal_code="07747",
        district="Lobeda",
    )
    factories.stop(excursion, quarter)
    factories.stop(excursion, factories.station("JEDI", postal_code=""))
    (event,) = data_of(excursion, client)
    places = event.pop("location")
    assert event == {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": "Smartes Jena erleben",
        "description": "Ein Nachmittag, drei Stationen.",
        "startDate": "2027-06-09T13:00:00+02:00",
        "endDate": "2027-06-09T17:00:00+02:00",
        "eventStatus": "https://schema.org/EventScheduled",
        "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
        "organizer": {"@type": "Organization", "name": "Stadt Jena", "url": f"{SITE}/"},
        "maximumAttendeeCapacity": 40,
        "url": f"{SITE}/exkursionen/jena/",
    }
    assert places[0] == {
        "@type": "Place",
        "name": "Smartes Quartier",
        "address": {
            "@type": "PostalAddress",
            "streetAddress": "Ziegesarstraße 9",
            "postalCode": "07747",
            "addressLocality": "Jena-Lobeda",
            "addressCountry": "DE",
        },
        "url": f"{SITE}/stationen/quartier/",
    }
    assert places[1]["name"] == "JEDI"
    assert "postalCode" not in places[1]["address"]


def test_in_winter_the_offset_is_another(client: Client) -> None:
    (event,) = data_of(factories.excursion(starts_at=factories.berlin("2027-12-01 13:00")), client)
    assert event["startDate"] == "2027-12-01T13:00:00+01:00"


def test_as_long_as_no_station_is_known_it_is_where_people_meet(
    excursion: Excursion, client: Client
) -> None:
    (event,) = data_of(excursion, client)
    assert event["location"]["name"] == excursion.meeting_point


def test_what_is_called_off_says_so_at_once(excursion: Excursion, client: Client) -> None:
    (before,) = data_of(excursion, client)
    Excursion.objects.update(status="cancelled", cancellation_reason="Sturm")
    (after,) = data_of(excursion, client)
    assert before["eventStatus"].endswith("/EventScheduled")
    assert after["eventStatus"].endswith("/EventCancelled")


def test_a_draft_has_none(excursion: Excursion, as_alex: Client) -> None:
    (_event,) = data_of(excursion, as_alex)
    Excursion.objects.update(status="draft")
    assert data_of(excursion, as_alex) == []


@pytest.mark.parametrize(
    "evil",
    ["</script><script>alert(1)</script>", "<!-- <script>", "Ton & <b>Licht</b>", '\\u003c"'],
)
def test_no_text_ends_the_data_early(evil: str, client: Client) -> None:
    excursion = factories.excursion(title=evil, lead=evil)
    factories.stop(excursion, factories.station(evil))
    (event,) = data_of(excursion, client)
    assert event["name"] == event["description"] == event["location"][0]["name"] == evil
    page = client.get(excursion.get_absolute_url()).content.decode()
    (raw,) = DATA.findall(page)
    assert not set("<>&") & set(raw)


def test_nobody_is_named(excursion: Excursion, client: Client) -> None:
    factories.registration(excursion, name="Robin Muster")
    (event,) = data_of(excursion, client)
    assert "Robin" not in str(event)
    assert excursion.contact_name not in str(event)


def head(path: str, client: Client) -> dict[str, str]:
    """The one address of the page, and its Open Graph card."""
    page = client.get(path).content.decode()
    found = dict(re.findall(r'<meta property="(og:\w+)" content="([^"]*)">', page))
    return found | dict(re.findall(r'<link rel="(canonical)" href="([^"]*)">', page))


def test_a_link_to_an_excursion_shows_what_it_is(client: Client) -> None:
    excursion = factories.excursion(slug="jena", title='Licht & "Glas"', lead="Wort " * 90)
    found = head(f"{excursion.get_absolute_url()}?von=plakat", client)
    assert len(found.pop("og:description")) == 160
    assert found == {
        "og:type": "website",
        "og:site_name": "Smartes Jena erleben",
        "og:locale": "de_DE",
        "og:title": "Licht &amp; &quot;Glas&quot;",
        "og:url": f"{SITE}/exkursionen/jena/",
        "canonical": f"{SITE}/exkursionen/jena/",
    }


def test_a_link_to_a_station_shows_what_it_is(excursion: Excursion, client: Client) -> None:
    factories.stop(excursion, factories.station("JEDI", slug="jedi", summary="Ein Ort für Ideen."))
    found = head("/stationen/jedi/", client)
    assert found["og:title"] == "JEDI"
    assert found["og:description"] == "Ein Ort für Ideen."
    assert found["og:url"] == found["canonical"] == f"{SITE}/stationen/jedi/"


def test_every_other_page_shows_the_site(client: Client) -> None:
    found = head("/impressum/", client)
    assert found["og:title"] == "Smartes Jena erleben"
    assert found["og:description"].startswith("Exkursionen für Mitarbeitende")
    assert "canonical" not in found
