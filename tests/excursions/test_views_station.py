"""The page of a station: what it is, how to get in, and who goes there."""

from datetime import timedelta

import pytest
from django.urls import reverse

from accounts.models import User
from excursions.models import Excursion
from stations.models import Station
from tests import factories
from tests.conftest import Client
from tests.factories import NOW, START

pytestmark = pytest.mark.django_db


@pytest.fixture
def jedi(db: None) -> Station:
    return factories.station(
        "JEDI",
        slug="jedi",
        summary="Ein Ort für Ideen.",
        street="Engelplatz 8",
        district="Zentrum",
        hearing_loop=True,
        access_note="Ein ruhiger Raum ist da.",
        host_name="Charlie Himmelblau",
        host_phone="03641 000008",
        host_email="jedi@stadt.example",
    )


def to(place: Station, **fields: object) -> Excursion:
    """An excursion that leads there, and on to somewhere else."""
    excursion = factories.excursion(**fields)
    factories.stop(excursion, place)
    factories.stop(excursion)
    return excursion


def test_it_shows_what_comes_next_and_what_was(jedi: Station, client: Client) -> None:
    later = to(jedi, starts_at=START + timedelta(days=1))
    next_one = to(jedi)
    gone = [to(jedi, starts_at=NOW - timedelta(days=days)) for days in (1, 2, 3, 4)]
    factories.stop(factories.excursion())
    answer = client.get(jedi.get_absolute_url())
    assert answer.context["upcoming"] == [next_one, later]
    assert answer.context["past"] == gone


def test_it_says_what_and_where_it_is_and_how_to_get_in(jedi: Station, client: Client) -> None:
    to(jedi)
    page = client.get(reverse("excursions:station", args=["jedi"])).content.decode()
    for text in ("Ein Ort für Ideen.", "Engelplatz 8", "Jena-Zentrum", "Ein ruhiger Raum ist da."):
        assert text in page
    assert "Induktionsschleife" in page
    assert jedi.map_url in page


def test_it_says_nothing_about_the_people_there(jedi: Station, client: Client) -> None:
    factories.registration(to(jedi), name="Robin Muster")
    page = client.get(jedi.get_absolute_url()).content.decode()
    for text in ("Charlie Himmelblau", "03641 000008", "jedi@stadt.example", "Robin Muster"):
        assert text not in page


def test_an_excursion_that_comes_by_twice_stands_there_once(jedi: Station, client: Client) -> None:
    excursion = to(jedi)
    factories.stop(excursion, jedi)
    assert client.get(jedi.get_absolute_url()).context["upcoming"] == [excursion]


def test_a_draft_is_not_mentioned(jedi: Station, client: Client, as_alex: Client) -> None:
    public = to(jedi)
    to(jedi, status="draft")
    for who in (client, as_alex):
        assert who.get(jedi.get_absolute_url()).context["upcoming"] == [public]


def test_a_place_to_which_only_drafts_lead_does_not_exist(
    jedi: Station, client: Client, as_kim: Client
) -> None:
    to(jedi, status="draft")
    for who in (client, as_kim):
        assert who.get(jedi.get_absolute_url()).status_code == 404
        assert who.get(reverse("excursions:station", args=["nirgends"])).status_code == 404


def test_organizers_see_it_before_anybody_goes_there(
    jedi: Station, as_alex: Client, client: Client
) -> None:
    answer = as_alex.get(jedi.get_absolute_url())
    assert answer.status_code == 200
    assert "Zurzeit ist keine Exkursion hierher geplant." in answer.content.decode()
    client.force_login(factories.user(is_staff=True))
    assert client.get(jedi.get_absolute_url()).status_code == 404


def test_who_is_in_sees_it_there(jedi: Station, as_kim: Client, kim: User) -> None:
    factories.registration(to(jedi), kim)
    (excursion,) = as_kim.get(jedi.get_absolute_url()).context["upcoming"]
    assert excursion.standing.key == "confirmed"


def test_what_was_called_off_says_so(jedi: Station, client: Client) -> None:
    to(
        jedi,
        starts_at=NOW - timedelta(days=1),
        status="cancelled",
        cancellation_reason="Sturm",
    )
    assert "Abgesagt" in client.get(jedi.get_absolute_url()).content.decode()


def test_the_excursion_leads_to_its_stations(jedi: Station, client: Client) -> None:
    page = client.get(to(jedi).get_absolute_url()).content.decode()
    assert f'<a href="{jedi.get_absolute_url()}">JEDI</a>' in page


def test_what_organizers_write_is_shown_as_text(client: Client) -> None:
    evil = "<script>alert(1)</script>"
    place = factories.station(evil, summary=evil, street=evil, district=evil, access_note=evil)
    to(place, title=evil)
    to(place, title=evil, starts_at=NOW - timedelta(days=1))
    assert evil not in client.get(place.get_absolute_url()).content.decode()


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_it_is_for_reading(method: str, jedi: Station, client: Client) -> None:
    to(jedi)
    assert getattr(client, method)(jedi.get_absolute_url()).status_code == 405
