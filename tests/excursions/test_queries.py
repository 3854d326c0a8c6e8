"""How many statements a page takes: the same for one object and for three."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest
from django.urls import reverse

from accounts.models import User
from excursions.models import Excursion, Registration
from stations.models import Station
from tests import factories
from tests.conftest import Client
from tests.excursions.saving import move
from tests.factories import NOW, START

pytestmark = pytest.mark.django_db
Counts = Callable[[int], AbstractContextManager[object]]


@pytest.fixture(params=[1, 3])
def number(request: pytest.FixtureRequest, kim: User) -> int:
    """So many excursions, each with as many stops, seated and waiting people, Kim among them."""
    amount = int(request.param)
    for day in range(amount):
        excursion = factories.excursion(
            starts_at=START + timedelta(days=day), slug=f"tag-{day}", capacity=amount
        )
        for _ in range(amount):
            factories.stop(excursion)
            factories.registration(excursion)
        for _ in range(amount):
            factories.waiting(excursion)
        factories.waiting(excursion, kim)
    return amount


def test_the_list_for_visitors(
    number: int, client: Client, django_assert_num_queries: Counts
) -> None:
    with django_assert_num_queries(2):
        answer = client.get(reverse("excursions:list"))
    assert len(answer.context["upcoming"]) == number


def test_the_list_for_people(
    number: int, as_kim: Client, django_assert_num_queries: Counts
) -> None:
    with django_assert_num_queries(5):
        as_kim.get(reverse("excursions:list"))


def test_the_detail_for_visitors(
    number: int, client: Client, django_assert_num_queries: Counts
) -> None:
    with django_assert_num_queries(3):
        answer = client.get(reverse("excursions:detail", args=["tag-0"]))
    assert len(answer.context["stops"]) == number


def test_the_detail_for_people(
    number: int, as_kim: Client, django_assert_num_queries: Counts
) -> None:
    with django_assert_num_queries(6):
        as_kim.get(reverse("excursions:detail", args=["tag-0"]))


@pytest.fixture
def moved(number: int, kim: User, alex: User) -> int:
    """Each of them changed as often, and Kim is asked about each new day."""
    for excursion in Excursion.objects.all():
        Registration.objects.filter(excursion=excursion, user=kim).update(
            status="confirmed", queue_order=None, agreed_day=NOW.date()
        )
        for _ in range(number):
            move(excursion, alex, days=1)
    return number


def test_what_changed(moved: int, client: Client, django_assert_num_queries: Counts) -> None:
    with django_assert_num_queries(3):
        answer = client.get(reverse("excursions:detail", args=["tag-0"]))
    assert answer.context["marks"].when


def test_questions_about_new_days(
    moved: int, as_kim: Client, django_assert_num_queries: Counts
) -> None:
    with django_assert_num_queries(5):
        answer = as_kim.get(reverse("excursions:list"))
    assert len(answer.context["asked"]) == moved
    with django_assert_num_queries(3):
        answer = as_kim.get(reverse("excursions:mine"))
    assert len(answer.context["asked"]) == moved
    with django_assert_num_queries(6):
        as_kim.get(reverse("excursions:new_day", args=[answer.context["asked"][0].pk]))


@pytest.fixture
def place(number: int) -> Station:
    """All excursions lead there, and as many did before."""
    place = factories.station()
    for day in range(number):
        factories.excursion(starts_at=NOW - timedelta(days=day + 1))
    for excursion in Excursion.objects.all():
        factories.stop(excursion, place)
    return place


def test_a_station_for_visitors(
    number: int, place: Station, client: Client, django_assert_num_queries: Counts
) -> None:
    with django_assert_num_queries(3):
        answer = client.get(place.get_absolute_url())
    assert len(answer.context["upcoming"]) == len(answer.context["past"]) == number


def test_a_station_for_people(
    place: Station, as_kim: Client, django_assert_num_queries: Counts
) -> None:
    with django_assert_num_queries(6):
        as_kim.get(place.get_absolute_url())


def test_the_form(number: int, as_toni: Client, django_assert_num_queries: Counts) -> None:
    for _ in range(number):
        factories.unit()
    with django_assert_num_queries(5):
        as_toni.get(reverse("excursions:register", args=["tag-0"]))


def test_my_registrations(number: int, as_kim: Client, django_assert_num_queries: Counts) -> None:
    with django_assert_num_queries(3):
        answer = as_kim.get(reverse("excursions:mine"))
    assert len(answer.context["waiting"]) == number


def test_one_registration(
    number: int, as_kim: Client, kim: User, django_assert_num_queries: Counts
) -> None:
    registration = kim.registrations.first()
    assert registration
    with django_assert_num_queries(4):
        as_kim.get(registration.get_absolute_url())


def test_the_consent_to_photos(
    number: int, as_kim: Client, kim: User, django_assert_num_queries: Counts
) -> None:
    registration = kim.registrations.first()
    assert registration
    factories.agree(registration, *["website", "intranet", "press"][:number])
    with django_assert_num_queries(5):
        as_kim.get(reverse("excursions:photo_consent", args=[registration.pk]))


def test_the_calendar_file(number: int, client: Client, django_assert_num_queries: Counts) -> None:
    with django_assert_num_queries(2):
        client.get(reverse("excursions:calendar", args=["tag-0"]))


def test_registering_takes_as_many_statements_whoever_is_there(
    number: int, kim: User, django_assert_max_num_queries: Counts
) -> None:
    excursion = Excursion.objects.get(slug="tag-0")
    person = factories.user()
    with django_assert_max_num_queries(16):
        factories.waiting(excursion, person)
