"""Somebody phones: an organizer enters them."""

import pytest
from time_machine import TimeMachineFixture

from accounts.models import User
from excursions import actions
from excursions.models import Excursion, Registration
from excursions.rules import Refused, Wish
from tests import factories
from tests.factories import START

pytestmark = pytest.mark.django_db


def enter(
    excursion: Excursion, alex: User, email: str = "", wish: Wish = Wish.SEAT
) -> Registration:
    return actions.register_by_hand(
        excursion, actor=alex, answers=factories.answers("Anruf"), email=email, wish=wish
    )


def refusal(excursion: Excursion, alex: User, email: str = "") -> str:
    with pytest.raises(Refused) as refused:
        enter(excursion, alex, email)
    return refused.value.refusal.code


def test_without_an_address_there_is_a_seat_but_no_mail(excursion: Excursion, alex: User) -> None:
    registration = enter(excursion, alex)
    assert (registration.status, registration.user, registration.email) == ("confirmed", None, "")
    assert registration.events.get().actor == alex
    assert not registration.messages.exists()
    enter(excursion, alex)
    assert refusal(excursion, alex) == "full"


def test_an_address_in_any_spelling_finds_the_person(
    excursion: Excursion, alex: User, kim: User
) -> None:
    registration = enter(excursion, alex, "  Kim@Stadt.Example ")
    assert (registration.user, registration.address) == (kim, kim.email)
    assert registration.messages.get().state == "queued"
    assert refusal(excursion, alex, "kim@stadt.example") == "already"


def test_who_is_entered_without_an_account_owns_the_registration_once_there_is_one(
    excursion: Excursion, alex: User
) -> None:
    registration = enter(excursion, alex, "neu@stadt.example")
    assert registration.user is None
    assert refusal(excursion, alex, "NEU@stadt.example") == "already"
    person = factories.user("neu@stadt.example")
    assert list(Registration.objects.of(person)) == [registration]
    with pytest.raises(Refused) as refused:
        factories.registration(excursion, person)
    assert refused.value.refusal.code == "already"


def test_who_registered_is_not_entered_again(excursion: Excursion, alex: User, kim: User) -> None:
    factories.registration(excursion, kim)
    assert refusal(excursion, alex, kim.email) == "already"


def test_an_overlap_is_refused_for_people_without_an_account_as_well(
    excursion: Excursion, alex: User
) -> None:
    enter(excursion, alex, "neu@stadt.example")
    assert refusal(factories.excursion(), alex, "neu@stadt.example") == "overlap"


@pytest.mark.parametrize("status", ["closed", "draft"])
def test_organizers_may_outside_the_period(status: str, alex: User) -> None:
    assert enter(factories.excursion(status=status), alex).is_confirmed


def test_organizers_may_after_the_deadline_but_not_after_the_start(
    excursion: Excursion, alex: User, clock: TimeMachineFixture
) -> None:
    clock.move_to(excursion.registration_ends_at)
    assert enter(excursion, alex).is_confirmed
    clock.move_to(START)
    assert refusal(excursion, alex) == "started"
    clock.move_to(excursion.ends_at)
    assert refusal(excursion, alex) == "past"


def test_organizers_never_get_past_the_seats_and_the_queue(full: Excursion, alex: User) -> None:
    assert refusal(full, alex) == "full"
    assert enter(full, alex, wish=Wish.WAITLIST).queue_order == 1
    Excursion.objects.update(capacity=9)
    assert refusal(full, alex) == "full"


def test_nobody_is_entered_where_it_was_called_off(alex: User) -> None:
    cancelled = factories.excursion(status="cancelled", cancellation_reason="Sturm")
    assert refusal(cancelled, alex) == "cancelled"
