"""Lists of ten rows and of a thousand take the same statements."""

import copy
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse

from accounts.models import User
from excursions.admin.export import COLUMNS
from excursions.models import Excursion, Stop
from tests import factories
from tests.conftest import Client
from tests.excursions import editor

pytestmark = pytest.mark.django_db
Counts = Callable[[int], AbstractContextManager[object]]


@pytest.fixture(params=[10, 1000])
def rows(request: pytest.FixtureRequest) -> int:
    return int(request.param)


@pytest.fixture
def programme(rows: int, alex: User) -> int:
    """So many excursions to come, each with a stop, and Alex in the team of all."""
    first = factories.excursion()
    stop = factories.stop(first)
    made = []
    for number in range(1, rows):
        one = copy.copy(first)
        one.pk, one.slug = None, f"{first.slug}-{number}"
        one.starts_at = first.starts_at + timedelta(hours=number)
        one.ends_at = one.starts_at + timedelta(hours=4)
        made.append(one)
    Excursion.objects.bulk_create(made)
    Stop.objects.bulk_create(
        Stop(
            excursion=one,
            station=stop.station,
            position=1,
            arrives_at=one.starts_at,
            leaves_at=one.starts_at + timedelta(minutes=30),
        )
        for one in made
    )
    alex.team_of.set(Excursion.objects.all())
    return rows


def test_the_list_for_visitors(
    programme: int, client: Client, django_assert_num_queries: Counts
) -> None:
    with django_assert_num_queries(2):
        answer = client.get(reverse("excursions:list"))
    assert len(answer.context["upcoming"]) == programme


def test_the_list_for_people(
    programme: int, as_kim: Client, django_assert_num_queries: Counts
) -> None:
    with django_assert_num_queries(5):
        as_kim.get(reverse("excursions:list"))


def test_the_organizers_list(
    programme: int, as_alex: Client, django_assert_num_queries: Counts
) -> None:
    address = reverse("admin:excursions_excursion_changelist")
    as_alex.get(address)  # content types are cached
    with django_assert_num_queries(6):
        answer = as_alex.get(address)
    assert answer.context["cl"].result_count == programme


@pytest.fixture
def full(rows: int, excursion: Excursion) -> Excursion:
    """Two thirds of so many people have a seat, the others wait."""
    waiting = rows // 3
    Excursion.objects.filter(pk=excursion.pk).update(capacity=rows)
    factories.crowd(excursion, seated=rows - waiting, waiting=waiting)
    return excursion


def test_the_participants(
    full: Excursion, as_alex: Client, django_assert_num_queries: Counts
) -> None:
    with django_assert_num_queries(10):
        answer = as_alex.get(editor.url(full, "people"))
    assert answer.content.count(b"Robin Muster") >= full.registrations.count()


def test_the_file_of_the_participants(
    full: Excursion, rows: int, as_alex: Client, django_assert_num_queries: Counts
) -> None:
    ContentType.objects.get_for_model(Excursion)  # they are cached
    wish = {"who": "live", "columns": [*COLUMNS], "kind": "csv"}
    with django_assert_num_queries(22):
        answer = as_alex.post(editor.url(full, "export"), wish)
    assert answer.content.count(b"Robin Muster") == rows
