"""Stations: what visitors read about a place."""

import pytest
from django.core.exceptions import ValidationError
from django.db.models import ProtectedError

from stations.models import Station
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("fields", "address"),
    [
        ({"postal_code": "07747", "district": "Lobeda"}, "Weg 1, 07747 Jena-Lobeda"),
        ({"postal_code": "", "district": ""}, "Weg 1, Jena"),
        ({"postal_code": "07743", "city": "Kahla"}, "Weg 1, 07743 Kahla"),
    ],
)
def test_the_address_stands_in_one_line(fields: dict[str, str], address: str) -> None:
    assert factories.station(street="Weg 1", **fields).address == address


def test_the_map_is_a_link_that_carries_any_address() -> None:
    station = factories.station(street="Größe & Co. #1?")
    assert station.map_url.startswith("https://www.openstreetmap.org/search?query=Gr%C3%B6")
    assert "&" not in station.map_url.split("?", 1)[1]
    assert "#" not in station.map_url


def test_what_is_known_about_access_is_said_what_is_not_is_left_out() -> None:
    assert factories.station().access_features == []
    known = factories.station(step_free="no", accessible_toilet=True, hearing_loop=True)
    assert len(known.access_features) == 3


def test_a_station_has_a_name_and_an_address_of_its_own() -> None:
    factories.station("JEDI", slug="jedi")
    twin = Station(name="JEDI", slug="jedi", summary="x", street="y")
    with pytest.raises(ValidationError) as error:
        twin.full_clean()
    assert set(error.value.message_dict) == {"name", "slug"}


def test_a_station_needs_room_for_somebody() -> None:
    with pytest.raises(ValidationError) as error:
        Station(name="x", slug="x", summary="x", street="y", capacity=0).full_clean()
    assert set(error.value.message_dict) >= {"capacity"}


def test_a_station_that_was_visited_cannot_be_deleted() -> None:
    station = factories.station()
    factories.stop(factories.excursion(), station)
    with pytest.raises(ProtectedError):
        station.delete()
