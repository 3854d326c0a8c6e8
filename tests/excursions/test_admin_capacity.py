"""Seats in the editor: the arithmetic comes before the saving, and the waitlist moves with it."""

import pytest

from excursions import actions
from excursions.models import Excursion
from tests import factories
from tests.conftest import Client
from tests.excursions import editor
from tests.excursions.editor import errors, save

pytestmark = pytest.mark.django_db


@pytest.fixture
def three(excursion: Excursion) -> Excursion:
    """Three seats, all taken."""
    Excursion.objects.filter(pk=excursion.pk).update(capacity=3)
    excursion.refresh_from_db()
    factories.fill(excursion)
    return excursion


def test_fewer_seats_than_taken_shows_the_arithmetic_and_asks(
    as_alex: Client, three: Excursion
) -> None:
    response = save(as_alex, three, capacity=1)
    assert errors(response).keys() == {"capacity"}
    assert errors(response)["capacity"][0].startswith("3 Plätze vergeben, 2 mehr als künftig (1).")
    assert 'type="checkbox" name="accept_fewer" value="3-1"' in response.content.decode()
    three.refresh_from_db()
    assert three.capacity == 3


def test_with_a_knowing_yes_it_is_saved_and_nobody_loses_a_seat(
    as_alex: Client, three: Excursion
) -> None:
    factories.waiting(three)
    assert errors(save(as_alex, three, capacity=1, accept_fewer="3-1")) == {}
    three.refresh_from_db()
    assert three.capacity == 1
    assert three.registrations.seated().count() == 3
    assert three.registrations.waiting().count() == 1


def test_a_yes_to_other_numbers_is_not_a_yes(as_alex: Client, three: Excursion) -> None:
    assert errors(save(as_alex, three, capacity=2, accept_fewer="3-1")).keys() == {"capacity"}


def test_as_many_seats_as_taken_needs_no_yes(as_alex: Client, excursion: Excursion) -> None:
    factories.registration(excursion)
    assert errors(save(as_alex, excursion, capacity=1)) == {}


def test_later_changes_do_not_ask_again(as_alex: Client, three: Excursion) -> None:
    save(as_alex, three, capacity=1, accept_fewer="3-1")
    three.refresh_from_db()
    assert errors(save(as_alex, three, title="Etwas anderes")) == {}


def test_more_seats_go_to_the_waitlist_in_order(as_alex: Client, three: Excursion) -> None:
    first, second, third = (factories.waiting(three) for _ in range(3))
    save(as_alex, three, capacity=5)
    response = as_alex.get(editor.url(three))
    assert "2 Personen sind nachgerückt und bekommen eine E-Mail." in response.content.decode()
    for registration, status in ((first, "confirmed"), (second, "confirmed"), (third, "waiting")):
        registration.refresh_from_db()
        assert registration.status == status


def test_a_mistake_elsewhere_moves_nobody_up(as_alex: Client, three: Excursion) -> None:
    factories.waiting(three)
    assert errors(save(as_alex, three, capacity=5, title="")).keys() == {"title"}
    assert three.registrations.waiting().count() == 1


def test_the_waitlist_is_not_switched_off_while_people_wait(
    as_alex: Client, three: Excursion
) -> None:
    waiting = factories.waiting(three)
    assert errors(save(as_alex, three, has_waitlist="")).keys() == {"has_waitlist"}
    actions.withdraw(waiting, actor=None)
    assert errors(save(as_alex, three, has_waitlist="")) == {}
