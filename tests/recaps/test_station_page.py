"""From the page of a station to what was told afterwards."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest
from django.utils import timezone

from recaps.models import Publication, Recap
from stations.models import Station
from tests import factories
from tests.conftest import Client
from tests.factories import NOW

pytestmark = pytest.mark.django_db


def told(place: Station, day: int) -> Recap:
    """A recap of an excursion to this place, some days ago; nothing of it is published."""
    excursion = factories.excursion(starts_at=NOW - timedelta(days=day))
    factories.stop(excursion, place)
    return Recap.objects.create(excursion=excursion, slug=f"rueckblick-{day}")


def publish(recap: Recap) -> Publication:
    day = timezone.localdate(recap.excursion.starts_at)
    return Publication.objects.create(recap=recap, content={}, happened_on=day)


@pytest.fixture
def place(db: None) -> Station:
    return factories.station()


def links_to(recap: Recap, place: Station, client: Client) -> bool:
    page = client.get(place.get_absolute_url()).content.decode()
    return f'href="{recap.get_absolute_url()}"' in page


def test_a_recap_is_linked_as_long_as_it_can_be_read(place: Station, client: Client) -> None:
    recap = told(place, 1)
    assert not links_to(recap, place, client)
    publication = publish(recap)
    assert links_to(recap, place, client)
    publication.content, publication.withdrawn_at = None, NOW
    publication.save()
    assert not links_to(recap, place, client)


@pytest.mark.parametrize("number", [1, 3])
def test_it_takes_no_statement_more(
    number: int,
    place: Station,
    client: Client,
    django_assert_num_queries: Callable[[int], AbstractContextManager[object]],
) -> None:
    for day in range(number):
        publish(told(place, day + 1))
    with django_assert_num_queries(3):
        answer = client.get(place.get_absolute_url())
    assert len(answer.context["past"]) == number
