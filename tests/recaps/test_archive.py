"""The list of all recaps: by year, by page, by station."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Any

import pytest

from accounts.models import User
from recaps import actions, content
from recaps.models import Publication, Recap
from stations.models import Station
from tests import factories as basics
from tests.conftest import Client
from tests.recaps import factories

pytestmark = pytest.mark.django_db
Counts = Callable[[int], AbstractContextManager[object]]
ARCHIVE = "/rueckblicke/"


def told(days_ago: int, *places: Station) -> Publication:
    """A recap that can be read, written past the editor: for many at once."""
    starts_at = basics.NOW - timedelta(days=days_ago)
    excursion = basics.excursion(starts_at=starts_at)
    title = f"Vor {days_ago} Tagen"
    recap = Recap.objects.create(excursion=excursion, slug=f"vor-{days_ago}", title=title)
    for place in places:
        recap.sections.create(station=place, heading=place.name)
    publication = Publication.objects.create(
        recap=recap, content=content.of(recap), happened_on=starts_at.date()
    )
    publication.stations.set(places)
    return publication


def titles(page: Any) -> list[str]:
    """The large one first, if there is one."""
    feature = page.context["feature"]
    return [card.title for card in ([feature] if feature else []) + page.context["cards"]]


def test_the_latest_is_large_and_the_others_stand_by_year(client: Client) -> None:
    for days_ago in (200, 1, 400):
        told(days_ago)
    page = client.get(ARCHIVE)
    assert titles(page) == ["Vor 1 Tagen", "Vor 200 Tagen", "Vor 400 Tagen"]
    assert page.text.index('id="year-2026"') < page.text.index("Vor 400 Tagen")
    assert 'id="year-2027"' not in page.text  # only the large one is of this year
    assert not page.cookies


def test_an_empty_archive_is_not_sad(client: Client) -> None:
    page = client.get(ARCHIVE)
    assert "Der erste Rückblick kommt noch." in page.text
    assert "Zu den Exkursionen" in page.text or "Exkursionen ansehen" in page.text


def test_twelve_stand_on_a_page(client: Client) -> None:
    for days_ago in range(1, 15):
        told(days_ago)
    page = client.get(ARCHIVE)
    assert len(titles(page)) == 12
    assert 'href="/rueckblicke/?seite=2"' in page.text
    assert "Neuere Rückblicke" not in page.text
    page = client.get(f"{ARCHIVE}?seite=2")
    assert titles(page) == ["Vor 13 Tagen", "Vor 14 Tagen"]
    assert page.context["feature"] is None
    assert 'rel="prev" href="/rueckblicke/"' in page.text
    assert "<title>Rückblicke, Seite 2" in page.text


@pytest.mark.parametrize("page", ["0", "-1", "2", "99", "x", "1.5", "9" * 30, "\x00", " "])
def test_a_page_that_is_not_there_is_not_found(page: str, client: Client) -> None:
    told(1)
    assert client.get(ARCHIVE, {"seite": page}).status_code == 404


def test_the_recaps_of_one_station(client: Client) -> None:
    shop, hub = basics.station("ProbierLaden", slug="laden"), basics.station("JEDI", slug="jedi")
    told(1, shop)
    told(2, hub)
    told(3, shop, hub)
    assert 'href="?station=laden"' in client.get(ARCHIVE).text
    page = client.get(ARCHIVE, {"station": "laden"})
    assert titles(page) == ["Vor 1 Tagen", "Vor 3 Tagen"]
    assert "<h1>Rückblicke: ProbierLaden</h1>" in page.text
    assert 'href="https://exkursionen.stadt.example/rueckblicke/?station=laden"' in page.text


def test_pages_of_a_station_keep_the_station(client: Client) -> None:
    shop = basics.station("ProbierLaden", slug="laden")
    for days_ago in range(1, 14):
        told(days_ago, shop)
    page = client.get(ARCHIVE, {"station": "laden"})
    assert 'href="/rueckblicke/?station=laden&amp;seite=2"' in page.text
    page = client.get(ARCHIVE, {"station": "laden", "seite": "2"})
    assert 'rel="prev" href="/rueckblicke/?station=laden"' in page.text


def test_only_stations_with_something_to_read_can_be_chosen(client: Client) -> None:
    shop, hub = basics.station("Laden", slug="laden"), basics.station("JEDI", slug="jedi")
    told(1, shop)
    publication = told(2, hub)
    Publication.objects.filter(pk=publication.pk).update(withdrawn_at=basics.NOW, content=None)
    assert "JEDI" not in client.get(ARCHIVE).text
    for slug in ("jedi", "gibt-es-nicht", "\x00"):
        assert client.get(ARCHIVE, {"station": slug}).status_code == 404


def test_what_cannot_be_read_is_not_listed(robin: User, client: Client) -> None:
    factories.written(robin)
    recap = factories.published(robin)
    actions.withdraw(recap, actor=robin, reason="")
    assert titles(client.get(ARCHIVE)) == []


def test_those_who_write_find_the_way_to_their_desk(
    client: Client, as_kim: Client, as_alex: Client
) -> None:
    for who, found in ((client, False), (as_kim, False), (as_alex, True)):
        assert ('href="/rueckblicke/redaktion/"' in who.get(ARCHIVE).text) is found


def test_the_menu_leads_here_from_everywhere(robin: User, client: Client) -> None:
    recap = factories.published(robin)
    assert '<a href="/rueckblicke/">Rückblicke</a>' in client.get("/").text
    assert '<a href="/rueckblicke/" aria-current="page">' in client.get(ARCHIVE).text
    page = client.get(recap.get_absolute_url())
    assert '<a href="/rueckblicke/" aria-current="true">' in page.text


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_takes_four_statements(
    number: int, client: Client, django_assert_num_queries: Counts
) -> None:
    for days_ago in range(1, number + 1):
        told(days_ago, *(basics.station() for _ in range(number)))
    with django_assert_num_queries(4):
        page = client.get(ARCHIVE)
    assert len(titles(page)) == number
    station = Station.objects.first()
    assert station
    with django_assert_num_queries(4):
        client.get(ARCHIVE, {"station": station.slug})
